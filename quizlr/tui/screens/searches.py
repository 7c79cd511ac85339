"""The searches that the learner keeps: choose one, forget one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from quizlr.collection import Collection
from quizlr.collection.searches import save_search, saved_searches
from quizlr.errors import QuizlrError
from quizlr.tui.content import CAUTION, literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed, shown
from quizlr.tui.widgets.choice_rows import Choice, ChoiceRows
from quizlr.tui.widgets.two_ends import TwoEnds


class SearchesScreen(Framed):
    """A list by name; when it closes, `chosen` has a query, or is empty."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("delete,d", "forget", "forget it", "searches.forget"),
        key("q,escape", "back", "back", "searches.back"),
    ]

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection
        self._searches: Sequence[tuple[str, str]] = ()
        self.chosen = ""

    def body(self) -> ComposeResult:
        """The list, or a sentence."""
        words = "No search is kept yet. In Browse, type one and press w in the list."
        yield Static(literal(words), id="none", classes="column")
        with VerticalScroll(id="scroll", can_focus=False):
            yield ChoiceRows(id="choices", classes="column")

    def on_mount(self) -> None:
        """Show the list."""
        super().on_mount()
        self.query_one("#choices").focus()
        self._show()

    def _show(self) -> None:
        self._searches = tuple(saved_searches(self._collection).items())
        rows = [Choice(label=name, note=query) for name, query in self._searches]
        self.query_one("#choices", ChoiceRows).show(rows)
        shown(self.query_one("#none"), is_shown=not rows)
        head = self.query_one("#head", TwoEnds)
        head.show(literal("Kept searches", "bold $accent"), literal(str(len(rows))))
        self.show_keys()

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        own = ("choice.choose", "searches.forget") if self._searches else ()
        return (*own, "searches.back", "app.help")

    def key_words(self) -> dict[str, str]:
        """What enter does here."""
        return {"choice.choose": "search"}

    def on_choice_rows_chosen(self, message: ChoiceRows.Chosen) -> None:
        """Search for it."""
        self.chosen = self._searches[message.index][1]
        self.dismiss()

    def action_forget(self) -> None:
        """Forget the search under the cursor; the log keeps it, and it can be kept again."""
        if not self._searches:
            return
        name, _ = self._searches[self.query_one("#choices", ChoiceRows).cursor]
        try:
            save_search(self._collection, name, "")
        except QuizlrError as error:
            self.say(str(error), CAUTION)
            return
        self._show()
        self.say(f"Forgotten: {name}")

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()
