"""The report of an interview, beside an earlier one; and the way to what it says to study."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from quizlr.collection import Collection, Desk
from quizlr.collection.interviewing import all_interviews, report_of, study_cards
from quizlr.interview.comparing import compare
from quizlr.interview.report import Report
from quizlr.interview.telling import comparison, headline, past_words, sections, subject_words
from quizlr.tui.content import literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.told import report_page
from quizlr.tui.widgets.sheet import Sheet
from quizlr.tui.widgets.two_ends import TwoEnds


class InterviewReportScreen(Framed):
    """Gives back a sitting on what was weak, if that was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("s", "study", "study what was weak", "interview.study"),
        key("c", "compare", "compare with another", "interview.compare"),
        key("q,escape,enter", "back", "back", "interview.back"),
        key("down,j", "scroll(1)", "line down", "interview.down"),
        key("up,k", "scroll(-1)", "line up", "interview.up"),
        key("pagedown,space", "scroll(10)", "scroll down", "interview.page_down"),
        key("pageup", "scroll(-10)", "scroll up", "interview.page_up"),
    ]

    def __init__(self, collection: Collection, interview_id: str, against: str = "") -> None:
        super().__init__()
        self._collection = collection
        found = all_interviews(collection)
        at = [each.id for each in found].index(interview_id)
        self._report = report_of(collection, found[at])
        others = (*reversed(found[:at]), *found[at + 1 :])
        self._others = [report_of(collection, each) for each in others if each.answered]
        ids = [each.id for each in self._others]
        self._against = ids.index(against) if against in ids else 0

    def body(self) -> ComposeResult:
        """The report."""
        yield Sheet(id="sheet")

    def on_mount(self) -> None:
        """Show it."""
        super().on_mount()
        when = literal(when_words(self._collection, self._report))
        self.query_one("#head", TwoEnds).show(literal("Interview report", "bold $accent"), when)
        self._show()
        self.show_keys()

    def _show(self) -> None:
        report = self._report
        told = list(sections(report))
        if self._others:
            other = self._others[self._against]
            when = when_words(self._collection, other)
            told.append(comparison(compare(report, other), when))
        intro = (headline(report), f"Interview {report.id}: {subject_words(report)}.")
        self.query_one("#sheet", Sheet).show(report_page("report", intro, told))

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        study = ("interview.study",) if self._report.answers else ()
        other = ("interview.compare",) if self._others else ()
        return (*study, "interview.back", "interview.page_down", *other, "app.help")

    def action_study(self) -> None:
        """Study what was weak; where nothing is due of it, ahead of time."""
        cards = study_cards(self._collection, self._report)
        if not self._report.answers or not cards:
            self.say("There is nothing to study from this interview.")
            return
        queue = self._collection.queue(cards, self._collection.now())
        is_ahead = not (queue.learning or queue.reviews or queue.new)
        self.dismiss(Desk(self._collection, cards, is_ahead=is_ahead))

    def action_compare(self) -> None:
        """Compare with the next of the other interviews, and show where that stands."""
        if not self._others:
            self.say("There is no other interview yet.")
            return
        self._against = (self._against + 1) % len(self._others)
        self._show()
        self.call_after_refresh(self.action_scroll, 9999)
        self.say(f"Compared with {past_words(self._others[self._against])}.")

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one("#sheet", Sheet).scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Close the report."""
        self.dismiss()


def when_words(collection: Collection, report: Report) -> str:
    """When an interview began: `Mon 23 Nov 2026, 09:00`."""
    at = datetime.fromtimestamp(report.began_at_ms / 1000, UTC).astimezone(collection.clock.zone)
    return f"{at:%a} {at.day} {at:%b %Y, %H:%M}"
