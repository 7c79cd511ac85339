"""What can be done with the card on the table besides answering it: put aside, edit, practise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from quizlr.collection import Desk
from quizlr.session import Ended, Turn
from quizlr.tui.content import CAUTION, MUTED
from quizlr.tui.keys import key
from quizlr.tui.screens.looking import Looking
from quizlr.tui.sitting import asks_same, looks_same

if TYPE_CHECKING:
    from quizlr.collection.adopting import Adopted
    from quizlr.collection.live import News


class CardActions(Looking):
    """The part of a study screen that knows the desk but not the round."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("e", "edit", "edit", "study.edit"),
        key("a", "add", "add a note", "study.add"),
        key("b", "bury", "not today", "study.bury"),
        key("x", "suspend", "suspend", "study.suspend"),
        key("f", "flag", "flag", "study.flag"),
        key("n", "another", "another variant", "study.another"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._drawn: Turn | Ended | None = None
        """What stands on the screen, if the decks changed while another screen was on top."""

    def ask_anew(self) -> None:
        """Forget what was asked: the card on the table may have changed."""
        raise NotImplementedError

    def offer_help(self) -> None:
        """After a rating: help with the card, if it is forgotten again and again."""
        known = self._desk.leech_help
        if known is not None:
            from quizlr.tui.screens.leech import LeechScreen

            self.app.push_screen(LeechScreen(self._desk.collection, known), self._after_help)

    def _after_help(self, practice: Desk | None) -> None:
        """Go on, or first practise what the card rests on."""
        if practice is not None:
            self._practise(practice)

    def _practise(self, desk: Desk) -> None:
        words = "Practice: nothing here is scheduled. q leads back to your card."
        self.app.push_screen(type(self)(desk, words), lambda _: self.show_turn())  # type: ignore[call-arg]

    # -- putting aside

    def action_bury(self) -> None:
        """Not today."""
        if self._desk.practice is not None:
            self._aside(self._desk.skip, "Skipped.")
        else:
            words = "Not today: it comes back on the next study day. u undoes."
            self._aside(self._desk.bury, words)

    def action_suspend(self) -> None:
        """Out of the queue."""
        self._aside(self._desk.suspend, "Suspended: it stays away for good. u undoes.")

    def _aside(self, action: Callable[[], None], words: str) -> None:
        if isinstance(self._desk.turn(), Turn) and self.attempt(action):
            self.show_turn()
            self.say(words)

    def action_flag(self) -> None:
        """Flag the card, or take its flag away."""
        if isinstance(self._desk.turn(), Turn) and self.attempt(self._desk.flag):
            self.show_head()

    # -- editing, practising

    def action_edit(self) -> None:
        """Open the card's note in the editor, then read it again."""
        if isinstance(self._desk.turn(), Turn):
            self.attempt(self._edit)

    def _edit(self) -> None:
        from quizlr.collection.live import read_again
        from quizlr.tui.editing import edit
        from quizlr.tui.live import DecksRead

        path, line = self._desk.edit_target()
        failed = edit(self.app, path, line, self._desk.collection.settings.app.editor)
        self.post_message(DecksRead(read_again(self._desk.collection, [path])))
        if failed:
            self.call_after_refresh(self.say, failed, CAUTION)

    def action_add(self) -> None:
        """Write a note into the deck of the card on the table, or into another."""
        from quizlr.tui.screens.add_note import AddNoteScreen

        turn = self._desk.turn()
        deck_id = turn.card.deck_id if isinstance(turn, Turn) else ""
        self.app.push_screen(AddNoteScreen(self._desk.collection, deck_id))

    # -- saved edits

    def notice_save(self) -> None:
        """Ask for the file of the card on the table to be read, if it was saved."""
        from quizlr.collection.live import is_stale

        turn = self._desk.turn()
        if isinstance(turn, Turn) and is_stale(self._desk.collection, turn.card):
            from quizlr.tui.live import LookAgain

            self.post_message(LookAgain())

    def decks_changed(self, news: News) -> None:
        """Lay the card as it is written now; what the learner has typed stays."""
        before = self._desk.turn()
        said: list[str] = []
        is_fine = self.attempt(lambda: said.append(self._desk.take_up(news)))
        if not (self.is_active and self.is_mounted):
            self._drawn = self._drawn or before
            return
        self._show_edited(before)
        if is_fine:
            self.say(said[0], CAUTION if news.errors else MUTED)

    def histories_changed(self, adopted: Adopted) -> None:
        """Lay the next card, if the one on the table is not what is due after all."""
        if not adopted.cards:
            return
        before = self._desk.turn()
        self._desk.take_up_history(adopted)
        if not (self.is_active and self.is_mounted):
            self._drawn = self._drawn or before
            return
        self._show_edited(before)
        self.say(adopted.words)

    def on_screen_resume(self) -> None:
        """The decks may have changed while another screen was on top."""
        if self._drawn is not None:
            self._show_edited(self._drawn)
            self._drawn = None

    def _show_edited(self, before: Turn | Ended) -> None:
        """Draw what has changed since `before` was drawn."""
        after = self._desk.turn()
        if looks_same(before, after):
            self.show_head()
        elif asks_same(before, after):
            self.show_turn()
        else:
            self._show_with_typed()

    def _show_with_typed(self) -> None:
        """Draw the turn with another field, and put into it what was typed into the old one."""
        from quizlr.tui.live import type_into, typed_in

        field = self.query_one("#field")
        texts = [text for child in field.children for text in typed_in(child)]
        self.ask_anew()
        self.show_turn()
        if any(texts) and field.children:
            self.call_after_refresh(lambda: type_into(field.children[-1], texts))

    def action_another(self) -> None:
        """Practise other variants of this skill; nothing of it is scheduled."""
        turn = self._desk.turn()
        if isinstance(turn, Ended):
            return
        if self._desk.practice is not None:
            self.say(
                "The next question is another variant." if turn.grade else "Answer this first."
            )
            return
        desk = self._desk.another()
        if desk is None:
            self.say("This card is the same at every review.")
            return
        self._practise(desk)
