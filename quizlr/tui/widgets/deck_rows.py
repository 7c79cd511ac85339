"""The decks on Home: a row each, with what waits today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from quizlr.tui.content import CAUTION, GOOD, MUTED, cut, joined, literal, padded
from quizlr.tui.keys import key
from quizlr.tui.widgets.drawn import Drawn
from quizlr.tui.widgets.rows import Rows
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class DeckRow:
    """What one row shows."""

    deck_id: str
    title: str
    new: int
    learning: int
    due: int
    total: int
    note: str = ""
    """A sentence under the title, for a deck that waits."""


class DeckRows(Rows):
    """A list of decks; enter studies the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "choose", "study this deck", "home.study_deck"),
    ]

    @dataclass
    class Chosen(Message):
        """A deck is to be studied."""

        deck_id: str

    rows: Sequence[DeckRow] = ()

    def show(self, rows: Sequence[DeckRow]) -> None:
        """Show other rows; the cursor stays within them."""
        self.rows = rows
        self.cursor = min(self.cursor, max(0, len(rows) - 1))
        self.redraw()

    @property
    def chosen_id(self) -> str:
        """The deck under the cursor; empty if there is none."""
        return self.rows[self.cursor].deck_id if self.rows else ""

    @property
    def count(self) -> int:
        """How many decks there are."""
        return len(self.rows)

    def row(self, index: int, width: int) -> Sequence[Content]:
        """One deck."""
        deck = self.rows[index]
        has_work = deck.new + deck.learning + deck.due > 0
        title = cut(literal(deck.title, "bold" if has_work else MUTED), _title_width(width))
        gap = Content(" " * (_title_width(width) - title.cell_length))
        numbers = [
            (deck.new, "$primary", 6),
            (deck.learning, CAUTION, 6),
            (deck.due, GOOD, 6),
        ]
        cells = [
            Content.styled(f"{number or '·':>{size}}", style if number else MUTED)
            for number, style, size in numbers
        ]
        if width >= 60:
            cells.append(Content.styled(f"{deck.total:>8}", MUTED))
        lines = [joined(title, gap, *cells)]
        if deck.note:
            lines.append(cut(literal(f"  {deck.note}", MUTED), width))
        return lines

    def chosen(self, index: int) -> None:
        """A click on the row under the cursor studies it."""
        self.post_message(self.Chosen(self.rows[index].deck_id))

    def action_choose(self) -> None:
        """Study the deck under the cursor."""
        if self.rows:
            self.chosen(self.cursor)


class DeckHeading(Drawn):
    """The names of the columns, above the rows."""

    DEFAULT_CSS = "DeckHeading { height: 1; }"

    def draw(self, width: int) -> Sequence[Content]:
        """One line."""
        inner = width - 2
        return [literal(f"  {padded('deck', _title_width(inner))}{_columns(inner)}", MUTED)]


def _title_width(width: int) -> int:
    return max(8, width - len(_columns(width)) - 1)


def _columns(width: int) -> str:
    return "   new learn   due   cards" if width >= 60 else "   new learn   due"
