"""The card: styled lines that scroll. Showing other lines needs no layout, so it costs one repaint.

What comes next can be drawn ahead while the learner thinks; showing it is then a swap of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import zip_longest

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from quizlr.tui.content import LINK_META, stacked
from quizlr.values import dataclass

MAX_WIDTH = 80
MARGIN = 2
AHEAD = 4
"""How many sheets drawn ahead are kept."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a sheet shows: a way to draw it, and the name under which it may be drawn ahead."""

    name: Hashable
    draw: Callable[[int], Sequence[Content]]
    """Width in cells -> lines, none wider."""


EMPTY = Page("", lambda _: ())


class Sheet(ScrollView, can_focus=False):
    """Shows one page, centred, at most 80 cells wide."""

    DEFAULT_CSS = "Sheet { height: 1fr; width: 1fr; overflow-x: hidden; }"

    @dataclass
    class LinkChosen(Message):
        """A link was clicked."""

        address: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._page = EMPTY
        self._strips: Sequence[Strip] = ()
        self._blank = Strip.blank(0)
        self._ahead: dict[tuple[Hashable, int], Sequence[Strip]] = {}

    @property
    def _is_filling(self) -> bool:
        """Whether the height is the room there is, not that of the text."""
        height = self.styles.height
        return height is not None and not height.is_auto

    @property
    def text_width(self) -> int:
        """Cells that a line may take."""
        return max(10, min(MAX_WIDTH, self.scrollable_content_region.width - 2 * MARGIN))

    def show(self, page: Page, *, first_line: int = 0) -> None:
        """Show another page from its top, or so that `first_line` is in view."""
        self._page = page
        self._take_strips()
        height = self.scrollable_content_region.height
        last_top = max(0, len(self._strips) - height)
        top = min(first_line, last_top)
        self.scroll_to(y=0, animate=False, immediate=True)
        if top:
            # the sheet can scroll that far only after the next layout
            self.call_after_refresh(self.scroll_to, y=top, animate=False)

    def _take_strips(self) -> None:
        width = self.scrollable_content_region.width
        before = self._strips
        ready = self._ahead.pop((self._page.name, width), ())
        self._strips = ready or self._drawn(self._page)
        self._blank = Strip.blank(self.size.width, self.rich_style)
        size = Size(width, len(self._strips))
        height = self.scrollable_content_region.height
        if max(size.height, self.virtual_size.height) <= height and self._is_filling:
            # no scroll bar before or after: nothing else on the screen has to move
            self.set_reactive(ScrollView.virtual_size, size)
            self.refresh(*self._changes(before))
        else:
            self.virtual_size = size
            # Textual looks at the scroll bars only when the size of the widget changes
            self._refresh_scrollbars()
            self.refresh()

    def _changes(self, before: Sequence[Strip]) -> list[Region]:
        """The lines of the screen that differ from those of before."""
        width, height = self.size
        pairs = zip_longest(before[:height], self._strips[:height], fillvalue=self._blank)
        return [Region(0, y, width, 1) for y, (old, new) in enumerate(pairs) if old != new]

    def height_of(self, page: Page) -> int:
        """How many lines a page has at the width of this sheet."""
        return len(page.draw(self.text_width))

    def prepare(self, page: Page) -> None:
        """Draw a page that will probably be shown soon."""
        while len(self._ahead) >= AHEAD:
            del self._ahead[next(iter(self._ahead))]
        name = (page.name, self.scrollable_content_region.width)
        if name not in self._ahead:
            self._ahead[name] = self._drawn(page)

    def _drawn(self, page: Page) -> Sequence[Strip]:
        region_width = self.scrollable_content_region.width
        lines = page.draw(self.text_width) if region_width else ()
        if not lines:
            return ()
        strips = Visual.to_strips(self, stacked(lines), self.text_width, None, self.visual_style)
        ground = self.rich_style
        left = Segment(" " * ((region_width - self.text_width) // 2), ground)
        width = self.size.width
        return [Strip([left, *strip]).crop_extend(0, width, ground) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index = y + self.scroll_offset.y
        return self._strips[index] if index < len(self._strips) else self._blank

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._ahead.clear()
        self._take_strips()

    def notify_style_update(self) -> None:
        """Draw with the colours of another theme."""
        super().notify_style_update()
        self._ahead.clear()
        if self.is_mounted:
            self._take_strips()

    def on_click(self, event: events.Click) -> None:
        """Say which link was clicked."""
        address = event.style.meta.get(LINK_META)
        if isinstance(address, str):
            event.stop()
            self.post_message(self.LinkChosen(address))
