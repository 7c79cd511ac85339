"""The numbers of Home and of `quizlr due`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quizlr.model import Card, CardState, Deck, Moment
from quizlr.session import next_due_at_ms
from quizlr.session.tally import DeckTally, streak, tally
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection


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


def overview_of(collection: Collection, cards: Sequence[Card]) -> Overview:
    """The numbers of some cards, as things stand now."""
    now = collection.now()
    done = collection.day_done(now)
    queue = collection.queue(cards, now)
    return Overview(
        tallies=tally(cards, collection.schedules, queue, now),
        decks=collection.decks,
        today_ms=done.duration_ms,
        budget_min=collection.settings.study.minutes_per_day,
        reviewed_today=len(done.cards),
        streak_days=streak(collection.store.study_days(), now),
        next_due_at_ms=next_due_at_ms(cards, collection.schedules, now),
        backlog=queue.backlog,
        now=now,
    )


def due_on(collection: Collection, study_day: int) -> int:
    """Reviews that fall due on or before a study day."""
    return sum(
        schedule.state is CardState.REVIEW
        and not schedule.is_suspended
        and (schedule.due_day or 0) <= study_day
        and collection.card(card_id) is not None
        for card_id, schedule in collection.schedules.items()
    )
