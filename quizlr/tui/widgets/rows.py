"""A list with a cursor, whose rows may take several lines: decks, options, lines, problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from quizlr.tui.content import ACCENT, joined
from quizlr.tui.keys import key
from quizlr.tui.widgets.drawn import Drawn

CURRENT = "on $panel"
"""Ground of the row under the cursor; the sign ▸ says it too."""


class Rows(Drawn, can_focus=True):
    """Subclasses give `count` and `row`, and say what a click means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("down,j", "move(1)", "next row", "list.down"),
        key("up,k", "move(-1)", "row before", "list.up"),
        key("home", "move(-9999)", "first row", "list.first"),
        key("end,G", "move(9999)", "last row", "list.last"),
    ]

    cursor = 0
    _owners: Sequence[int] = ()

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row(self, index: int, width: int) -> Sequence[Content]:
        """The lines of one row at `width` cells, without the cursor sign."""
        raise NotImplementedError

    def above(self, index: int) -> int:  # noqa: ARG002
        """How many lines of a row stand above it, as its heading: the cursor passes over them."""
        return 0

    def chosen(self, index: int) -> None:
        """A row was clicked."""

    def draw(self, width: int) -> Sequence[Content]:
        """All rows; each line is remembered with its row."""
        lines: list[Content] = []
        owners: list[int] = []
        for index in range(self.count):
            drawn = self.row(index, max(1, width - 2))
            is_current = index == self.cursor and self.has_cursor
            first = self.above(index)
            for number, content in enumerate(drawn):
                sign = "▸ " if is_current and number == first else "  "
                line = joined(Content.styled(sign, ACCENT), content)
                if is_current and number >= first:
                    line = line.pad_right(max(0, width - line.cell_length)).stylize_before(CURRENT)
                lines.append(line)
            owners.extend([index] * len(drawn))
        self._owners = owners
        return lines

    @property
    def has_cursor(self) -> bool:
        """Whether the cursor is drawn."""
        return True

    def move_to(self, index: int) -> None:
        """Put the cursor on a row and bring it into view."""
        self.cursor = max(0, min(index, self.count - 1))
        self.redraw()
        self.call_after_refresh(self._bring_into_view)

    def action_move(self, step: int) -> None:
        """Move the cursor by rows, not past the ends."""
        self.move_to(self.cursor + step)

    def _bring_into_view(self) -> None:
        self.lines(max(1, self.content_size.width))
        mine = [y for y, owner in enumerate(self._owners) if owner == self.cursor]
        scroller = next(
            (n for n in self.ancestors if isinstance(n, Widget) and n.allow_vertical_scroll), None
        )
        if not mine or not isinstance(scroller, Widget):
            return
        here = self.region.offset - scroller.region.offset + scroller.scroll_offset
        region = Region(0, here.y + mine[0], 1, len(mine))
        scroller.scroll_to_region(region, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row and chooses it."""
        if 0 <= event.y < len(self._owners):
            event.stop()
            self.move_to(self._owners[event.y])
            self.chosen(self.cursor)
