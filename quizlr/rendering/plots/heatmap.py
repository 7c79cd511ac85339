"""Heatmaps: a shade or a number for each value; calendars of days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from math import isnan, nan

from quizlr.model import Line, Span
from quizlr.rendering.cells import cell_width, pad
from quizlr.rendering.plots.gutter import named, names_width
from quizlr.rendering.plots.nouns import Calendar, Heatmap
from quizlr.rendering.plots.shades import Shades, shades_of
from quizlr.rendering.plots.text import FRAME, SERIES, caption_lines, fitted, spelled, title_lines
from quizlr.rendering.wrapping import joined

_WIDEST = 8
_WIDEST_DAY = 2
_BESIDE_NUMBER = 3
"""Cells beside a number: a shade, and a space on both sides."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def calendar_lines(chart: Calendar, width: int, height: int) -> list[Line] | None:
    """The lines of a calendar, its newest weeks; None if the window is too small."""
    if not chart.values:
        return None
    room = width - len(_WEEKDAYS[0]) - 1
    return heatmap_lines(as_heatmap(chart, max(room, 1)), width, height, widest=_WIDEST_DAY)


def as_heatmap(chart: Calendar, most_weeks: int) -> Heatmap:
    """A calendar's newest weeks as a heatmap of weekdays by weeks, named by their months."""
    offset, days = chart.first_on.weekday(), len(_WEEKDAYS)
    weeks = range(-(-(offset + len(chart.values)) // days))[-most_weeks:]
    names = [_month(chart, days * week - offset + days - 1) for week in weeks]
    months = ("" if at and names[at - 1] == name else name for at, name in enumerate(names))
    values = (
        tuple(_value(chart, days * week + weekday - offset) for week in weeks)
        for weekday in range(days)
    )
    return Heatmap(
        chart.title,
        _WEEKDAYS,
        tuple(months),
        tuple(values),
        chart.unit,
        chart.has_digits,
        chart.caption,
    )


def _month(chart: Calendar, day: int) -> str:
    return _MONTHS[(chart.first_on + timedelta(days=day)).month - 1]


def _value(chart: Calendar, day: int) -> float:
    return float(chart.values[day]) if 0 <= day < len(chart.values) else nan


def heatmap_lines(
    chart: Heatmap, width: int, height: int, *, widest: int = _WIDEST
) -> list[Line] | None:
    """The lines of a heatmap with cells of at most `widest`; None if the window is too small."""
    columns = max(map(len, chart.values), default=0)
    names = names_width(chart.row_names, width // 3)
    room = width - names - 1
    if not columns or room < columns:
        return None
    shades = shades_of(value for row in chart.values for value in row)
    numbers = [["" if isnan(v) else spelled(v) for v in row] for row in chart.values]
    longest = max((len(text) for row in numbers for text in row), default=0)
    needed = longest + _BESIDE_NUMBER
    cells = min(room // columns, max(widest, needed) if chart.has_digits else widest)
    has_numbers = chart.has_digits and cells >= needed
    body = [_names_over(chart.column_names, cells, names, width)] if any(chart.column_names) else []
    for at, row in enumerate(chart.values):
        name = chart.row_names[at] if at < len(chart.row_names) else ""
        texts = [text.rjust(longest) for text in numbers[at]] if has_numbers else []
        line = _row(row, texts, shades, cells, has_tenths=chart.has_digits)
        body.append((Span(f"{named(name, names)} "), *line))
    legend = shades.tenths_legend if chart.has_digits and not has_numbers else shades.legend
    full = legend(fitted(chart.unit, width), width, 2)
    title, caption = title_lines(chart.title, width), caption_lines(chart.caption, width)
    tight = legend("", width, 1)
    for parts in (
        (title, body, full, caption),
        (title, body, full),
        (title, body, tight),
        (body, tight),
    ):
        lines = [line for part in parts for line in part]
        if len(lines) <= height:
            return lines
    return None


def _row(
    values: Iterable[float], numbers: list[str], shades: Shades, cells: int, *, has_tenths: bool
) -> Line:
    """A row's values: shades with numbers if there are any, tenths, or shades alone."""
    spans = []
    for at, value in enumerate(values):
        number = f" {numbers[at]} " if numbers else ""
        sign = shades.tenth(value) if has_tenths and not numbers else shades.shade(value)
        spans += [Span(sign * (cells - len(number)), SERIES[0]), Span(number)]
    return joined(spans)


def _names_over(names: Iterable[str], cells: int, gutter: int, width: int) -> Line:
    """Names over their columns; one that would touch the one before it is left out."""
    text = ""
    for at, name in enumerate(names):
        start = at * cells
        shown = fitted(name, max(width - gutter - 1 - start, 0))
        if shown and (start == 0 or cell_width(text) < start):
            text = pad(text, start) + shown
    return (Span(" " * (gutter + 1)), Span(text, FRAME))
