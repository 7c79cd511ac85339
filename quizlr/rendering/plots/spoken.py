"""A chart in words: what a sighted reader would see, then the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import combinations, pairwise
from math import inf, isfinite

from quizlr.rendering.plots.figures import Figures, figures_of
from quizlr.rendering.plots.nouns import (
    Axis,
    Band,
    Bars,
    Calendar,
    Chart,
    Heatmap,
    Plot,
    Series,
    Surface,
)
from quizlr.rendering.plots.text import spelled, spread
from quizlr.rendering.sanitize import clean_line

_ROWS = 12
_MOST_CROSSINGS = 4


def plain(chart: Chart) -> str:
    """A chart for pipes and screen readers: sentences of what is seen, then `name: value` rows.

    The sentences give the title, the range of each axis, where each curve is highest and lowest,
    whether it rises or falls, where two curves cross, and the caption. At most 12 rows of each
    table follow, evenly chosen.
    """
    sentences = (clean_line(text).strip() for text in _sentences(chart))
    seen = " ".join(_ended(text) for text in sentences if text)
    return "\n".join([seen, *(row for table in figures_of(chart) for row in _rows(table))])


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _sentences(chart: Chart) -> Iterator[str]:
    yield chart.title
    match chart:
        case Plot():
            yield from _plot_sentences(chart)
        case Bars():
            yield from _extremes(((bar.label, bar.value) for bar in chart.bars), chart.unit)
        case Heatmap():
            yield from _extremes(_cells(chart), chart.unit)
        case Calendar():
            days = sum(1 for value in chart.values if value > 0)
            yield f"Something on {days} of {len(chart.values)} days from {chart.first_on:%Y-%m-%d}"
            yield from _extremes(_days(chart), chart.unit)
    yield chart.caption


def _cells(chart: Heatmap) -> Iterator[tuple[str, float]]:
    for row, values in zip(chart.row_names, chart.values, strict=False):
        for column, value in zip(chart.column_names, values, strict=False):
            yield f"{row}, {column}".strip(", "), value


def _days(chart: Calendar) -> Iterator[tuple[str, float]]:
    for at, value in enumerate(chart.values):
        yield f"{chart.first_on + timedelta(days=at):%Y-%m-%d}", value


def _extremes(named: Iterable[tuple[str, float]], unit: str) -> Iterator[str]:
    finite = [(float(value), name) for name, value in named if isfinite(value)]
    if not finite:
        yield "There is no value"
        return
    (low, low_name), (high, high_name) = min(finite), max(finite)
    of = f" {unit}" if unit else ""
    if low == high:
        yield f"All values are {spelled(low)}{of}"
        return
    yield f"Highest: {high_name}, {spelled(high)}{of}"
    yield f"Lowest: {low_name}, {spelled(low)}{of}"


def _plot_sentences(plot: Plot) -> Iterator[str]:
    surface = plot.surface
    xs = [*surface.xs] if surface else [x for series in plot.series for x in series.xs]
    ys = [*surface.ys] if surface else [y for series in plot.series for y in series.ys]
    yield _range("Across", plot.x, xs)
    yield _range("Up", plot.y, ys)
    if surface:
        yield from _surface_sentences(surface)
    for series in plot.series:
        yield _shape(series, plot.x.label or "x")
    for one, other in combinations(plot.series, 2):
        yield _meeting(one, other, plot.x.label or "x")
    for marker in plot.markers:
        yield f"{marker.name} is at {spelled(marker.x)}, {spelled(marker.y)}"
    for band in plot.bands:
        yield _band(band)


def _range(direction: str, axis: Axis, values: Iterable[float]) -> str:
    shown = [v for v in values if isfinite(v) and (v > 0 or not axis.is_log)]
    name = f"{axis.title} " if axis.title else ""
    low = min(shown, default=None) if axis.low is None else axis.low
    high = max(shown, default=None) if axis.high is None else axis.high
    if low is None or high is None:
        return f"{direction}: {name}without values"
    if low == high:
        return f"{direction}: {name}always {spelled(low)}"
    kind = ", logarithmic" if axis.is_log else ""
    return f"{direction}: {name}from {spelled(low)} to {spelled(high)}{kind}"


def _surface_sentences(surface: Surface) -> Iterator[str]:
    places = [
        (float(value), x, y)
        for y, row in zip(surface.ys, surface.values, strict=False)
        for x, value in zip(surface.xs, row, strict=False)
        if isfinite(value)
    ]
    for word, (value, x, y) in zip(("lowest", "highest"), _ends(places), strict=False):
        yield f"The surface is {word}, {spelled(value)}, at {spelled(x)}, {spelled(y)}"


def _ends(places: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    return [min(places), max(places)] if places else []


def _shape(series: Series, x_name: str) -> str:
    """Where a curve begins, ends, is highest and lowest, and whether it only rises or falls."""
    points = list(zip(series.xs, series.ys, strict=False))
    finite = [(float(y), x) for x, y in points if isfinite(y) and isfinite(x)]
    name = series.name or "The curve"
    if not finite:
        return f"{name} has no values"
    (low, low_x), (high, high_x) = min(finite), max(finite)
    steps = [later[0] - earlier[0] for earlier, later in pairwise(finite)]
    if low == high:
        text = f"{name} is {spelled(low)} everywhere"
    else:
        text = (
            f"{name} is highest, {spelled(high)}, at {x_name} {spelled(high_x)}"
            f" and lowest, {spelled(low)}, at {x_name} {spelled(low_x)}"
        )
        text += "; it never falls" if min(steps) >= 0 else ""
        text += "; it never rises" if max(steps) <= 0 else ""
    endless = [x for x, y in points if abs(y) == inf]
    if not endless:
        return text
    more = f" and {len(endless) - 1} more" if len(endless) > 1 else ""
    return f"{text}; it is infinite at {x_name} {spelled(endless[0])}{more}"


def crossings(one: Series, other: Series) -> list[float]:
    """The xs where two curves over the same xs cross, by linear interpolation."""
    if list(one.xs) != list(other.xs):
        return []
    gaps = [
        (float(x), a - b)
        for x, a, b in zip(one.xs, one.ys, other.ys, strict=False)
        if isfinite(x) and isfinite(a - b) and a != b
    ]
    return [
        x + (later - x) * abs(gap) / (abs(gap) + abs(later_gap))
        for (x, gap), (later, later_gap) in pairwise(gaps)
        if (gap < 0) != (later_gap < 0)
    ]


def _meeting(one: Series, other: Series, x_name: str) -> str:
    places = crossings(one, other)
    if not places:
        return ""
    listed = ", ".join(spelled(x) for x in places[:_MOST_CROSSINGS])
    more = f" and {len(places) - _MOST_CROSSINGS} more" if len(places) > _MOST_CROSSINGS else ""
    return f"{one.name} and {other.name} cross near {x_name} {listed}{more}"


def _band(band: Band) -> str:
    if band.low == -inf:
        return f"{band.name}: up to {spelled(band.high)}"
    if band.high == inf:
        return f"{band.name}: from {spelled(band.low)} on"
    return f"{band.name}: from {spelled(band.low)} to {spelled(band.high)}"


def _rows(figures: Figures) -> Iterator[str]:
    """`x: 1; y: 2`; where the first column has no name, its words lead: `Mon: 42 cards`."""
    for at in spread(len(figures.rows), _ROWS):
        pairs = list(zip(figures.head, figures.rows[at], strict=True))
        lead = "" if figures.head[0] else f"{pairs.pop(0)[1]}: "
        cells = [f"{name}: {value}" if name else value for name, value in pairs if value]
        if lead and len(pairs) == 1:
            cells = [f"{value} {name}".removesuffix(" value") for name, value in pairs]
        yield clean_line(lead + "; ".join(cells))
