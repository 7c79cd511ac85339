"""What follows when a sitting's queue is through: cards that have opened meanwhile, or the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizlr.collection.queueing import held_by_tier
from quizlr.model import NEW_SCHEDULE, CardState, Moment
from quizlr.session import Ended, Queue, next_due_at_ms

if TYPE_CHECKING:
    from quizlr.collection.desk import Desk


def after_the_queue(
    desk: Desk, ended: Ended, before: Queue, now: Moment
) -> tuple[Queue | None, Ended]:
    """A queue to go on with, or None; and the end with all that is to be said of it.

    Args:
        desk: the sitting.
        ended: the end as the session knows it.
        before: the queue that is through.
        now: the instant.
    """
    collection, cards = desk.collection, desk.cards
    held = held_by_tier(collection, cards) if desk.practice is None else {}
    if any(card_id not in held for card_id in before.held):
        more = newly_open(before, desk.queue(now))
        if more is not None:
            return more, ended
    schedules = collection.schedules
    unseen = sum(schedules.get(card.id, NEW_SCHEDULE).state is CardState.NEW for card in cards)
    told = replace(
        ended,
        next_due_at_ms=next_due_at_ms(cards, schedules, now),
        waits=collection.waits(cards),
        held_new_count=unseen,
        tier_waits=tuple(held.values()),
    )
    return None, told


def newly_open(before: Queue, now: Queue) -> Queue | None:
    """The new cards of `now` whose tier was not open when the queue `before` was made."""
    opened = tuple(card for card in now.new if card.id in before.held)
    return replace(now, reviews=(), new=opened) if opened else None
