"""A page of text to read: concept, why now, help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from quizlr.tui.content import literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.prose import Prose
from quizlr.tui.widgets.two_ends import TwoEnds


class Page(Framed):
    """Shows one Markdown text; enter, esc or q goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter,escape,q,space", "back", "back", "page.back"),
        key("down,j", "scroll(1)", "down", "page.down"),
        key("up,k", "scroll(-1)", "up", "page.up"),
        key("pagedown", "scroll(10)", "page down", "page.page_down"),
        key("pageup", "scroll(-10)", "page up", "page.page_up"),
        key("home", "scroll(-9999)", "top", "page.top"),
        key("end,G", "scroll(9999)", "bottom", "page.bottom"),
    ]

    def __init__(self, title: str, markdown: str) -> None:
        super().__init__()
        self._title = title
        self._markdown = markdown

    def body(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield Prose(self._markdown, id="page", classes="column")

    def on_mount(self) -> None:
        """Name the page."""
        super().on_mount()
        self.query_one("#head", TwoEnds).show(literal(self._title, "bold $accent"))
        self.show_keys()

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        return ("page.back", "page.down", "page.up")

    def action_back(self) -> None:
        """Close the page."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one("#scroll").scroll_relative(y=lines, animate=False)
