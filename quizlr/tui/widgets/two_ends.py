"""A line with something at each end: the head of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizlr.tui.content import apart
from quizlr.tui.widgets.drawn import Drawn


class TwoEnds(Drawn):
    """Shows one content at the left and one at the right; the left one gives way."""

    DEFAULT_CSS = "TwoEnds { height: 1; width: 1fr; }"

    _left = Content("")
    _right: Sequence[Content] = ()

    def show(self, left: Content, *right: Content) -> None:
        """Show other contents; of `right` the first that leaves room is taken, else the last."""
        self._left = left
        self._right = right
        self._lines = None
        self.refresh()

    def draw(self, width: int) -> Sequence[Content]:
        """One line."""
        room = width - self._left.cell_length - 1
        fits = (right for right in self._right if right.cell_length <= room)
        right = next(fits, self._right[-1] if self._right else Content(""))
        return [apart(self._left, right, width)]
