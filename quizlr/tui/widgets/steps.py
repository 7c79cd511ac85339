"""Answer kind steps: several questions, one after another, each with the widget of its kind."""

from __future__ import annotations

from typing import Self

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quizlr.model import Arranged, Picked, Step, Stepped, Steps, TypedText
from quizlr.tui.content import CAUTION, MUTED, joined
from quizlr.tui.widgets.prose import Prose
from quizlr.tui.widgets.two_ends import TwoEnds
from quizlr.values import dataclass

StepAnswer = TypedText | Picked | Arranged


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
        self._step = OneStep(steps[message.place], message.place + 1, len(steps))
        self.mount(self._step)


class OneStep(Vertical):
    """Which step it is, what it asks, and its field."""

    DEFAULT_CSS = "OneStep { height: auto; }"

    @dataclass
    class Given(Message):
        """The step was answered."""

        place: int
        answer: StepAnswer

    def __init__(self, step: Step, place: int, count: int) -> None:
        from quizlr.tui.widgets.answers import answer_widget

        super().__init__()
        self._place = place
        self._head = TwoEnds()
        self._head_words = Content.styled(f"step {place} of {count}", MUTED)
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
        self._head.show(self._head_words)
        self.focus()
        self.call_after_refresh(self._into_view)

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
                self._head.show(joined(self._head_words, Content(": "), first))
            else:
                self.post_message(self.Given(self._place, answer))

    on_number_field_answered = on_text_field_answered
    on_pick_list_submitted = on_text_field_answered
    on_arrange_list_submitted = on_text_field_answered


def _is_empty(answer: StepAnswer) -> bool:
    return not (answer.text.strip() if isinstance(answer, TypedText) else answer.keys)
