"""Figures in words: shares, counts, times, dates."""

from __future__ import annotations

from datetime import date, timedelta
from math import isnan

from quizlr.model.moment import EPOCH

NO_VALUE = "–"


def percent(share: float, digits: int = 1) -> str:
    """`91.2 %`; a dash for nan."""
    return NO_VALUE if isnan(share) else f"{100 * share:.{digits}f} %"


def counted(count: int, one: str, many: str = "") -> str:
    """`1 review`, `1,234 reviews`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def seconds(duration_ms: float) -> str:
    """`7.4 s`, `2.1 min`; a dash for nan."""
    if isnan(duration_ms):
        return NO_VALUE
    took_s = duration_ms / 1000
    return f"{took_s:.1f} s" if took_s < 100 else f"{took_s / 60:.1f} min"


def days(value: float) -> str:
    """`0.4 days`, `12 days`, `1.8 years`; a dash for nan."""
    if isnan(value):
        return NO_VALUE
    if value >= 730:
        return f"{value / 365.25:.1f} years"
    return f"{value:.1f} days" if value < 10 else f"{value:.0f} days"


def day_on(study_day: int) -> date:
    """The date of a study day."""
    return EPOCH + timedelta(days=study_day)
