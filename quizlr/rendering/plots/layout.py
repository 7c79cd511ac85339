"""How a window is shared out: title, legend, frame, ticks, bands, axis titles, caption."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quizlr.model import Line, Span
from quizlr.rendering.cells import cell_width
from quizlr.rendering.plots.bands import packed
from quizlr.rendering.plots.legend import letter_of, marker_entry, series_entry
from quizlr.rendering.plots.nouns import Band, Plot
from quizlr.rendering.plots.scales import Scale, scale
from quizlr.rendering.plots.text import FRAME, caption_lines, fitted, flowed, title_lines
from quizlr.rendering.plots.ticks import Ticks, best_ticks
from quizlr.values import dataclass

MINIMUM_COLUMNS, MINIMUM_ROWS = 16, 4
"""Cells inside the frame below which curves say less than a table."""

_PLEASANT_ROWS = 6
"""Rows inside the frame that caption and axis title give way to."""

_MARGIN = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """A plot's window, shared out.

    `x` and `y` are scales over dots (`y` upwards); `columns` and `rows` are the cells inside the
    frame, `gutter` those to its left, `margin` those to its right.
    """

    header: tuple[Line, ...]
    footer: tuple[Line, ...]
    x: Scale
    y: Scale
    x_ticks: Ticks
    y_ticks: Ticks
    band_rows: tuple[tuple[Band, ...], ...]
    columns: int
    rows: int
    gutter: int
    margin: int

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """(row, column) of a place in the units of the axes; None outside of the frame."""
        if not (self.x.has(x) and self.y.has(y)):
            return None
        return tick_row(self.y, y), tick_column(self.x, x)


def layout(plot: Plot, width: int, height: int, *, is_ascii: bool) -> Layout | None:
    """The shares of a window of `width` by `height` cells; None if it is too small."""
    x, y = _scales(plot)
    band_rows = packed(plot.bands)
    for header, footer in _surroundings(plot, x, y, width, is_ascii):
        rows = height - len(header) - len(footer) - len(band_rows) - 2
        if rows >= (_PLEASANT_ROWS if footer else MINIMUM_ROWS):
            break
    if rows < MINIMUM_ROWS:
        return None
    y = y.over(4 * rows)
    y_ticks = best_ticks(y, rows // 2 + 1, lambda ticks: _rows_have_room(y, ticks, width // 3))
    gutter = max((len(tick.label) for tick in y_ticks), default=0) + 2
    margin = _MARGIN if len(plot.series) > 1 else 0
    columns = width - gutter - margin
    if columns < MINIMUM_COLUMNS:
        return None
    x = x.over(2 * columns)
    x_ticks = best_ticks(x, columns // 5 + 1, lambda ticks: _labels_have_room(x, ticks))
    if footer and _titled("→", plot.x.title, width):
        footer = (_centred(footer[0], gutter, columns), *footer[1:])
    return Layout(header, footer, x, y, x_ticks, y_ticks, band_rows, columns, rows, gutter, margin)


def _centred(line: Line, gutter: int, columns: int) -> Line:
    spare = columns - sum(cell_width(span.text) for span in line)
    return (Span(" " * (gutter + max(spare, 0) // 2)), *line)


def tick_row(y: Scale, value: float) -> int:
    """The row of a value, counted from the top."""
    return (y.count - 1 - int(y.place(value) + 0.5)) // 4


def tick_column(x: Scale, value: float) -> int:
    """The column of a value."""
    return int(x.place(value) + 0.5) // 2


def label_starts(x: Scale, ticks: Ticks) -> list[int]:
    """Where each label begins so that it stands under its tick, within the frame."""
    columns = x.count // 2
    return [
        max(0, min(tick_column(x, tick.value) - len(tick.label) // 2, columns - len(tick.label)))
        for tick in ticks
    ]


def _labels_have_room(x: Scale, ticks: Ticks) -> bool:
    """Whether the labels stand two cells apart."""
    end = -2
    for start, tick in zip(label_starts(x, ticks), ticks, strict=True):
        if start < end + 2:
            return False
        end = start + len(tick.label)
    return end <= x.count // 2


def _rows_have_room(y: Scale, ticks: Ticks, widest: int) -> bool:
    """Whether the ticks stand two rows apart, and their labels leave room for the curves."""
    rows = [tick_row(y, tick.value) for tick in ticks]
    return all(lower - upper >= 2 for lower, upper in pairwise(rows)) and all(
        len(tick.label) <= widest for tick in ticks
    )


def _surroundings(
    plot: Plot, x: Scale, y: Scale, width: int, is_ascii: bool
) -> Iterator[tuple[tuple[Line, ...], tuple[Line, ...]]]:
    """Header and footer, from all that is wished to what must be there.

    The footer's first line, if there is one, is the title of the x axis.
    """
    title = title_lines(plot.title, width)
    x_title = _titled("→", plot.x.title, width)
    y_title = _titled("↑", plot.y.title, width)
    legend = tuple(_legend(plot, x, y, width, is_ascii))
    full = title + flowed((*y_title, *legend), width)
    tight = flowed((*y_title, *x_title, *legend), width, gap=2)
    yield full, x_title + caption_lines(plot.caption, width)
    yield full, x_title
    yield title + tight, ()
    yield tight, ()


def _titled(arrow: str, title: str, width: int) -> tuple[Line, ...]:
    text = fitted(title, width // 2)
    return ((Span(f"{arrow} {text}", FRAME),),) if text else ()


def _legend(plot: Plot, x: Scale, y: Scale, width: int, is_ascii: bool) -> Iterator[Line]:
    for index, series in enumerate(plot.series):
        if series.name or letter_of(plot, index):
            yield series_entry(plot, index, width, is_ascii=is_ascii)
    for index, marker in enumerate(plot.markers):
        is_shown = x.has(marker.x) and y.has(marker.y)
        yield marker_entry(plot, index, width, is_shown=is_shown)


def _scales(plot: Plot) -> tuple[Scale, Scale]:
    """The scales, their places still to be counted; y spans what lies between the limits of x."""
    surface = plot.surface
    xs = [float(v) for series in plot.series for v in series.xs]
    xs += [marker.x for marker in plot.markers]
    if surface:
        xs = [float(v) for v in surface.xs]
    x = scale(plot.x, xs, is_roomy=False)
    if surface:
        return x, scale(plot.y, [float(v) for v in surface.ys], is_roomy=False)
    points = [pair for series in plot.series for pair in zip(series.xs, series.ys, strict=False)]
    points += [(marker.x, marker.y) for marker in plot.markers]
    return x, scale(plot.y, [float(b) for a, b in points if x.has(a)], is_roomy=True)
