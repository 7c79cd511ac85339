"""A new deck: only its title is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from quizlr.collection import Collection
from quizlr.collection.authoring import new_deck
from quizlr.collection.editor import editor_words
from quizlr.collection.live import read_again
from quizlr.errors import NoEditorError, QuizlrError, ReadOnlyError
from quizlr.tui.content import CAUTION, MUTED, STRONG, literal, stacked
from quizlr.tui.keys import key
from quizlr.tui.live import DecksRead
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.two_ends import TwoEnds


class TitleLine(Input):
    """The line to type in."""

    DEFAULT_CSS = "TitleLine { width: 1fr; margin: 0 2; background: $surface; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "submit", "make it", "deck.make"),
    ]


class NewDeckScreen(Framed):
    """Makes the deck's file, then leads to the editor or to the form for its first note."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+f", "form", "write it in a form", "deck.form"),
        key("escape", "back", "back", "deck.back"),
    ]

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection
        self._editor = _editor(collection.settings.app.editor)

    def body(self) -> ComposeResult:
        """The title, and what comes of it."""
        yield Static(id="question", classes="column", markup=False)
        yield TitleLine(placeholder="Title of the deck", compact=True, classes="column", id="title")

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        self.query_one("#head", TwoEnds).show(literal("A new deck", "bold $accent"))
        self.query_one("#question", Static).update(stacked(self._words()))
        self.query_one("#title").focus()
        self.show_keys()

    def _words(self) -> list[Content]:
        folder = self._collection.home.decks
        if self._editor:
            what = (
                f"enter makes a file in {folder} and opens it in {self._editor}; "
                "ctrl+f opens a form for its notes instead."
            )
        else:
            what = f"enter opens a form for its first note. The deck is then a file in {folder}."
        return [literal("What is the deck called?", STRONG), literal(""), literal(what, MUTED)]

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        return ("deck.make", "deck.back", *(("deck.form",) if self._editor else ()))

    @property
    def _title(self) -> str:
        return " ".join(self.query_one("#title", Input).value.split())

    def on_input_submitted(self) -> None:
        """Make the deck, or open the form."""
        if not self._title:
            self.say("Type a title first.", CAUTION)
        elif not self._editor:
            self.action_form()
        else:
            try:
                self._make()
            except QuizlrError as error:
                self.say(str(error), CAUTION)

    def _make(self) -> None:
        from quizlr.tui.editing import edit

        collection = self._collection
        if collection.store.is_read_only:
            raise ReadOnlyError("this quizlr is open read-only.")
        path = new_deck(collection.home, self._title, collection.decks)
        try:
            edit(self.app, path, 1, collection.settings.app.editor)
        finally:
            self.post_message(DecksRead(read_again(collection, [path])))
        self.dismiss()

    def action_form(self) -> None:
        """Write its first note in a form; the deck is made with it."""
        from quizlr.tui.screens.add_note import AddNoteScreen

        if self._title:
            self.app.switch_screen(AddNoteScreen(self._collection, title=self._title))
        else:
            self.say("Type a title first.", CAUTION)

    def action_back(self) -> None:
        """Make nothing."""
        self.dismiss()


def _editor(setting: str) -> str:
    """The name of the learner's editor; empty if none is set."""
    try:
        words = editor_words(setting)
    except NoEditorError:
        return ""
    return Path(words[0]).name if words else ""
