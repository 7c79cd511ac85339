"""Intervals and due times in words, as short as the screen needs."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Final

from quizlr.model import CardState, Moment, Schedule
from quizlr.scheduling.fuzz import round_half_up
from quizlr.scheduling.outlook import Outlook

STATE_WORDS: Final[Mapping[CardState, str]] = {
    CardState.NEW: "new",
    CardState.LEARNING: "learning",
    CardState.REVIEW: "review",
    CardState.RELEARNING: "relearning",
}
_MINUTE_MS = 60_000
_MONTH_DAYS, _YEAR_DAYS = 30.4375, 365.25


def interval_words(outlook: Outlook, now: Moment) -> str:
    """What a button would do: `<1m`, `10m`, `1.5h`, `3d`, `2.4mo`, `1.3y`."""
    if outlook.due_at_ms is None:
        return _days_words(outlook.scheduled_days)
    minutes = (outlook.due_at_ms - now.at_ms) / _MINUTE_MS
    if minutes < 1:
        return "<1m"
    if minutes < 59.5:
        return f"{round_half_up(minutes)}m"
    hours = minutes / 60
    return f"{_short(hours)}h" if hours < 23.95 else f"{_short(hours / 24)}d"


def due_words(schedule: Schedule, now: Moment) -> str:
    """When a card is due.

    `new`, `due now`, `due in 7 min`, `due today`, `due in 3 days`, `overdue by 2 days`,
    `buried until tomorrow` or `suspended`.
    """
    if schedule.is_suspended:
        return "suspended"
    if schedule.buried_until_day is not None and schedule.buried_until_day > now.study_day:
        days = schedule.buried_until_day - now.study_day
        return "buried until tomorrow" if days == 1 else f"buried for {counted(days, 'day')}"
    if schedule.state is CardState.NEW:
        return "new"
    if schedule.due_day is not None:
        return _due_in_days(schedule.due_day - now.study_day)
    return _due_in_minutes(ceil(((schedule.due_at_ms or 0) - now.at_ms) / _MINUTE_MS))


def due_brief(schedule: Schedule, now: Moment) -> str:
    """When a card is due, in one word for a column.

    `new`, `now`, `7m`, `3h`, `today`, `3d`, `2.4mo`, `-2d` (overdue), `buried`, `suspended`.
    """
    if schedule.is_suspended:
        return "suspended"
    if schedule.buried_until_day is not None and schedule.buried_until_day > now.study_day:
        return "buried"
    if schedule.state is CardState.NEW:
        return "new"
    if schedule.due_day is not None:
        days = schedule.due_day - now.study_day
        return f"-{_days_words(-days)}" if days < 0 else _days_words(days) if days else "today"
    minutes = ceil(((schedule.due_at_ms or 0) - now.at_ms) / _MINUTE_MS)
    if minutes <= 0:
        return "now"
    return f"{minutes}m" if minutes < 60 else f"{_short(minutes / 60)}h"


def _due_in_days(days: int) -> str:
    if days < 0:
        return f"overdue by {counted(-days, 'day')}"
    if days < 2:
        return "due tomorrow" if days == 1 else "due today"
    return f"due in {counted(days, 'day')}"


def _due_in_minutes(minutes: int) -> str:
    if minutes <= 0:
        return "due now"
    return f"due in {minutes} min" if minutes < 60 else f"due in {_short(minutes / 60)} h"


def _days_words(days: int) -> str:
    if days < 31:
        return f"{days}d"
    if days < 365:
        return f"{_short(days / _MONTH_DAYS)}mo"
    return f"{_short(days / _YEAR_DAYS)}y"


def counted(number: int, noun: str) -> str:
    """`1 day`, `3 days`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _short(number: float) -> str:
    """At most one decimal, and no `.0`."""
    return f"{number:.1f}".removesuffix(".0")


def minutes_words(seconds: float) -> str:
    """Minutes and seconds: `0:34`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
