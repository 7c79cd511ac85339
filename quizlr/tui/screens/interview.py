"""A mock interview: Study's cards, chosen by the ladder, against the clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from quizlr.collection.desk import Desk
from quizlr.collection.interview_desk import InterviewDesk
from quizlr.interview.telling import KINDS
from quizlr.model import Answer
from quizlr.session import Ended, Turn
from quizlr.tui.content import CAUTION, MUTED, joined, literal
from quizlr.tui.keys import key
from quizlr.tui.screens.study import StudyScreen
from quizlr.tui.widgets.two_ends import TwoEnds

TICK_S: Final = 1.0


class InterviewScreen(StudyScreen):
    """One interview; when it is over, its report."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("E", "end", "end now", "interview.end"),
        key("q", "back", "pause", "study.back"),
        key("b", "bury", "pass over", "study.bury"),
    ]

    def __init__(self, desk: InterviewDesk, words: str = "") -> None:
        super().__init__(desk, words)
        self._asks_sure = False  # the clock runs
        self._interview = desk
        self._is_over = False
        self._is_end_asked = False
        self._was_end_asked = False

    def on_mount(self) -> None:
        """The clock of the head runs; what Study does on mounting is done besides."""
        self.set_interval(TICK_S, self._tick)

    def on_key(self) -> None:
        """Only the very next key can say again that it is to end."""
        self._was_end_asked, self._is_end_asked = self._is_end_asked, False

    def _tick(self) -> None:
        if self.is_current:
            self.show_head()

    # -- drawing

    def show_turn(self) -> None:
        """Draw what is asked, or go to the report."""
        if isinstance(self._interview.turn(), Ended):
            self._finish()
        else:
            super().show_turn()

    def show_head(self) -> None:
        """Draw what is asked and how much time is left."""
        turn = self._interview.turn()
        if isinstance(turn, Ended):
            return
        left_s = self._interview.left_s
        time = f"{left_s / 60:.0f} min left" if left_s >= 60 else "under a minute left"
        if left_s <= 0:
            time = "time is up: finish this one"
        number = len(self._interview.interview.answered) + 1
        place = "" if self._interview.is_follow_up else f"question {number} · "
        style = CAUTION if left_s < 60 else MUTED
        head = self.query_one("#head", TwoEnds)
        name = joined(
            literal("Interview", "bold $accent"), literal(f" · {self._asked_words(turn)}", MUTED)
        )
        head.show(name, literal(f"{place}{time}", style), literal(time, style))

    def _asked_words(self, turn: Turn) -> str:
        if self._interview.is_follow_up:
            return "follow-up"
        asked = self._interview.asked_of(turn.card)
        return f"{asked.tier} {KINDS[asked.kind]}"

    def main_keys(self) -> Sequence[str]:
        """Study's keys, without those that an interview has no use for, and the way to its end."""
        found = [
            each for each in super().main_keys() if each not in ("study.another", "study.concept")
        ]
        if "study.back" in found:
            found.insert(found.index("study.back") + 1, "interview.end")
        return found

    # -- the round

    def _answer(self, answer: Answer) -> None:
        """A follow-up is not rated: the next question comes at once."""
        if not self._interview.is_follow_up:
            super()._answer(answer)
        elif self.attempt(lambda: self._interview.answer(answer)):
            self.show_turn()
            self.say("The follow-up is noted.")

    def action_bury(self) -> None:
        """Pass over what is asked."""
        is_follow_up = self._interview.is_follow_up
        words = "Passed over." if is_follow_up else "Passed over: it comes back tomorrow."
        self._aside(self._interview.bury, words)

    def action_another(self) -> None:
        """Practice would stop the clock."""
        self.say("Practice comes after the interview.")

    def action_concept(self) -> None:
        """The concept, once the answer is given."""
        if self._may_look():
            super().action_concept()

    def action_lab(self) -> None:
        """The lab, once the answer is given."""
        if self._may_look():
            super().action_lab()

    def _may_look(self) -> bool:
        turn = self._interview.turn()
        is_answered = isinstance(turn, Turn) and turn.grade is not None
        if not is_answered:
            self.say("Answer first: this is an interview.")
        return is_answered

    # -- pause and end

    def action_back(self) -> None:
        """Pause: the clock stands until the interview goes on."""
        self.attempt(self._interview.pause)
        self.dismiss()

    def action_end(self) -> None:
        """End the interview now; asked for twice."""
        if self._was_end_asked:
            self._finish()
        else:
            self._is_end_asked = True
            self.say("Press E again to end the interview and see its report.", CAUTION)

    def _finish(self) -> None:
        """Keep the end, show the report."""
        if self._is_over:
            return
        self._is_over = True
        self.attempt(self._interview.end)
        from quizlr.tui.screens.interview_report import InterviewReportScreen

        report = InterviewReportScreen(self._interview.collection, self._interview.interview.id)
        self.app.push_screen(report, self._after_report)

    def _after_report(self, study: Desk | None) -> None:
        """Go back, or study what was weak and then go back."""
        if study is None:
            self.dismiss()
        else:
            self.app.push_screen(StudyScreen(study), lambda _: self.dismiss())
