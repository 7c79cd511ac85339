"""Answer kind number: a field that says how it reads what is typed, and can calculate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from quizlr.grading.calculator import calculate_all
from quizlr.grading.reading import read_value
from quizlr.model import Form, Span, TypedText, TypeNumber
from quizlr.rendering import clean, wrap
from quizlr.tui.content import CAUTION, MUTED, to_content
from quizlr.tui.keys import key
from quizlr.tui.widgets.drawn import Drawn
from quizlr.values import dataclass

CALCULATES = "="
"""What a line begins with that is to be calculated."""

_PLACEHOLDERS = {
    Form.VECTOR: "Type the numbers, as in 1, -0.5",
    Form.MATRIX: "Type the rows, as in 1 2; 3 4",
}


class NumberLine(Input):
    """The line itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "submit", "answer", "number.submit"),
    ]


class NumberField(Vertical):
    """A line for a number, a vector or a matrix; under it what is wanted and how it is read."""

    DEFAULT_CSS = "NumberField { height: auto; }"

    @dataclass
    class Answered(Message):
        """The learner pressed enter on something that can be read, or on an empty line."""

        answer: TypedText

    def __init__(self, task: TypeNumber) -> None:
        super().__init__(classes="answer")
        self._asked = task
        placeholder = _PLACEHOLDERS.get(task.form, "Type a number; = calculates")
        self._line = NumberLine(placeholder=placeholder, compact=True, select_on_focus=False)
        self._words = Words()

    def compose(self) -> ComposeResult:
        """The line, and what is said about it."""
        yield self._line
        yield self._words

    def on_mount(self) -> None:
        """Say what is wanted; the learner may type at once."""
        self._words.show(self._wanted(), "")
        self.focus()

    def focus(self, scroll_visible: bool = True) -> Self:
        """The line takes the focus for the field."""
        self._line.focus(scroll_visible)
        return self

    def _wanted(self) -> str:
        return f"Wanted: {self._asked.accepts}" if self._asked.accepts else ""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say how the text is read."""
        event.stop()
        self._words.show(self._wanted(), self._read(event.value)[1])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Put the result of a calculation into the line; pass on what can be read, or nothing."""
        event.stop()
        result, said = self._read(event.value)
        if result and _is_calculation(event.value):
            self._line.value = result
            self._line.cursor_position = len(result)
            return
        if not result:
            self._words.show(self._wanted(), said or self._missing(), CAUTION)
        if result or not event.value.strip():
            self.post_message(self.Answered(TypedText(result)))

    def _read(self, text: str) -> tuple[str, str]:
        """The text to pass on, or the result of a calculation, if any; and what to say."""
        if not text.strip():
            return "", ""
        if _is_calculation(text):
            are_several = self._asked.form in {Form.VECTOR, Form.MATRIX}
            behind = text.strip().removeprefix(CALCULATES)
            result, problem = calculate_all(behind, are_several=are_several)
            return (result, f"= {result} (enter takes it)") if result else ("", problem or "")
        reading, problem = read_value(text, self._asked)
        return (text, f"reads as {reading.words}") if reading else ("", problem or "")

    def _missing(self) -> str:
        return read_value("", self._asked)[1] or ""


class Words(Drawn):
    """What is wanted, then what is said about the text; each wrapped at the width."""

    _wanted = ""
    _said = ""
    _style = MUTED

    def show(self, wanted: str, said: str, style: str = MUTED) -> None:
        """Show other words."""
        if (wanted, said, style) != (self._wanted, self._said, self._style):
            self._wanted, self._said, self._style = wanted, said, style
            self.redraw()

    def draw(self, width: int) -> Sequence[Content]:
        """What is said stands next to the line; it keeps its room while nothing is said."""
        return [*_wrapped(self._said, self._style, width), *_wrapped(self._wanted, MUTED, width)]


def _is_calculation(text: str) -> bool:
    return text.lstrip().startswith(CALCULATES)


def _wrapped(text: str, style: str, width: int) -> list[Content]:
    lines = to_content(wrap((Span(clean(text)),), width)).split("\n", allow_blank=True)
    return [line.stylize(style) for line in lines]
