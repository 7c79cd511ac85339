"""Preview: a card as Study draws it, while its deck is being written. Nothing is scheduled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from quizlr.cardtypes import grade
from quizlr.collection.editing import edit_target
from quizlr.collection.previewing import Preview
from quizlr.errors import QuizlrError
from quizlr.model import Answer, Grade, Prompt, Revealed, Verdict
from quizlr.tui.card import answer_page, markdown_lines, question_page
from quizlr.tui.content import CAUTION, MUTED, joined, literal
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.answers import answer_widget
from quizlr.tui.widgets.problem_lines import ProblemLines
from quizlr.tui.widgets.sheet import Page, Sheet
from quizlr.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from quizlr.collection.live import News

LOOK_S: Final = 0.4
"""How often to look whether the file was saved."""
SHORT: Final = 16
"""Lines of a window in which two problems must do."""
BROKEN: Final = """\
There is no card to show yet.

Mend what is named below and save the file: the card appears here by itself."""
EMPTY: Final = """\
There are no notes here.

Write one and save the file: it appears here by itself."""


class PreviewScreen(Framed):
    """One card after the other: its two sides, its variants, an answer tried."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        key("space,enter", "turn_over", "other side", "preview.turn"),
        key("right", "step(1)", "next card", "preview.next"),
        key("left", "step(-1)", "card before", "preview.previous"),
        key("n", "vary(1)", "next variant", "preview.variant"),
        key("N", "vary(-1)", "variant before", "preview.variant_before"),
        key("tab,a", "try_answer", "try an answer", "preview.try"),
        key("h", "hint", "hint", "preview.hint"),
        key("w", "work", "worked step", "preview.work"),
        key("e", "edit", "edit", "preview.edit"),
        key("down,j", "scroll(1)", "line down", "preview.down"),
        key("up,k", "scroll(-1)", "line up", "preview.up"),
        key("pagedown", "scroll(10)", "scroll down", "preview.page_down"),
        key("pageup", "scroll(-10)", "scroll up", "preview.page_up"),
        key("escape", "leave", "leave the field", "preview.leave"),
        key("q", "back", "back", "preview.back"),
    ]

    def __init__(self, preview: Preview, *, is_alone: bool = False) -> None:
        super().__init__()
        self._preview = preview
        self._is_alone = is_alone
        self._prompt: Prompt | None = None
        self._grade: Grade | None = None
        self._hints_shown = self._steps_shown = 0
        self._field: Widget | None = None
        self._is_trying = False

    def body(self) -> ComposeResult:
        """The card, the field for its answer, what is wrong in the file."""
        yield Sheet(id="sheet")
        yield VerticalScroll(id="field", can_focus=False)
        yield ProblemLines(id="wrong")

    def on_mount(self) -> None:
        """Show the first card, and watch its file."""
        super().on_mount()
        self._begin()
        self.set_interval(LOOK_S, self._look)

    def on_resize(self) -> None:
        """A low window has room for the card, or for many problems."""
        self.query_one("#wrong", ProblemLines).most = 2 if self.app.size.height < SHORT else 4

    # -- drawing

    def _begin(self) -> None:
        """Show the question side of the card, as if it had not been seen yet."""
        self._hints_shown = self._steps_shown = 0
        self._grade = None
        self._ask()

    def _ask(self, *, is_reread: bool = False) -> None:
        """Make the prompt anew; the side that was shown is shown again."""
        was_shown, before = self._grade is not None, self._prompt
        try:
            self._prompt = self._preview.prompt()
        except QuizlrError as error:
            self._prompt, self._grade = None, None
            self._show_words(str(error))
        else:
            self._grade = grade(self._prompt, Revealed()) if self._prompt and was_shown else None
            is_same = self._prompt and before and self._prompt.task == before.task
            if not (is_reread and is_same and self._field):  # what was typed stays
                self._show_field()
            self._show()

    def _show(self) -> None:
        """Draw the side that is up."""
        prompt, sheet = self._prompt, self.query_one("#sheet", Sheet)
        if prompt is None:
            self._show_words(BROKEN if self._preview.has_errors else EMPTY)
            return
        shown = (self._hints_shown, self._steps_shown)
        question = question_page(prompt, *shown)
        if self._grade is None:
            sheet.show(question, first_line=sheet.height_of(question) if any(shown) else 0)
        else:
            page = answer_page(prompt, *shown, self._grade)
            sheet.show(page, first_line=sheet.height_of(question))
        self._show_frame()

    def _show_words(self, words: str) -> None:
        self._drop_field()
        page = Page(words, lambda width: [Content(""), *markdown_lines(words, width)])
        self.query_one("#sheet", Sheet).show(page)
        self._show_frame()

    def _show_frame(self) -> None:
        preview, card = self._preview, self._preview.card
        left = literal("Preview", "bold $accent")
        places = []
        if card is not None:
            left = joined(left, literal(f" {card.id}", MUTED))
            places = [f"{preview.place + 1} of {len(preview.cards)}"]
        variant = f"variant {preview.variant}"
        right = [
            literal(" · ".join([*places, variant]), MUTED),
            *(literal(p, MUTED) for p in places),
        ]
        self.query_one("#head", TwoEnds).show(left, *right)
        self.query_one("#wrong", ProblemLines).show(preview.problems)
        self.show_keys()

    def _show_field(self) -> None:
        """The answer's widget on the question side."""
        self._drop_field()
        if self._prompt is not None and self._grade is None:
            self._field = answer_widget(self._prompt.task)
        if self._field is not None:
            self._field.add_class("column")
            self.query_one("#field").mount(self._field)
        self.set_class(self._field is not None, "-asking")

    def _drop_field(self) -> None:
        if self._field is not None:
            self._field.remove()
            self._field = None
        self._is_trying = False
        self.set_class(False, "-asking")

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        if self.focused is not None:
            return ("typed.submit", "number.submit", "pick.submit", "arrange.submit",
                    "checklist.show", "checklist.submit", "preview.leave")  # fmt: skip
        if self._preview.card is None:
            return ("preview.edit", "preview.back", "app.help")
        hint = ("preview.hint",) if self._prompt and self._prompt.hints else ()
        attempt = ("preview.try",) if self._field else ()
        return ("preview.turn", "preview.next", "preview.previous", "preview.variant",
                "preview.back", "app.help", *attempt, "preview.edit", *hint)  # fmt: skip

    # -- looking

    def action_turn_over(self) -> None:
        """Show the other side."""
        if self._prompt is None:
            return
        self._grade = None if self._grade else grade(self._prompt, Revealed())
        self._show_field()
        self._show()

    def action_step(self, cards: int) -> None:
        """Show the next card, or the one before."""
        if self._preview.step(cards):
            self._begin()
        else:
            self.say("This is the last card." if cards > 0 else "This is the first card.")

    def action_vary(self, steps: int) -> None:
        """Show another variant; the same for the same number, in Study too."""
        try:
            has_changed = self._preview.vary(steps)
        except QuizlrError:
            has_changed = True
        self._hints_shown = self._steps_shown = 0
        self._ask()
        if not has_changed:
            self.say("This card is the same in every variant.")

    def action_hint(self) -> None:
        """Show one more hint."""
        if self._prompt is not None and self._hints_shown < len(self._prompt.hints):
            self._hints_shown += 1
            self._show()
        else:
            self.say("There is no further hint.")

    def action_work(self) -> None:
        """Show one more step of the worked solution."""
        if self._prompt is not None and self._steps_shown < len(self._prompt.worked):
            self._steps_shown += 1
            self._show()
        else:
            self.say("There is no further step.")

    def action_scroll(self, lines: int) -> None:
        """Scroll the card."""
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)

    # -- trying an answer

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Fields that take the focus when they appear do not get it: keys move about here."""
        super().set_focus(widget if self._is_trying else None, scroll_visible, from_app_focus)

    def action_try_answer(self) -> None:
        """Go into the field; what is answered there is judged and forgotten."""
        if self._field is not None:
            self._is_trying = True
            self._field.focus()
        else:
            self.say("This side takes no answer.")

    def on_pick_list_submitted(self, message: object) -> None:
        """A choice was made."""
        self._judge(getattr(message, "answer", None))

    on_arrange_list_submitted = on_pick_list_submitted
    on_text_field_answered = on_pick_list_submitted
    on_number_field_answered = on_pick_list_submitted
    on_steps_field_answered = on_pick_list_submitted
    on_checklist_field_answered = on_pick_list_submitted

    def _judge(self, answer: Answer | None) -> None:
        prompt = self._prompt
        if prompt is None or answer is None or self._grade is not None:
            return
        judged = grade(prompt, answer)
        is_early = judged.verdict is Verdict.TOO_FEW_DIGITS and not prompt.is_second_try
        if judged.verdict is Verdict.INVALID or is_early:
            self._prompt = replace(prompt, is_second_try=True)
            self.say(judged.feedback, CAUTION)
            return
        self._grade = judged
        self._drop_field()
        self._show()
        if judged.proposed is not None:
            self.say(f"Study would propose {judged.proposed.name.capitalize()}.")

    def action_leave(self) -> None:
        """Leave the field; from outside of it, leave."""
        if self.focused is None:
            self.action_back()
        else:
            self._is_trying = False
            self.set_focus(None)
            self.show_keys()

    # -- edits

    def _look(self) -> None:
        """Ask for what was saved to be read."""
        if self.is_active and self._preview.is_stale():
            from quizlr.tui.live import LookAgain

            self.post_message(LookAgain())

    def decks_changed(self, news: News) -> None:
        """Show what was saved, and what is wrong with it."""
        self._preview.take_up()
        self._ask(is_reread=True)
        if self._preview.has_errors:
            words = "The file was saved with an error; what it no longer shows stays as it was."
            self.say(words, CAUTION)
        else:
            self.say(news.words)

    def action_edit(self) -> None:
        """Open the note in the editor, then show it anew."""
        from quizlr.collection.live import read_again
        from quizlr.tui.editing import edit
        from quizlr.tui.live import DecksRead

        card, problems = self._preview.card, self._preview.problems
        collection = self._preview.collection
        try:
            if card is not None:
                path, line = edit_target(collection, card)
            elif problems:
                path, line = Path(problems[0].place.file), problems[0].place.line
            else:
                return
            edit(self.app, path, line, collection.settings.app.editor)
        except QuizlrError as error:
            self.say(str(error), CAUTION)
            return
        self.post_message(DecksRead(read_again(collection, [path])))

    def action_back(self) -> None:
        """Leave."""
        if self._is_alone:
            self.app.exit()
        else:
            self.dismiss()
