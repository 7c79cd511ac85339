"""The calendar: which study day an instant falls on, and when the next one begins.

A study day begins when the wall clock first reaches the rollover hour of its date. Where that time
is skipped (summer time, a date line), it begins at the skip; where it comes twice, at the first.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from quizlr.model import Moment, to_ms
from quizlr.model.moment import EPOCH

_DAY_MS = 86_400_000
_FURTHEST_JOURNEY_DAYS = 2
"""No flight west moves the calendar back by more; a wrong clock does."""


def moment(
    instant: datetime,
    zone: tzinfo,
    zone_name: str,
    rollover_hour: int,
    not_before_day: int | None = None,
) -> Moment:
    """An aware instant on the learner's calendar in `zone`.

    `not_before_day` is the last study day on which the learner studied: a flight west does not
    repeat it. A clock that was ahead by more than two days is not followed.
    """
    day = _study_day(instant, zone, rollover_hour)
    if not_before_day is not None and 0 < not_before_day - day <= _FURTHEST_JOURNEY_DAYS:
        day = not_before_day
    offset = instant.astimezone(zone).utcoffset() or timedelta(0)
    return Moment(
        at_ms=to_ms(instant),
        study_day=day,
        tz=zone_name,
        utc_offset_min=offset // timedelta(minutes=1),
        rollover_hour=rollover_hour,
        next_day_at_ms=day_start_ms(day + 1, zone, rollover_hour),
    )


def day_start_ms(study_day: int, zone: tzinfo, rollover_hour: int) -> int:
    """UTC instant, in milliseconds, at which a study day begins in `zone`."""
    date = EPOCH + timedelta(days=study_day)
    return to_ms(_first_reached(datetime.combine(date, time(rollover_hour)), zone))


def elapsed_days(from_ms: int | None, to_ms: int) -> float:
    """Days between two instants, fractional; 0 if the first is None or the later one."""
    return 0.0 if from_ms is None else max(0, to_ms - from_ms) / _DAY_MS


def _study_day(instant: datetime, zone: tzinfo, rollover_hour: int) -> int:
    wall = instant.astimezone(zone).replace(tzinfo=None)
    day = ((wall - timedelta(hours=rollover_hour)).date() - EPOCH).days
    # The wall clock may have been put back across the rollover hour: the day has begun anyway.
    while day_start_ms(day + 1, zone, rollover_hour) <= to_ms(instant):
        day += 1
    return day


def _first_reached(wall: datetime, zone: tzinfo) -> datetime:
    """The first instant at which the wall clock of `zone` shows `wall` or later."""
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _wall(first, zone) == wall:
        return first
    # `wall` was skipped: `fold` 1 and 0 give instants before and after the skip, so bisect.
    before, after = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), first
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        before, after = (before, middle) if _wall(middle, zone) >= wall else (middle, after)
    return after


def _wall(instant: datetime, zone: tzinfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)
