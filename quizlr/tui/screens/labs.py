"""All labs, to choose one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from quizlr.collection import Collection
from quizlr.collection.labs import labs
from quizlr.model import Note
from quizlr.rendering import clean_line
from quizlr.tui.content import literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed, shown
from quizlr.tui.widgets.choice_rows import Choice, ChoiceRows
from quizlr.tui.widgets.two_ends import TwoEnds


class LabsScreen(Framed):
    """The labs of all decks by title; enter opens the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("q,escape", "back", "back", "labs.back"),
    ]

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection
        self._notes: Sequence[Note] = ()

    def body(self) -> ComposeResult:
        """The list, or a sentence."""
        words = "No deck has a lab. `quizlr new my-deck --type lab` writes one to start from."
        yield Static(literal(words), id="none", classes="column")
        with VerticalScroll(id="scroll", can_focus=False):
            yield ChoiceRows(id="choices", classes="column")

    def on_mount(self) -> None:
        """Show the list."""
        super().on_mount()
        self.query_one("#choices").focus()
        self._notes = tuple(each.note for each in labs(self._collection))
        rows = [Choice(label=clean_line(note.content.title)) for note in self._notes]
        self.query_one("#choices", ChoiceRows).show(rows)
        shown(self.query_one("#none"), is_shown=not rows)
        head = self.query_one("#head", TwoEnds)
        head.show(literal("Labs", "bold $accent"), literal(str(len(rows))))
        self.show_keys()

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        own = ("choice.choose",) if self._notes else ()
        return (*own, "labs.back", "app.help")

    def key_words(self) -> dict[str, str]:
        """What enter does here."""
        return {"choice.choose": "open"}

    def on_choice_rows_chosen(self, message: ChoiceRows.Chosen) -> None:
        """Open a lab; the others are a key away."""
        from quizlr.tui.screens.lab import LabScreen

        self.app.push_screen(LabScreen(self._notes, message.index))

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()
