"""A list to choose from: rows with a value, some of which turn, some of which can be marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from quizlr.tui.content import ACCENT, MUTED, apart, cut, joined, literal
from quizlr.tui.keys import key
from quizlr.tui.widgets.rows import Rows
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What one row shows. All text is shown as it stands."""

    label: str
    value: str = ""
    note: str = ""
    """Under the label."""
    heading: str = ""
    """Above the row."""
    turns: bool = False
    """Whether ← and → change the value."""
    is_marked: bool | None = None
    """The box before the label; None for no box."""


class ChoiceRows(Rows):
    """Enter chooses, ← and → turn, space marks; what that means is the screen's to say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "choose", "choose", "choice.choose"),
        key("left,h,minus", "turn(-1)", "less", "choice.less"),
        key("right,l,plus", "turn(1)", "more", "choice.more"),
        key("space", "mark", "mark", "choice.mark"),
    ]

    @dataclass
    class Chosen(Message):
        """A row was chosen."""

        index: int

    @dataclass
    class Turned(Message):
        """The value of a row is to change."""

        index: int
        step: int

    @dataclass
    class Marked(Message):
        """The box of a row was pressed."""

        index: int

    choices: Sequence[Choice] = ()

    def show(self, choices: Sequence[Choice]) -> None:
        """Show other rows; the cursor stays within them."""
        self.choices = choices
        self.cursor = min(self.cursor, max(0, len(choices) - 1))
        self.redraw()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.choices)

    @property
    def current(self) -> Choice | None:
        """The row under the cursor."""
        return self.choices[self.cursor] if self.choices else None

    def row(self, index: int, width: int) -> Sequence[Content]:
        """A row with its value at the right end, its note under it, its heading over it."""
        choice = self.choices[index]
        box = "" if choice.is_marked is None else "[x] " if choice.is_marked else "[ ] "
        value = f"‹ {choice.value} ›" if choice.turns else choice.value
        label = joined(literal(box, ACCENT if choice.is_marked else MUTED), literal(choice.label))
        shown = literal(value, ACCENT if choice.turns else MUTED)
        lines = [apart(label, shown, width)]
        if shown.cell_length > width // 2 and label.cell_length + shown.cell_length >= width:
            lines = [cut(label, width), cut(joined(Content("  "), shown), width)]
        if choice.note:
            lines.append(cut(literal(f"  {choice.note}", MUTED), width))
        if not choice.heading:
            return lines
        gap = [Content("")] if index else []
        return [*gap, literal(choice.heading, f"bold {ACCENT}"), *lines]

    def above(self, index: int) -> int:
        """The heading, and the gap before it."""
        return (1 + (index > 0)) if self.choices[index].heading else 0

    def chosen(self, index: int) -> None:
        """A click chooses the row."""
        self.post_message(self.Chosen(index))

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.choices:
            self.post_message(self.Chosen(self.cursor))

    def action_turn(self, step: int) -> None:
        """Change the value of the row under the cursor."""
        if self.choices:
            self.post_message(self.Turned(self.cursor, step))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take the mark away."""
        if self.choices:
            self.post_message(self.Marked(self.cursor))
