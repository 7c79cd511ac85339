"""The date that a learner must be ready by: kept in the log, and what it does to today's queue."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from quizlr.errors import UsageError
from quizlr.model import Card, HomeMark, HomeMarkKind, Moment
from quizlr.model.moment import EPOCH
from quizlr.scheduling import Fsrs6
from quizlr.scheduling.costs import FIRST_RATINGS, Cost, Took, measured
from quizlr.session.readying import Goal
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection

MEASURED: Final = 2000
"""The newest answers tell what study costs."""
LONGEST_DAYS: Final = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A date to be ready by, and what was expected when it was set."""

    by_day: int
    """Study day of the interview."""
    topics: tuple[str, ...] = ()
    """Concepts, tags or decks; empty for everything."""
    minutes: float = 30.0
    """A day."""
    target: float = 0.9
    """Share of the cards to be recalled on the day."""
    begun_day: int = 0
    unknown_begun: float = 0.0
    """Cards that would not have been recalled on the day, had nothing been studied since."""
    unknown_planned: float = 0.0
    """Cards that were expected not to be recalled on the day, by the plan."""

    @property
    def by_on(self) -> date:
        """The date of the interview."""
        return EPOCH + timedelta(days=self.by_day)


def day_of(on: date) -> int:
    """A date as a study day."""
    return (on - EPOCH).days


def day_from(words: str, now: Moment) -> int:
    """The study day of a date that was typed.

    Raises:
        UsageError: it is no date, or does not lie ahead within a year.
    """
    try:
        day = day_of(date.fromisoformat(words.strip()))
    except ValueError as error:
        raise UsageError(f"'{words.strip()}' is no date: write it as 2026-12-15.") from error
    if not 0 <= day - now.study_day <= LONGEST_DAYS:
        raise UsageError(f"{words.strip()} must lie ahead, within a year.")
    return day


def topics_from(words: str) -> tuple[str, ...]:
    """Topics as they were typed, with commas between them."""
    return tuple(part for each in words.split(",") if (part := each.strip()))


def keep(collection: Collection, plan: Plan | None) -> None:
    """Put a plan in force, or give it up.

    Raises:
        DataError: it could not be saved.
    """
    text = "" if plan is None else json.dumps(asdict(plan), ensure_ascii=False)
    at_ms = collection.now().at_ms
    collection.store.record(HomeMark(at_ms=at_ms, kind=HomeMarkKind.PLAN, text=text))
    collection.forget_plan()


def read_plan(text: str) -> Plan | None:
    """A plan as it was kept; None if it was given up or cannot be read.

    What a newer quizlr wrote beside it is passed over.
    """
    if not text:
        return None
    try:
        data: dict[str, Any] = json.loads(text)
        known = {name: data[name] for name in Plan.__dataclass_fields__ if name in data}
        return Plan(**{**known, "topics": tuple(known.get("topics", ()))})
    except (ValueError, TypeError):
        return None


def costs_of(collection: Collection) -> Mapping[str, Cost]:
    """What study costs this learner, by type of note, from their newest answers."""
    return measured(_took(collection))


def _took(collection: Collection) -> Iterable[Took]:
    for card_id, state, rating, duration_ms in collection.store.newest_durations(MEASURED):
        card = collection.card(card_id)
        if card is not None:
            yield Took(card.note.type, state, rating, duration_ms)


def goal_of(collection: Collection, plan: Plan, spent_ms: int) -> Goal:
    """What the plan asks of today."""
    return Goal(
        by_day=plan.by_day,
        seconds=max(0.0, plan.minutes * 60.0 - spent_ms / 1000.0),
        card_ids=frozenset(card.id for card in cards_of_plan(collection, plan)),
        costs=costs_of(collection),
        model=Fsrs6(collection.scheduler_settings()[""].parameters),
        first_ratings=FIRST_RATINGS,
    )


def cards_of_plan(collection: Collection, plan: Plan) -> tuple[Card, ...]:
    """The cards of a plan; a topic that no card is about any more is passed over."""
    from quizlr.collection.topics import cards_about
    from quizlr.errors import UnknownTopicError

    try:
        return cards_about(collection, plan.topics)
    except UnknownTopicError:
        known: list[Card] = []
        for topic in plan.topics:
            try:
                known += cards_about(collection, (topic,))
            except UnknownTopicError:
                continue
        return tuple(dict.fromkeys(known))


def countdown_words(plan: Plan, now: Moment) -> str:
    """How long it is until the day, as in `interview in 18 days`."""
    days = plan.by_day - now.study_day
    return f"interview {({0: 'today', 1: 'tomorrow'}).get(days, f'in {days} days')}"
