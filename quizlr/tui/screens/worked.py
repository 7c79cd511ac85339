"""A worked example that fades: the steps shown, the blank ones asked, then the next pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from quizlr.collection import Collection
from quizlr.collection.worked import Worked
from quizlr.errors import QuizlrError
from quizlr.model import Answer, Card, Reveal, Revealed, TypedText, Verdict
from quizlr.rendering import plain_text
from quizlr.tui.card import GAP, markdown_lines
from quizlr.tui.content import CAUTION, MUTED, literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.answers import answer_widget
from quizlr.tui.widgets.sheet import Page, Sheet
from quizlr.tui.widgets.two_ends import TwoEnds
from quizlr.tui.widgets.verdict import verdict_lines


class WorkedScreen(Framed):
    """Pass after pass over one drill. Nothing here is scheduled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space,enter", "forward", "on", "worked.forward"),
        key("g", "give_up", "show the steps", "worked.give_up"),
        key("escape", "leave_field", "leave the field", "worked.leave_field"),
        key("down,j", "scroll(1)", "line down", "worked.down"),
        key("up,k", "scroll(-1)", "line up", "worked.up"),
        key("pagedown", "scroll(10)", "page down", "worked.page_down"),
        key("pageup", "scroll(-10)", "page up", "worked.page_up"),
        key("q", "back", "back", "worked.back"),
    ]

    def __init__(self, collection: Collection, card: Card) -> None:
        super().__init__()
        self._worked = Worked(collection, card)
        self._field: Widget | None = None
        self._was_blank = False

    def body(self) -> ComposeResult:
        """The question with its steps, and the field."""
        yield Sheet(id="sheet")
        yield VerticalScroll(id="field", can_focus=False)

    def on_mount(self) -> None:
        """The first pass."""
        super().on_mount()
        self._show()

    def main_keys(self) -> Sequence[str]:
        """What can be done now."""
        if self._worked.grade is None and self.focused is not None:
            return ("typed.submit", "number.submit", "worked.leave_field")
        give_up = ("worked.give_up",) if self._is_asked else ()
        return ("worked.forward", *give_up, "worked.back", "app.help")

    def key_words(self) -> Mapping[str, str]:
        """Enter goes on to the next pass, or back into the field."""
        return {"worked.forward": "to the field" if self._is_asked else "next pass"}

    @property
    def _is_asked(self) -> bool:
        """Whether an answer is wanted."""
        return self._worked.grade is None and not isinstance(self._worked.prompt.task, Reveal)

    # -- drawing

    def _show(self) -> None:
        worked = self._worked
        title = plain_text(worked.card.note.content.title or "Worked example")
        self.query_one("#head", TwoEnds).show(
            literal(title, "bold $accent"), literal(pass_words(worked), MUTED)
        )
        sheet = self.query_one("#sheet", Sheet)
        page = Page(("worked", id(worked.prompt), worked.grade), self._lines)
        sheet.show(page, first_line=sheet.height_of(page))
        self._show_field()
        self.show_keys()

    def _lines(self, width: int) -> list[Content]:
        worked, prompt = self._worked, self._worked.prompt
        lines = [GAP, *markdown_lines(prompt.front, width), GAP]
        if worked.grade is not None:
            lines += [Content.styled("─" * width, MUTED), *verdict_lines(worked.grade, width), GAP]
            steps = "\n".join(f"{at}. {line}" for at, line in enumerate(prompt.worked, 1))
            lines += [*markdown_lines(steps, width), GAP]
        elif not worked.blanks:
            lines += markdown_lines(_FIRST, width)
        if prompt.back and (worked.grade is not None or not worked.blanks):
            lines += [*markdown_lines(prompt.back, width), GAP]
        return lines

    def _show_field(self) -> None:
        """A field for a new question; none once it is answered."""
        if self._field is not None:
            self._field.remove()
        self._field = answer_widget(self._worked.prompt.task) if self._is_asked else None
        if self._field is not None:
            self._field.add_class("column")
            self.query_one("#field").mount(self._field)
            self._field.focus()
        self.set_class(self._field is not None, "-asking")

    # -- the pass

    def action_forward(self) -> None:
        """The next pass; while something is asked, into the field."""
        if self._is_asked:
            if self._field is not None:
                self._field.focus()
            return
        if self._worked.grade is None:
            self._give(Revealed())  # all was shown: that was the pass
        self._worked.begin()
        self._was_blank = False
        self._show()

    def action_give_up(self) -> None:
        """See the steps without having done them."""
        if self._is_asked:
            self._answer(Revealed())

    def _answer(self, answer: Answer) -> None:
        if isinstance(answer, TypedText) and not answer.text.strip():
            if not self._was_blank:
                self._was_blank = True
                self.say("Type an answer, or press enter again to see the steps.", CAUTION)
                return
            answer = Revealed()
        self._give(answer)
        grade = self._worked.grade
        if grade is not None:
            self._show()
            self.say(after_words(self._worked))

    def _give(self, answer: Answer) -> None:
        try:
            judged = self._worked.answer(answer)
        except QuizlrError as error:
            self.say(str(error), CAUTION)
            return
        if self._worked.grade is None:
            self.say(judged.feedback, CAUTION)

    def on_number_field_answered(self, message: object) -> None:
        """The blank step was done."""
        self._take(message)

    def on_steps_field_answered(self, message: object) -> None:
        """All blank steps were done."""
        self._take(message)

    def _take(self, message: object) -> None:
        answer = getattr(message, "answer", None)
        if answer is not None and self._is_asked:
            self._answer(answer)

    # -- moving about

    def action_leave_field(self) -> None:
        """Leave the field; without one, leave the example."""
        if self.focused is None:
            self.action_back()
            return
        self.set_focus(None)
        self.show_keys()

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one("#sheet", Sheet).scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Leave the example."""
        self.dismiss()


_FIRST = (
    "> All steps are shown. Say to yourself why each follows from the one before. "
    "In the next pass, with other numbers, the last step is yours."
)


def pass_words(worked: Worked) -> str:
    """What is blank in this pass."""
    if not worked.blanks:
        return f"{worked.steps} steps, all shown"
    if worked.blanks == worked.steps:
        return f"all {worked.steps} steps are yours"
    steps = "step is" if worked.blanks == 1 else f"{worked.blanks} steps are"
    return f"the last {steps} yours"


def after_words(worked: Worked) -> str:
    """What comes next, and why."""
    if worked.is_read_only:
        return "Read-only: this pass was not kept."
    grade = worked.grade
    if grade is None or grade.verdict is not Verdict.CORRECT:
        return "The next pass shows one step more, with other numbers."
    if worked.blanks == worked.steps:
        return "Done without help: the drill is yours."
    return "The next pass leaves you one step more."
