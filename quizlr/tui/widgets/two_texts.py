"""Two texts to be compared: beside each other where there is room, else one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from quizlr.tui.content import MUTED, cut, joined, literal
from quizlr.tui.widgets.drawn import Drawn
from quizlr.tui.widgets.prose import drawn
from quizlr.values import dataclass

BESIDE = 90
"""Cells from which two columns can be read."""
GAP = Content.styled(" │ ", MUTED)


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two."""

    title: str
    markdown: Sequence[str]
    """Parts with a line between them; empty ones are left out."""
    lines: str = ""
    """What stands below as it is, a line each."""


EMPTY = Text("", ())


class TwoTexts(Drawn):
    """Shows two texts; the words of decks are drawn as on cards."""

    _left = EMPTY
    _right = EMPTY

    def show(self, left: Text, right: Text) -> None:
        """Show two other texts."""
        self._left, self._right = left, right
        self.redraw()

    def draw(self, width: int) -> Sequence[Content]:
        """Two columns, or one."""
        if width < BESIDE:
            return [*_lines(self._left, width), Content(""), *_lines(self._right, width)]
        room = (width - GAP.cell_length) // 2
        left, right = _lines(self._left, room), _lines(self._right, room)
        blank = Content("")
        return [
            joined(one, Content(" " * (room - one.cell_length)), GAP, other)
            for one, other in zip_longest(left, right, fillvalue=blank)
        ]


def _lines(text: Text, width: int) -> list[Content]:
    lines = [cut(literal(text.title, "bold $accent"), width)]
    for part in text.markdown:
        if part.strip():
            lines += [Content(""), *drawn(part, width)[1].split("\n", allow_blank=True)]
    if text.lines:
        lines.append(Content(""))
    lines += [cut(literal(line, MUTED), width) for line in text.lines.splitlines()]
    return lines
