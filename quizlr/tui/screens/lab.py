"""Lab: move numbers and see what follows; or say first what will follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from quizlr.cardtypes.lab import LabContent
from quizlr.expressions import ExpressionError
from quizlr.labs.lab import Lab, Places, Question, lab_of
from quizlr.labs.nouns import Figure, Outputs
from quizlr.model import Note
from quizlr.rendering import clean_line
from quizlr.tui.content import ACCENT, BAD, CAUTION, GOOD, MUTED, joined, literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed, shown
from quizlr.tui.screens.page import Page
from quizlr.tui.widgets.plot import PlotPane
from quizlr.tui.widgets.prose import drawn
from quizlr.tui.widgets.rows import CURRENT
from quizlr.tui.widgets.sliders import Sliders, figure_lines
from quizlr.tui.widgets.two_ends import TwoEnds

NARROW: Final = 60
"""Cells below which the plot stands under the inputs, and the figures take turns with it."""
WIDE: Final = 100
LOW: Final = 16
"""Lines up to which only the shortest is said, so that something can be seen."""
JUMP: Final = 10


class LabScreen(Framed):
    """One lab of several. Nothing here is scheduled."""

    DEFAULT_CSS = """
    LabScreen #lab { layout: horizontal; height: 1fr; padding: 0 1; }
    LabScreen Sliders { width: 36; padding-right: 2; }
    LabScreen.-wide Sliders { width: 52; }
    LabScreen.-narrow #lab { layout: vertical; padding: 0; }
    LabScreen.-narrow Sliders, LabScreen.-narrow PlotPane { width: 1fr; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "move(-1)", "less", "lab.less"),
        key("right", "move(1)", "more", "lab.more"),
        key("shift+left,less_than_sign", f"move({-JUMP})", "ten less", "lab.less10"),
        key("shift+right,greater_than_sign", f"move({JUMP})", "ten more", "lab.more10"),
        key("up,k", "choose(-1)", "row above", "lab.up"),
        key("down,j", "choose(1)", "row below", "lab.down"),
        key("home", "reset", "to its start", "lab.reset"),
        key("enter,space", "forward", "answer", "lab.forward"),
        key("tab", "view(1)", "next plot", "lab.view"),
        key("v", "table", "numbers", "lab.table"),
        key("g", "predict", "predict", "lab.predict"),
        key("p", "quiz", "question", "lab.quiz"),
        key("n", "turn(1)", "next lab", "lab.next"),
        key("N", "turn(-1)", "lab before", "lab.previous"),
        key("i", "about", "about", "lab.about"),
        key("escape", "leave", "leave the question", "lab.leave"),
        key("q", "back", "back", "lab.back"),
        *(Binding(str(n), f"pick({n - 1})", show=False) for n in range(1, 10)),
    ]

    def __init__(self, notes: Sequence[Note], first: int = 0) -> None:
        super().__init__()
        self._notes = notes
        self._which = first
        self._view = 0
        self._is_table = False
        self._turn = 0
        self._open()

    def _open(self) -> None:
        """Begin with the lab of `_which`: with its first prediction, if it has any."""
        self._lab = _lab_of(self._note)
        self._places: Places = self._lab.start
        self._made: Outputs = self._lab.compute(self._places)
        self._before: Mapping[str, Figure] = {}
        self._row = self._option = self._asked = 0
        self._question: Question | None = None
        self._verdict: tuple[Content, ...] = ()
        if self._lab.predictions:
            self._ask(self._lab.question(self._lab.predictions[0]))

    @property
    def _note(self) -> Note:
        return self._notes[self._which]

    def body(self) -> ComposeResult:
        """Inputs and figures, and the plots or the question."""
        with Container(id="lab"):
            yield Sliders(id="sliders")
            yield PlotPane(id="plots")

    def on_mount(self) -> None:
        """Draw."""
        super().on_mount()
        self._show_head()
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other, or one under the other."""
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.width >= WIDE, "-wide")
        self._show()

    def _make_room(self) -> None:
        """In a narrow window the inputs take a line each, and give way to a question."""
        sliders = self.query_one("#sliders")
        sliders.styles.height = len(self._lab.inputs) if self._is_narrow else "1fr"
        shown(sliders, is_shown=not (self._is_narrow and self._question))

    def main_keys(self) -> Sequence[str]:
        """What can be done now."""
        if self._question:
            return ("lab.forward", "lab.down", "lab.back", "app.help", "lab.leave", "lab.up")
        moves = ("lab.more",) if self._is_narrow else ("lab.less", "lab.more")
        view = ("lab.view",) if self._has_views else ()
        return (
            *moves, *view, "lab.back", "lab.quiz", "lab.predict", "app.help", "lab.next",
            "lab.down", "lab.up", "lab.table", "lab.more10", "lab.reset", "lab.less",
        )  # fmt: skip

    @property
    def _has_views(self) -> bool:
        """Whether there is more than what is seen at once."""
        return self._is_narrow or len(self._made.plots) > 1

    # -- drawing

    def _show_head(self) -> None:
        title = self._note.content.title
        words = f"Lab: {clean_line(title)}"
        place = f"{self._which + 1} of {len(self._notes)}"
        self.query_one("#head", TwoEnds).show(literal(words, "bold $accent"), literal(place, MUTED))

    @property
    def _is_narrow(self) -> bool:
        return self.app.size.width < NARROW

    def _show(self) -> None:
        """Draw the state, or the question that hides it."""
        self._make_room()
        is_asking = self._question is not None
        figures = self._made.figures
        sliders = self.query_one("#sliders", Sliders)
        sliders.show(
            self._lab.inputs, self._places, self._row, None if is_asking else figures, self._before
        )
        pane = self.query_one("#plots", PlotPane)
        width = max(20, pane.size.width or self.app.size.width)
        if self._question:
            lines, focus = self._question_lines(self._question, width)
            pane.show(lines, (), focus=focus)
        elif self._is_narrow and self._view % (len(self._made.plots) + 1) == 0:
            pane.show((*self._verdict, *figure_lines(figures, self._before, width)), ())
        else:
            first, said = (self._view - 1, ()) if self._is_narrow else (self._view, self._verdict)
            pane.show(said, self._made.plots, first, is_table=self._is_table)
        self.show_keys()

    def _question_lines(self, question: Question, width: int) -> tuple[list[Content], int]:
        """What is asked, and the options; and the last line of the option under the cursor."""
        is_low = self.app.size.height <= LOW
        front = "" if is_low else self._note.front.strip()
        state = f"Now `{self._lab.shown(question.before)}`." if self._is_narrow else ""
        change = " ".join(part for part in (state, self._change(question)) if part)
        text = "\n\n".join(part for part in (front, change, question.ask) if part)
        lines = [*drawn(text, width)[1].split("\n"), Content("")]
        focus = 0
        for at, option in enumerate(question.options):
            is_current = at == self._option
            head = Content.assemble(("▸ " if is_current else "  ", ACCENT), (f"{at + 1} ", MUTED))
            for row, line in enumerate(drawn(option.text, max(8, width - 4))[1].split("\n")):
                whole = joined(Content("    ") if row else head, line)
                lines.append(whole.stylize_before(CURRENT) if is_current else whole)
            focus = len(lines) if is_current else focus
        return lines, focus

    def _change(self, question: Question) -> str:
        moves = [
            f"`{each.name}` goes from {each.shown(each.value(a))} to {each.shown(each.value(b))}"
            for each, a, b in zip(self._lab.inputs, question.before, question.after, strict=True)
            if a != b
        ]
        return f"Predict: {', and '.join(moves)}." if moves else "Predict."

    # -- moving

    def action_choose(self, step: int) -> None:
        """Another row; while there is a question, another option."""
        if self._question:
            self._option = (self._option + step) % len(self._question.options)
        else:
            self._row = (self._row + step) % len(self._lab.inputs)
        self._show()

    def action_move(self, steps: int) -> None:
        """The input of the row by some steps."""
        if not self._question:
            self._put(self._lab.inputs[self._row].kept(self._places[self._row] + steps))

    def action_reset(self) -> None:
        """The input of the row to its start."""
        if not self._question:
            self._put(self._lab.inputs[self._row].start_place)

    def _put(self, place: int) -> None:
        self._verdict = ()
        self._go((*self._places[: self._row], place, *self._places[self._row + 1 :]))
        self._show()

    def _go(self, places: Places) -> None:
        """Compute the state; where it has no value the last one stays."""
        try:
            made = self._lab.compute(places)
        except (ExpressionError, ValueError) as error:
            self.say(str(error), CAUTION)
            return
        self._before = {each.name: each for each in self._made.figures}
        self._made, self._places = made, places

    # -- questions

    def _ask(self, question: Question) -> None:
        self._question = question
        self._option = 0
        self._verdict = ()
        self._go(question.before)

    def action_predict(self) -> None:
        """The author's next prediction."""
        if not self._lab.predictions:
            self.action_quiz()
            return
        which = self._asked % len(self._lab.predictions)
        self._ask(self._lab.question(self._lab.predictions[which]))
        self._show()

    def action_quiz(self) -> None:
        """A question made of the state."""
        if self._question:
            return
        question = self._lab.quiz(self._places, self._row, self._turn)
        self._turn += 1
        if question is None:
            self.say("Nothing here answers to this input. Choose another row.", CAUTION)
            return
        self._ask(question)
        self._show()

    def action_pick(self, option: int) -> None:
        """Answer with an option by its number."""
        if self._question and option < len(self._question.options):
            self._option = option
            self.action_forward()

    def action_forward(self) -> None:
        """Answer with the option under the cursor, and show what happens."""
        question = self._question
        if question is None:
            return
        self._question = None
        self._asked += 1
        self._go(question.after)
        self._verdict = self._judged(question)
        self._show()

    def _judged(self, question: Question) -> tuple[Content, ...]:
        """Right or not, and why; in a low window no more than the answer."""
        picked, right = question.options[self._option], question.options[question.right]
        is_right = self._option == question.right
        head = literal("✓ Right" if is_right else "✗ Not so", f"bold {GOOD if is_right else BAD}")
        parts = [right.why] if is_right else [f"The answer: {right.text}", right.why]
        if not is_right and picked.why:
            parts.append(f"You said: {picked.text}. {picked.why}")
        is_low = self.app.size.height <= LOW
        text = "\n\n".join(part for part in parts[: 1 if is_low else None] if part)
        width = max(20, self.query_one("#plots").size.width)
        lines = drawn(text, width)[1].split("\n") if text else []
        return (head, *lines) if is_low else (head, *lines, Content(""))

    def action_leave(self) -> None:
        """Leave the question unanswered; without one, leave the lab."""
        if self._question is None:
            self.dismiss()
            return
        self._question = None
        self._before = {}
        self._show()

    # -- views

    def action_view(self, step: int) -> None:
        """The next plot."""
        self._view += step
        self._show()

    def action_table(self) -> None:
        """The plot as numbers, and back."""
        self._is_table = not self._is_table
        self._show()

    def action_turn(self, step: int) -> None:
        """Another lab."""
        self._which = (self._which + step) % len(self._notes)
        self._view = 0
        self._open()
        self._show_head()
        self._show()

    def action_about(self) -> None:
        """What the lab is about, to read."""
        content = self._note.content
        labels = "\n".join(f"- `{each.name}`: {each.label}" for each in self._lab.inputs)
        parts = (self._note.front, labels, "" if self._question else self._note.back)
        text = "\n\n".join(part for part in parts if part)
        self.app.push_screen(Page(f"Lab: {clean_line(content.title)}", text))

    def action_back(self) -> None:
        """Leave the lab."""
        self.dismiss()


def _lab_of(note: Note) -> Lab:
    content = note.content
    if not isinstance(content, LabContent):
        raise TypeError(f"{note.id} is no lab")
    return lab_of(content.spec)
