"""How the cards are spread over intervals, stabilities and difficulties."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import inf, nan

from quizlr.model import CardState, Schedule
from quizlr.values import dataclass

DAYS = (1.0, 3.0, 7.0, 14.0, 30.0, 60.0, 120.0, 240.0, 365.0, inf)
"""Upper ends of the bins of intervals and stabilities, each included."""
DIFFICULTIES = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Cards above `low` and up to `high`."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One number of every card that has it."""

    bins: tuple[Bin, ...]
    count: int
    lower_quartile: float
    median: float
    upper_quartile: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreads:
    """Cards in the REVIEW state count for intervals, all with a memory for the other two."""

    interval_days: Spread
    stability_days: Spread
    difficulty: Spread


def spreads(schedules: Iterable[Schedule]) -> Spreads:
    """The three spreads of some cards."""
    known = [each for each in schedules if each.memory is not None]
    intervals = [float(s.scheduled_days) for s in known if s.state is CardState.REVIEW]
    return Spreads(
        interval_days=spread(intervals, DAYS),
        stability_days=spread([s.memory.stability for s in known if s.memory], DAYS),
        difficulty=spread([s.memory.difficulty for s in known if s.memory], DIFFICULTIES),
    )


def spread(values: Sequence[float], ends: Sequence[float]) -> Spread:
    """Values counted in bins that end at `ends`; the last end must not lie below any value."""
    ordered = sorted(values)
    lows = (0.0, *ends[:-1])
    counts = [0] * len(ends)
    for value in ordered:
        counts[bisect_left(ends, value)] += 1
    return Spread(
        bins=tuple(
            Bin(low=low, high=high, count=count)
            for low, high, count in zip(lows, ends, counts, strict=True)
        ),
        count=len(ordered),
        lower_quartile=quantile(ordered, 0.25),
        median=quantile(ordered, 0.5),
        upper_quartile=quantile(ordered, 0.75),
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of the sorted values lies, interpolated; nan for none."""
    if not ordered:
        return nan
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (at - below) * (ordered[above] - ordered[below])
