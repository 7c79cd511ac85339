"""A list of one-line rows that may be very long: only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from quizlr.tui.content import ACCENT, joined
from quizlr.tui.keys import key
from quizlr.tui.widgets.rows import CURRENT
from quizlr.values import dataclass

Draw = Callable[[int, int], Content]
"""Place of a row and width in cells -> the row, no wider."""
_SIGN_CELLS = 2


def _nothing(_place: int, _width: int) -> Content:
    return Content("")


class LongRows(ScrollView, can_focus=True):
    """Rows under a cursor; the screen says what stands in them."""

    DEFAULT_CSS = """
    LongRows {
        height: 1fr; width: 1fr; overflow-x: hidden;
        scrollbar-size-vertical: 1; scrollbar-color: $panel; scrollbar-background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("down,j", "move(1)", "next row", "list.down"),
        key("up,k", "move(-1)", "row before", "list.up"),
        key("pagedown", "page(1)", "page down", "list.page_down"),
        key("pageup", "page(-1)", "page up", "list.page_up"),
        key("home", "move(-999999999)", "first row", "list.first"),
        key("end,G", "move(999999999)", "last row", "list.last"),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or on another list."""

        place: int

    @dataclass
    class Chosen(Message):
        """A row was clicked."""

        place: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = 0
        self._count = 0
        self._draw: Draw = _nothing
        self._strips: dict[int, Strip] = {}

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def show(self, count: int, draw: Draw, cursor: int = 0) -> None:
        """Show another list with the cursor on a row of it."""
        self._draw = draw
        self._count = count
        self.cursor = max(0, min(cursor, count - 1))
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, count)
        self._bring_into_view()
        self.refresh()
        self.post_message(self.Moved(self.cursor))

    def redraw(self) -> None:
        """What stands in the rows has changed."""
        self._strips.clear()
        self.refresh()

    def move_to(self, place: int) -> None:
        """Put the cursor on a row and bring it into view."""
        before, self.cursor = self.cursor, max(0, min(place, self._count - 1))
        for each in (before, self.cursor):
            self._strips.pop(each, None)
        self._bring_into_view()
        self.refresh()
        if before != self.cursor:
            self.post_message(self.Moved(self.cursor))

    def action_move(self, step: int) -> None:
        """Move the cursor by rows, not past the ends."""
        self.move_to(self.cursor + step)

    def action_page(self, step: int) -> None:
        """Move the cursor by what is seen at once."""
        self.move_to(self.cursor + step * max(1, self._height - 1))

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _bring_into_view(self) -> None:
        top = round(self.scroll_target_y)
        highest = self.cursor - self._height + 1
        wanted = min(max(top, highest), self.cursor)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True, force=True)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        place = y + self.scroll_offset.y
        if not 0 <= place < self._count:
            return Strip.blank(self.size.width, self.rich_style)
        if place not in self._strips:
            if len(self._strips) > 4 * max(1, self._height):
                self._strips.clear()
            self._strips[place] = self._strip(place)
        return self._strips[place]

    def _strip(self, place: int) -> Strip:
        width = self.scrollable_content_region.width
        is_current = place == self.cursor
        sign = Content.styled("▸ " if is_current else "  ", ACCENT)
        line = joined(sign, self._draw(place, max(1, width - _SIGN_CELLS)))
        if is_current and self.has_focus:
            line = line.pad_right(max(0, width - line.cell_length)).stylize_before(CURRENT)
        strips = Visual.to_strips(self, line, width, 1, self.visual_style)
        ground = self.rich_style
        strip = strips[0] if strips else Strip([Segment("")])
        return strip.crop_extend(0, self.size.width, ground)

    def on_focus(self) -> None:
        """The cursor's ground says that keys move it."""
        self.redraw()

    def on_blur(self) -> None:
        """Keys go elsewhere."""
        self.redraw()

    def on_resize(self) -> None:
        """Draw for the new width; the cursor stays in view."""
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)
        self._bring_into_view()

    def notify_style_update(self) -> None:
        """Draw with the colours of another theme."""
        super().notify_style_update()
        self._strips.clear()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row; one more chooses it."""
        place = event.y + self.scroll_offset.y
        if 0 <= place < self._count:
            event.stop()
            is_again = place == self.cursor
            self.move_to(place)
            if is_again:
                self.post_message(self.Chosen(place))
