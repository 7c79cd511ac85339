"""What all screens share: a head, a status line, and the keys of the moment at the bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from quizlr.collection import Desk
from quizlr.tui.content import MUTED
from quizlr.tui.keys import key, keys_by_id
from quizlr.tui.widgets.key_bar import KeyBar
from quizlr.tui.widgets.status import Status
from quizlr.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from quizlr.collection.adopting import Adopted
    from quizlr.collection.live import News


class Framed(Screen[Desk]):
    """Gives back a sitting to go on with, or nothing.

    Subclasses give `body` and the ids of their main keys, the most important first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("question_mark", "help", "help", "app.help"),
    ]

    def body(self) -> ComposeResult:
        """The widgets between head and status line."""
        raise NotImplementedError

    def main_keys(self) -> Sequence[str]:
        """Ids of the bindings that the key bar shows now."""
        raise NotImplementedError

    def key_words(self) -> Mapping[str, str]:
        """Other words for some ids, where the moment gives a key another meaning."""
        return {}

    def compose(self) -> ComposeResult:
        """Head, body, status, keys."""
        yield TwoEnds(id="head")
        yield from self.body()
        yield Status(id="status")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Keep the key bar true to the bindings in force."""
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_keys())

    def on_key(self) -> None:
        """What was said belongs to the key before."""
        self.say("")

    def show_keys(self) -> None:
        """Draw the key bar anew."""
        table = keys_by_id(self)
        words = self.key_words()
        pairs = [
            (table[name][0][-1 if name in words else 0], words.get(name, table[name][1]))
            for name in self.main_keys()
            if name in table
        ]
        self.query_one("#keys", KeyBar).show(pairs)

    def say(self, text: str, style: str = MUTED) -> None:
        """Put a sentence on the status line."""
        self.query_one("#status", Status).say(text, style)

    def decks_changed(self, news: News) -> None:
        """Deck files were read again: draw what is shown of them anew."""

    def histories_changed(self, adopted: Adopted) -> None:
        """Histories changed hands, perhaps none: draw what is shown of them anew."""

    def action_help(self) -> None:
        """Show the keys of this screen."""
        from quizlr.tui.screens.help import help_page

        table = keys_by_id(self)
        main = {name: table[name] for name in self.main_keys() if name in table}
        self.app.push_screen(help_page({**main, **table}))


def shown(widget: Widget, *, is_shown: bool) -> None:
    """Show a widget or take its room away, without a layout where nothing changes."""
    if widget.display != is_shown:
        widget.display = is_shown
