"""Coverage: each topic, and how far its theory, numbers, bugs, questions and failures are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizlr.collection import Collection, Desk
from quizlr.collection.pages import cards_about, covered, study_desk
from quizlr.rendering import clean_line
from quizlr.stats.coverage import Strand, whole
from quizlr.tui.conceptview import counts_words
from quizlr.tui.content import MUTED, STRONG, cut, joined, literal, stacked
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed, shown
from quizlr.tui.widgets.coverage_rows import CoverageHeading, CoverageRow, CoverageRows
from quizlr.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from quizlr.collection.live import News

LOW: Final = 20
"""Lines below which the rows need all the room."""
NARROW: Final = 70


def _due(row: CoverageRow) -> tuple[int, int]:
    counts = whole(row.row)
    return (-counts.due, -counts.learning)


def _known_share(row: CoverageRow) -> float:
    """From 0 to 1; above 1 for what has no cards, which nobody can know better."""
    counts = whole(row.row)
    return (counts.known + counts.due) / counts.total if counts.total else 2.0


ORDERS: Final[Sequence[tuple[str, Callable[[CoverageRow], object] | None]]] = (
    ("as in the decks", None),
    ("most due first", _due),
    ("least known first", _known_share),
)


class CoverageScreen(Framed):
    """The table; below it the row under the cursor in words."""

    DEFAULT_CSS = """
    CoverageScreen #none { padding: 1 2; }
    CoverageScreen #list {
        height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    CoverageScreen #columns { padding: 0 3 0 2; width: 1fr; }
    CoverageScreen #words { height: auto; width: 1fr; padding: 0 6; }
    CoverageScreen.-narrow #list { padding: 0; }
    CoverageScreen.-narrow #columns { padding: 0 1 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("s", "study", "study it", "coverage.study"),
        key("o", "order", "order", "coverage.order"),
        key("q,escape", "back", "back", "coverage.back"),
    ]

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection
        self._order = 0
        self._in_decks: Sequence[CoverageRow] = ()

    def body(self) -> ComposeResult:
        """The names of the columns, the topics, one of them in words."""
        yield Static(id="none", markup=False)
        yield CoverageHeading(id="columns")
        with VerticalScroll(id="list", can_focus=False):
            yield CoverageRows(id="topics")
        yield Static(id="words", markup=False)

    def on_mount(self) -> None:
        """Count."""
        super().on_mount()
        self._rows.focus()
        self._read()

    def decks_changed(self, news: News) -> None:  # noqa: ARG002
        """Count anew."""
        self._read()

    def on_screen_resume(self) -> None:
        """Cards may have been answered while another screen was on top."""
        if self.is_mounted:
            self._read()

    def on_resize(self, event: events.Resize) -> None:
        """In a narrow window one strand is shown; in a low one the words give way."""
        self.set_class(event.size.width < NARROW, "-narrow")
        self._tell()

    @property
    def _rows(self) -> CoverageRows:
        return self.query_one("#topics", CoverageRows)

    def _read(self) -> None:
        self._in_decks = [
            CoverageRow(
                key=each.key,
                title=clean_line(each.title),
                row=each.row,
                is_known=each.test is not None and each.test.is_passed,
            )
            for each in covered(self._collection)
        ]
        self._sort()

    def _sort(self) -> None:
        words, by = ORDERS[self._order]
        rows = sorted(self._in_decks, key=by) if by else self._in_decks  # type: ignore[arg-type]
        self._rows.show(rows)
        known = sum(row.is_known for row in rows)
        topics = sum(bool(row.key) for row in rows)
        self.query_one("#head", TwoEnds).show(
            literal("Coverage", "bold $accent"),
            literal(f"{known} of {topics} topics tested · {words}", MUTED),
            literal(f"{known} of {topics} tested", MUTED),
        )
        none = self.query_one("#none", Static)
        none.update(
            literal("No card is there yet. Put a YAML file with notes into your decks folder.")
        )
        shown(none, is_shown=not rows)
        shown(self.query_one("#columns"), is_shown=bool(rows))
        self._tell()

    def _tell(self) -> None:
        """Say the row under the cursor in words, if there is room for both."""
        words = self.query_one("#words", Static)
        current = self._rows.current
        is_shown = current is not None and self.app.size.height >= LOW
        shown(words, is_shown=is_shown)
        self.query_one("#columns", CoverageHeading).show(self._rows.strand)
        if current is not None and is_shown:
            words.update(stacked(_in_words(current, max(20, self.size.width - 12))))
        self.show_keys()

    def on_coverage_rows_moved(self) -> None:
        """Another row is looked at."""
        self._tell()

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        if self._rows.current is None:
            return ("coverage.back", "app.help")
        strand = ("coverage.next_strand",) if self.app.size.width < NARROW else ()
        return ("coverage.open", *strand, "coverage.study", "coverage.order", "coverage.back",
                "app.help")  # fmt: skip

    # -- actions

    def on_coverage_rows_chosen(self, message: CoverageRows.Chosen) -> None:
        """Open the topic's page."""
        if not message.key:
            self.say("These cards name no concept in `about`, so there is no page.")
            return
        from quizlr.tui.screens.concept import ConceptScreen

        self.app.push_screen(ConceptScreen(self._collection, message.key))

    def action_study(self) -> None:
        """Study the topic's cards as they are due."""
        current = self._rows.current
        if current is None:
            return
        from quizlr.tui.screens.study import StudyScreen

        self.app.push_screen(StudyScreen(self._desk(current.key)))

    def _desk(self, topic: str) -> Desk:
        if topic:
            return study_desk(self._collection, cards_about(self._collection, topic))
        about = self._collection.concepts().about
        rest = [card for card in self._collection.cards if not about(card)]
        return study_desk(self._collection, rest)

    def action_order(self) -> None:
        """Another order of the rows."""
        self._order = (self._order + 1) % len(ORDERS)
        self._sort()

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()


def _in_words(topic: CoverageRow, width: int) -> list[Content]:
    """All counts of a topic, strand by strand; always as many lines."""
    known = "  ✓ known: its test is passed" if topic.is_known else ""
    lines = [joined(literal(""), literal(""))]
    lines.append(cut(joined(literal(topic.title, STRONG), literal(known, MUTED)), width))
    for strand in Strand:
        counts = topic.row.get(strand)
        words = counts_words(counts) if counts else "  –"
        lines.append(cut(literal(f"{strand:10}{words}", "" if counts else MUTED), width))
    legend = "In the table: known/all, then !due or ~learning; the rest is new."
    return [*lines, cut(literal(legend, MUTED), width)]
