"""What a repair drill is made of: the skills in which slips were made, and which slips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set

from quizlr.model import Card, CardId
from quizlr.session import Rated
from quizlr.values import dataclass

EACH = 3
"""Questions for each skill in which a slip was made."""
MOST = 12


@dataclass(frozen=True, slots=True)
class Repair:
    """A practice of what went wrong."""

    cards: tuple[Card, ...]
    made: Mapping[str, Set[str]]
    """Skill -> the slips that were made in it."""

    @property
    def count(self) -> int:
        """How many questions."""
        return min(MOST, EACH * len(self.cards))


def repair_of(rated: Iterable[Rated], current: Callable[[CardId], Card | None]) -> Repair:
    """The repair of some ratings; cards that are in no deck now are left out."""
    cards: dict[CardId, Card] = {}
    made: dict[str, set[str]] = {}
    for item in rated:
        card = current(item.card.id) if item.slip else None
        if card is not None:
            cards[card.id] = card
            made.setdefault(item.skill, set()).add(item.slip)
    return Repair(tuple(cards.values()), made)
