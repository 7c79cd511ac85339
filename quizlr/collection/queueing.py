"""Today's queue: what is due and new within the day's limits, or what serves the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from quizlr.collection.goals import goal_of
from quizlr.collection.load import worth_now
from quizlr.model import Card, Moment
from quizlr.session import DayDone, Limits, Queue, build_queue, waits

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection

NO_LIMITS: Final = Limits(new_per_day=10**9, reviews_per_day=10**9)


def todays_queue(collection: Collection, cards: Sequence[Card], now: Moment) -> Queue:
    """The queue of these cards."""
    schedules, done = collection.schedules, collection.day_done(now)
    requires = {d.id: d.requires for d in collection.decks.values() if d.requires}
    waiting = waits(collection.cards, schedules, requires)
    ordinary = build_queue(
        cards,
        schedules,
        now,
        limits=collection.limits(),
        done=done,
        waiting=waiting,
        worth=worth_now(collection.scheduler_settings()[""].parameters, now),
    )
    plan = collection.plan
    if plan is None:
        return ordinary
    from quizlr.session.readying import ready_queue

    candidates = build_queue(
        cards,
        schedules,
        now,
        limits=NO_LIMITS,
        done=DayDone(cards=done.cards),
        waiting=waiting,
    )
    return ready_queue(
        ordinary,
        candidates,
        cards,
        schedules,
        now,
        goal=goal_of(collection, plan, done.duration_ms),
        rated_today=done.cards,
    )
