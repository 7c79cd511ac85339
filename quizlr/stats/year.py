"""How much was answered on each day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from quizlr.stats.words import day_on
from quizlr.values import dataclass

WEEKS = 53
"""Of one calendar: a year, and the week that it began in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Answers on each day of at most 53 weeks."""

    first_on: date
    """A Monday."""
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All answers."""
        return sum(self.counts)

    @property
    def active_days(self) -> int:
        """Days with an answer."""
        return sum(count > 0 for count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The newest stretch ends today; the others end where the one before begins."""

    stretches: tuple[Stretch, ...]
    total: int
    """Answers of all time."""
    streak_days: int
    """Study days in a row, up to today or yesterday."""
    longest_streak_days: int


def year(counts: Mapping[int, int], today: int) -> Year:
    """The calendars of all answers.

    Args:
        counts: Study day to answers, practice included; days after today are left out.
        today: The study day it is.
    """
    past = {day: count for day, count in counts.items() if day <= today and count}
    stretches: list[Stretch] = []
    end = today + 1
    while not stretches or any(day < end for day in past):
        monday = end - 1 - day_on(end - 1).weekday()
        first = monday - 7 * (WEEKS - 1)
        days = tuple(past.get(day, 0) for day in range(first, end))
        stretches.append(Stretch(first_on=day_on(first), counts=days))
        end = first
    runs = _runs(past)
    newest = today if today in past else today - 1
    return Year(
        stretches=tuple(stretches),
        total=sum(past.values()),
        streak_days=runs.get(newest, 0),
        longest_streak_days=max(runs.values(), default=0),
    )


def _runs(days: Mapping[int, int]) -> dict[int, int]:
    """For each day, how many days in a row end with it."""
    runs: dict[int, int] = {}
    for day in sorted(days):
        runs[day] = runs.get(day - 1, 0) + 1
    return runs
