"""Orphans: histories whose ids are in no deck, each beside a note that it may belong to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from quizlr.authoring.identity import Match, NoteText, changed_words
from quizlr.collection import Collection
from quizlr.collection.adopting import (
    Adopted,
    Orphan,
    Survey,
    adopt_named,
    ask_again,
    release,
    set_apart,
    survey_beside,
)
from quizlr.errors import DatabaseError, QuizlrError
from quizlr.tui.content import BAD, CAUTION, GOOD, MUTED, joined, literal, stacked
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed, shown
from quizlr.tui.widgets.two_ends import TwoEnds
from quizlr.tui.widgets.two_texts import Text, TwoTexts
from quizlr.values import dataclass

LOOKING: Final = "Looking for the notes that they may belong to."
UNKNOWN: Final = "(What it said is not known.)"


class OrphansScreen(Framed):
    """One pair after the other: is it the same note?"""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        key("y", "join", "yes, the same", "orphans.yes"),
        key("n", "part", "no, another", "orphans.no"),
        key("right", "step(1)", "next pair", "orphans.next"),
        key("left", "step(-1)", "pair before", "orphans.previous"),
        key("u", "undo", "take it back", "orphans.undo"),
        key("down,j", "scroll(1)", "line down", "orphans.down"),
        key("up,k", "scroll(-1)", "line up", "orphans.up"),
        key("pagedown", "scroll(10)", "scroll down", "orphans.page_down"),
        key("pageup", "scroll(-10)", "scroll up", "orphans.page_up"),
        key("q,escape", "back", "back", "orphans.back"),
    ]

    @dataclass
    class Found(Message):
        """The thread has made a survey."""

        survey: Survey | None
        """None if the log could not be asked."""

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection
        self._survey: Survey | None = None
        self._place = 0
        self._done: list[Callable[[], Adopted]] = []
        """How to take back what was decided here, the newest last."""

    def body(self) -> ComposeResult:
        """What is asked about, the two texts, the question."""
        yield Static(id="facts", markup=False)
        with VerticalScroll(id="scroll", can_focus=False):
            yield TwoTexts(id="texts")
            yield Static(id="rest", classes="column", markup=False)
        yield Static(id="ask", markup=False)

    def on_mount(self) -> None:
        """Look, in a thread."""
        super().on_mount()
        self.query_one("#facts", Static).update(literal(LOOKING, MUTED))
        self._show_head("")
        self.show_keys()
        self._look()

    def _look(self) -> None:
        work = survey_beside(self._collection)

        def survey() -> None:
            try:
                self.post_message(self.Found(work()))
            except DatabaseError:
                self.post_message(self.Found(None))

        self.run_worker(survey, thread=True, exclusive=True)

    def on_orphans_screen_found(self, message: Found) -> None:
        """Show what was found."""
        if message.survey is None:
            self.say("The log cannot be read just now. Close this and try again.", CAUTION)
            return
        self._survey = message.survey
        self._collection.open_histories = len({match.old.key for match in self._open})
        self._place = max(0, min(self._place, len(self._open) - 1))
        self._show()

    @property
    def _open(self) -> Sequence[Match]:
        return self._survey.open if self._survey else ()

    @property
    def _match(self) -> Match | None:
        return self._open[self._place] if self._open else None

    # -- drawing

    def _show(self) -> None:
        match = self._match
        for name in ("#texts", "#ask", "#facts"):
            shown(self.query_one(name), is_shown=match is not None)
        shown(self.query_one("#rest"), is_shown=match is None)
        if match is None or self._survey is None:
            self._show_head("")
            self.query_one("#rest", Static).update(stacked(self._rest()))
        else:
            self._show_head(f"{self._place + 1} of {len(self._open)}")
            self._show_pair(match, self._survey.orphans[match.old.key])
        self.query_one("#scroll").scroll_to(y=0, animate=False)
        self.show_keys()

    def _show_head(self, place: str) -> None:
        head = self.query_one("#head", TwoEnds)
        head.show(literal("Lost histories", "bold $accent"), literal(place, MUTED))

    def _show_pair(self, match: Match, orphan: Orphan) -> None:
        facts = (literal(self._facts(orphan), MUTED), _changes(match))
        self.query_one("#facts", Static).update(stacked(facts))
        self.query_one("#texts", TwoTexts).show(
            _text(f"Then: {match.old.key}", match.old), _text(f"Now: {match.new.key}", match.new)
        )
        self.query_one("#ask", Static).update(literal(_question(match), "bold"))

    def _facts(self, orphan: Orphan) -> str:
        ratings = "1 rating" if orphan.review_count == 1 else f"{orphan.review_count} ratings"
        if not orphan.last_at_ms:
            return ratings
        return f"{ratings}, the last on {self._day(orphan.last_at_ms)}"

    def _day(self, at_ms: int) -> str:
        at = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(self._collection.clock.zone)
        return f"{at:%Y-%m-%d}"

    def _rest(self) -> list[Content]:
        """What is said when nothing is to be asked."""
        orphans = self._survey.orphans.values() if self._survey else ()
        if not orphans:
            return [literal("Every history has its note. There is nothing to do.")]
        lines = [
            literal("Nothing to ask. No note is like those whose histories are left."),
            literal("They are kept, and go on when a note has its id again.", MUTED),
            Content(""),
        ]
        return [*lines, *(literal(f"{each.key}: {self._facts(each)}") for each in orphans)]

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        undo = ("orphans.undo",) if self._done else ()
        if self._match is None:
            return (*undo, "orphans.back", "app.help")
        return ("orphans.yes", "orphans.no", "orphans.next", *undo, "orphans.back", "app.help",
                "orphans.previous")  # fmt: skip

    # -- deciding

    def action_join(self) -> None:
        """The note goes on with the history."""
        if (match := self._match) is not None:
            self._decide(
                lambda: adopt_named(self._collection, match.old.key, match.new.key),
                lambda: release(self._collection, match.old.key, is_apart=False),
                f"{match.new.key} goes on with this history. u takes it back.",
            )

    def action_part(self) -> None:
        """They are two notes, and this is not asked again."""
        if (match := self._match) is not None:
            self._decide(
                lambda: set_apart(self._collection, match.old.key, match.new.key),
                lambda: ask_again(self._collection, match.old.key),
                "Two notes: it is not asked again. u takes it back.",
            )

    def _decide(self, deed: Callable[[], Adopted], undo: Callable[[], Adopted], words: str) -> None:
        if self._attempt(deed):
            self._done.append(undo)
            self.say(words)

    def action_undo(self) -> None:
        """Take the last decision back."""
        if not self._done:
            self.say("There is nothing to take back here.")
        elif self._attempt(self._done[-1]):
            self._done.pop()
            self.say("Taken back: it is asked again.")

    def _attempt(self, deed: Callable[[], Adopted]) -> bool:
        from quizlr.tui.live import HistoriesMoved

        try:
            adopted = deed()
        except QuizlrError as error:
            self.say(str(error), CAUTION)
            return False
        self.post_message(HistoriesMoved(adopted))
        self._look()
        return True

    # -- moving

    def action_step(self, pairs: int) -> None:
        """Show another pair, and decide this one later."""
        if self._open:
            self._place = (self._place + pairs) % len(self._open)
            self._show()

    def action_scroll(self, lines: int) -> None:
        """Scroll the texts."""
        self.query_one("#scroll").scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Go home; what is not decided stays."""
        self.dismiss()


def _text(title: str, text: NoteText) -> Text:
    if not text.digest:
        return Text(title, (), UNKNOWN)
    return Text(title, (text.front, text.back), text.more)


def _changes(match: Match) -> Content:
    """The words that differ, on a line that is cut where it ends."""
    if match.is_same or not match.old.digest:
        return Content("")
    parts = []
    for old, new in changed_words(match.old, match.new):
        gone, come = literal(old or "nothing", BAD), literal(new or "nothing", GOOD)
        parts += [Content(" · "), gone, Content.styled(" → ", MUTED), come]
    return joined(*parts[1:])


def _question(match: Match) -> str:
    words = "The same words" if match.is_same else f"{match.likeness:.0%} alike"
    if match.is_known:
        words += ", and the note has answers of its own"
    if match.rivals:
        others = "another is" if match.rivals == 1 else f"{match.rivals} others are"
        words += f"; {others} about as good"
    return f"{words}. Is it the same note?"
