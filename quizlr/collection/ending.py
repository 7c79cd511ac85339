"""What follows when a sitting's queue is through: cards that have opened meanwhile, or the end."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
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
    waits = collection.waits(cards)
    still = {wait.deck_id for wait in waits}
    own = {card.deck_id for card in cards}
    decks = {wait.deck_id for wait in before.waits if wait.deck_id in own} - still
    if decks or any(card_id not in held for card_id in before.held):
        more = newly_open(before, desk.queue(now), decks)
        if more is not None:
            return more, ended
    schedules = collection.schedules
    unseen = sum(schedules.get(card.id, NEW_SCHEDULE).state is CardState.NEW for card in cards)
    told = replace(
        ended,
        next_due_at_ms=next_due_at_ms(cards, schedules, now),
        waits=waits,
        held_new_count=unseen,
        tier_waits=tuple(held.values()),
    )
    return None, told


def newly_open(before: Queue, now: Queue, decks: AbstractSet[str]) -> Queue | None:
    """The new cards of `now` that were held by their tier in `before`, or are of these decks."""
    opened = tuple(c for c in now.new if c.id in before.held or c.deck_id in decks)
    return replace(now, reviews=(), new=opened) if opened else None
