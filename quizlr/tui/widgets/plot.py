"""Plots in a window that keeps its size: a state is drawn anew at each key, without a layout."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from quizlr.model import Line
from quizlr.rendering.plots import Chart, draw, table
from quizlr.tui.widgets.painted import Painted

LOWEST_OF_TWO = 15
"""Lines that a plot has at least where two stand one above the other."""


def plot_area(
    plots: Sequence[Chart], first: int, width: int, height: int, *, is_table: bool
) -> tuple[Line, ...]:
    """The plots from `first` on, one or two as the height allows, in exactly `height` lines."""
    make = table if is_table else draw
    if len(plots) < 2 or height < 2 * LOWEST_OF_TWO:
        return make(plots[first % len(plots)], width, height)
    upper = height // 2
    shown = [plots[(first + at) % len(plots)] for at in (0, 1)]
    return (*make(shown[0], width, upper), *make(shown[1], width, height - upper))


class PlotPane(Widget):
    """Lines of text, and under them the plots that there is room for."""

    DEFAULT_CSS = "PlotPane { width: 2fr; height: 1fr; }"

    _text: Sequence[Content] = ()
    _plots: Sequence[Chart] = ()
    _first = 0
    _focus = 0
    _is_table = False

    def show(
        self,
        text: Sequence[Content],
        plots: Sequence[Chart],
        first: int = 0,
        *,
        is_table: bool = False,
        focus: int = 0,
    ) -> None:
        """Show something else, the text so far down that its line `focus` is seen; no layout."""
        self._text, self._plots, self._first, self._is_table = text, plots, first, is_table
        self._focus = focus
        self.refresh()

    def render(self) -> Painted:
        """The text, then the plots in the room that is left."""
        width, height = self.size
        top = max(0, self._focus - height)
        lines = list(self._text[top : top + height])
        room = height - len(lines)
        area: Sequence[Line] = ()
        if self._plots and room > 0 and width > 0:
            area = plot_area(self._plots, self._first, width, room, is_table=self._is_table)
        return Painted(lines, area)
