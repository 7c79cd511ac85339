"""Which topics an interview is to be about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from quizlr.collection import Collection
from quizlr.collection.interview_pool import topics
from quizlr.tui.content import literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.choice_rows import Choice, ChoiceRows
from quizlr.tui.widgets.two_ends import TwoEnds


class InterviewTopicsScreen(Framed):
    """A list with boxes; when it closes, `chosen` has the names."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "all", "all topics", "topics.all"),
        key("q,escape", "back", "done", "topics.back"),
    ]

    def __init__(self, collection: Collection, chosen: Sequence[str]) -> None:
        super().__init__()
        self._topics = topics(collection)
        listed = {topic.name for topic in self._topics}
        self._others = tuple(name for name in chosen if name not in listed)
        self._marked = set(chosen) & listed

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names, in the order listed; none for all topics."""
        marked = (topic.name for topic in self._topics if topic.name in self._marked)
        return (*self._others, *marked)

    def body(self) -> ComposeResult:
        """The list."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield ChoiceRows(id="choices", classes="column")

    def on_mount(self) -> None:
        """Show the list."""
        super().on_mount()
        self.query_one("#choices").focus()
        self._show()

    def _show(self) -> None:
        rows = [
            Choice(
                label=topic.title or topic.name,
                value=f"{topic.name} · {topic.questions}" if topic.title else str(topic.questions),
                is_marked=topic.name in self._marked,
            )
            for topic in self._topics
        ]
        self.query_one("#choices", ChoiceRows).show(rows)
        words = ", ".join(self.chosen) or "all"
        head = self.query_one("#head", TwoEnds)
        head.show(literal("Topics of the interview", "bold $accent"), literal(words), literal(""))
        self.show_keys()

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        return ("choice.mark", "topics.back", "topics.all", "app.help")

    def on_choice_rows_chosen(self, message: ChoiceRows.Chosen) -> None:
        """Enter marks as space does: a topic by itself does nothing."""
        self._mark(message.index)

    def on_choice_rows_marked(self, message: ChoiceRows.Marked) -> None:
        """Take a topic in, or leave it out."""
        self._mark(message.index)

    def _mark(self, index: int) -> None:
        self._marked ^= {self._topics[index].name}
        self._show()

    def action_all(self) -> None:
        """No topic in particular."""
        self._marked, self._others = set(), ()
        self._show()

    def action_back(self) -> None:
        """Done."""
        self.dismiss()
