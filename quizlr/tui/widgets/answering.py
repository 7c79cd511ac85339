"""What all answer widgets have in common: they give an answer, and can be told why it is none."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget

from quizlr.model import Answer


class Answering(Widget):
    """Mixed into the widget of each answer kind."""

    @dataclass
    class Given(Message):
        """The learner has answered."""

        answer: Answer

    def give(self, answer: Answer) -> None:
        """Post the answer."""
        self.post_message(self.Given(answer))

    def complain(self, words: str) -> None:
        """Show why the answer could not be read; the question stays open."""

    def take_focus(self) -> None:
        """Get ready for keys."""
        self.focus()
