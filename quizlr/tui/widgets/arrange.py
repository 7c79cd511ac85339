"""Answer kind arrange: put lines in order, leave out what does not belong, and submit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from quizlr.model import Arrange, Arranged
from quizlr.tui.content import ACCENT, MUTED, joined
from quizlr.tui.keys import key
from quizlr.tui.widgets.prose import drawn
from quizlr.tui.widgets.rows import Rows
from quizlr.values import dataclass


class ArrangeList(Rows):
    """The lines of an order card."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("J,shift+down", "carry(1)", "line down", "arrange.down"),
        key("K,shift+up", "carry(-1)", "line up", "arrange.up"),
        key("space", "grab", "grab or drop", "arrange.grab"),
        key("d", "leave_out", "leave out", "arrange.leave_out"),
        key("enter", "submit", "answer", "arrange.submit"),
    ]

    @dataclass
    class Submitted(Message):
        """The learner has ordered the lines."""

        answer: Arranged

    def __init__(self, task: Arrange) -> None:
        super().__init__(classes="answer")
        self._asked = task
        self._order = list(range(len(task.lines)))
        self._out: set[int] = set()
        self._is_grabbed = False

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._order)

    def row(self, index: int, width: int) -> Sequence[Content]:
        """A line with its place; a line left out has a dash and is crossed out."""
        line = self._order[index]
        is_out = line in self._out
        place = sum(other not in self._out for other in self._order[: index + 1])
        is_held = self._is_grabbed and index == self.cursor
        number = "  – " if is_out else f"{place:>3} "
        head = Content.assemble((number, MUTED), ("↕ " if is_held else "  ", ACCENT))
        lines = drawn(self._asked.lines[line], max(8, width - head.cell_length))[1].split("\n")
        if is_out:
            lines = [text.stylize(f"strike {MUTED}") for text in lines]
        indent = Content(" " * head.cell_length)
        return [joined(head if n == 0 else indent, text) for n, text in enumerate(lines)]

    def action_move(self, step: int) -> None:
        """Move the cursor; a grabbed line goes with it."""
        if self._is_grabbed:
            self.action_carry(step)
        else:
            super().action_move(step)

    def action_carry(self, step: int) -> None:
        """Move the line under the cursor by one place."""
        target = self.cursor + (1 if step > 0 else -1)
        if 0 <= target < self.count:
            order = self._order
            order[self.cursor], order[target] = order[target], order[self.cursor]
            self.move_to(target)

    def action_grab(self) -> None:
        """Hold the line, so that the cursor keys carry it; or let it go."""
        self._is_grabbed = not self._is_grabbed
        self.redraw()

    def action_leave_out(self) -> None:
        """Leave the line out of the answer, or take it back in."""
        self._out ^= {self._order[self.cursor]}
        self.redraw()

    def action_submit(self) -> None:
        """Answer with the lines as they stand."""
        keys = tuple(self._asked.keys[line] for line in self._order if line not in self._out)
        self.post_message(self.Submitted(Arranged(keys)))
