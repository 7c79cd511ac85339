"""The bottom line: the main keys of the moment, as many as fit, never more."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizlr.rendering import cell_width
from quizlr.tui.content import MUTED, joined
from quizlr.tui.widgets.drawn import Drawn

GAP = "   "


class KeyBar(Drawn):
    """Shows (key, word) pairs, the most important first."""

    DEFAULT_CSS = "KeyBar { height: 1; width: 1fr; }"

    pairs: Sequence[tuple[str, str]] = ()

    def show(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other keys."""
        if pairs != self.pairs:
            self.pairs = pairs
            self._lines = None
            self.refresh()

    def draw(self, width: int) -> list[Content]:
        """One line; pairs that do not fit are left out."""
        parts: list[Content] = []
        used = 0
        for name, word in self.pairs:
            size = cell_width(f"{name} {word}") + (len(GAP) if parts else 0)
            if used + size > width:
                continue
            gap = GAP if parts else ""
            parts.append(Content.assemble(gap, (name, "bold $accent"), " ", (word, MUTED)))
            used += size
        return [joined(*parts)]
