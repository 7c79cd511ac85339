"""Answer kind steps: several questions, one after another, each with the widget of its kind."""

from __future__ import annotations

from typing import Self

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quizlr.grading.wording import one_line
from quizlr.model import (
    Arrange,
    Arranged,
    Pick,
    Picked,
    Step,
    Stepped,
    Steps,
    TypedText,
    TypeNumber,
    TypeText,
)
from quizlr.rendering import plain_text
from quizlr.tui.content import CAUTION, MUTED, cut, joined, literal
from quizlr.tui.widgets.prose import Prose
from quizlr.tui.widgets.two_ends import TwoEnds
from quizlr.values import dataclass

StepAnswer = TypedText | Picked | Arranged
StepTask = TypeText | TypeNumber | Pick | Arrange


class StepsField(Vertical):
    """Asks the steps in their order; an answer once given stands."""

    DEFAULT_CSS = "StepsField { height: auto; }"

    @dataclass
    class Answered(Message):
        """The last step was answered."""

        answer: Stepped

    def __init__(self, task: Steps) -> None:
        super().__init__(classes="answer")
        self._asked = task
        self._answers: list[StepAnswer] = []
        self._step = OneStep(task.steps[0], 1, len(task.steps))

    def compose(self) -> ComposeResult:
        """The first step."""
        yield self._step

    def focus(self, scroll_visible: bool = True) -> Self:
        """The step that is asked takes the focus."""
        self._step.focus(scroll_visible)
        return self

    def on_one_step_given(self, message: OneStep.Given) -> None:
        """Ask the next step, or pass all answers on."""
        message.stop()
        steps = self._asked.steps
        if message.place != len(self._answers) + 1:
            return  # enter was pressed twice: the step has its answer
        self._answers.append(message.answer)
        if message.place == len(steps):
            self.post_message(self.Answered(Stepped(tuple(self._answers))))
            return
        self._step.remove()
        said = in_words(steps[message.place - 1].task, message.answer)
        self._step = OneStep(steps[message.place], message.place + 1, len(steps), said)
        self.mount(self._step)


class OneStep(Vertical):
    """Which step it is, what it asks, and its field."""

    DEFAULT_CSS = "OneStep { height: auto; }"

    @dataclass
    class Given(Message):
        """The step was answered."""

        place: int
        answer: StepAnswer

    def __init__(self, step: Step, place: int, count: int, said: str = "") -> None:
        from quizlr.tui.widgets.answers import answer_widget

        super().__init__()
        self._place = place
        self._head = TwoEnds()
        self._head_words = Content.styled(f"step {place} of {count}", MUTED)
        self._said = literal(f"you said: {said}", MUTED) if said else Content("")
        self._say = Prose(step.say)
        self._field: Widget | None = answer_widget(step.task)

    def compose(self) -> ComposeResult:
        """Place, question, field."""
        yield self._head
        yield self._say
        if self._field is not None:
            yield self._field

    def on_mount(self) -> None:
        """The learner may answer at once."""
        self._show_head(self._head_words)
        self.focus()
        self.call_after_refresh(self._into_view)

    def _show_head(self, words: Content) -> None:
        """What was said to the step before stands beside the number of this one."""
        room = max(8, self.app.size.width - words.cell_length - 8)
        self._head.show(words, cut(self._said, room))

    def _into_view(self) -> None:
        """A long question must not hide the field behind the edge."""
        inside = self.screen.focused or self._field
        if inside is not None:
            inside.scroll_visible(animate=False)

    def focus(self, scroll_visible: bool = True) -> Self:
        """The field takes the focus."""
        if self._field is not None:
            self._field.focus(scroll_visible)
        return self

    def on_text_field_answered(self, message: Message) -> None:
        """An answer of any kind was given."""
        message.stop()
        answer = getattr(message, "answer", None)
        if isinstance(answer, TypedText | Picked | Arranged):
            if _is_empty(answer):
                first = Content.styled("answer this one first", CAUTION)
                self._show_head(joined(self._head_words, Content(": "), first))
            else:
                self.post_message(self.Given(self._place, answer))

    on_number_field_answered = on_text_field_answered
    on_pick_list_submitted = on_text_field_answered
    on_arrange_list_submitted = on_text_field_answered


def in_words(task: StepTask, answer: StepAnswer) -> str:
    """An answer as plain text on one line; nothing for an order, which is too long to say again."""
    if isinstance(answer, TypedText):
        return one_line(answer.text)
    if isinstance(answer, Picked) and isinstance(task, Pick):
        picked = (task.options[task.keys.index(key)] for key in answer.keys)
        return ", ".join(one_line(plain_text(option)) for option in picked)
    return ""


def _is_empty(answer: StepAnswer) -> bool:
    return not (answer.text.strip() if isinstance(answer, TypedText) else answer.keys)
