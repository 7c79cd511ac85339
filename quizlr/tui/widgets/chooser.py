"""One line on which one of several things is chosen with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from quizlr.tui.content import ACCENT, MUTED, STRONG, cut, joined, literal, padded
from quizlr.tui.keys import key
from quizlr.tui.widgets.drawn import Drawn
from quizlr.values import dataclass

LABEL_CELLS = 9
"""Room for the label, so that lines of one form stand in columns."""


@dataclass(frozen=True, slots=True)
class Choosable:
    """One of the things."""

    name: str
    words: str = ""
    """What it means, if there is room to say so."""


class Chooser(Drawn, can_focus=True):
    """Shows `label ◂ name ▸ words`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("right,l,space", "move(1)", "next one", "chooser.next"),
        key("left,h", "move(-1)", "one before", "chooser.previous"),
    ]

    @dataclass
    class Changed(Message):
        """Another one was chosen."""

        chooser: Chooser

    def __init__(self, label: str, choices: Sequence[Choosable], *, id: str) -> None:
        super().__init__(id=id, classes="column")
        self._label = label
        self._choices = choices
        self.index = 0
        self.can_focus = len(choices) > 1

    def show(self, choices: Sequence[Choosable], index: int) -> None:
        """Offer other things, with one of them chosen."""
        self._choices = choices
        self.index = index
        self.can_focus = len(choices) > 1
        self.redraw()

    def draw(self, width: int) -> Sequence[Content]:
        """One line."""
        chosen = self._choices[self.index]
        before, after = ("◂ ", " ▸") if len(self._choices) > 1 else ("", "")
        name = literal(chosen.name, f"{STRONG} reverse" if self.has_focus else STRONG)
        words = f"  {chosen.words}" if chosen.words else ""
        line = joined(
            labelled(self._label, is_current=self.has_focus),
            literal(before, ACCENT),
            name,
            literal(after, ACCENT),
            literal(words, MUTED),
        )
        return [cut(line, width)]

    def action_move(self, step: int) -> None:
        """Choose the next one, or the one before; after the last comes the first."""
        self.index = (self.index + step) % len(self._choices)
        self.redraw()
        self.post_message(self.Changed(self))

    def on_click(self, event: events.Click) -> None:
        """A click chooses the next one."""
        event.stop()
        self.action_move(1)

    def on_focus(self) -> None:
        """Show that the keys are for this line."""
        self.redraw()

    def on_blur(self) -> None:
        """They are for another now."""
        self.redraw()


def labelled(label: str, *, is_current: bool) -> Content:
    """The label of a line of a form; `▸` shows where the keys go."""
    sign = "▸ " if is_current else "  "
    return joined(literal(sign, ACCENT), literal(padded(label, LABEL_CELLS), STRONG))
