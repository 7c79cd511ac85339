"""The decks on Home: a row each, with what waits today; groups of them that open and close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from quizlr.tui.content import ACCENT, CAUTION, GOOD, MUTED, cut, joined, literal, padded
from quizlr.tui.keys import key
from quizlr.tui.widgets.drawn import Drawn
from quizlr.tui.widgets.rows import Rows
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckRow:
    """A deck."""

    deck_id: str
    title: str
    new: int
    learning: int
    due: int
    total: int
    note: str = ""
    """A sentence under the title, for a deck that waits."""
    description: str = ""
    is_grouped: bool = False
    """Whether it stands under a group, and so a little to the right."""

    @property
    def name(self) -> str:
        """Tells this row from all others."""
        return self.deck_id


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group of decks, with what waits in all of them."""

    title: str
    count: int
    """How many decks."""
    is_open: bool
    new: int
    learning: int
    due: int
    total: int

    @property
    def name(self) -> str:
        """Tells this row from all others: no deck's id has a space."""
        return f"group {self.title}"


class DeckRows(Rows):
    """A list of decks; enter studies the one under the cursor, or opens or closes a group."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "choose", "study this deck", "home.study_deck"),
        key("right", "fold(True)", "open the group", "home.open_group"),
        key("left", "fold(False)", "close the group", "home.close_group"),
    ]

    @dataclass
    class Chosen(Message):
        """A deck is to be studied."""

        deck_id: str

    @dataclass
    class Folded(Message):
        """A group is to be opened or closed."""

        title: str
        is_open: bool

    @dataclass
    class Moved(Message):
        """Another row is under the cursor."""

    rows: Sequence[DeckRow | GroupRow] = ()

    def show(self, rows: Sequence[DeckRow | GroupRow]) -> None:
        """Show other rows; the cursor stays on its row, or near where it was."""
        old = self.current
        self.rows = rows
        names = [row.name for row in rows]
        if old is not None and old.name in names:
            self.cursor = names.index(old.name)
        self.cursor = min(self.cursor, max(0, len(rows) - 1))
        self.redraw()

    @property
    def current(self) -> DeckRow | GroupRow | None:
        """The row under the cursor; None if there are no rows."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def chosen_id(self) -> str:
        """The deck under the cursor; empty if there is none."""
        return self.current.deck_id if isinstance(self.current, DeckRow) else ""

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def row(self, index: int, width: int) -> Sequence[Content]:
        """One deck, or a group."""
        shown = self.rows[index]
        room = _title_width(width)
        title = cut(_title(shown), room)
        gap = Content(" " * (room - title.cell_length))
        numbers = [
            (shown.new, "$primary", 6),
            (shown.learning, CAUTION, 6),
            (shown.due, GOOD, 6),
        ]
        cells = [
            Content.styled(f"{number or '·':>{size}}", style if number else MUTED)
            for number, style, size in numbers
        ]
        if width >= 60:
            cells.append(Content.styled(f"{shown.total:>8}", MUTED))
        lines = [joined(title, gap, *cells)]
        if isinstance(shown, DeckRow) and shown.note:
            lines.append(cut(literal(f"{_indent(shown)}  {shown.note}", MUTED), width))
        return lines

    def chosen(self, index: int) -> None:
        """A click on a deck studies it, one on a group opens or closes it."""
        row = self.rows[index]
        if isinstance(row, GroupRow):
            self.post_message(self.Folded(row.title, not row.is_open))
        else:
            self.post_message(self.Chosen(row.deck_id))

    def action_choose(self) -> None:
        """Study the deck under the cursor; open or close the group."""
        if self.rows:
            self.chosen(self.cursor)

    def action_fold(self, is_open: bool) -> None:
        """Open or close the group under the cursor; from a deck, close go to its group."""
        row = self.current
        if isinstance(row, GroupRow):
            if row.is_open != is_open:
                self.post_message(self.Folded(row.title, is_open))
        elif row is not None and row.is_grouped and not is_open:
            above = range(self.cursor - 1, -1, -1)
            self.move_to(next(at for at in above if isinstance(self.rows[at], GroupRow)))

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, and say so."""
        super().move_to(index)
        self.post_message(self.Moved())


class DeckHeading(Drawn):
    """The names of the columns, above the rows."""

    DEFAULT_CSS = "DeckHeading { height: 1; }"

    def draw(self, width: int) -> Sequence[Content]:
        """One line."""
        inner = width - 2
        return [literal(f"  {padded('deck', _title_width(inner))}{_columns(inner)}", MUTED)]


def _title(row: DeckRow | GroupRow) -> Content:
    has_work = row.new + row.learning + row.due > 0
    if isinstance(row, DeckRow):
        return literal(f"{_indent(row)}{row.title}", "bold" if has_work else MUTED)
    decks = "1 deck" if row.count == 1 else f"{row.count} decks"
    sign = Content.styled("- " if row.is_open else "+ ", ACCENT)
    return joined(sign, literal(row.title, "bold"), literal(f" · {decks}", MUTED))


def _indent(row: DeckRow) -> str:
    return "  " if row.is_grouped else ""


def _title_width(width: int) -> int:
    return max(8, width - len(_columns(width)) - 1)


def _columns(width: int) -> str:
    return "   new learn   due   cards" if width >= 60 else "   new learn   due"
