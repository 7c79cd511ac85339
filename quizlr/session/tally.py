"""How many cards wait in each deck: the numbers of Home and of `quizlr due`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, Moment, Schedule
from quizlr.session.queue import Queue, TierWait, Wait
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckTally:
    """One deck today."""

    deck_id: str
    new: int
    """New cards in today's queue."""
    learning: int
    due: int
    """Reviews in today's queue."""
    total: int
    unseen: int
    """Cards never rated, today's new ones included."""
    suspended: int
    waits: Wait | None = None
    held: int = 0
    """New cards whose tier is not open yet."""
    tier_wait: TierWait | None = None
    """What the first of those waits for."""


def tally(
    cards: Sequence[Card], schedules: Mapping[CardId, Schedule], queue: Queue, now: Moment
) -> Mapping[str, DeckTally]:
    """Today's numbers by deck id, in the order of the cards; limits have shaped the queue."""
    counts: dict[str, list[int]] = {}
    for card in cards:
        row = counts.setdefault(card.deck_id, [0, 0, 0, 0, 0, 0])
        schedule = schedules.get(card.id, NEW_SCHEDULE)
        row[3] += 1
        row[4] += schedule.state is CardState.NEW
        row[5] += schedule.is_suspended
    for card in queue.new:
        counts[card.deck_id][0] += 1
    for due_at_ms, card in queue.learning:
        counts[card.deck_id][1] += due_at_ms < now.next_day_at_ms
    for card in queue.reviews:
        counts[card.deck_id][2] += 1
    waits = {wait.deck_id: wait for wait in queue.waits}
    held = Counter(card_id.partition("/")[0] for card_id in queue.held)
    first = {
        card_id.partition("/")[0]: wait for card_id, wait in reversed(tuple(queue.held.items()))
    }
    return {
        deck_id: DeckTally(
            deck_id=deck_id,
            new=row[0],
            learning=row[1],
            due=row[2],
            total=row[3],
            unseen=row[4],
            suspended=row[5],
            waits=waits.get(deck_id),
            held=held[deck_id],
            tier_wait=first.get(deck_id),
        )
        for deck_id, row in counts.items()
    }


def streak(study_days: Sequence[int], now: Moment) -> int:
    """Study days in a row with at least one rating, up to today or yesterday."""
    days = set(study_days)
    day = now.study_day if now.study_day in days else now.study_day - 1
    length = 0
    while day in days:
        length += 1
        day -= 1
    return length
