"""Answer kind checklist: answer freely against a clock, then tick the points that were made."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import ClassVar, Final, Self

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from quizlr.model import Checked, Checklist, Span
from quizlr.rendering import clean, wrap
from quizlr.scheduling.words import minutes_words
from quizlr.tui.content import ACCENT, CAUTION, MUTED, STRONG, joined, to_content
from quizlr.tui.keys import key
from quizlr.tui.widgets.drawn import Drawn
from quizlr.tui.widgets.prose import drawn
from quizlr.tui.widgets.rows import Rows
from quizlr.tui.widgets.two_ends import TwoEnds
from quizlr.values import dataclass

TICK_S: Final = 0.5
BAR_CELLS: Final = 8
WRITTEN_LINES: Final = 3
"""So much of the learner's text is shown above the points."""


class FreeText(TextArea):
    """Four to eight lines of 24. Enter on an empty last line means that the answer is complete."""

    DEFAULT_CSS = "FreeText { height: auto; min-height: 17vh; max-height: 34vh; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("tab,ctrl+enter", "complete", "show the points", "checklist.show"),
    ]

    @dataclass
    class Completed(Message):
        """The answer has been given, in writing or aloud."""

    def __init__(self) -> None:
        super().__init__(
            compact=True,
            highlight_cursor_line=False,
            placeholder="Type your answer, or say it aloud.",
        )

    def on_key(self, event: events.Key) -> None:
        """Enter does not start a second empty line at the end."""
        row = self.cursor_location[0]
        is_last = row == self.document.line_count - 1
        if event.key == "enter" and is_last and not self.document[row]:
            event.stop()
            event.prevent_default()
            self.action_complete()

    def action_complete(self) -> None:
        """The answer is complete."""
        self.post_message(self.Completed())


class PointList(Rows):
    """The points with a box each; what stands apart has its own heading."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "tick", "tick", "checklist.tick"),
        key("enter", "submit", "answer", "checklist.submit"),
        *(Binding(str(n), f"tick({n - 1})", show=False) for n in range(1, 10)),
    ]

    @dataclass
    class Submitted(Message):
        """The learner has ticked what was said."""

        ids: tuple[str, ...]

    def __init__(self, task: Checklist) -> None:
        super().__init__()
        self._points = task.points
        self._ticked: set[int] = set()

    @property
    def count(self) -> int:
        """How many points there are."""
        return len(self._points)

    def row(self, index: int, width: int) -> Sequence[Content]:
        """A point with its number and box, and what is to be said about it."""
        point, is_ticked = self._points[index], index in self._ticked
        head = Content.assemble(
            (f"{index + 1} ", MUTED),
            ("[x] " if is_ticked else "[ ] ", ACCENT if is_ticked else MUTED),
        )
        room = max(8, width - head.cell_length)
        lines = [*drawn(point.text, room)[1].split("\n")]
        said = (("core", point.is_core), ("missed the last time", point.was_missed))
        note = " · ".join(words for words, holds in said if holds)
        if note and lines[-1].cell_length + len(note) + 2 <= room:
            lines[-1] = joined(lines[-1], Content.styled(f"  {note}", MUTED))
        elif note:
            lines.append(Content.styled(note, MUTED))
        indent = Content(" " * head.cell_length)
        rows = [joined(head if at == 0 else indent, line) for at, line in enumerate(lines)]
        heading = Content.styled(point.heading, f"bold {ACCENT}")
        return [heading, *rows] if point.heading else rows

    def chosen(self, index: int) -> None:
        """A click ticks the point."""
        self.action_tick(index)

    def action_tick(self, index: int = -1) -> None:
        """Tick a point, or take the tick away; the one under the cursor if none is named."""
        index = self.cursor if index < 0 else index
        if index < self.count:
            self._ticked ^= {index}
            self.move_to(index)

    def action_submit(self) -> None:
        """Pass on the ids of what is ticked, in the order shown."""
        self.post_message(self.Submitted(tuple(self._points[i].id for i in sorted(self._ticked))))


class Written(Drawn):
    """The beginning of what the learner wrote."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = " ".join(clean(text).split())
        self.display = bool(self._text)

    def draw(self, width: int) -> Sequence[Content]:
        """A few lines; an ellipsis shows that there are more."""
        text = (Span(f"You: {self._text}"),)
        lines = to_content(wrap(text, width)).split("\n", allow_blank=True)
        if len(lines) > WRITTEN_LINES:
            last = lines[WRITTEN_LINES - 1].truncate(max(0, width - 2))
            lines = [*lines[: WRITTEN_LINES - 1], joined(last, Content(" …"))]
        return [line.stylize(MUTED) for line in lines]


class ChecklistField(Vertical):
    """First the free answer and its clock; when it is complete, the points."""

    DEFAULT_CSS = "ChecklistField { height: auto; }"

    @dataclass
    class Answered(Message):
        """The points were ticked."""

        answer: Checked

    def __init__(self, task: Checklist, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__(classes="answer")
        self._asked = task
        self._monotonic = monotonic
        self._seen_s = 0.0
        self._spent_s = 0.0
        self._is_warned = False
        self._head = TwoEnds()
        self._text = FreeText()
        self._points: PointList | None = None

    def compose(self) -> ComposeResult:
        """The clock and the text."""
        yield self._head
        yield self._text

    def on_mount(self) -> None:
        """The clock runs from now on; the learner may type at once."""
        self._seen_s = self._monotonic()
        self._timer = self.set_interval(TICK_S, self.tick)
        self.tick()
        self.focus()

    def focus(self, scroll_visible: bool = True) -> Self:
        """The text, later the points, take the focus."""
        (self._points or self._text).focus(scroll_visible)
        return self

    def tick(self) -> None:
        """Count the time since the last tick, unless another screen is in front."""
        now_s = self._monotonic()
        if self.screen.is_active:
            self._spent_s += now_s - self._seen_s
        self._seen_s = now_s
        help_words = (
            "enter on an empty line shows the points",
            "enter on an empty line: points",
            "",
        )
        helps = (Content.styled(words, MUTED) for words in help_words)
        self._head.show(clock_words(self._spent_s, self._asked.minutes * 60), *helps)

    def on_free_text_completed(self, message: FreeText.Completed) -> None:
        """Stop the clock and show the points."""
        message.stop()
        if self._points is not None:
            return  # the key was pressed twice
        self.tick()
        self._timer.stop()
        self._points = PointList(self._asked)
        self._text.display = False
        self.mount(Written(self._text.text), self._points)
        self._ask_to_tick()
        self.focus()

    def _ask_to_tick(self) -> None:
        ask = Content.styled("Tick what you said.", STRONG)
        clock = clock_words(self._spent_s, self._asked.minutes * 60)
        self._head.show(ask, clock, clock[BAR_CELLS + 1 :])

    def on_point_list_submitted(self, message: PointList.Submitted) -> None:
        """Pass all on; nothing ticked must be meant, so it is asked for twice."""
        message.stop()
        if not message.ids and not self._is_warned:
            self._is_warned = True
            self._head.show(Content.styled("Nothing is ticked: enter again?", CAUTION))
            self._head.scroll_visible(animate=False)
            return
        answer = Checked(self._text.text.strip(), message.ids, round(self._spent_s, 1))
        self.post_message(self.Answered(answer))


def clock_words(spent_s: float, budget_s: float) -> Content:
    """How much of the time is used: `▰▰▱▱▱▱▱▱ 0:34 of 2:00`; past the budget `▲▲▲▲▲▲▲▲ 2:10`."""
    is_over = spent_s > budget_s
    full = min(BAR_CELLS, int(BAR_CELLS * spent_s / budget_s))
    bar = "▲" * BAR_CELLS if is_over else "▰" * full + "▱" * (BAR_CELLS - full)
    words = f"{bar} {minutes_words(spent_s)} of {minutes_words(budget_s)}"
    return Content.styled(words, CAUTION if is_over else MUTED)
