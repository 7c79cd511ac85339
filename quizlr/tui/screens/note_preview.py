"""The cards that a note would make, with their answers: before it is added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizlr.cardtypes import ask, grade
from quizlr.model import Card, Grade, Mark, MarkedLine, Note, Revealed, Verdict
from quizlr.tui.card import answer_page
from quizlr.tui.content import MUTED, literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.sheet import Sheet
from quizlr.tui.widgets.two_ends import TwoEnds


class NotePreview(Framed):
    """One card after the other, question and answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q,enter", "back", "back", "note.back"),
        key("right,space,l", "step(1)", "next card", "note.next"),
        key("left,h", "step(-1)", "card before", "note.previous"),
        key("down,j", "scroll(1)", "down", "note.down"),
        key("up,k", "scroll(-1)", "up", "note.up"),
    ]

    def __init__(self, note: Note) -> None:
        super().__init__()
        self._cards = [Card("preview", note, part) for part in note.parts]
        self._at = 0

    def body(self) -> ComposeResult:
        """The card."""
        yield Sheet(id="sheet")

    def on_mount(self) -> None:
        """Show the first card."""
        super().on_mount()
        self._show()

    def _show(self) -> None:
        prompt = ask(self._cards[self._at], 0)
        page = answer_page(prompt, 0, 0, _as_known(grade(prompt, Revealed())))
        self.query_one("#sheet", Sheet).show(page)
        place = f"card {self._at + 1} of {len(self._cards)}" if len(self._cards) > 1 else ""
        head = self.query_one("#head", TwoEnds)
        head.show(literal("Preview", "bold $accent"), literal(place, MUTED))
        self.show_keys()

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        several = ("note.next", "note.previous") if len(self._cards) > 1 else ()
        return ("note.back", *several, "app.help")

    def action_step(self, cards: int) -> None:
        """Show another card."""
        self._at = (self._at + cards) % len(self._cards)
        self._show()

    def action_scroll(self, lines: int) -> None:
        """Scroll the card."""
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Go on writing."""
        self.dismiss()


def _as_known(judged: Grade) -> Grade:
    """The verdict as of a learner who knew it all."""
    if not judged.truth:
        return judged
    known = [
        replace(line, mark=Mark.RIGHT) if line.mark is Mark.MISSED else line
        for line in judged.lines
    ]
    lines = known or [MarkedLine(Mark.RIGHT, judged.truth)]
    return replace(judged, verdict=Verdict.CORRECT, feedback="", lines=tuple(lines))
