"""A question before something is done: yes or no, or a line of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from quizlr.errors import QuizlrError
from quizlr.tui.content import CAUTION, literal, stacked
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.two_ends import TwoEnds


class YesNoScreen(Framed):
    """Asks; nothing but y says yes, and then `is_yes` is true."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("y", "yes", "yes", "ask.yes"),
        key("n,escape,q,enter", "no", "no", "ask.no"),
    ]

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._sentences = sentences
        self.is_yes = False

    def body(self) -> ComposeResult:
        """The question."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield Static(stacked(map(literal, self._sentences)), classes="column")

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        self.query_one("#head", TwoEnds).show(literal(self._title, "bold $accent"))
        self.show_keys()

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        return ("ask.yes", "ask.no")

    def action_yes(self) -> None:
        """Go back, and do it."""
        self.is_yes = True
        self.dismiss()

    def action_no(self) -> None:
        """Go back."""
        self.dismiss()


class AnswerLine(Input):
    """The line itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "submit", "take it", "ask.take"),
    ]


class LineScreen(Framed):
    """Asks for a line of text; one that is refused stays to be mended, and the refusal is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "leave", "leave it", "ask.leave"),
    ]

    def __init__(
        self,
        title: str,
        sentences: Sequence[str],
        take: Callable[[str], None],
        *,
        value: str = "",
        placeholder: str = "",
    ) -> None:
        """Ask for what `take` takes; it raises a QuizlrError to refuse it."""
        super().__init__()
        self._title = title
        self._sentences = sentences
        self._take = take
        self._value = value
        self._placeholder = placeholder

    def body(self) -> ComposeResult:
        """What is asked for, and the line."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield Static(stacked(map(literal, self._sentences)), classes="column")
            yield AnswerLine(
                self._value, placeholder=self._placeholder, compact=True, select_on_focus=True,
                id="line", classes="column answer", max_length=200,
            )  # fmt: skip

    def on_mount(self) -> None:
        """Ask; the learner may type at once."""
        super().on_mount()
        self.query_one("#head", TwoEnds).show(literal(self._title, "bold $accent"))
        self.query_one("#line").focus()
        self.show_keys()

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        return ("ask.take", "ask.leave")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass the line on."""
        event.stop()
        try:
            self._take(event.value)
        except QuizlrError as error:
            self.say(str(error), CAUTION)
            return
        self.dismiss()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
