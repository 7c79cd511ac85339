"""The turn-table: serves cards, takes answers, drafts reviews. It saves nothing.

Whoever holds a session records each drafted review and then hands it back with `take`; the
session then moves on. Time comes in as a Moment; chance is a hash of the card and its review count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from quizlr.cardtypes import ask, grade
from quizlr.decks.concepts import Concepts
from quizlr.grading.propose import propose
from quizlr.model import (
    NEW_SCHEDULE,
    Answer,
    Card,
    CardId,
    CardState,
    Grade,
    Moment,
    Prompt,
    Rating,
    Review,
    Schedule,
    Verdict,
)
from quizlr.scheduling import Outlook
from quizlr.session.drafting import as_it_was, as_practice, drafted, previews
from quizlr.session.progress import progress_of
from quizlr.session.queue import Queue
from quizlr.session.ratings import Ratings, rated
from quizlr.session.rules import Rules
from quizlr.session.seeds import (
    chosen,
    practice_seed,
    prompt_seed,
)
from quizlr.session.turn import Ended, EndReason, Progress, Rated, Turn
from quizlr.session.waiting import Waiting

CRAM_GAP = 5
"""A card failed in a cram comes back after this many others."""


class Session:
    """One sitting."""

    def __init__(
        self,
        queue: Queue,
        schedules: Mapping[CardId, Schedule],
        rules: Rules,
        *,
        day_duration_ms: int = 0,
        met_concepts: Sequence[str] = (),
    ) -> None:
        self._rules = rules
        self._schedules = dict(schedules)
        self._met = set(met_concepts)
        self._day_ms = day_duration_ms
        self._goes_on = False
        self._turn: Turn | None = None
        self._asked: Counter[CardId] = Counter()
        self._ratings = Ratings()
        self.refill(queue)

    def refill(self, queue: Queue) -> None:
        """Start again from this queue, the current card excepted."""
        self.queue = queue
        on_table = self._turn.card.id if self._turn else None
        self._waiting = Waiting(queue, on_table)

    # -- whose turn

    @property
    def on_table(self) -> Turn | None:
        """The card on the table, if one has been laid."""
        return self._turn

    def turn(self, now: Moment) -> Turn | Ended:
        """The card on the table, or the next one, or why there is none."""
        if self._turn is None:
            if self._minutes_are_up():
                return self._ended(EndReason.MINUTES)
            if self._is_practised():
                return self._ended(EndReason.DONE)
            ahead_ms = self._rules.limits.learn_ahead_min * 60_000
            card = self._waiting.take(now, ahead_ms=ahead_ms)
            if card is None:
                return self._ended(EndReason.DONE)
            self._turn = self._lay(card, now)
        return self._turn

    def peek(self, now: Moment) -> Prompt | None:
        """The prompt that probably comes after the one on the table; None if none does."""
        table_note = self._turn.card.note_key if self._turn else ""
        card = self._waiting.first(now, but_note=table_note)
        return None if card is None else self._prompt(card)

    def _prompt(self, card: Card, seed: int | None = None) -> Prompt:
        if seed is None:
            seed = chosen(card, partial(self._seed, card.id), self._rules.habits)
        return ask(card, seed, self._rules.last_review)

    def _seed(self, card_id: CardId, place: int) -> int:
        practice = self._rules.practice
        if practice is not None:
            return practice_seed(practice, card_id, self._asked[card_id], place)
        count = self._schedules.get(card_id, NEW_SCHEDULE).review_count
        return prompt_seed(card_id, count, place)

    def _is_practised(self) -> bool:
        practice = self._rules.practice
        return practice is not None and 0 < practice.count <= len(self.rated)

    def _lay(self, card: Card, now: Moment, seed: int | None = None) -> Turn:
        schedule = self._schedules.get(card.id, NEW_SCHEDULE)
        return Turn(
            prompt=self._prompt(card, seed),
            schedule=schedule,
            shown_at_ms=now.at_ms,
            introduces=self._new_concepts(card) if schedule.state is CardState.NEW else (),
        )

    def _new_concepts(self, card: Card) -> tuple[str, ...]:
        if self._rules.practice is not None:
            return ()
        return tuple(key for key in self._rules.concepts.about(card) if key not in self._met)

    def met(self, now: Moment) -> None:
        """The concepts of the card on the table were shown; its clock starts now."""
        if self._turn is not None:
            self._met.update(self._rules.concepts.about(self._turn.card))
            self._turn = replace(self._turn, introduces=(), shown_at_ms=now.at_ms)

    def _minutes_are_up(self) -> bool:
        if self._goes_on:
            return False
        if self._rules.minutes is not None:
            return self.sitting_ms >= self._rules.minutes * 60_000
        if self._rules.practice is not None:
            return False  # the day's budget is for what is scheduled
        budget = self._rules.limits.minutes_per_day
        return bool(budget) and self._day_ms >= budget * 60_000

    def go_on(self) -> None:
        """Study past the budget of minutes."""
        self._goes_on = True

    def _ended(self, reason: EndReason) -> Ended:
        next_due_at_ms = self._waiting.next_due_at_ms
        return Ended(reason=reason, next_due_at_ms=next_due_at_ms, waits=self.queue.waits)

    # -- hint, answer, rating

    def hint(self) -> str | None:
        """Show one more hint of the card on the table; None if there is none left."""
        turn = self._asking()
        if turn is None or turn.hints_shown >= len(turn.prompt.hints):
            return None
        self._turn = replace(turn, hints_shown=turn.hints_shown + 1)
        return turn.prompt.hints[turn.hints_shown]

    def work(self) -> str | None:
        """Show one more worked step of the card on the table; None if there is none left."""
        turn = self._asking()
        if turn is None or turn.steps_shown >= len(turn.prompt.worked):
            return None
        self._turn = replace(turn, steps_shown=turn.steps_shown + 1)
        return turn.prompt.worked[turn.steps_shown]

    def say_confidence(self, chance: float) -> None:
        """The learner's own chance of being right, 0 to 1, before the answer is shown."""
        if turn := self._asking():
            self._turn = replace(turn, confidence=chance)

    def _asking(self) -> Turn | None:
        """The card on the table, if it waits for an answer."""
        return self._turn if self._turn is not None and self._turn.grade is None else None

    def answer(self, answer: Answer, now: Moment) -> Grade:
        """Grade an answer; one that cannot be read, or is too short, leaves the question open."""
        turn = self._expect_turn()
        result = grade(turn.prompt, answer)
        if result.verdict is Verdict.INVALID:
            return result
        if result.verdict is Verdict.TOO_FEW_DIGITS and not turn.prompt.is_second_try:
            self._turn = replace(turn, prompt=replace(turn.prompt, is_second_try=True))
            return result
        if result.proposed is not None:
            taken_ms = now.at_ms - turn.shown_at_ms
            proposed = propose(result.score, turn.hints_shown, turn.steps_shown, taken_ms)
            result = replace(result, proposed=min(result.proposed, proposed))
        self._turn = replace(turn, answer=answer, grade=result)
        return result

    def outlooks(self, now: Moment) -> Mapping[Rating, Outlook]:
        """What each button would do to the card on the table; empty in a cram."""
        if self._rules.practice is not None:
            return {}
        return self._previews(now)

    def _previews(self, now: Moment) -> Mapping[Rating, Outlook]:
        rules = self._rules
        return previews(self._expect_turn(), rules.settings, now, rules.pick_day(now))

    def draft(self, rating: Rating, now: Moment) -> Review:
        """The review that this rating makes of the card on the table; record it, then `take` it."""
        turn, rules = self._expect_turn(), self._rules
        outlook = self._previews(now)[rating]
        review = drafted(turn, outlook, rules.settings, rules.session_id, now)
        return review if rules.practice is None else as_practice(review, turn.schedule)

    def take(self, review: Review, schedule: Schedule, now: Moment) -> None:
        """The drafted review has been recorded; clear the table."""
        turn = self._expect_turn()
        self._turn = None
        self._day_ms += review.duration_ms
        self._ratings.given.append(rated(turn, review))
        self._asked[turn.card.id] += 1
        self._met.update(self._rules.concepts.about(turn.card))
        if self._rules.practice is not None:
            self._practise_again(turn.card, review.rating)
            return
        self.settle(turn.card, schedule, now)
        self._waiting.drop_note(turn.card.note_key)

    def _practise_again(self, card: Card, rating: Rating) -> None:
        practice = self._rules.practice
        if practice is not None and practice.count:
            self._waiting.put_last(card)
        elif rating is Rating.AGAIN:
            self._waiting.put(card, CRAM_GAP)

    # -- changes from outside

    def settle(self, card: Card, schedule: Schedule, now: Moment) -> None:
        """Put a card where its schedule says: in the learning queue, in front, or away."""
        self._schedules[card.id] = schedule
        self.drop(card.id)
        self._waiting.settle(card, schedule, now)

    def drop(self, card_id: CardId) -> None:
        """Take a card out of this sitting."""
        if self._turn is not None and self._turn.card.id == card_id:
            self._turn = None
        self._waiting.drop(card_id)

    def bring_back(
        self,
        card: Card,
        schedule: Schedule,
        now: Moment,
        answer: Answer | None,
        review: Review | None = None,
    ) -> None:
        """Lay a card on the table again, with the answer that was given, to be rated anew.

        `review` is the rating that was taken back; its variant, hints and steps come back too.
        """
        self._schedules[card.id] = schedule
        self.drop(card.id)
        if self._turn is not None:
            # the card on the table waits in front: it was not answered
            if self._rules.practice is not None:
                self._waiting.put(self._turn.card)
            else:
                self.settle(self._turn.card, self._turn.schedule, now)
        laid = replace(
            self._lay(card, now, review.seed if review else None), introduces=(), is_again=True
        )
        self._turn = laid if review is None else as_it_was(laid, review)
        if answer is not None:
            self.answer(answer, now)

    def forget_rating(self, card_id: CardId) -> None:
        """The newest rating of this card was undone; the summary no longer counts it."""
        if item := self._ratings.forget(card_id):
            self._day_ms -= item.duration_ms
            self._asked[card_id] -= 1

    def remember_rating(self, card_id: CardId) -> None:
        """A rating of this card was undone and is done again."""
        if item := self._ratings.remember(card_id):
            self._day_ms += item.duration_ms
            self._asked[card_id] += 1

    def know(self, card_id: CardId, schedule: Schedule) -> None:
        """A card's schedule has changed."""
        self._schedules[card_id] = schedule
        if self._turn is not None and self._turn.card.id == card_id:
            self._turn = replace(self._turn, schedule=schedule)

    def replace_cards(
        self, current: Callable[[CardId], Card | None], concepts: Concepts, now: Moment
    ) -> None:
        """The decks were edited: use the cards as they are now; those that are gone leave.

        An answer already graded is graded again.

        Raises:
            QuizlrError: the card on the table is a drill that can no longer be drawn; it stays.
        """
        self._rules = replace(self._rules, concepts=concepts)
        self._waiting.replace(current)
        turn = self._turn
        if turn is not None:
            self._turn = self._edited(turn, current(turn.card.id))
            if self._turn is not None and self._turn.grade is None and turn.answer is not None:
                self.answer(turn.answer, now)

    def _edited(self, turn: Turn, card: Card | None) -> Turn | None:
        """A turn with its card as it is now; where the text is another, without a grade."""
        if card is None:
            return None
        if card.note.says_same(turn.card.note):
            return replace(turn, prompt=replace(turn.prompt, card=card))
        is_second_try = turn.prompt.is_second_try
        prompt = replace(self._prompt(card, turn.prompt.seed), is_second_try=is_second_try)
        return replace(turn, prompt=prompt, introduces=(), grade=None, answer=None)

    # -- what to show

    @property
    def sitting_ms(self) -> int:
        """Time spent on answers in this sitting."""
        return self._ratings.total_ms

    @property
    def rated(self) -> Sequence[Rated]:
        """The ratings given in this sitting."""
        return self._ratings.given

    def progress(self) -> Progress:
        """Counts for the progress line; the card on the table is among what is left."""
        return progress_of(
            self._turn, self._waiting.counts, self._rules, self._ratings, self._day_ms
        )

    def _expect_turn(self) -> Turn:
        if self._turn is None:
            raise RuntimeError("no card is on the table: call turn() first")
        return self._turn
