"""Answer kind text: type a line and submit it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from quizlr.model import TypedText
from quizlr.tui.keys import key
from quizlr.values import dataclass


class TextField(Input):
    """A field for one line; only enter, tab and esc are keys while it has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "submit", "answer", "typed.submit"),
    ]

    @dataclass
    class Answered(Message):
        """The learner pressed enter."""

        answer: TypedText

    def __init__(self) -> None:
        super().__init__(
            placeholder="Type your answer, then enter",
            compact=True,
            select_on_focus=False,
            classes="answer",
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass the text on as an answer."""
        event.stop()
        self.post_message(self.Answered(TypedText(event.value)))
