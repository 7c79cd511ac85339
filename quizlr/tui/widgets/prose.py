"""Markdown from a deck, drawn at the width it gets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from quizlr.model import Line
from quizlr.rendering import render
from quizlr.tui.content import LINK_META, links_of, to_content
from quizlr.values import dataclass


@lru_cache(maxsize=64)
def drawn(markdown: str, width: int) -> tuple[Sequence[Line], Content]:
    """Markdown at a width: its lines and their Content. Kept, so drawing ahead pays."""
    lines = render(markdown, width)
    return lines, to_content(lines)


class Prose(Widget):
    """A piece of Markdown. A click on a link posts its address; nothing is opened here."""

    DEFAULT_CSS = "Prose { width: 1fr; height: auto; }"

    @dataclass
    class LinkChosen(Message):
        """A link was clicked."""

        address: str

    def __init__(self, markdown: str = "", *, id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self._markdown = markdown

    @property
    def markdown(self) -> str:
        """What is shown."""
        return self._markdown

    def show(self, markdown: str) -> None:
        """Show another text; an empty one takes no room."""
        self.display = bool(markdown)
        if markdown != self._markdown:
            self._markdown = markdown
            self.refresh(layout=True)

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses in the text."""
        return links_of(drawn(self._markdown, max(1, self.content_size.width))[0])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The number of lines at this width."""
        return len(drawn(self._markdown, width)[0]) if width > 0 else 0

    def render(self) -> Content:
        """The text at the widget's own width."""
        return drawn(self._markdown, max(1, self.content_size.width))[1]

    def on_click(self, event: events.Click) -> None:
        """Say which link was clicked."""
        address = event.style.meta.get(LINK_META)
        if isinstance(address, str):
            event.stop()
            self.post_message(self.LinkChosen(address))
