"""Answer kind pick: mark one option, or several, and submit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from quizlr.model import Pick, Picked
from quizlr.tui.content import ACCENT, MUTED, joined
from quizlr.tui.keys import key
from quizlr.tui.widgets.prose import drawn
from quizlr.tui.widgets.rows import Rows
from quizlr.values import dataclass


class PickList(Rows):
    """The options of a choice card, numbered in the order shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "mark", "mark", "pick.mark"),
        key("enter", "submit", "answer", "pick.submit"),
        *(Binding(str(n), f"mark({n - 1})", show=False) for n in range(1, 10)),
    ]

    @dataclass
    class Submitted(Message):
        """The learner has chosen."""

        answer: Picked

    def __init__(self, task: Pick) -> None:
        super().__init__(classes="answer")
        self._asked = task
        self._marked: set[int] = set()

    @property
    def count(self) -> int:
        """How many options there are."""
        return len(self._asked.options)

    def row(self, index: int, width: int) -> Sequence[Content]:
        """An option with its number and its mark; a box where several can be right."""
        is_marked = index in self._marked
        signs = ("[ ]", "[x]") if self._asked.is_multiple else ("( )", "(•)")
        head = Content.assemble(
            (f"{index + 1} ", MUTED), (f"{signs[is_marked]} ", ACCENT if is_marked else MUTED)
        )
        room = max(8, width - head.cell_length)
        lines = drawn(self._asked.options[index], room)[1].split("\n")
        indent = Content(" " * head.cell_length)
        return [joined(head if number == 0 else indent, line) for number, line in enumerate(lines)]

    def chosen(self, index: int) -> None:
        """A click marks the option."""
        self.action_mark(index)

    def action_mark(self, index: int = -1) -> None:
        """Mark an option, or take the mark away; the one under the cursor if none is named."""
        index = self.cursor if index < 0 else index
        if index >= self.count:
            return
        if self._asked.is_multiple:
            self._marked ^= {index}
        else:
            self._marked = {index}
        self.move_to(index)

    def action_submit(self) -> None:
        """Answer with what is marked; with the cursor's option if one is wanted and none is."""
        marked = self._marked or (set() if self._asked.is_multiple else {self.cursor})
        keys = tuple(sorted(self._asked.keys[index] for index in marked))
        self.post_message(self.Submitted(Picked(keys)))
