"""One way in: a chart, the window's size, and lines that fill it exactly."""

from __future__ import annotations

from collections.abc import Iterable

from quizlr.model import Line
from quizlr.rendering.plots.ascii import in_ascii
from quizlr.rendering.plots.bars import bar_lines
from quizlr.rendering.plots.curves import plot_lines
from quizlr.rendering.plots.figures import figure_lines
from quizlr.rendering.plots.heatmap import calendar_lines, heatmap_lines
from quizlr.rendering.plots.nouns import Bars, Calendar, Chart, Heatmap, Plot


def draw(chart: Chart, width: int, height: int, *, is_ascii: bool = False) -> tuple[Line, ...]:
    """A chart in exactly `height` lines of at most `width` cells; its table if it does not fit.

    No input raises: values may be nan or infinite, lists empty or of different lengths.

    Args:
        chart: What to draw.
        width: Cells of the window, at least 1.
        height: Lines of the window, at least 1.
        is_ascii: Use ASCII only, cell for cell.
    """
    lines = _drawn(chart, width, height, is_ascii=is_ascii)
    if lines is None:
        shown = table(chart, width, height, is_ascii=is_ascii)
    else:
        shown = _shown(lines[:height], is_ascii=is_ascii)
    return (*shown, *[()] * (height - len(shown)))


def table(chart: Chart, width: int, rows: int, *, is_ascii: bool = False) -> tuple[Line, ...]:
    """The chart's numbers in at most `rows` lines of at most `width` cells.

    Rows for which there is no room are left out evenly, and a line says how many there are.
    """
    return _shown(figure_lines(chart, width, rows), is_ascii=is_ascii)


def fits(chart: Chart, width: int, height: int) -> bool:
    """Whether `draw` draws the chart in such a window, and does not fall back to the table.

    A plot needs 16 by 4 cells inside its frame, lying bars a line each and 8 cells, upright bars
    3 rows and a cell each, heatmaps a cell for each value.
    """
    return _drawn(chart, width, height, is_ascii=False) is not None


def _drawn(chart: Chart, width: int, height: int, *, is_ascii: bool) -> list[Line] | None:
    match chart:
        case Plot():
            return plot_lines(chart, width, height, is_ascii=is_ascii)
        case Bars():
            return bar_lines(chart, width, height)
        case Heatmap():
            return heatmap_lines(chart, width, height)
        case Calendar():
            return calendar_lines(chart, width, height)


def _shown(lines: Iterable[Line], *, is_ascii: bool) -> tuple[Line, ...]:
    return tuple(map(in_ascii, lines) if is_ascii else lines)
