"""The desk of a mock interview: what comes next is chosen from the answers so far.

Ratings take the ordinary path of a Desk; what else happens is kept as marks of the home. The desk
holds no state of its own that the log does not have: after each act it reads the interview anew.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from quizlr.cardtypes.interview import FollowUp, follow_ups
from quizlr.collection.collection import Collection
from quizlr.collection.desk import Desk, Undone
from quizlr.collection.interview_pool import can_be_asked, pool
from quizlr.collection.interviewing import (
    all_interviews,
    one_interview,
    report_of,
)
from quizlr.collection.words import title_of
from quizlr.errors import DataError, ReadOnlyError
from quizlr.grading.wording import escaped
from quizlr.interview import (
    Asked,
    Begun,
    Entry,
    Followed,
    Interview,
    Paused,
    Pool,
    Resumed,
    entry_to_text,
    first_tier,
    follows,
    held,
    next_up,
)
from quizlr.interview import Ended as Over
from quizlr.interview.report import Report
from quizlr.model import (
    NEW_SCHEDULE,
    Answer,
    Card,
    Checked,
    Checklist,
    CheckPoint,
    Evidence,
    Grade,
    HomeMark,
    HomeMarkKind,
    MarkKind,
    Moment,
    Prompt,
    Rating,
    Tier,
    Verdict,
)
from quizlr.session import Ended, EndReason, Queue, Turn

if TYPE_CHECKING:
    from quizlr.collection.live import News

USUAL_MIN = 30.0
FOLLOW_UP_POINTS = (
    CheckPoint(id="answered", text="I had an answer.", is_core=True),
    CheckPoint(id="grounded", text="It had a reason, a number or an example."),
)
"""By these the learner judges an answer to a follow-up; the first is the author's, if written."""


def _follow_up_points(found: FollowUp) -> tuple[CheckPoint, ...]:
    answered, grounded = FOLLOW_UP_POINTS
    return (replace(answered, text=found.answer or answered.text), grounded)


def new_id() -> str:
    """A name that no other interview has; what is asked is drawn from it."""
    return os.urandom(4).hex()


def begin(
    collection: Collection,
    topics: Sequence[str] = (),
    minutes: float = USUAL_MIN,
    tier: Tier | None = None,
) -> InterviewDesk:
    """Begin an interview; one that was not finished ends with what was answered.

    Raises:
        UnknownTopicError, NoQuestionsError: as `interviewing.pool`.
        ReadOnlyError: nothing can be saved.
    """
    if collection.store.is_read_only:
        raise ReadOnlyError("an interview is kept as it goes, and this quizlr is read-only.")
    found = pool(collection, topics, tier)
    past = all_interviews(collection)
    held_before = (held(each.rungs) for each in reversed(past))
    start = tier or first_tier(next(filter(None, held_before), None))
    if past and not past[-1].is_ended:
        _keep(collection, past[-1].id, Over(), past[-1].last_at_ms)
    interview_id = new_id()
    begun = Begun(minutes=minutes, tier=tier, start=start, topics=tuple(topics))
    _keep(collection, interview_id, begun, 0)
    return InterviewDesk(collection, one_interview(collection, interview_id), found)


def resume(collection: Collection, interview: Interview) -> InterviewDesk:
    """Go on with an interview after a pause or a crash.

    Raises: as `begin`.
    """
    if collection.store.is_read_only:
        raise ReadOnlyError("an interview is kept as it goes, and this quizlr is read-only.")
    found = pool(collection, interview.begun.topics, interview.begun.tier)
    _keep(collection, interview.id, Resumed(), interview.last_at_ms)
    return InterviewDesk(collection, one_interview(collection, interview.id), found)


def _keep(collection: Collection, interview_id: str, entry: Entry, not_before_ms: int) -> None:
    """Into the log. A clock that was set back does not mix up the order of an interview."""
    at_ms = max(collection.now().at_ms, not_before_ms)
    kind, text = HomeMarkKind.INTERVIEW, entry_to_text(entry)
    collection.store.record(HomeMark(at_ms=at_ms, kind=kind, name=interview_id, text=text))


class InterviewDesk(Desk):
    """One interview, running."""

    def __init__(self, collection: Collection, interview: Interview, found: Pool) -> None:
        self.interview = interview
        self._pool = found
        self._follow: tuple[Turn, Followed] | None = None
        self._acts = 0
        """Ratings and marks of this run that stand."""
        self._undone = 0
        self._owed: Asked | None = None
        ids = [each.card_id for each in found.candidates]
        cards = (collection.card(card_id) for card_id in ids)
        super().__init__(collection, [card for card in cards if card is not None])
        self._session.go_on()  # the day's budget does not end an interview

    def queue(self, now: Moment) -> Queue:  # noqa: ARG002
        """Nothing waits: each card is chosen when the one before is rated."""
        return Queue()

    def _read(self) -> None:
        self.interview = one_interview(self.collection, self.interview.id)

    def _keep(self, entry: Entry) -> None:
        _keep(self.collection, self.interview.id, entry, self.interview.last_at_ms)
        self._read()

    # -- what is asked

    def turn(self) -> Turn | Ended:
        """The card on the table, a follow-up, or the end."""
        if self._session.on_table is not None:
            return self._session.on_table
        if self.interview.is_ended:
            return Ended(reason=EndReason.DONE)
        now = self.collection.now()
        if self._follow is None:
            self._follow = self._next_follow_up(now)
        if self._follow is not None:
            return self._follow[0]
        card = self._next_card(now)
        if card is None:
            is_over = self.left_s < 1
            return Ended(reason=EndReason.MINUTES if is_over else EndReason.DONE)
        self._session.refill(Queue(reviews=(card,)))
        self._session.turn(now)
        self._session.met(now)  # no page on the concept before the question
        return super().turn()

    def _next_card(self, now: Moment) -> Card | None:
        """The first question that is still open, else one that is chosen now, and kept as asked."""
        for each in self.interview.open:
            if can_be_asked(self.collection, each.asked.card_id, now):
                return self.collection.card(each.asked.card_id)
        left = [
            each
            for each in self._pool.candidates
            if can_be_asked(self.collection, each.card_id, now)
        ]
        found = replace(self._pool, candidates=tuple(left))
        chosen = next_up(found, self.interview, now.at_ms)
        if chosen is None:
            return None
        self._owed = chosen.asked
        with suppress(DataError):  # said when the rating cannot be saved either
            self._pay()
        return self.collection.card(chosen.card_id)

    def _pay(self) -> None:
        """Keep what was asked, if that could not be done when it was."""
        if self._owed is not None:
            self._keep(self._owed)
            self._owed = None

    def _next_follow_up(self, now: Moment) -> tuple[Turn, Followed] | None:
        """What is asked after the answer just given, by how it went."""
        parent = self.interview.to_follow
        card = None if parent is None else self.collection.card(parent.asked.card_id)
        if parent is None or parent.review is None or card is None:
            return None
        verdict = _verdict(parent.review.verdict)
        found = next((each for each in follow_ups(card.note, verdict) if each.ask), None)
        left_s = self.interview.left_s(now.at_ms)
        followed = follows(parent.asked, found.ask, left_s) if found else None
        if found is None or followed is None:
            return None
        task = Checklist(points=_follow_up_points(found), minutes=followed.budget_s / 60)
        front = f"*Follow-up to: {escaped(title_of(card))}*\n\n{found.ask}"
        prompt = Prompt(
            card=card, seed=0, front=front, back="", task=task, evidence=Evidence.RUBRIC
        )
        schedule = self.collection.schedules.get(card.id, NEW_SCHEDULE)
        return Turn(prompt=prompt, schedule=schedule, shown_at_ms=now.at_ms), followed

    def asked_of(self, card: Card) -> Asked:
        """The question that a card on the table is."""
        if self._owed is not None and self._owed.card_id == card.id:
            return self._owed
        found = (each.asked for each in self.interview.questions)
        return next(asked for asked in found if asked.card_id == card.id)

    @property
    def is_follow_up(self) -> bool:
        """Whether what is asked is a follow-up, which is not rated."""
        return self._session.on_table is None and self._follow is not None

    @property
    def left_s(self) -> float:
        """Seconds left."""
        return self.interview.left_s(self.collection.now().at_ms)

    # -- what is answered

    def answer(self, answer: Answer) -> Grade:
        """Grade an answer; that to a follow-up is kept at once, and the next question comes."""
        if not self.is_follow_up or self._follow is None:
            return super().answer(answer)
        followed = self._follow[1]
        if isinstance(answer, Checked):
            score = len(answer.points) / len(FOLLOW_UP_POINTS)
            kept = replace(followed, score=score, seconds=answer.seconds, said=answer.text)
        else:
            kept = replace(followed, score=0.0)
        self._keep(kept)
        self._follow = None
        return Grade(verdict=Verdict.UNGRADED, feedback="The follow-up is noted.")

    def rate(self, rating: Rating) -> None:
        """Save the rating durably as a review of this interview, then clear the table."""
        self._refuse_read_only()
        self._pay()
        now = self.collection.now()
        review = replace(self._session.draft(rating, now), session_id=self.interview.id)
        schedule = self.collection.record(review)
        self._session.take(review, schedule, now)
        self._acts += 1
        self._read()

    def bury(self) -> None:
        """Pass over what is asked: a question comes back on the next study day."""
        if self.is_follow_up and self._follow is not None:
            self._keep(self._follow[1])
            self._follow = None
        else:
            super().bury()

    def _mark(self, kind: MarkKind, value: int) -> None:
        super()._mark(kind, value)
        self._acts += 1

    def take_up(self, news: News) -> str:
        """Use the cards as they are written now; a follow-up is asked as it is now, too."""
        self._follow = None
        return super().take_up(news)

    def another(self) -> Desk | None:
        """Practice comes after the interview."""
        return None

    def undo(self) -> Undone | None:
        """Take back the newest action of this interview; what was done before it stays."""
        undone = super().undo() if self._acts > 0 or self._is_newest_ours() else None
        if undone is not None:
            self._acts -= 1
            self._undone += 1
            self._look_again()
        return undone

    def redo(self) -> Undone | None:
        """Do again what was undone last in this interview."""
        done = super().redo() if self._undone else None
        if done is not None:
            self._acts += 1
            self._undone -= 1
            self._look_again()
        return done

    def _is_newest_ours(self) -> bool:
        """Whether the newest rating is one that this interview had before it was resumed."""
        newest, answered = self.collection.store.newest(), self.interview.answered
        last = answered[-1].review if answered else None
        return newest is not None and last is not None and newest[0] == last.at_ms

    def _look_again(self) -> None:
        self._follow = None
        self._read()

    # -- pause and end

    def pause(self) -> None:
        """Stop the clock and leave; `resume` goes on."""
        if self.interview.runs_since_ms is not None:
            self._keep(Paused())

    def end(self) -> None:
        """The interview is over."""
        if not self.interview.is_ended:
            self._keep(Over())

    def report(self) -> Report:
        """What the interview came to."""
        return report_of(self.collection, self.interview)


def _verdict(text: str) -> Verdict:
    """As the log has it; one of a newer quizlr counts as not correct."""
    try:
        return Verdict(text)
    except ValueError:
        return Verdict.WRONG
