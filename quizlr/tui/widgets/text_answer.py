"""The answer kind of typed cards: one line of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from quizlr.model import TypedText
from quizlr.tui.content import CAUTION, MUTED, literal
from quizlr.tui.keys import key
from quizlr.tui.widgets.answering import Answering

ADVICE = "enter checks it, esc leaves the field"


class TextAnswer(Vertical, Answering):
    """A field, and under it what to do or why the text is no answer."""

    DEFAULT_CSS = """
    TextAnswer { height: auto; }
    TextAnswer Input { background: $panel; border: none; height: 1; padding: 0 1; }
    TextAnswer Input:focus { background: $panel; border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [key("escape", "leave", "leave the field", "text.leave")]

    def compose(self) -> Iterator[Widget]:
        """The field and the line under it."""
        field = Input(placeholder="your answer", compact=True)
        field.cursor_blink = False
        yield field
        yield Static(literal(ADVICE, MUTED), markup=False)

    def take_focus(self) -> None:
        """The field waits for letters."""
        self.query_one(Input).focus()

    def complain(self, words: str) -> None:
        """Say why; the field keeps its text and the focus."""
        self.query_one(Static).update(literal(words, CAUTION))
        self.take_focus()

    def action_leave(self) -> None:
        """Every key works again; enter or tab comes back."""
        self.screen.set_focus(None)
        self.query_one(Static).update(literal("enter goes back to the field", MUTED))

    def on_input_changed(self) -> None:
        """A new text is not yet wrong."""
        self.query_one(Static).update(literal(ADVICE, MUTED))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The answer is given."""
        event.stop()
        self.give(TypedText(event.value))
