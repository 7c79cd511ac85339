"""Home: the decks, what waits today, and the way to everything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizlr.collection import Collection, Desk, backlog_words, when_words
from quizlr.collection.goals import countdown_words
from quizlr.collection.overview import Overview
from quizlr.model import HomeMarkKind
from quizlr.tui.content import CAUTION, MUTED, literal, stacked
from quizlr.tui.deck_list import deck_list
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed, shown
from quizlr.tui.widgets.deck_rows import DeckHeading, DeckRow, DeckRows, GroupRow
from quizlr.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from quizlr.collection.adopting import Adopted
    from quizlr.collection.live import News
    from quizlr.collection.mirror import Mirror
    from quizlr.tui.fitter import Fitter, FitTold


FIRST_FIT_S: Final = 2.0
"""After this time Home stands, and it can be asked whether the memory model is to be fitted."""


class HomeScreen(Framed):
    """The first screen."""

    AUTO_FOCUS = ""  # it would scroll the numbers of the day out of sight

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space,s", "study", "study", "home.study"),
        key("A", "ahead", "study ahead", "home.ahead"),
        key("a", "add", "add a note", "home.add"),
        key("n", "new", "new deck", "home.new"),
        key("i", "interview", "interview", "home.interview"),
        key("c", "coverage", "coverage", "home.coverage"),
        key("l", "labs", "labs", "home.labs"),
        key("t", "stats", "stats", "home.stats"),
        key("d", "plan", "plan for a day", "home.plan"),
        key("b", "browse", "browse", "home.browse"),
        key("p", "problems", "problems", "home.problems"),
        key("v", "preview", "preview this deck", "home.preview"),
        key("o", "orphans", "lost histories", "home.orphans"),
        key("u", "undo", "undo", "home.undo"),
        key("r", "reload", "read decks again", "home.reload"),
        key("x", "stop_fit", "stop the fit", "home.stop_fit"),
        key("q", "quit", "quit", "home.quit"),
    ]

    def __init__(self, collection: Collection, notices: Sequence[str] = ()) -> None:
        super().__init__()
        self._collection = collection
        self._notices = notices
        self._mirror: Mirror | None = None
        self._fitter: Fitter | None = None
        self._opened: dict[str, bool] = {}
        """What the learner did with the groups of decks, by title."""

    def body(self) -> ComposeResult:
        """Numbers of the day, notices, decks."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield Static(id="today", classes="column", markup=False)
            yield DeckHeading(id="columns", classes="column")
            yield DeckRows(id="decks", classes="column")

    def on_mount(self) -> None:
        """Show the numbers."""
        super().on_mount()
        self.query_one("#decks", DeckRows).focus(scroll_visible=False)
        self.show_all()
        self.set_timer(FIRST_FIT_S, self._fit)

    def on_screen_resume(self) -> None:
        """The numbers may have changed while another screen was on top."""
        if self.is_mounted:
            self.show_all()
            if self._fitter is not None:
                self._fit()

    def decks_changed(self, news: News) -> None:
        """Show the decks as they are now, and say what was read."""
        if self.is_active:
            self.show_all()
            self.say(news.words, CAUTION if news.errors else MUTED)

    def histories_changed(self, adopted: Adopted) -> None:
        """Show the numbers with the histories where they are now."""
        if self.is_active:
            self.show_all()
            if adopted.words:
                self.say(adopted.words)

    def show_all(self) -> None:
        """Draw everything anew."""
        overview = self._collection.overview()
        waiting = sum(overview.counts)
        words = f"{waiting} to study" if waiting else "all done"
        head = self.query_one("#head", TwoEnds)
        head.show(literal("quizlr", "bold $accent"), literal(words, "bold"))
        self.query_one("#today", Static).update(stacked(self._today(overview)))
        self.query_one("#decks", DeckRows).show(deck_list(overview, self._opened))
        shown(self.query_one("#columns"), is_shown=bool(overview.tallies))
        self.show_keys()

    def _today(self, overview: Overview) -> list[Content]:
        parts = _day(overview)
        if self._collection.plan is not None:
            parts.append(countdown_words(self._collection.plan, overview.now))
        if self._fitter is not None and self._fitter.is_running:
            parts.append(f"fitting your memory {self._fitter.share:.0%}, x stops it")
        lines = [literal(" · ".join(parts), MUTED)]
        lines += [literal(words, CAUTION) for words in self._warnings()]
        if overview.backlog:
            lines.append(literal(backlog_words(overview)))
        if not overview.tallies:
            lines.append(literal("There are no decks yet. Press n to make one, or put"))
            lines.append(literal(f"YAML files into {self._collection.home.decks}."))
        elif not sum(overview.counts):
            lines.append(literal(_nothing_due(overview, self._collection.clock.zone)))
        return [*lines, literal("")]

    def _warnings(self) -> list[str]:
        warnings = list(self._notices)
        if self._collection.store.is_read_only:
            warnings.append("Read-only: nothing is saved here.")
        if clock := self._collection.clock_warning():
            warnings.append(clock)
        if count := len(self._collection.problems):
            problems = "1 problem" if count == 1 else f"{count} problems"
            warnings.append(f"{problems} in the decks: p shows them.")
        if lost := self._collection.open_histories:
            notes = "1 history without a note" if lost == 1 else f"{lost} histories without notes"
            warnings.append(f"{notes} may belong to yours: o asks which.")
        if self._collection.store.home_marks(HomeMarkKind.INTERVIEW):
            from quizlr.collection.interviewing import is_one_unfinished

            if is_one_unfinished(self._collection):
                warnings.append("A mock interview is not finished: i goes on with it.")
        return warnings

    def key_words(self) -> Mapping[str, str]:
        """Enter on a group opens or closes it."""
        row = self.query_one("#decks", DeckRows).current
        if not isinstance(row, GroupRow):
            return {}
        return {"home.study_deck": "close the group" if row.is_open else "open the group"}

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        return ("home.study", "home.study_deck", "home.quit", "app.help", "home.add", "home.new",
                "home.interview", "home.browse", "home.coverage", "home.labs", "home.stats",
                "home.plan", "home.problems")  # fmt: skip

    # -- actions

    def action_study(self) -> None:
        """Study all decks."""
        self._sit(Desk(self._collection, self._collection.cards))

    def action_ahead(self) -> None:
        """Study what is due next, or more new cards."""
        cards = self._collection.cards
        self._sit(Desk(self._collection, cards, is_ahead=True))

    def on_deck_rows_chosen(self, message: DeckRows.Chosen) -> None:
        """Study one deck."""
        deck = self._collection.select([message.deck_id])
        self._sit(Desk(self._collection, deck, within=self._collection.cards))

    def on_deck_rows_folded(self, message: DeckRows.Folded) -> None:
        """Open or close a group; it stays so while the app is open."""
        self._opened[message.title] = message.is_open
        self.show_all()

    def on_deck_rows_moved(self) -> None:
        """Say what the deck under the cursor is about."""
        row = self.query_one("#decks", DeckRows).current
        self.say(row.description if isinstance(row, DeckRow) else "")
        self.show_keys()

    def _sit(self, desk: Desk) -> None:
        from quizlr.tui.screens.study import StudyScreen

        self.app.push_screen(StudyScreen(desk))

    def action_interview(self) -> None:
        """Mock interviews: begin one, go on with one, look back."""
        from quizlr.tui.screens.interviews import InterviewsScreen

        self.app.push_screen(InterviewsScreen(self._collection))

    def action_coverage(self) -> None:
        """Show how far each topic is known."""
        from quizlr.tui.screens.coverage import CoverageScreen

        self.app.push_screen(CoverageScreen(self._collection))

    def action_labs(self) -> None:
        """Choose a lab."""
        from quizlr.tui.screens.labs import LabsScreen

        self.app.push_screen(LabsScreen(self._collection))

    def action_stats(self) -> None:
        """Look into the mirror; what it has computed is kept for the next time."""
        from quizlr.collection.mirror import Mirror
        from quizlr.tui.screens.stats import StatsScreen

        self._mirror = self._mirror or Mirror(self._collection)
        self.app.push_screen(StatsScreen(self._mirror))

    def action_plan(self) -> None:
        """How ready on the day, and what it costs."""
        from quizlr.tui.screens.plan import PlanScreen

        self.app.push_screen(PlanScreen(self._collection))

    def action_browse(self) -> None:
        """Search the cards of all decks."""
        from quizlr.tui.screens.browse import BrowseScreen

        self.app.push_screen(BrowseScreen(self._collection))

    def action_problems(self) -> None:
        """Show what is wrong in the decks."""
        from quizlr.tui.screens.problems import ProblemsScreen

        self.app.push_screen(ProblemsScreen(self._collection))

    def action_add(self) -> None:
        """Add a note to the deck under the cursor, or to another."""
        from quizlr.tui.screens.add_note import AddNoteScreen

        deck_id = self.query_one("#decks", DeckRows).chosen_id
        self.app.push_screen(AddNoteScreen(self._collection, deck_id))

    def action_new(self) -> None:
        """Make a deck."""
        from quizlr.tui.screens.new_deck import NewDeckScreen

        self.app.push_screen(NewDeckScreen(self._collection))

    def action_orphans(self) -> None:
        """Ask whose the histories are that have no note."""
        from quizlr.tui.screens.orphans import OrphansScreen

        self.app.push_screen(OrphansScreen(self._collection))

    def action_preview(self) -> None:
        """Look at the cards of the deck under the cursor."""
        from quizlr.collection.previewing import Preview, Target
        from quizlr.tui.screens.preview import PreviewScreen

        deck_id = self.query_one("#decks", DeckRows).chosen_id
        if deck_id:
            preview = Preview(self._collection, Target(deck_id=deck_id))
            self.app.push_screen(PreviewScreen(preview))
        else:
            self.say("Move to a deck first: v shows the cards of the deck under the cursor.")

    # -- the fit after a session

    def _fit(self) -> None:
        """Put to use what a fit has found, or begin one if it is due."""
        from quizlr.tui.fitter import Fitter

        self._fitter = self._fitter or Fitter(self, self._collection)
        if self.is_active:
            self._take_fit(self._fitter)
            if self._fitter.consider():
                self.show_all()

    def on_fit_told(self, _: FitTold) -> None:
        """Show how far it is; keep what it found, unless a card is being answered."""
        if self.is_active and self._fitter is not None:
            self._take_fit(self._fitter)
            self.show_all()

    def _take_fit(self, fitter: Fitter) -> None:
        from quizlr.errors import DataError

        try:
            words = fitter.take()
        except DataError as error:
            self.say(str(error), CAUTION)
        else:
            if words:
                self.say(words)

    def action_stop_fit(self) -> None:
        """Stop the fit; nothing has changed."""
        if self._fitter is not None and self._fitter.stop():
            self.say("The fit was stopped. `quizlr fit` does it when you like.")
            self.show_all()

    def action_undo(self) -> None:
        """Take back the newest action, and show the card to be rated anew."""
        from quizlr.errors import DataError
        from quizlr.tui.screens.study import StudyScreen

        desk = Desk(self._collection, self._collection.cards)
        try:
            undone = desk.undo()
        except DataError as error:
            self.say(str(error), CAUTION)
            return
        if undone is None:
            self.say("There is nothing to undo.")
        elif undone.card is None:
            self.say(undone.words)
            self.show_all()
        else:
            self.app.push_screen(StudyScreen(desk, undone.words))

    def action_reload(self) -> None:
        """Read all decks again."""
        from quizlr.collection.live import read_all_again
        from quizlr.tui.live import DecksRead

        self.post_message(DecksRead(read_all_again(self._collection)))

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()


def _day(overview: Overview) -> list[str]:
    """What was done today, and for how many days in a row."""
    minutes = overview.today_ms / 60_000
    budget = f" of {overview.budget_min:g}" if overview.budget_min else ""
    parts = [f"Today {minutes:.0f}{budget} min", f"{overview.reviewed_today} cards rated"]
    if overview.streak_days:
        days = "1 day" if overview.streak_days == 1 else f"{overview.streak_days} days"
        parts.append(f"streak {days}")
    return parts


def _nothing_due(overview: Overview, zone: tzinfo) -> str:
    if overview.next_due_at_ms is None:
        return "Nothing is due. Press A to study ahead."
    when = when_words(overview.next_due_at_ms, overview.now, zone)
    return f"Nothing due until {when}. Press A to study ahead."
