"""Coverage: how far each topic is known, strand by strand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, Moment, Schedule
from quizlr.values import dataclass


class Strand(StrEnum):
    """A kind of work on a topic."""

    THEORY = "theory"
    NUMERIC = "numeric"
    BUG = "bug"
    INTERVIEW = "interview"
    FAILURE = "failure"


STRAND_OF: Final[Mapping[str, Strand]] = {
    "number": Strand.NUMERIC,
    "drill": Strand.NUMERIC,
    "lab": Strand.NUMERIC,
    "bug": Strand.BUG,
    "walkthrough": Strand.BUG,
    "interview": Strand.INTERVIEW,
    "tradeoff": Strand.INTERVIEW,
    "failure": Strand.FAILURE,
}
"""Note type -> its strand; all others are theory."""

NO_TOPIC: Final = ""
"""Key of the cards that are about no concept."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Cards by where they stand; each is in one of the four. Suspended ones are left out."""

    new: int = 0
    learning: int = 0
    """In learning or relearning steps."""
    known: int = 0
    """In review, and not due."""
    due: int = 0
    """In review, and due today or before."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.learning + self.known + self.due

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.new + other.new,
            self.learning + other.learning,
            self.known + other.known,
            self.due + other.due,
        )


Row = Mapping[Strand, Counts]
"""One topic; strands without cards are absent."""


def strand_of(card: Card) -> Strand:
    """The strand that a card belongs to."""
    return STRAND_OF.get(card.note.type, Strand.THEORY)


def standing(schedule: Schedule, now: Moment) -> str:
    """`new`, `learning`, `known` or `due`: the field of Counts that a card counts in."""
    if schedule.state is CardState.NEW:
        return "new"
    if schedule.state is not CardState.REVIEW:
        return "learning"
    is_due = schedule.due_day is not None and schedule.due_day <= now.study_day
    return "due" if is_due else "known"


def coverage(
    cards: Iterable[Card],
    schedules: Mapping[CardId, Schedule],
    about: Callable[[Card], Sequence[str]],
    now: Moment,
) -> Mapping[str, Row]:
    """Topic -> its row; a card that is about several topics counts in each.

    Args:
        cards: all that are to be counted.
        schedules: of those with history.
        about: the keys of the topics of a card, which follow from its deck and its note's `about`;
            those of none count under NO_TOPIC.
        now: what is due depends on the study day.
    """
    alike: dict[tuple[str, tuple[str, ...], Strand], tuple[Card, Counter[str]]] = {}
    for card in cards:
        schedule = schedules.get(card.id, NEW_SCHEDULE)
        if not schedule.is_suspended:
            strand = strand_of(card)
            like = (card.deck_id, card.note.about, strand)
            alike.setdefault(like, (card, Counter()))[1][standing(schedule, now)] += 1
    rows: dict[str, dict[Strand, Counts]] = {}
    for (_, _, strand), (card, numbers) in alike.items():
        for key in about(card) or (NO_TOPIC,):
            row = rows.setdefault(key, {})
            row[strand] = row.get(strand, Counts()) + Counts(**numbers)
    return rows


def whole(row: Row) -> Counts:
    """All strands of a row together."""
    return sum(row.values(), Counts())
