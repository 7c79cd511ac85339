"""Mock interviews: go on with one, begin one, look at those of the past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from quizlr.collection import Collection, Desk
from quizlr.collection.interview_desk import USUAL_MIN, InterviewDesk, begin, resume
from quizlr.collection.interview_pool import pool
from quizlr.collection.interviewing import all_interviews, report_of, unfinished
from quizlr.errors import QuizlrError
from quizlr.interview import Interview, extent
from quizlr.interview.report import Report
from quizlr.interview.telling import extent_words, past_words, topics_words
from quizlr.model import Tier
from quizlr.tui.content import CAUTION, literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.screens.interview_report import InterviewReportScreen, when_words
from quizlr.tui.widgets.choice_rows import Choice, ChoiceRows
from quizlr.tui.widgets.two_ends import TwoEnds
from quizlr.values import dataclass

MINUTES: Final = (10, 15, 20, 30, 45, 60, 90)
TIERS: Final = (None, *Tier)
LADDER: Final = "ladder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the next interview is to be."""

    minutes: float = USUAL_MIN
    tier: Tier | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row, and what its keys do."""

    choice: Choice
    choose: Callable[[], None]
    turn: Callable[[int], None] = lambda _: None
    report: Report | None = None


class InterviewsScreen(Framed):
    """The list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("n", "begin", "begin a new one", "interview.begin"),
        key("t", "topics", "topics", "interview.topics"),
        key("q,escape", "back", "back", "interview.leave"),
    ]

    def __init__(self, collection: Collection, wish: Wish | None = None) -> None:
        super().__init__()
        self._collection = collection
        self._wish = wish or Wish()
        self._marked = ""
        self._lines: Sequence[Line] = ()
        self._reports: Sequence[Report] = ()
        self._open: Interview | None = None

    def body(self) -> ComposeResult:
        """The rows."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield ChoiceRows(id="choices", classes="column")

    def on_mount(self) -> None:
        """Show the list."""
        super().on_mount()
        self.query_one("#choices").focus()
        self._read()

    def on_screen_resume(self) -> None:
        """An interview may have gone on while another screen was on top."""
        if self.is_mounted:
            self._read()

    def _read(self) -> None:
        """Read the log anew."""
        found = all_interviews(self._collection)
        self._reports = [report_of(self._collection, each) for each in found]
        self._open = unfinished(self._collection)
        self._show()

    def _show(self) -> None:
        self._lines = [*self._going_on(), *self._new(), *self._past()]
        self.query_one("#choices", ChoiceRows).show([line.choice for line in self._lines])
        ended = sum(report.is_ended and bool(report.answers) for report in self._reports)
        words = "none yet" if not ended else "1 held" if ended == 1 else f"{ended} held"
        head = self.query_one("#head", TwoEnds)
        head.show(literal("Mock interview", "bold $accent"), literal(words))
        self.show_keys()

    # -- the rows

    def _going_on(self) -> list[Line]:
        old = self._open
        if old is None:
            return []
        left = f"{len(old.answered)} answered · {old.left_s() / 60:.0f} min left"
        label = f"Go on: {topics_words(old.begun.topics)}"
        choice = Choice(label=label, value=left, heading="Not finished")
        return [Line(choice, lambda: self._sit(lambda: resume(self._collection, old)))]

    def _new(self) -> list[Line]:
        note = "" if self._open is None else "This ends the one that is not finished."
        begin_row = Choice(label="Begin", value=self._extent(), note=note, heading="A new one")
        minutes = Choice(label="  minutes", value=f"{self._wish.minutes:g}", turns=True)
        tier = Choice(label="  tier", value=self._wish.tier or LADDER, turns=True)
        topics = Choice(label="  topics", value=topics_words(self._wish.topics))
        return [
            Line(begin_row, self.action_begin),
            Line(minutes, lambda: self._turn_minutes(1), self._turn_minutes),
            Line(tier, lambda: self._turn_tier(1), self._turn_tier),
            Line(topics, self.action_topics),
        ]

    def _extent(self) -> str:
        try:
            found = pool(self._collection, self._wish.topics, self._wish.tier)
        except QuizlrError:
            return "no question can be asked on this now"
        return extent_words(extent(found, self._wish.minutes))

    def _past(self) -> list[Line]:
        ended = [each for each in reversed(self._reports) if each.is_ended and each.answers]
        if not ended:
            words = "Your interviews will be listed here, each with its report."
            return [Line(Choice(label=words, heading="Past"), lambda: None)]
        return [self._past_line(number, report) for number, report in enumerate(ended)]

    def _past_line(self, number: int, report: Report) -> Line:
        choice = Choice(
            label=when_words(self._collection, report),
            note=past_words(report),
            heading="" if number else "Past",
            is_marked=report.id == self._marked,
        )
        return Line(choice, lambda: self._open_report(report), report=report)

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom, for the row under the cursor."""
        line = self._current
        turn = ("choice.less", "choice.more") if line and line.choice.turns else ()
        mark = ("choice.mark",) if line and line.report else ()
        return ("choice.choose", *turn, *mark, "interview.begin", "interview.topics",
                "interview.leave", "app.help")  # fmt: skip

    def key_words(self) -> dict[str, str]:
        """What enter and space do on the row under the cursor."""
        line = self._current
        if line and line.report:
            return {"choice.choose": "report", "choice.mark": "compare with this"}
        return {}

    @property
    def _current(self) -> Line | None:
        at = self.query_one("#choices", ChoiceRows).cursor
        return self._lines[at] if at < len(self._lines) else None

    # -- what the keys do

    def on_choice_rows_chosen(self, message: ChoiceRows.Chosen) -> None:
        """A row was chosen."""
        self._lines[message.index].choose()

    def on_choice_rows_turned(self, message: ChoiceRows.Turned) -> None:
        """The value of a row changes."""
        self._lines[message.index].turn(message.step)

    def on_choice_rows_marked(self, message: ChoiceRows.Marked) -> None:
        """Reports are compared with the interview that is marked."""
        report = self._lines[message.index].report
        if report is None:
            return
        self._marked = "" if self._marked == report.id else report.id
        self._show()
        if self._marked:
            self.say("Open another report, and it is compared with this one.")

    def _turn_minutes(self, step: int) -> None:
        later = [each for each in MINUTES if (each - self._wish.minutes) * step > 0]
        if later:
            minutes = float(min(later) if step > 0 else max(later))
            self._take(replace(self._wish, minutes=minutes))

    def _turn_tier(self, step: int) -> None:
        tier = TIERS[(TIERS.index(self._wish.tier) + step) % len(TIERS)]
        self._take(replace(self._wish, tier=tier))

    def _take(self, wish: Wish) -> None:
        self._wish = wish
        self._show()

    def action_topics(self) -> None:
        """Choose the topics."""
        from quizlr.tui.screens.interview_topics import InterviewTopicsScreen

        screen = InterviewTopicsScreen(self._collection, self._wish.topics)
        self.app.push_screen(
            screen, lambda _: self._take(replace(self._wish, topics=screen.chosen))
        )

    def action_begin(self) -> None:
        """Begin a new interview."""
        wish = self._wish
        self._sit(lambda: begin(self._collection, wish.topics, wish.minutes, wish.tier))

    def _sit(self, make: Callable[[], InterviewDesk]) -> None:
        from quizlr.tui.screens.interview import InterviewScreen

        try:
            desk = make()
        except QuizlrError as error:
            self.say(str(error), CAUTION)
            return
        self.app.push_screen(InterviewScreen(desk))

    def _open_report(self, report: Report) -> None:
        screen = InterviewReportScreen(self._collection, report.id, self._marked)
        self.app.push_screen(screen, self._study)

    def _study(self, desk: Desk | None) -> None:
        from quizlr.tui.screens.study import StudyScreen

        if desk is not None:
            self.app.push_screen(StudyScreen(desk))

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()
