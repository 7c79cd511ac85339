"""What each of the four buttons would do to a card, now."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from quizlr.model import CardState, MemoryState, Moment, Rating, Schedule
from quizlr.scheduling.days import elapsed_days
from quizlr.scheduling.fsrs import Fsrs6, MemoryModel
from quizlr.scheduling.fuzz import PickDay, pick_evenly, round_half_up, whole_days
from quizlr.scheduling.outlook import Outlook, SchedulerSettings
from quizlr.scheduling.steps import Wait, next_wait
from quizlr.values import dataclass

_DAY_MIN, _MINUTE_MS = 1440.0, 60_000.0


def outlooks(
    schedule: Schedule,
    now: Moment,
    settings: SchedulerSettings,
    draw: float | None,
    pick: PickDay = pick_evenly,
) -> Mapping[Rating, Outlook]:
    """Rating to outcome, AGAIN first; intervals never shrink from one button to the next.

    `draw` in [0, 1) is the card's `fuzz_draw`, shared by the four; None for exact intervals. `pick`
    chooses the day with it.
    HARD, GOOD and EASY differ by a day at least where they are given in days and the maximum
    allows.
    """
    model = Fsrs6(settings.parameters)
    found: dict[Rating, Outlook] = {}
    floor = _Floor()
    for rating in Rating:
        memory = memory_after(schedule, rating, now.at_ms, now.study_day, model)
        wait = next_wait(schedule.state, schedule.step, rating, settings)
        if wait is not None:
            minutes = max(wait.minutes, floor.minutes)
            found[rating] = _waiting(rating, wait, minutes, memory, now)
            floor = _Floor(days=ceil(minutes / _DAY_MIN), minutes=minutes)
            continue
        exact_days = model.interval(memory, settings.desired_retention)
        at_least = max(floor.days, _longer_than_last(schedule, exact_days))
        days = whole_days(exact_days, draw, at_least, settings.maximum_interval_days, pick)
        found[rating] = _scheduled(rating, days, memory, now)
        floor = _Floor(days=days if rating is Rating.AGAIN else days + 1, minutes=days * _DAY_MIN)
    return found


def memory_after(
    schedule: Schedule, rating: Rating, at_ms: int, study_day: int, model: MemoryModel
) -> MemoryState:
    """The memory of a card after a rating at this instant."""
    # A clock that was set back counts as the same day: no time has passed that we know of.
    is_same_day = schedule.last_study_day is not None and study_day <= schedule.last_study_day
    elapsed = elapsed_days(schedule.last_review_at_ms, at_ms)
    return model.step(schedule.memory, rating, elapsed, is_same_day)


@dataclass(frozen=True, slots=True)
class _Floor:
    """The least that the next button may give, in the unit that it uses."""

    days: int = 1
    minutes: float = 0.0


def _longer_than_last(schedule: Schedule, exact_days: float) -> int:
    """Fuzz must not turn an interval that grows into one that does not."""
    grows = round_half_up(exact_days) > schedule.scheduled_days
    is_review = schedule.state is CardState.REVIEW
    return schedule.scheduled_days + 1 if is_review and grows else 1


def _waiting(
    rating: Rating, wait: Wait, minutes: float, memory: MemoryState, now: Moment
) -> Outlook:
    return Outlook(
        rating=rating,
        state=wait.state,
        step=wait.step,
        memory=memory,
        scheduled_days=0,
        due_day=None,
        due_at_ms=now.at_ms + round_half_up(minutes * _MINUTE_MS),
    )


def _scheduled(rating: Rating, days: int, memory: MemoryState, now: Moment) -> Outlook:
    return Outlook(
        rating=rating,
        state=CardState.REVIEW,
        step=0,
        memory=memory,
        scheduled_days=days,
        due_day=now.study_day + days,
        due_at_ms=None,
    )
