"""Bars in eighths of a cell, each with its value: lying or upright."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, inf, isfinite, isnan

from quizlr.model import Line, Span
from quizlr.rendering.cells import cell_width, pad
from quizlr.rendering.plots.gutter import LYING, UPRIGHT, centred, named, names_width, partial
from quizlr.rendering.plots.nouns import Axis, Bar, Bars
from quizlr.rendering.plots.scales import Scale, scale
from quizlr.rendering.plots.text import FRAME, SERIES, caption_lines, fitted, spelled, title_lines
from quizlr.rendering.plots.ticks import Tick, Ticks, best_ticks
from quizlr.rendering.wrapping import joined

_SHORTEST = 8
"""Cells for the longest lying bar, below which a table says more."""

_LOWEST = 3
_HALF_EIGHTH = 1 / 16
_GUTTER = 8
"""Cells that the ticks' labels may take, before they are known."""

_WIDEST = 7
_FILL = SERIES[0]


def bar_lines(chart: Bars, width: int, height: int) -> list[Line] | None:
    """The lines of bars, or None if the window is too small."""
    if not chart.bars:
        return None
    title, caption = title_lines(chart.title, width), caption_lines(chart.caption, width)
    draw = _upright if chart.is_upright else _lying
    for footer in (caption, ()):
        body = draw(chart, width, height - len(title) - len(footer))
        if body is not None:
            return [*title, *body, *footer]
    return None


def _reach(chart: Bars) -> tuple[float, float]:
    """The range of the finite values, with zero in it and something beside it."""
    finite = [float(bar.value) for bar in chart.bars if isfinite(bar.value)]
    low, high = min(0.0, *finite, 0.0), max(0.0, *finite, 0.0)
    return (low, high) if high - low > 0 else (0.0, 1.0)


def _whole_zero(low: float, high: float, room: int) -> Scale:
    """A scale on which zero lies between two cells, so that bars to both sides begin sharply.

    `low` and `high` are shares of the largest value.
    """
    if low == 0:
        return Scale(low, high).over(room + 1)
    left = min(max(round(room * -low / (high - low)), 1), room - (high > 0))
    unit = max(-low / left, high / (room - left) if high else 0.0)
    return Scale(-unit * left, unit * (room - left)).over(room + 1)


def _ends(value: float, cells: Scale) -> tuple[float, float]:
    """Where a bar begins and ends; infinite bars fill the room, missing ones are empty."""
    zero = round(cells.place(0.0), 6)
    end = zero if isnan(value) else min(max(cells.place(value), 0.0), float(cells.count - 1))
    return min(zero, end), max(zero, end)


def _lying(chart: Bars, width: int, rows: int) -> list[Line] | None:
    names = names_width((bar.label for bar in chart.bars), width // 3)
    unit = fitted(chart.unit, width // 4)
    values = [_value_text(bar, unit) for bar in chart.bars]
    room = width - names - 2 - max(map(cell_width, values)) - 1
    if len(chart.bars) > rows or room < _SHORTEST:
        return None
    low, high = _reach(chart)
    largest = max(-low, high)
    cells = _whole_zero(low / largest, high / largest, room)
    lines: list[Line] = []
    for bar, value in zip(chart.bars, values, strict=True):
        start, end = _ends(bar.value / largest, cells)
        filled = "".join(partial(cell, start, end, LYING) for cell in range(room)).rstrip(" ")
        bar_span = Span(filled or " " * int(start), _FILL)
        name = Span(f"{named(bar.label, names)} ")
        lines.append((name, Span("│", FRAME), bar_span, Span(f" {value}")))
    return lines


def _value_text(bar: Bar, unit: str) -> str:
    text = spelled(bar.value)
    return f"{text} {unit}" if unit and not isnan(bar.value) else text


def _upright(chart: Bars, width: int, height: int) -> list[Line] | None:
    low, high = _reach(chart)
    unit = fitted(chart.unit, max(0, width - 2))
    top = ((Span(f"↑ {unit}", FRAME),),) if unit else ()
    rows = height - 2 - len(top)
    if rows < _LOWEST:
        return None
    limits = scale(Axis(), [low, high], is_roomy=True)
    if any(_values_above(chart, min((width - _GUTTER) // len(chart.bars), _WIDEST) - 1)):
        limits = _room_above(limits, high, rows)
    limits = limits.over(8 * rows + 1)
    ticks = best_ticks(limits, rows // 2 + 1, lambda ticks: _has_room(limits, ticks, width // 3))
    gutter = max((len(tick.label) for tick in ticks), default=0) + 2
    pitch = min((width - gutter) // len(chart.bars), _WIDEST)
    if pitch < 1:
        return None
    labels = {_tick_row(limits, tick): tick.label for tick in ticks}
    lines = [*top]
    for row in range(rows - 1, -1, -1):
        edge = _edge(labels.get(row), "┤│", gutter)
        lines.append((edge, *_upright_row(chart, limits, row, pitch)))
    lines.append((_edge(labels.get(-1), "┴└", gutter), Span("─" * pitch * len(chart.bars), FRAME)))
    lines.append((Span(" " * gutter), Span(_names_under(chart, pitch), FRAME)))
    return lines


def _room_above(limits: Scale, high: float, rows: int) -> Scale:
    """Limits that leave the top row free, for the highest bar's value."""
    free = (high / 2 - limits.low / 2) / (rows - 1) * 2
    raised = high + free
    return Scale(limits.low, raised if limits.high < raised < inf else limits.high)


def _upright_row(chart: Bars, limits: Scale, row: int, pitch: int) -> Line:
    """One row of all bars, with the values that stand above them on this row."""
    bar_width = max(pitch - 1, 1)
    zero = limits.place(0.0) / 8
    rule = "┄" if int(zero) == row and zero > 0 else " "
    values = _values_above(chart, bar_width)
    spans: list[Span] = []
    for bar, value in zip(chart.bars, values, strict=True):
        start, end = (place / 8 for place in _ends(bar.value, limits))
        glyph = partial(row, start, end, UPRIGHT)
        if glyph != " ":
            spans.append(Span(glyph * bar_width, _FILL))
        elif value and row == ceil(end - _HALF_EIGHTH):
            spans.append(Span(centred(value, bar_width)))
        else:
            spans.append(Span(rule * bar_width, FRAME))
        spans.append(Span(rule * (pitch - bar_width), FRAME))
    return joined(spans)


def _values_above(chart: Bars, bar_width: int) -> list[str]:
    """What stands above each bar: all values if they have room, else nothing."""
    values = [spelled(bar.value) if isfinite(bar.value) else "" for bar in chart.bars]
    has_room = all(len(value) <= bar_width for value in values)
    is_positive = all(not bar.value < 0 for bar in chart.bars)
    return values if has_room and is_positive else [""] * len(values)


def _edge(label: str | None, signs: str, gutter: int) -> Span:
    text = f" {signs[1]}" if label is None else f"{label} {signs[0]}"
    return Span(text.rjust(gutter), FRAME)


def _tick_row(limits: Scale, tick: Tick) -> int:
    """The row whose upper border is the tick; -1 is the axis."""
    return ceil(round(limits.place(tick.value)) / 8) - 1


def _has_room(limits: Scale, ticks: Ticks, widest: int) -> bool:
    rows = [_tick_row(limits, tick) for tick in ticks]
    return all(upper - lower >= 2 for lower, upper in pairwise(rows)) and all(
        len(tick.label) <= widest for tick in ticks
    )


def _names_under(chart: Bars, pitch: int) -> str:
    """The names under their bars: all, or every second, third … if they would touch."""
    bar_width, room = max(pitch - 1, 1), pitch * len(chart.bars)
    names = [fitted(bar.label, room) for bar in chart.bars]
    widest = max(map(cell_width, names))
    stride = next(n for n in range(1, len(names) + 1) if n * pitch > widest or n == len(names))
    text = ""
    for at in range(0, len(names), stride):
        start = at * pitch + max(bar_width - cell_width(names[at]), 0) // 2
        if start + cell_width(names[at]) <= room:
            text = pad(text, start) + names[at]
    return text
