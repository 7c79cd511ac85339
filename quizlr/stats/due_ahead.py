"""What falls due on the days to come, and the time it will take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from quizlr.model import CardId, CardState, Moment, Schedule
from quizlr.stats.words import day_on
from quizlr.values import dataclass

DAYS = 30
WEEKS = 26

Pace = Callable[[CardId], float]
"""Milliseconds that a review of a card takes, its relearning included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSpan:
    """What falls due on a day or in a week."""

    first_on: date
    due: int
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAhead:
    """As things stand: what these reviews lead to, and new cards, are not in it."""

    days: tuple[DueSpan, ...]
    """From today on; what is overdue counts for today."""
    weeks: tuple[DueSpan, ...]
    """Stretches of seven days, from today on."""
    overdue: int
    """Of today's, those that were due before."""
    later: int
    """Due after the last week."""

    @property
    def days_mean(self) -> float:
        """Reviews a day over the days shown."""
        return sum(load.due for load in self.days) / len(self.days)


def due_ahead(schedules: Iterable[tuple[CardId, Schedule]], now: Moment, pace: Pace) -> DueAhead:
    """The load to come of cards that are not suspended; cards in steps count for today."""
    due = [0] * (7 * WEEKS)
    took_ms = [0.0] * (7 * WEEKS)
    overdue = later = 0
    for card_id, schedule in schedules:
        if schedule.is_suspended or schedule.state is CardState.NEW:
            continue
        ahead = _days_ahead(schedule, now)
        overdue += ahead < 0
        if ahead >= len(due):
            later += 1
            continue
        due[max(ahead, 0)] += 1
        took_ms[max(ahead, 0)] += pace(card_id)
    loads = [
        DueSpan(first_on=day_on(now.study_day + day), due=count, minutes=ms / 60_000)
        for day, (count, ms) in enumerate(zip(due, took_ms, strict=True))
    ]
    return DueAhead(
        days=tuple(loads[:DAYS]),
        weeks=tuple(_together(loads[at : at + 7]) for at in range(0, len(loads), 7)),
        overdue=overdue,
        later=later,
    )


def _days_ahead(schedule: Schedule, now: Moment) -> int:
    """Study days until a card comes up; below 0 if it is overdue."""
    hidden_days = (schedule.buried_until_day or now.study_day) - now.study_day
    if schedule.state is not CardState.REVIEW or schedule.due_day is None:
        return max(0, hidden_days)
    ahead = schedule.due_day - now.study_day
    return max(ahead, hidden_days) if hidden_days > 0 else ahead


def _together(loads: list[DueSpan]) -> DueSpan:
    return DueSpan(
        first_on=loads[0].first_on,
        due=sum(load.due for load in loads),
        minutes=sum(load.minutes for load in loads),
    )
