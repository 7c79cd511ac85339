"""The line for a search, and what is said about it while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from quizlr.model import Span
from quizlr.rendering import cell_width, clean, wrap
from quizlr.tui.content import CAUTION, MUTED, cut, joined, literal, to_content
from quizlr.tui.keys import key
from quizlr.tui.widgets.drawn import Drawn
from quizlr.values import dataclass


class QueryLine(Input):
    """A field for a query; enter, down and esc lead to the cards."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter,down,escape", "to_cards", "to the cards", "query.leave"),
    ]

    @dataclass
    class Left(Message):
        """The learner is done typing."""

    def __init__(self, value: str, *, id: str | None = None) -> None:
        super().__init__(
            value, placeholder="Search", compact=True, select_on_focus=False, id=id, max_length=2000
        )

    def action_to_cards(self) -> None:
        """Go to the cards."""
        self.post_message(self.Left())


class QueryWords(Drawn):
    """Says where in the query above something is wrong or missing; else how a query is made."""

    HINT = 'words "a phrase" -not or tag:ml deck:x is:due prop:stability<7 rated:7:1'

    _pointer = ""
    _words = HINT
    _style = MUTED

    def say(self, words: str, pointer: str = "", *, is_wrong: bool = False) -> None:
        """Say something about the query; `pointer` is the line of carets under it."""
        style = CAUTION if is_wrong else MUTED
        if (words, pointer, style) != (self._words, self._pointer, self._style):
            self._words, self._pointer, self._style = words, pointer, style
            self.redraw()

    def draw(self, width: int) -> Sequence[Content]:
        """The carets and the words: on one line if they fit, else the words under them."""
        words = to_content(wrap((Span(clean(self._words)),), width)).split("\n", allow_blank=True)
        lines = [line.stylize(self._style) for line in words]
        if not self._pointer:
            is_hint = self._words == self.HINT
            return [cut(literal(self.HINT, MUTED), width)] if is_hint else lines
        pointer = literal(self._pointer.rstrip(), self._style)
        room = width - cell_width(self._pointer) - 1
        if cell_width(self._words) <= room:
            return [joined(pointer, literal(f" {self._words}", self._style))]
        return [pointer, *lines] if pointer.cell_length <= width else lines
