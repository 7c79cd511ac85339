"""Study: a card, an answer, a rating, the next card."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from quizlr.collection import Desk, Undone
from quizlr.grading.verdicts import SELF_RATED
from quizlr.model import (
    Answer,
    CardId,
    Rating,
    Reveal,
    Revealed,
    TypedText,
)
from quizlr.session import Ended, Turn
from quizlr.tui.card import answer_page, markdown_lines, page_of, question_page
from quizlr.tui.content import CAUTION
from quizlr.tui.keys import key
from quizlr.tui.screens.sureness import SURE_KEYS, Sureness
from quizlr.tui.sitting import end_text, head_of, keys_of, words_of
from quizlr.tui.widgets.answers import answer_widget
from quizlr.tui.widgets.ratings import Ratings
from quizlr.tui.widgets.sheet import Page, Sheet
from quizlr.tui.widgets.two_ends import TwoEnds

GUARD_S: Final = 0.15
"""Presses this soon after a reveal are slips, not ratings."""
PREPARE_S: Final = 0.05
"""After this time the screen stands, and what comes next can be drawn."""
WAIT_S: Final = 1.0
"""How often to look whether a learning card has come due."""


class StudyScreen(Sureness):
    """One sitting at a desk."""

    AUTO_FOCUS = ""  # who left the field has not come back to it by looking at another screen
    BINDINGS: ClassVar[list[BindingType]] = [
        key("space,enter", "forward", "show answer", "study.forward"),
        key("1", "rate(1)", "Again", "study.again"),
        key("2", "rate(2)", "Hard", "study.hard"),
        key("3", "rate(3)", "Good", "study.good"),
        key("4", "rate(4)", "Easy", "study.easy"),
        key("u", "undo", "undo", "study.undo"),
        key("U", "redo", "redo", "study.redo"),
        key("g", "give_up", "show the answer", "study.give_up"),
        key("c", "go_on", "go on", "study.go_on"),
        key("s,A", "ahead", "study ahead", "study.ahead"),
        key("escape", "leave_field", "leave the field", "study.leave_field"),
        key("q", "back", "back", "study.back"),
    ]

    def __init__(
        self, desk: Desk, words: str = "", *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(desk)
        self._words = words
        self._monotonic = monotonic
        self._revealed_s = -GUARD_S
        self._asked: tuple[CardId, int, int] | None = None
        self._field: Widget | None = None
        self._is_waiting = False
        self._was_blank = False

    def body(self) -> ComposeResult:
        """The card, what the grader says, what is behind it, the buttons."""
        yield Sheet(id="sheet")
        yield VerticalScroll(id="field", can_focus=False)
        yield Ratings(id="ratings")

    def on_mount(self) -> None:
        """Lay the first card."""
        super().on_mount()
        self.show_turn()
        self.say(self._words)
        self.set_interval(WAIT_S, self._look_again)

    def _look_again(self) -> None:
        """A learning card may have come due while the learner waits."""
        if self._is_waiting and self.is_active and isinstance(self._desk.turn(), Turn):
            self.show_turn()

    # -- drawing

    def show_turn(self) -> None:
        """Draw the card on the table, or why there is none."""
        turn = self._desk.turn()
        self._is_waiting = isinstance(turn, Ended)
        if isinstance(turn, Ended):
            if self._desk.practice is not None and self._desk.progress().done:
                self.action_back()
                return
            self._show_end(turn)
        else:
            self._show_card(turn)
            if turn.introduces:
                self.introduce(turn)
        self.show_head()
        self.show_keys()

    def _show_card(self, turn: Turn) -> None:
        ratings = self.query_one("#ratings", Ratings)
        if turn.grade is None:
            ratings.clear()
            page = page_of(turn)
            # what was asked for last stands at the end, and so does the question of a drill
            is_end_wanted = turn.hints_shown or turn.steps_shown or turn.prompt.template_id
            last = self._sheet.height_of(page) if is_end_wanted else 0
            self._sheet.show(page, first_line=last)
        else:
            ratings.show(self._desk.buttons(), turn.grade.proposed or Rating.GOOD)
            question = question_page(turn.prompt, turn.hints_shown, turn.steps_shown)
            self._sheet.show(page_of(turn), first_line=self._sheet.height_of(question))
        self._show_field(turn)
        self.set_timer(PREPARE_S, self._prepare)

    def _prepare(self) -> None:
        """Draw what will probably be shown next, while the learner thinks."""
        turn = self._desk.turn()
        if isinstance(turn, Ended) or not self.is_active:
            return
        self.notice_save()
        if turn.grade is not None:
            prompt = self._desk.peek()
            if prompt is not None:
                self._sheet.prepare(question_page(prompt))
        elif isinstance(turn.prompt.task, Reveal):
            shown = (turn.hints_shown, turn.steps_shown)
            self._sheet.prepare(answer_page(turn.prompt, *shown, SELF_RATED))

    def _show_field(self, turn: Turn) -> None:
        """Mount the answer's widget for a new question; take it away after the answer."""
        place = self._desk.progress().done
        asked = None if turn.grade else (turn.card.id, turn.prompt.seed, place)
        if asked == self._asked and asked is not None:
            return
        self._asked = asked
        self._was_blank = False
        self.takes_back()
        self._drop_field()
        self._field = answer_widget(turn.prompt.task) if asked else None
        if self._field is not None:
            self._field.add_class("column")
            self.query_one("#field").mount(self._field)
            self._field.focus()
        self.set_class(self._field is not None, "-asking")

    def _drop_field(self) -> None:
        if self._field is not None:
            self._field.remove()
            self._field = None

    def _show_end(self, ended: Ended) -> None:
        text = end_text(self._desk, ended)
        self._sheet.show(Page(text, lambda width: [Content(""), *markdown_lines(text, width)]))
        self.query_one("#ratings", Ratings).clear()
        self._drop_field()
        self.set_class(False, "-asking")
        self._asked = None

    def show_head(self) -> None:
        """Draw where the learner is."""
        left, *right = head_of(self._desk)
        self.query_one("#head", TwoEnds).show(left, *right)

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom, for the moment the card is in."""
        if self._held is not None:
            return tuple(SURE_KEYS)
        return keys_of(self._desk.turn(), is_typing=self.focused is not None)

    def key_words(self) -> Mapping[str, str]:
        """Once the answer is shown, enter accepts the proposed rating."""
        return words_of(self._desk.turn()) if self._held is None else SURE_KEYS

    # -- the round

    def action_forward(self) -> None:
        """Show the answer; once it is shown, accept the proposed rating."""
        turn = self._desk.turn()
        if isinstance(turn, Ended) or self.lets_go():
            return
        if turn.grade is not None:
            self.action_rate((turn.grade.proposed or Rating.GOOD).value)
        elif isinstance(turn.prompt.task, Reveal):
            self._answer(Revealed())
        else:
            self._focus_field()

    def _focus_field(self) -> None:
        if self._field is not None:
            self._field.focus()

    def ask_anew(self) -> None:
        """Forget what was asked: the card on the table may have changed."""
        self._asked = None

    def action_give_up(self) -> None:
        """Show the answer without having one."""
        turn = self._desk.turn()
        if isinstance(turn, Turn) and turn.grade is None:
            self._answer(Revealed())

    def _answer(self, answer: Answer) -> None:
        """Grade an answer and show what comes of it; first it may have to wait."""
        if isinstance(answer, TypedText) and not answer.text.strip():
            if not self._was_blank:
                self._was_blank = True
                self.say("Type an answer, or press enter again to see it.", CAUTION)
                return
            answer = Revealed()
        if self.holds_back(answer):
            return
        grade = self._desk.answer(answer)
        turn = self._desk.turn()
        if isinstance(turn, Turn) and turn.grade is None:
            self.say(grade.feedback, CAUTION)
            self._focus_field()
            return
        self._revealed_s = self._monotonic()
        self.say("")
        self.show_turn()

    def on_input_changed(self) -> None:
        """The learner types: nothing is missing any more."""
        self._was_blank = False
        self.say("")

    def on_pick_list_submitted(self, message: object) -> None:
        """A choice was made."""
        self._take_answer(message)

    def on_arrange_list_submitted(self, message: object) -> None:
        """Lines were ordered."""
        self._take_answer(message)

    on_text_field_answered = on_arrange_list_submitted
    on_number_field_answered = on_arrange_list_submitted
    on_steps_field_answered = on_arrange_list_submitted
    on_checklist_field_answered = on_arrange_list_submitted

    def _take_answer(self, message: object) -> None:
        answer = getattr(message, "answer", None)
        turn = self._desk.turn()
        if answer is not None and isinstance(turn, Turn) and turn.grade is None:
            self._answer(answer)

    def action_rate(self, number: int) -> None:
        """Save a rating and lay the next card."""
        turn = self._desk.turn()
        if isinstance(turn, Ended) or turn.grade is None:
            return
        if self._monotonic() - self._revealed_s < GUARD_S:
            return
        if self._desk.is_read_only:
            self._desk.skip()
            self.show_turn()
            self.say("Read-only: this rating was not saved.", CAUTION)
            return
        if self.attempt(lambda: self._desk.rate(Rating(number))):
            self.say("")
            self.show_turn()
            self.offer_help()

    def on_ratings_chosen(self, message: Ratings.Chosen) -> None:
        """A button was clicked."""
        self.action_rate(message.rating.value)

    def action_undo(self) -> None:
        """Take back the newest action."""
        self._step_back(self._desk.undo, "There is nothing to undo.")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._step_back(self._desk.redo, "There is nothing to do again.")

    def _step_back(self, action: Callable[[], Undone | None], nothing: str) -> None:
        done: list[Undone | None] = []
        if self.attempt(lambda: done.append(action())):
            self._asked = None
            self.show_turn()
            self.say(done[0].words if done[0] else nothing)

    # -- moving about

    def action_leave_field(self) -> None:
        """Leave the field, so that every key works."""
        if isinstance(self._desk.turn(), Ended):
            self.action_back()
            return
        if self.takes_back():
            self._focus_field()
            return
        self.set_focus(None)
        self.show_keys()

    def action_go_on(self) -> None:
        """Study past the minutes."""
        self._desk.go_on()
        self.show_turn()

    def action_ahead(self) -> None:
        """Study what comes next although it is not due."""
        if isinstance(self._desk.turn(), Ended):
            self._desk.study_ahead()
            self.show_turn()

    def action_back(self) -> None:
        """Leave the sitting: to its summary, if there is one."""
        summary = self._desk.summary()
        if not summary.count:
            self.dismiss()
            return
        from quizlr.tui.screens.summary import SummaryScreen

        self.app.push_screen(SummaryScreen(summary, self._desk.repair()), self._after_summary)

    def _after_summary(self, repair: Desk | None) -> None:
        """Go back, or practise what went wrong."""
        if repair is None:
            self.dismiss()
        else:
            self.app.switch_screen(StudyScreen(repair, "Repair: the skills of your slips."))
