"""Find a card: type a part of its id or its front, and choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from quizlr.model import CardId
from quizlr.tui.content import cut, literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.rows import Rows
from quizlr.tui.widgets.two_ends import TwoEnds
from quizlr.values import dataclass

MOST = 200
"""Cards that are listed; a longer word finds fewer."""


class CardRows(Rows, can_focus=False):
    """The cards that were found."""

    @dataclass
    class Chosen(Message):
        """A row was clicked."""

        index: int

    _names: Sequence[str] = ()

    def show(self, names: Sequence[str]) -> None:
        """List other cards, the cursor on the first."""
        self._names = names
        self.move_to(0)

    @property
    def count(self) -> int:
        """How many are listed."""
        return len(self._names)

    def row(self, index: int, width: int) -> Sequence[Content]:
        """One line a card."""
        return [cut(literal(self._names[index]), width)]

    def chosen(self, index: int) -> None:
        """Tell which."""
        self.post_message(self.Chosen(index))


class WordField(Input):
    """The line to type in; it has the focus, so the keys are its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "screen.choose", "choose", "find.choose"),
        key("down", "screen.move(1)", "down", "find.down"),
        key("up", "screen.move(-1)", "up", "find.up"),
    ]


class FindCardScreen(Framed):
    """Calls back with the card that was chosen."""

    DEFAULT_CSS = "FindCardScreen #word { margin: 1 2 0 4; max-width: 76; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "back", "back", "find.back"),
    ]

    def __init__(
        self,
        card_ids: Sequence[CardId],
        name_of: Callable[[CardId], str],
        chosen: Callable[[CardId], None],
    ) -> None:
        super().__init__()
        self._named = [(card_id, name_of(card_id)) for card_id in card_ids]
        self._folded = [name.casefold() for _, name in self._named]
        self._chosen = chosen
        self._found: Sequence[CardId] = ()

    def body(self) -> ComposeResult:
        """The line to type in, and what it finds."""
        yield WordField(placeholder="part of an id or of a front", id="word", compact=True)
        with VerticalScroll(id="scroll", can_focus=False):
            yield CardRows(id="found", classes="column")

    def on_mount(self) -> None:
        """List all, and take what is typed."""
        super().on_mount()
        self.query_one("#word").focus()
        self._list("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what fits."""
        self._list(event.value)

    def _list(self, word: str) -> None:
        wanted = word.casefold().split()
        fits = [
            pair
            for pair, text in zip(self._named, self._folded, strict=True)
            if all(part in text for part in wanted)
        ]
        self._found = [card_id for card_id, _ in fits[:MOST]]
        rows = self.query_one("#found", CardRows)
        rows.show([name for _, name in fits[:MOST]])
        words = "1 card" if len(fits) == 1 else f"{len(fits):,} cards"
        self.query_one("#head", TwoEnds).show(
            literal("Find a card", "bold $accent"), literal(words)
        )
        self.say("" if fits else "No card that you have rated fits.")
        self.show_keys()

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        return ("find.choose", "find.down", "find.up", "find.back")

    def on_card_rows_chosen(self, message: CardRows.Chosen) -> None:
        """A click chooses."""
        self._choose(message.index)

    def action_move(self, step: int) -> None:
        """Another row."""
        self.query_one("#found", CardRows).action_move(step)

    def action_choose(self) -> None:
        """The card of the row."""
        self._choose(self.query_one("#found", CardRows).cursor)

    def _choose(self, index: int) -> None:
        if index < len(self._found):
            self.dismiss()
            self._chosen(self._found[index])

    def action_back(self) -> None:
        """Choose none."""
        self.dismiss()
