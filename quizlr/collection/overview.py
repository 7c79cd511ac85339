"""The numbers of Home and of `quizlr due`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quizlr.model import Deck, Moment
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.session.tally import DeckTally


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What Home and `quizlr due` show."""

    tallies: Mapping[str, DeckTally]
    """By deck id, in the order of the decks."""
    decks: Mapping[str, Deck]
    today_ms: int
    budget_min: float
    reviewed_today: int
    streak_days: int
    next_due_at_ms: int | None
    backlog: int
    """Reviews that are due and do not fit the day."""
    now: Moment

    @property
    def counts(self) -> tuple[int, int, int]:
        """New, learning and due cards of today, all decks together."""
        rows = self.tallies.values()
        return sum(r.new for r in rows), sum(r.learning for r in rows), sum(r.due for r in rows)
