"""What several panels draw: shares with their ranges, bars with their table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import nan

from quizlr.fitting.metrics import Reliability
from quizlr.rendering.plots import Bar, Bars, Series, Stroke
from quizlr.rendering.plots.figures import Figures
from quizlr.stats.panel import View
from quizlr.stats.shares import Share
from quizlr.stats.words import NO_VALUE, percent

RANGE = "95 % range"
DOT = "●"


def range_series(xs: Iterable[float], lows: Iterable[float], highs: Iterable[float]) -> Series:
    """A line up and down at each x: the range in which the true value lies."""
    points = [
        point
        for x, low, high in zip(xs, lows, highs, strict=True)
        for point in ((x, low), (x, high), (x, nan))
    ]
    return Series(RANGE, [x for x, _ in points], [y for _, y in points], stroke=Stroke.SOLID)


def dots_series(name: str, found: Sequence[Reliability], mark: str = DOT) -> tuple[Series, Series]:
    """The dots of a reliability diagram in percent, and their ranges."""
    xs = [100 * dot.predicted for dot in found]
    points = Series(name, xs, [100 * dot.recalled for dot in found], mark, Stroke.NONE)
    ranges = range_series(xs, [100 * d.low for d in found], [100 * d.high for d in found])
    return points, ranges


def dots_rows(found: Sequence[Reliability]) -> tuple[tuple[str, ...], ...]:
    """A row of a table for each dot: said, remembered, range, reviews."""
    return tuple(
        (
            percent(dot.predicted),
            percent(dot.recalled),
            f"{percent(dot.low)} to {percent(dot.high)}",
            f"{dot.review_count:,}",
        )
        for dot in found
    )


def share_cells(share: Share) -> tuple[str, str, str]:
    """Remembered, range, reviews."""
    if not share.count:
        return NO_VALUE, NO_VALUE, "0"
    return (
        percent(share.value),
        f"{percent(share.low)} to {percent(share.high)}",
        f"{share.count:,}",
    )


SHARE_HEAD = ("remembered", RANGE, "reviews")


def bars_view(
    title: str,
    bars: Sequence[tuple[str, float]],
    table: Figures,
    *,
    unit: str = "",
    is_upright: bool = False,
    caption: str = "",
) -> View:
    """Bars and their table."""
    chart = Bars(title, tuple(Bar(*bar) for bar in bars), unit, is_upright, caption)
    return View(chart, table)
