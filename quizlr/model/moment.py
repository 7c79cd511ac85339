"""An instant as the learner's clock and calendar show it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from quizlr.values import dataclass

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant with the study day it falls on; made once, by `scheduling.days.moment`."""

    at_ms: int
    """UTC, milliseconds since 1970."""
    study_day: int
    """Days from 1970-01-01 to the study day."""
    tz: str
    utc_offset_min: int
    rollover_hour: int
    next_day_at_ms: int
    """UTC instant at which the next study day begins."""

    @property
    def study_on(self) -> date:
        """The study day as a date."""
        return EPOCH + timedelta(days=self.study_day)


def to_ms(instant: datetime) -> int:
    """Milliseconds since 1970 of an aware datetime, exact.

    Raises:
        ValueError: the datetime is naive.
    """
    if instant.tzinfo is None:
        raise ValueError(f"naive datetime {instant}: give it a zone")
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
