"""The numbers behind a chart, as tables: the same for eyes, pipes and screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import zip_longest
from math import isnan

from quizlr.model import Line, Span
from quizlr.rendering.document import Table
from quizlr.rendering.plots.nouns import Bars, Calendar, Chart, Heatmap, Plot, Series, Surface
from quizlr.rendering.plots.text import FRAME, cropped, fitted, spelled, spread, title_lines
from quizlr.rendering.tables import table_lines
from quizlr.values import dataclass

_NAME_WIDTH = 30
_LEAST_ROOM = 5
"""Lines for which a further table is worth showing: its head and three rows."""

_SURFACE_COLUMNS = 7


@dataclass(frozen=True, slots=True)
class Figures:
    """One table: `head` names the columns of `rows`."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def figures_of(chart: Chart) -> tuple[Figures, ...]:
    """All numbers that a chart draws; what stands on top of a plot is in `notes_of`."""
    match chart:
        case Plot():
            return _plot_figures(chart)
        case Bars():
            rows = tuple((bar.label, spelled(bar.value)) for bar in chart.bars)
            return (Figures(("", chart.unit or "value"), rows),)
        case Heatmap():
            return (_heatmap_figures(chart),)
        case Calendar():
            return (_calendar_figures(chart),)


def notes_of(chart: Chart) -> Iterator[Figures]:
    """A plot's markers and bands."""
    if isinstance(chart, Plot) and chart.markers:
        rows = tuple((m.name, spelled(m.x), spelled(m.y)) for m in chart.markers)
        yield Figures(("", *_titles(chart)), rows)
    if isinstance(chart, Plot) and chart.bands:
        bands = tuple((band.name, spelled(band.low), spelled(band.high)) for band in chart.bands)
        yield Figures(("", "from", "to"), bands)


def figure_lines(chart: Chart, width: int, rows: int) -> list[Line]:
    """The title and the tables in at most `rows` lines of `width` cells.

    Where there are more rows than room some are left out evenly, and a line says how many.
    """
    title = title_lines(chart.title, width) if rows >= _LEAST_ROOM else ()
    room = rows - len(title)
    tables = [*figures_of(chart), *notes_of(chart)][: max(room // _LEAST_ROOM, 1)]
    drawn = [_drawn(each.head, each.rows, width) for each in tables]
    lines = list(title)
    for each, whole, share in zip(tables, drawn, _shares(list(map(len, drawn)), room), strict=True):
        lines += whole if len(whole) <= share else _thinned(each, len(whole), width, share)
    return [cropped(line, width) for line in lines[: max(rows, 0)]]


def _shares(sizes: list[int], room: int) -> list[int]:
    """Lines for each table: the small ones whole, what is left in equal parts."""
    shares = [0] * len(sizes)
    smallest_first = sorted(range(len(sizes)), key=sizes.__getitem__)
    for done, at in enumerate(smallest_first):
        shares[at] = min(sizes[at], max(room // (len(sizes) - done), 1))
        room -= shares[at]
    return shares


def _thinned(figures: Figures, size: int, width: int, room: int) -> list[Line]:
    """Some of a table's rows, evenly chosen, in about `room` lines; `size` is all its lines."""
    heading = len(_drawn(figures.head, figures.rows[:1], width)) - 1
    each = max((size - heading) // max(len(figures.rows), 1), 1)
    chosen = spread(len(figures.rows), max((room - heading - 1) // each, 1))
    lines = _drawn(figures.head, [figures.rows[at] for at in chosen], width)
    note = fitted(f"{len(chosen)} of {len(figures.rows)} rows", width)
    return [*lines, (Span(note, FRAME),)] if len(lines) < room else lines[:room]


def _drawn(head: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[Line]:
    def spans(texts: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
        return tuple((Span(fitted(text, _NAME_WIDTH)),) for text in texts)

    alignments = ("left", *["right"] * (len(head) - 1))
    return list(table_lines(Table(alignments, spans(head), tuple(map(spans, rows))), width))


def _titles(plot: Plot) -> tuple[str, str]:
    return plot.x.title or "x", plot.y.title or "y"


def _plot_figures(plot: Plot) -> tuple[Figures, ...]:
    """A table for all curves over the same xs, and one for the surface."""
    x_title, y_title = _titles(plot)
    groups: dict[tuple[float, ...], list[Series]] = {}
    for series in plot.series:
        groups.setdefault(tuple(map(float, series.xs)), []).append(series)
    tables = [_side_by_side(group, x_title, y_title) for group in groups.values()]
    if plot.surface:
        tables.append(_surface_figures(plot.surface, x_title, y_title))
    return tuple(tables)


def _side_by_side(series: Sequence[Series], x_title: str, y_title: str) -> Figures:
    """Series over the same xs, a column each."""
    columns = zip_longest(*(each.ys for each in series))
    rows = tuple(
        (spelled(x), *("" if y is None else spelled(y) for y in ys))
        for x, ys in zip(series[0].xs, columns, strict=False)
    )
    return Figures((x_title, *(each.name or y_title for each in series)), rows)


def _surface_figures(surface: Surface, x_title: str, y_title: str) -> Figures:
    """The grid, from high y to low as it is drawn, with a few of its columns."""
    chosen = spread(len(surface.xs), _SURFACE_COLUMNS)
    rows = []
    for y, values in reversed(list(zip(surface.ys, surface.values, strict=False))):
        cells = [spelled(values[at]) if at < len(values) else "" for at in chosen]
        rows.append((spelled(y), *cells))
    names = (y_title, *(f"{x_title} {spelled(surface.xs[at])}" for at in chosen))
    return Figures(names, tuple(rows))


def _heatmap_figures(chart: Heatmap) -> Figures:
    columns = max((len(chart.column_names), *map(len, chart.values)), default=0)
    names = [*chart.column_names, *[""] * columns][:columns]
    rows = []
    for at, values in enumerate(chart.values):
        name = chart.row_names[at] if at < len(chart.row_names) else ""
        cells = ["" if isnan(value) else spelled(value) for value in values]
        rows.append((name, *cells, *[""] * (columns - len(cells))))
    return Figures(("", *names), tuple(rows))


def _calendar_figures(chart: Calendar) -> Figures:
    """The days with something in them, newest first."""
    days = [
        (f"{chart.first_on + timedelta(days=at):%Y-%m-%d}", spelled(value))
        for at, value in enumerate(chart.values)
        if value and not isnan(value)
    ]
    return Figures(("day", chart.unit or "value"), tuple(reversed(days)))
