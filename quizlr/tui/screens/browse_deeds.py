"""What can be done with cards in Browse: look, put aside, flag, reset, move, edit, study, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from quizlr.collection import Collection, Desk
from quizlr.collection.marking import (
    Deed,
    cards_words,
    carry_out,
    flagging,
    moving,
    resetting,
    suspending,
)
from quizlr.collection.searches import save_search
from quizlr.collection.words import action_words
from quizlr.errors import QuizlrError, UsageError
from quizlr.model import Card, CardId, CardMark, Event, Review
from quizlr.tui.content import CAUTION
from quizlr.tui.keys import key
from quizlr.tui.screens.asking import LineScreen, YesNoScreen
from quizlr.tui.screens.framed import Framed

FLAGS: Mapping[int, str] = {0: "no flag", **{flag: f"flag {flag}" for flag in range(1, 8)}}


class BrowseDeeds(Framed):
    """The part of Browse that acts; which cards are meant is the subclass's to say."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "preview", "look", "browse.preview"),
        key("h", "history", "history", "browse.history"),
        key("s", "study", "study these", "browse.study"),
        key("x", "suspend", "suspend", "browse.suspend"),
        key("f", "flag", "flag", "browse.flag"),
        *(key(str(n), f"flag({n})", words, f"browse.flag{n}") for n, words in FLAGS.items()),
        key("R", "reset", "reset", "browse.reset"),
        key("m", "move", "move due day", "browse.move"),
        key("e", "edit", "edit", "browse.edit"),
        key("a", "add", "add a note", "browse.add"),
        key("u", "undo", "undo", "browse.undo"),
        key("U", "redo", "redo", "browse.redo"),
        key("w", "save", "keep this search", "browse.save"),
        key("l", "searches", "kept searches", "browse.searches"),
    ]

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self._collection = collection
        self._going: Iterator[int] | None = None

    # -- what the subclass knows

    @property
    def understood(self) -> str:
        """The search that was understood last."""
        raise NotImplementedError

    @property
    def current(self) -> Card | None:
        """The card under the cursor."""
        raise NotImplementedError

    @property
    def meant(self) -> Sequence[CardId]:
        """The cards that are marked, in the order of the list; else the one under the cursor."""
        raise NotImplementedError

    @property
    def listed(self) -> Sequence[Card]:
        """The cards that are marked, else all that were found."""
        raise NotImplementedError

    def search_for(self, query: str) -> None:
        """Search for something else."""
        raise NotImplementedError

    def show_changes(self, card_id: CardId | None = None) -> None:
        """Draw the rows anew, with the cursor on a card if it is listed."""
        raise NotImplementedError

    # -- deeds

    def action_suspend(self) -> None:
        """Suspend, or bring back."""
        self._begin(lambda: suspending(self._collection, self.meant))

    def action_flag(self, flag: int | None = None) -> None:
        """Flag, or take the flag away."""
        self._begin(lambda: flagging(self._collection, self.meant, flag))

    def action_reset(self) -> None:
        """Forget the memory of cards, after a yes."""
        ids = self.meant
        if not ids:
            return
        words = cards_words(len(ids))
        question = YesNoScreen(
            f"Reset {words}?",
            (
                f"{words} will be new again, as if never studied.",
                "The reviews stay in the log, and u undoes it.",
            ),
        )

        def go_on(_: object) -> None:
            if question.is_yes:
                self._begin(lambda: resetting(self._collection, ids))

        self.app.push_screen(question, go_on)

    def action_move(self) -> None:
        """Ask for a day, and move the due days there."""
        ids = self.meant
        if not ids:
            return
        found: list[Deed] = []
        ask = LineScreen(
            f"When is {'it' if len(ids) == 1 else 'each of these'} due?",
            (
                f"{cards_words(len(ids))}. Write 0 for today, 7 for in a week, a range such as",
                "3-10 to spread them, or a date such as 2026-12-24.",
            ),
            lambda text: found.append(moving(self._collection, ids, text)),
            placeholder="days from today",
        )

        def go_on(_: object) -> None:
            if found:
                self._begin(lambda: found[-1])

        self.app.push_screen(ask, go_on)

    def _begin(self, make: Callable[[], Deed]) -> None:
        """Do something to the cards that are meant, many at a time."""
        if self._going is not None:
            self.say("Wait until what goes on is done, or press esc to stop it.", CAUTION)
        elif self.meant:
            deed = make()
            self._going = carry_out(self._collection, deed)
            self._go_on(deed, 0)

    def _go_on(self, deed: Deed, done: int) -> None:
        if self._going is None:
            if self.is_current:
                self._end(f"{deed.said(done)} Stopped.")
            return
        try:
            count = next(self._going, None)
        except QuizlrError as error:
            self._end(str(error), CAUTION)
            return
        if count is None or count == len(deed.marks):
            self._end(deed.said(len(deed.marks)))
            return
        self.say(f"{count:,} of {len(deed.marks):,} … esc stops.")
        self.call_after_refresh(self._go_on, deed, count)

    def _end(self, words: str, style: str | None = None) -> None:
        self._going = None
        self.show_changes()
        self.say(words, style) if style else self.say(words)

    def stop(self) -> bool:
        """Stop what goes on; False if nothing does."""
        was_going, self._going = self._going is not None, None
        return was_going

    # -- undo

    def action_undo(self) -> None:
        """Take back the newest action."""
        self._step_back(self._collection.undo, "Undone", "There is nothing to undo.")

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._step_back(self._collection.redo, "Done again", "There is nothing to do again.")

    def _step_back(self, act: Callable[[], Sequence[Event]], verb: str, nothing: str) -> None:
        try:
            events = act()
        except QuizlrError as error:
            self.say(str(error), CAUTION)
            return
        what = events[0].what if events else None
        if isinstance(what, Review | CardMark):
            self.show_changes(what.card_id)
            self.say(f"{verb}: {action_words(what, len(events))}")
        else:
            self.say(nothing)

    # -- looking

    def action_preview(self) -> None:
        """Look at the card as Study draws it; ← and → lead through the list."""
        from quizlr.collection.previewing import Listed, Preview
        from quizlr.tui.screens.preview import PreviewScreen

        card = self.current
        if card is None:
            return
        cards = self.listed
        ids = tuple(each.id for each in cards) if card in cards else (card.id,)
        preview = Preview(self._collection, Listed(ids))
        preview.place = ids.index(card.id)
        self.app.push_screen(PreviewScreen(preview), lambda _: self._after_look(preview.card))

    def _after_look(self, card: Card | None) -> None:
        """The cursor stays with the card that was looked at last."""
        self.show_changes(card.id if card else None)

    def action_history(self) -> None:
        """Show the card's history, and how its memory went."""
        from quizlr.tui.screens.history import HistoryScreen

        if self.current is not None:
            self.app.push_screen(HistoryScreen(self._collection, self.current))

    def action_study(self) -> None:
        """Study those of the cards that wait today."""
        from quizlr.tui.screens.study import StudyScreen

        if self.listed:
            desk = Desk(self._collection, self.listed, within=self._collection.cards)
            self.app.push_screen(StudyScreen(desk))

    def action_edit(self) -> None:
        """Open the note in the editor, then read its file again."""
        from quizlr.collection.editing import edit_target
        from quizlr.collection.live import read_again
        from quizlr.tui.editing import edit
        from quizlr.tui.live import DecksRead

        card = self.current
        if card is None:
            return
        try:
            path, line = edit_target(self._collection, card)
            edit(self.app, path, line, self._collection.settings.app.editor)
        except QuizlrError as error:
            self.say(str(error), CAUTION)
            return
        self.post_message(DecksRead(read_again(self._collection, [path])))

    def action_add(self) -> None:
        """Write a note into the deck of the card under the cursor, or into another."""
        from quizlr.tui.screens.add_note import AddNoteScreen

        deck_id = self.current.deck_id if self.current else ""
        self.app.push_screen(AddNoteScreen(self._collection, deck_id))

    # -- kept searches

    def action_save(self) -> None:
        """Keep the search under a name."""
        query = self.understood
        if not query:
            self.say("There is no search to keep: type one first.")
            return
        ask = LineScreen(
            "Keep this search",
            (
                query,
                "",
                "Under which name? `saved:name` then stands for it in every search.",
                "A name that is taken gets this search instead.",
            ),
            lambda name: self._save(name.strip(), query),
            placeholder="weak spots",
        )
        self.app.push_screen(ask)

    def _save(self, name: str, query: str) -> None:
        if not name:
            raise UsageError("Give it a name, or press esc.")
        save_search(self._collection, name, query)

    def action_searches(self) -> None:
        """Choose one of the kept searches."""
        from quizlr.tui.screens.searches import SearchesScreen

        screen = SearchesScreen(self._collection)

        def go_on(_: object) -> None:
            if screen.chosen:
                self.search_for(screen.chosen)

        self.app.push_screen(screen, go_on)
