"""A widget that draws lines for a width, anew when the width or what it shows changes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quizlr.tui.content import stacked


class Drawn(Widget):
    """Subclasses give `draw`; this class keeps the lines and tells Textual their number."""

    DEFAULT_CSS = "Drawn { width: 1fr; height: auto; }"

    _lines: tuple[int, Sequence[Content]] | None = None

    def draw(self, width: int) -> Sequence[Content]:
        """The lines at `width` cells, none of them wider."""
        raise NotImplementedError

    def lines(self, width: int) -> Sequence[Content]:
        """The lines at `width`, drawn once."""
        if self._lines is None or self._lines[0] != width:
            self._lines = (width, self.draw(width))
        return self._lines[1]

    def redraw(self) -> None:
        """What is shown has changed, perhaps in height."""
        self._lines = None
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The number of lines at this width."""
        return len(self.lines(width)) if width > 0 else 0

    def render(self) -> Content:
        """All lines as one Content."""
        return stacked(self.lines(max(1, self.content_size.width)))
