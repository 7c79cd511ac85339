"""Problems: what is wrong in the decks, and the way into the editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from quizlr.collection import Collection
from quizlr.errors import QuizlrError
from quizlr.tui.content import CAUTION, literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed, shown
from quizlr.tui.widgets.problem_rows import ProblemRows
from quizlr.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from quizlr.collection.live import News


class ProblemsScreen(Framed):
    """The list; good notes are served all the same."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("e,enter", "edit", "edit", "problems.edit"),
        key("r", "reload", "read again", "problems.reload"),
        key("q,escape", "back", "back", "problems.back"),
    ]

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection

    def body(self) -> ComposeResult:
        """The list, or a sentence."""
        yield Static(literal("No problems in your decks."), id="none", classes="column")
        with VerticalScroll(id="scroll", can_focus=False):
            yield ProblemRows(id="problems", classes="column")

    def on_mount(self) -> None:
        """Show the list."""
        super().on_mount()
        self.query_one("#problems").focus()
        self._show_all()

    def _show_all(self) -> None:
        problems = self._collection.problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        head = self.query_one("#head", TwoEnds)
        head.show(literal("Problems in the decks", "bold $accent"), literal(count))
        self.query_one("#problems", ProblemRows).show(problems)
        shown(self.query_one("#none"), is_shown=not problems)
        self.show_keys()

    def decks_changed(self, news: News) -> None:
        """Show the problems that there are now."""
        self._show_all()
        self.say(news.words)

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        edit = ("problems.edit",) if self._collection.problems else ()
        return (*edit, "problems.reload", "problems.back", "app.help")

    def action_edit(self) -> None:
        """Open the file at the problem, then read it again."""
        from quizlr.collection.editing import place_target
        from quizlr.collection.live import read_again
        from quizlr.tui.editing import edit
        from quizlr.tui.live import DecksRead

        rows = self.query_one("#problems", ProblemRows)
        if not rows.problems:
            return
        place = rows.problems[rows.cursor].place
        setting = self._collection.settings.app.editor
        try:
            path, line = place_target(self._collection, place)
            failed = edit(self.app, path, line, setting, place.column)
        except QuizlrError as error:
            self.say(str(error), CAUTION)
            return
        known = [path] if path in self._collection.library.files else []  # it may be a folder
        self.post_message(DecksRead(read_again(self._collection, known)))
        if failed:
            self.call_after_refresh(self.say, failed, CAUTION)

    def action_reload(self) -> None:
        """Read all decks again."""
        from quizlr.collection.live import read_all_again
        from quizlr.tui.live import DecksRead

        self.post_message(DecksRead(read_all_again(self._collection)))

    def action_back(self) -> None:
        """Go home."""
        self.dismiss()
