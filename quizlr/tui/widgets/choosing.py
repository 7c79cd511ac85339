"""What picking and arranging share: rows of Markdown with a sign before them, and a footnote."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizlr.rendering import render
from quizlr.tui.content import CAUTION, MUTED, joined, literal, to_content
from quizlr.tui.widgets.answering import Answering
from quizlr.tui.widgets.rows import Rows


class ChoosingRows(Rows, Answering):
    """Rows with a cursor, and under them a line that says what to do or what is wrong."""

    advice = ""
    _complaint = ""

    def complain(self, words: str) -> None:
        """Say why this is no answer yet."""
        self._complaint = words
        self.redraw()
        self.focus()

    def changed(self) -> None:
        """The answer in the making has changed."""
        self._complaint = ""
        self.redraw()

    def draw(self, width: int) -> Sequence[Content]:
        """The rows and the footnote."""
        foot = literal(self._complaint, CAUTION) if self._complaint else literal(self.advice, MUTED)
        return [*super().draw(width), Content(""), *foot.fold(width)]


def signed(sign: Content, markdown: str, width: int, style: str = "") -> list[Content]:
    """Markdown with a sign before its first line, the other lines set in under the text."""
    indent = sign.cell_length
    text = to_content(render(markdown, max(1, width - indent))).stylize(style)
    lines = text.split("\n", allow_blank=True)
    return [
        joined(sign if number == 0 else Content(" " * indent), line)
        for number, line in enumerate(lines)
    ]
