"""One line that says what just happened."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizlr.tui.content import MUTED, cut, literal
from quizlr.tui.widgets.drawn import Drawn


class Status(Drawn):
    """Shows a sentence until the next one."""

    DEFAULT_CSS = "Status { height: 1; width: 1fr; }"

    _content = Content("")

    def say(self, text: str, style: str = MUTED) -> None:
        """Show a sentence; an empty one clears the line."""
        if text == self.text:
            return
        self._content = literal(text, style)
        self._lines = None
        self.refresh()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._content.plain

    def draw(self, width: int) -> Sequence[Content]:
        """One line, cut to the width."""
        return [cut(self._content, width)]
