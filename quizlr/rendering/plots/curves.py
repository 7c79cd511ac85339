"""A plot drawn: frame, zero lines, contours, curves, signs, letters."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite, isnan

from quizlr.model import Line, Span
from quizlr.rendering.plots.bands import band_text, rails_of
from quizlr.rendering.plots.canvas import Canvas, series_style
from quizlr.rendering.plots.contours import draw_contours, write_levels
from quizlr.rendering.plots.dots import Point
from quizlr.rendering.plots.layout import Layout, label_starts, layout, tick_column, tick_row
from quizlr.rendering.plots.legend import letter_of, mark_of, sign_of, stroke_of
from quizlr.rendering.plots.nouns import Plot, Stroke
from quizlr.rendering.plots.text import FRAME, LETTER

_DENSITY, _DENSITY_ASCII = 2, 4
"""Rows for each contour level, so that the lines stay apart."""

_MOST_LEVELS = 7

_LETTER_SHARES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.9, 0.1)
"""Where along a curve its letter may stand when its end is taken."""


def plot_lines(plot: Plot, width: int, height: int, *, is_ascii: bool) -> list[Line] | None:
    """The lines of a plot, or None if the window is too small."""
    frame = layout(plot, width, height, is_ascii=is_ascii)
    if frame is None:
        return None
    canvas = _canvas(plot, frame, _DENSITY_ASCII if is_ascii else _DENSITY)
    labels = {tick_row(frame.y, tick.value): tick.label for tick in frame.y_ticks}
    lines = list(frame.header)
    for row, line in enumerate(canvas.lines(is_ascii=is_ascii)):
        lines.append((_edge(labels.get(row), frame.gutter), *line))
    return [*lines, *_under(frame), *_bands(plot, frame), *frame.footer]


def _edge(label: str | None, gutter: int) -> Span:
    text = " │" if label is None else f"{label} ┤"
    return Span(text.rjust(gutter), FRAME)


def _under(frame: Layout) -> Iterator[Line]:
    """The x axis with its ticks, and their labels."""
    axis, labels = ["─"] * frame.columns, ""
    for start, tick in zip(label_starts(frame.x, frame.x_ticks), frame.x_ticks, strict=True):
        axis[tick_column(frame.x, tick.value)] = "┬"
        labels = labels.ljust(start) + tick.label
    yield (Span("└".rjust(frame.gutter) + "".join(axis), FRAME),)
    yield (Span(" " * frame.gutter + labels, FRAME),)


def _bands(plot: Plot, frame: Layout) -> Iterator[Line]:
    rails = rails_of(plot.bands)
    for row in frame.band_rows:
        yield (Span(" " * frame.gutter), Span(band_text(row, frame.x, rails)))


def _canvas(plot: Plot, frame: Layout, rows_per_level: int) -> Canvas:
    canvas = Canvas(frame.columns, frame.rows, frame.margin)
    _rule_zeros(canvas, frame)
    count = max(2, min(frame.rows // rows_per_level, _MOST_LEVELS))
    middles = draw_contours(canvas, plot.surface, frame, count) if plot.surface else {}
    places = [_draw_series(canvas, plot, index, frame) for index in range(len(plot.series))]
    for index, marker in enumerate(plot.markers):
        cell = frame.cell(marker.x, marker.y)
        if cell:
            canvas.write(*cell, sign_of(index), LETTER)
    for index, points in enumerate(places):
        _write_letter(canvas, plot, index, points)
    write_levels(canvas, middles)
    return canvas


def _rule_zeros(canvas: Canvas, frame: Layout) -> None:
    """Dotted lines where an axis passes zero inside the frame."""
    if not frame.y.is_log and frame.y.low < 0 < frame.y.high:
        row = tick_row(frame.y, 0.0)
        canvas.rules[row] = dict.fromkeys(range(frame.columns), "┄")
    if not frame.x.is_log and frame.x.low < 0 < frame.x.high:
        column = tick_column(frame.x, 0.0)
        for rules in canvas.rules:
            rules[column] = "┊"


def _draw_series(canvas: Canvas, plot: Plot, index: int, frame: Layout) -> list[Point]:
    """Draws a curve with its signs; gives its points on the canvas."""
    series, stroke, dots = plot.series[index], stroke_of(plot, index), canvas.curves
    mark, style = mark_of(series), series_style(index)
    last = dots.height - 1
    before: Point | None = None
    phase, seen = 0, []
    xs, ys = frame.x.places(series.xs), frame.y.places(series.ys)
    for x, up in zip(xs, ys, strict=False):
        if not isfinite(x) or not isfinite(up):
            _write_arrow(canvas, x, up, style)
            before = None
            continue
        point = x, last - up
        if before and stroke is not Stroke.NONE:
            phase = dots.line(before, point, stroke, index, phase)
        else:
            phase = 0
            dots.point(point, index)
        if dots.has(point):
            seen.append(point)
            if mark:
                canvas.write(*_cell(canvas, point), mark, style)
        before = point
    return seen


def _write_arrow(canvas: Canvas, x: float, up: float, style: str) -> None:
    """An arrow at the edge where a curve is infinite."""
    if not isnan(up) and canvas.curves.has((x, 0.0)):
        row, arrow = (0, "▲") if up == inf else (canvas.rows - 1, "▼")
        canvas.write(row, _cell(canvas, (x, 0.0))[1], arrow, style)


def _cell(canvas: Canvas, point: Point) -> tuple[int, int]:
    """(row, column) of a point on the canvas."""
    x, y = canvas.curves.nearest(point)
    return y // 4, x // 2


def _write_letter(canvas: Canvas, plot: Plot, index: int, points: list[Point]) -> None:
    """The curve's letter beside its end, or on it where it runs alone."""
    letter = letter_of(plot, index)
    if not letter or not points:
        return
    row, column = _cell(canvas, points[-1])
    beside = column + 1
    is_beside_free = all(
        not canvas.has_sign(near, beside) for near in (row - 1, row, row + 1)
    ) and (beside == canvas.columns or canvas.is_free(row, beside, 1))
    if is_beside_free:
        canvas.write(row, beside, letter, LETTER)
        return
    for share in _LETTER_SHARES:
        row, column = _cell(canvas, points[int(share * len(points))])
        if canvas.is_free(row, column, 1, curves=1 << index):
            canvas.write(row, column, letter, LETTER)
            return
