"""The names of the panels down the side, with the one that is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from textual.content import Content
from textual.widget import Widget

from quizlr.tui.content import ACCENT, MUTED, STRONG, cut, joined, literal, stacked
from quizlr.tui.widgets.rows import CURRENT

NAMES_WIDTH: Final = 20


class PanelNames(Widget):
    """A line for each name; what is not computed yet is followed by dots."""

    DEFAULT_CSS = f"PanelNames {{ width: {NAMES_WIDTH}; height: 1fr; }}"

    _names: Sequence[str] = ()
    _current = 0
    _ready: Collection[int] = ()
    _marks: Sequence[str] = ()

    def show(
        self, names: Sequence[str], current: int, ready: Collection[int], marks: Sequence[str]
    ) -> None:
        """Show other names and their keys; `ready` are the places of those that are computed."""
        self._names, self._current, self._ready, self._marks = names, current, ready, marks
        self.refresh()

    def render(self) -> Content:
        """One line a name."""
        width = self.size.width
        return stacked(cut(self._line(at, width), width) for at in range(len(self._names)))

    def _line(self, at: int, width: int) -> Content:
        is_current = at == self._current
        waits = "" if at in self._ready else " …"
        line = joined(
            literal("▸ " if is_current else "  ", ACCENT),
            literal(f"{self._marks[at]} ", MUTED),
            literal(f"{self._names[at]}{waits}", STRONG if is_current else ""),
        )
        if is_current:
            line = line.pad_right(max(0, width - 2 - line.cell_length)).stylize_before(CURRENT)
        return line
