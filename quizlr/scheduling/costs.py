"""What study costs a learner: seconds for a new card, a review recalled, and one forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from quizlr.model import CardState, Rating
from quizlr.values import dataclass

PRIOR_COUNT: Final = 5.0
"""What is measured counts as much as what is assumed once it was seen so often."""
DEFAULT_TYPE: Final = "basic"
FIRST_RATINGS: Final = (0.25, 0.1, 0.55, 0.1)
"""How often a new card is taken to be rated Again, Hard, Good and Easy."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds for one card."""

    new_s: float
    """From first sight until it leaves its learning steps."""
    recalled_s: float
    forgotten_s: float
    """The failed answer and the relearning after it."""

    def review_s(self, recall: float) -> float:
        """Expected seconds of a review that succeeds with this chance."""
        return recall * self.recalled_s + (1.0 - recall) * self.forgotten_s


_FACT = Cost(25.0, 8.0, 20.0)
_SKILL = Cost(120.0, 60.0, 120.0)
_OPEN = Cost(180.0, 120.0, 180.0)
ASSUMED: Final[Mapping[str, Cost]] = {
    DEFAULT_TYPE: _FACT,
    "order": Cost(45.0, 20.0, 45.0),
    "number": Cost(60.0, 30.0, 60.0),
    "drill": _SKILL,
    "bug": _SKILL,
    "failure": _SKILL,
    "lab": _SKILL,
    "walkthrough": _OPEN,
    "interview": _OPEN,
    "tradeoff": _OPEN,
}
"""By type of note, before anything was measured; a type that is not here is a fact."""


@dataclass(frozen=True, slots=True)
class Took:
    """One answer, as far as its cost goes."""

    note_type: str
    state_before: CardState
    rating: Rating
    duration_ms: int


def assumed(note_type: str) -> Cost:
    """What a card of this type is taken to cost before it is measured."""
    return ASSUMED.get(note_type, _FACT)


def measured(answers: Iterable[Took]) -> Mapping[str, Cost]:
    """Costs by type of note, drawn towards what is assumed as far as little was measured."""
    sums: dict[str, _Sums] = {}
    for answer in answers:
        sums.setdefault(answer.note_type, _Sums()).add(answer)
    return {note_type: each.cost(assumed(note_type)) for note_type, each in sums.items()}


class _Sums:
    """Running sums over the answers of one type."""

    def __init__(self) -> None:
        self.learning_s = self.recalled_s = self.forgotten_s = 0.0
        self.new = self.recalled = self.forgotten = 0

    def add(self, answer: Took) -> None:
        seconds = answer.duration_ms / 1000
        if answer.state_before in (CardState.NEW, CardState.LEARNING):
            self.learning_s += seconds
            self.new += answer.state_before is CardState.NEW
        elif answer.state_before is CardState.RELEARNING:
            self.forgotten_s += seconds
        elif answer.rating is Rating.AGAIN:
            self.forgotten_s += seconds
            self.forgotten += 1
        else:
            self.recalled_s += seconds
            self.recalled += 1

    def cost(self, prior: Cost) -> Cost:
        return Cost(
            _drawn(self.learning_s, self.new, prior.new_s),
            _drawn(self.recalled_s, self.recalled, prior.recalled_s),
            _drawn(self.forgotten_s, self.forgotten, prior.forgotten_s),
        )


def _drawn(total_s: float, count: int, prior_s: float) -> float:
    return (total_s + PRIOR_COUNT * prior_s) / (count + PRIOR_COUNT)
