"""Home's table: one row for each deck, with what today brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from typing import ClassVar

from quizlr.tui.content import ACCENT, MUTED, STRONG, apart, joined, literal
from quizlr.tui.keys import key
from quizlr.tui.widgets.rows import Rows

NARROW = 60


@dataclass(frozen=True, slots=True)
class DeckRow:
    """One deck today."""

    deck_id: str
    title: str
    new: int
    learning: int
    due: int
    total: int
    note: str = ""
    """Why its new cards wait, or empty."""


class DeckTable(Rows):
    """Decks to choose from; the head and the sums are drawn by `head` and `foot`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "choose", "study this deck", "home.study_deck"),
    ]

    @dataclass
    class Chosen(Message):
        """A deck was chosen."""

        deck_id: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.decks: Sequence[DeckRow] = ()

    def show(self, decks: Sequence[DeckRow]) -> None:
        """Show other numbers; the cursor stays on its deck."""
        current = self.decks[self.cursor].deck_id if self.decks else ""
        self.decks = decks
        ids = [deck.deck_id for deck in decks]
        self.cursor = ids.index(current) if current in ids else 0
        self.redraw()

    @property
    def count(self) -> int:
        """One row for each deck."""
        return len(self.decks)

    def draw(self, width: int) -> Sequence[Content]:
        """The head of the columns, the rows, and the sums."""
        head = _line(Content.styled("deck", MUTED), _heads(width - 2), width - 2)
        indent = Content("  ")
        rows = super().draw(width)
        self._owners = [-1, *self._owners]
        sums = [sum(getattr(deck, name) for deck in self.decks) for name in _columns(width - 2)]
        foot = _line(Content.styled("all decks", MUTED), _numbers(sums, width - 2), width - 2)
        return [joined(indent, head), *rows, joined(indent, foot)]

    def row(self, index: int, width: int) -> Sequence[Content]:
        """Title and numbers; a second line for a deck that waits."""
        deck = self.decks[index]
        numbers = [getattr(deck, name) for name in _columns(width)]
        style = STRONG if index == self.cursor else ""
        lines = [_line(literal(deck.title, style), _numbers(numbers, width), width)]
        if deck.note:
            lines.extend(
                joined(Content("  "), part) for part in literal(deck.note, MUTED).fold(width - 2)
            )
        return lines

    def chosen(self, index: int) -> None:
        """Study this deck."""
        self.post_message(self.Chosen(self.decks[index].deck_id))

    def action_choose(self) -> None:
        """Study the deck under the cursor."""
        if self.decks:
            self.chosen(self.cursor)


def _columns(width: int) -> tuple[str, ...]:
    return ("new", "learning", "due", "total") if width >= NARROW else ("new", "learning", "due")


def _sizes(width: int) -> tuple[int, ...]:
    return (6, 10, 6, 7) if width >= NARROW else (4, 6, 4)


def _heads(width: int) -> Content:
    names = _columns(width) if width >= NARROW else ("new", "learn", "due")
    return Content.styled(
        "".join(name.rjust(size) for name, size in zip(names, _sizes(width), strict=True)), MUTED
    )


def _numbers(numbers: Sequence[int], width: int) -> Content:
    """Numbers under their heads; a zero is a quiet dot, so that the eye finds the work."""
    sizes = _sizes(width)
    names = _columns(width)
    return Content.assemble(
        *(
            (
                (str(number) if number else "·").rjust(size),
                MUTED if not number or name == "total" else f"bold {ACCENT}",
            )
            for number, size, name in zip(numbers, sizes, names, strict=True)
        )
    )


def _line(left: Content, right: Content, width: int) -> Content:
    return apart(left, right, width)
