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
        """Show other contents; the first of `right` that leaves room is taken."""
        self._left = left
        self._right = right
        self._lines = None
        self.refresh()

    def draw(self, width: int) -> Sequence[Content]:
        """One line."""
        fits = (r for r in self._right if r.cell_length + 16 <= width)
        right = next(fits, self._right[-1] if self._right else Content(""))
        return [apart(self._left, right, width)]
