"""Answer kind text: type a line and submit it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Input

from quizlr.model import TypedText


class TextField(Input):
    """A field for one line; only enter, tab and esc are keys while it has the focus."""

    @dataclass
    class Answered(Message):
        """The learner pressed enter."""

        answer: TypedText

    def __init__(self) -> None:
        super().__init__(placeholder="Type your answer, then enter", compact=True, classes="answer")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass the text on as an answer."""
        event.stop()
        self.post_message(self.Answered(TypedText(event.value)))
