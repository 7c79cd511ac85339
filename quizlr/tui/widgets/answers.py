"""Which widget takes which kind of answer. A new kind is a new file and a line here."""

from __future__ import annotations

from quizlr.model import Arrange, Pick, Task, TypeText
from quizlr.tui.widgets.answering import Answering
from quizlr.tui.widgets.arrange import ArrangeAnswer
from quizlr.tui.widgets.pick import PickAnswer
from quizlr.tui.widgets.reveal import RevealAnswer
from quizlr.tui.widgets.text_answer import TextAnswer


def answer_widget(task: Task) -> Answering:
    """A fresh widget for a task."""
    match task:
        case Pick():
            return PickAnswer(task)
        case Arrange():
            return ArrangeAnswer(task)
        case TypeText():
            return TextAnswer()
        case _:
            return RevealAnswer()
