"""One sitting at the desk: a Session whose ratings are saved before the next card is drawn.

This is all that a front end needs to study; the app and `--plain` use nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quizlr.collection.collection import Collection
from quizlr.collection.rules import DRILL_TYPES
from quizlr.collection.upkeep import Upkeep
from quizlr.errors import ReadOnlyError
from quizlr.model import (
    NEW_SCHEDULE,
    Answer,
    Card,
    CardId,
    CardMark,
    CardState,
    Event,
    Evidence,
    Grade,
    MarkKind,
    Moment,
    Note,
    Prompt,
    Rating,
    Revealed,
    Review,
    answer_from_text,
)
from quizlr.scheduling import interval_words
from quizlr.session import (
    Ended,
    EndReason,
    Habits,
    Practice,
    Progress,
    Queue,
    Rules,
    Session,
    Turn,
    ahead_queue,
    cram_queue,
)
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.leeches import LeechHelp
    from quizlr.session.summary import Summary
    from quizlr.session.why import Why

ANOTHER_COUNT = 20


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or a redo did."""

    words: str
    """One sentence for the screen."""
    card: Card | None
    """The card now on the table; None if it lies elsewhere."""


class Desk(Upkeep):
    """Study some cards: turn, answer, rate; undo; put aside; edit."""

    def __init__(
        self,
        collection: Collection,
        cards: Sequence[Card],
        *,
        within: Sequence[Card] | None = None,
        practice: Practice | None = None,
        is_ahead: bool = False,
        minutes: float | None = None,
        habits: Habits | None = None,
    ) -> None:
        self.collection = collection
        self.cards = tuple(cards)
        self.practice = practice
        self._within = None if within is None else tuple(within)
        self.is_ahead = is_ahead
        self.leech_help: LeechHelp | None = None
        """With the card rated last, if it is forgotten again and again."""
        now = collection.now()
        rules = Rules(
            limits=collection.limits(),
            settings=collection.scheduler_settings(),
            concepts=collection.concepts(),
            session_id=(practice and practice.session_id) or collection.session_id,
            practice=practice,
            habits=habits or collection.habits,
            pick_day=collection.pick_day,
            minutes=minutes,
            last_review=self._last_review,
        )
        self._session = Session(
            self.queue(now),
            collection.schedules,
            rules,
            day_duration_ms=collection.day_done(now).duration_ms,
            met_concepts=self._met_concepts(),
        )

    def _last_review(self, card_id: CardId) -> Review | None:
        return next(reversed(self.collection.store.history(card_id)), None)

    def queue(self, now: Moment) -> Queue:
        """What this sitting asks, as things stand now."""
        if self.practice is not None:
            return cram_queue(self.cards, self.collection.schedules)
        if self.is_ahead:
            return ahead_queue(self.cards, self.collection.schedules, now)
        return self.collection.queue(self.cards, now, within=self._within)

    def _met_concepts(self) -> tuple[str, ...]:
        collection, concepts = self.collection, self.collection.concepts()
        return tuple(
            key
            for card_id, schedule in collection.schedules.items()
            if schedule.state is not CardState.NEW
            and (card := collection.card(card_id)) is not None
            for key in concepts.about(card)
        )

    # -- the round: turn, (met), hint, answer, rate

    def turn(self) -> Turn | Ended:
        """The card on the table, or why there is none and when the next one comes."""
        if self._session.on_table is not None:
            return self._session.on_table
        now = self.collection.now()
        turn = self._session.turn(now)
        if isinstance(turn, Ended) and turn.reason is EndReason.DONE:
            from quizlr.collection.ending import after_the_queue

            more, ended = after_the_queue(self, turn, self._session.queue, now)
            if more is None:
                return ended
            self._session.refill(more)
            return self._session.turn(now)
        return turn

    def met(self) -> None:
        """The turn's concepts were shown."""
        self._session.met(self.collection.now())

    def go_on(self) -> None:
        """Study past the budget of minutes."""
        self._session.go_on()

    def study_ahead(self) -> None:
        """Go on with what comes next although it is not due."""
        self.is_ahead = True
        self._session.refill(self.queue(self.collection.now()))

    def hint(self) -> str | None:
        """One more hint (Markdown); None if there is none left."""
        return self._session.hint()

    def work(self) -> str | None:
        """One more worked step (Markdown); None if there is none left."""
        return self._session.work()

    def say_confidence(self, chance: float) -> None:
        """The learner's own chance of being right, 0 to 1, before the answer is shown."""
        self._session.say_confidence(chance)

    def answer(self, answer: Answer) -> Grade:
        """Grade an answer. One that cannot be read, or is too short, leaves the question open."""
        return self._session.answer(answer, self.collection.now())

    def buttons(self) -> Mapping[Rating, str]:
        """The interval behind each rating, in words; empty in a cram."""
        now = self.collection.now()
        return {
            rating: interval_words(outlook, now)
            for rating, outlook in self._session.outlooks(now).items()
        }

    def rate(self, rating: Rating) -> None:
        """Save the rating durably, then clear the table.

        Raises:
            DataError: it could not be saved; the card stays on the table.
        """
        from quizlr.collection.leeches import help_after

        self._refuse_read_only()
        now = self.collection.now()
        turn = self._turn()
        review = self._session.draft(rating, now)
        schedule = self.collection.record(review)
        self._session.take(review, schedule, now)
        self.leech_help = help_after(self.collection, turn.card, turn.schedule, schedule)

    def peek(self) -> Prompt | None:
        """The prompt that probably comes after the one on the table; None if none does."""
        return self._session.peek(self.collection.now())

    def progress(self) -> Progress:
        """How far the sitting has come."""
        return self._session.progress()

    def summary(self) -> Summary:
        """What the sitting came to."""
        from quizlr.collection.overview import due_on
        from quizlr.session.summary import summarise
        from quizlr.session.tally import streak

        now = self.collection.now()
        return summarise(
            self._session.rated,
            streak_days=streak(self.collection.store.study_days(), now),
            due_tomorrow=due_on(self.collection, now.study_day + 1),
            recent_slips=self.collection.recent_slips,
            is_practice=self.practice is not None,
        )

    def repair(self) -> Desk | None:
        """Practice of the skills in which slips were made in this sitting; None if none were."""
        from quizlr.collection.repairing import repair_of

        repair = repair_of(self._session.rated, self.collection.card)
        if not repair.cards:
            return None
        return Desk(
            self.collection,
            repair.cards,
            practice=self.collection.practice(repair.count),
            habits=lambda skill: repair.made.get(skill, ()),
        )

    def variant_name(self) -> str:
        """The command that asks the very variant on the table again; empty if it is no drill."""
        prompt = self._turn().prompt
        if prompt.card.note.type not in DRILL_TYPES:
            return ""
        return f"quizlr drill {prompt.card.note_key} --variant {prompt.seed}"

    def another(self) -> Desk | None:
        """Practice of the skill on the table, with other variants; None if it has no others."""
        turn = self.turn()
        if isinstance(turn, Ended) or turn.prompt.evidence is not Evidence.SKILL:
            return None
        return Desk(self.collection, (turn.card,), practice=self.collection.practice(ANOTHER_COUNT))

    # -- undo and redo

    def undo(self) -> Undone | None:
        """Take back the newest action; a rated card comes back with its answer."""
        self._refuse_read_only()
        events = self.collection.undo()
        return self._after(events, is_redo=False) if events else None

    def redo(self) -> Undone | None:
        """Do again what was undone last."""
        self._refuse_read_only()
        events = self.collection.redo()
        return self._after(events, is_redo=True) if events else None

    def _after(self, events: Sequence[Event], *, is_redo: bool) -> Undone:
        from quizlr.collection.words import action_words

        whats = [event.what for event in events if isinstance(event.what, Review | CardMark)]
        what = whats[0]
        now = self.collection.now()
        schedule = self.collection.schedules[what.card_id]
        card = self.collection.card(what.card_id)
        verb = "Done again" if is_redo else "Undone"
        words = f"{verb}: {action_words(what, len(events))}"
        for each in whats:
            self._session.know(each.card_id, self.collection.schedules[each.card_id])
        if isinstance(what, Review) and is_redo:
            self._session.remember_rating(what.card_id)
        elif isinstance(what, Review):
            self._session.forget_rating(what.card_id)
        self._session.drop(what.card_id)
        if self.practice is None:
            self._session.refill(self.queue(now))
        if card is None:
            return Undone(f"{words} ({what.card_id} is in no deck now)", None)
        if is_redo or len(events) > 1:
            return Undone(words, None)
        if isinstance(what, Review):
            answer = answer_from_text(what.answer) if what.answer else Revealed()
            self._session.bring_back(card, schedule, now, answer, what)
        else:
            self._session.bring_back(card, schedule, now, None)
        return Undone(words, card)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be saved."""
        return self.collection.store.is_read_only

    # -- putting aside

    def skip(self) -> None:
        """Out of this sitting, without a trace."""
        self._session.drop(self._turn().card.id)

    def bury(self) -> None:
        """Not today: the card comes back on the next study day."""
        self._mark(MarkKind.BURY, self.collection.now().study_day + 1)

    def suspend(self) -> None:
        """Out of the queue until it is brought back."""
        self._mark(MarkKind.SUSPEND, 1)

    def flag(self) -> int:
        """Flag the card, or take the flag away; the new flag."""
        turn = self._turn()
        flag = 0 if self.collection.schedules.get(turn.card.id, NEW_SCHEDULE).flag else 1
        self._mark(MarkKind.FLAG, flag)
        return flag

    def _mark(self, kind: MarkKind, value: int) -> None:
        self._refuse_read_only()
        card = self._turn().card
        now = self.collection.now()
        mark = CardMark(card_id=card.id, at_ms=now.at_ms, kind=kind, value=value)
        schedule = self.collection.record(mark)
        if kind is not MarkKind.FLAG:
            self._session.settle(card, schedule, now)

    def _turn(self) -> Turn:
        turn = self.turn()
        if isinstance(turn, Ended):
            raise RuntimeError("no card is on the table")
        return turn

    def _refuse_read_only(self) -> None:
        if self.is_read_only:
            raise ReadOnlyError("this quizlr is open read-only.")

    # -- looking and editing

    def why(self) -> Why:
        """Why this card now, and its history."""
        return self.collection.why(self._turn().card)

    def concepts(self) -> tuple[str, ...]:
        """The keys of the concepts that the card on the table is about, in whichever decks."""
        return self.collection.concepts().about(self._turn().card)

    def labs(self) -> tuple[Note, ...]:
        """The card's own lab, or the labs that are about one of its concepts, in any deck."""
        from quizlr.collection.labs import labs, labs_about

        card = self._turn().card
        own = tuple(each.note for each in labs(self.collection) if each.key == card.note_key)
        keys = self.collection.concepts().about(card)
        return own or tuple(each.note for each in labs_about(self.collection, keys))

    def edit_target(self) -> tuple[Path, int]:
        """File and line of the card's note; a bundled deck is first copied to the learner's."""
        from quizlr.collection.editing import edit_target

        return edit_target(self.collection, self._turn().card)
