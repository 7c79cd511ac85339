"""An interview as its log tells it: what was asked and answered, and how much time that took."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from quizlr.interview.entries import Asked, Begun, Ended, Entry, Followed, Kind, Paused, Resumed
from quizlr.interview.ladder import Rung, Strength, level, strength
from quizlr.model import CardId, Checked, Review, Tier, answer_from_text
from quizlr.values import dataclass

Reviews = Callable[[CardId], Sequence[Review]]
"""The live reviews of a card, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A card that was asked, and the review that it got."""

    asked: Asked
    since_ms: int
    """When it was last laid on the table."""
    review: Review | None = None
    """None while it is open, and if it was passed over."""

    @property
    def seconds(self) -> float:
        """What the answer took: a free one until the points were shown, others until rated."""
        if self.review is None:
            return 0.0
        answer = answer_from_text(self.review.answer)
        if isinstance(answer, Checked) and answer.seconds:
            return answer.seconds
        return max(0.0, (self.review.at_ms - self.since_ms) / 1000)

    @property
    def strength(self) -> Strength | None:
        """How it went; None without an answer."""
        if self.review is None:
            return None
        made = self.review
        return strength(made.rating, made.verdict, self.seconds, self.asked.budget_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One interview, up to now."""

    id: str
    began_at_ms: int
    begun: Begun
    questions: tuple[Question, ...] = ()
    """In the order in which they were asked."""
    followed: tuple[Followed, ...] = ()
    closed_ms: int = 0
    """Time of the stretches that are over."""
    runs_since_ms: int | None = None
    """When the newest stretch began; None while the clock stands."""
    last_at_ms: int = 0
    """The newest thing that happened."""
    is_ended: bool = False

    def spent_ms(self, now_ms: int | None = None) -> int:
        """Time used; without `now_ms` what is proved, up to the newest thing that happened."""
        if self.runs_since_ms is None:
            return self.closed_ms
        until_ms = self.last_at_ms if now_ms is None else now_ms
        return self.closed_ms + max(0, until_ms - self.runs_since_ms)

    def left_s(self, now_ms: int | None = None) -> float:
        """Seconds left; 0 if the time is up."""
        return max(0.0, self.begun.minutes * 60 - self.spent_ms(now_ms) / 1000)

    @property
    def answered(self) -> tuple[Question, ...]:
        """The questions that were answered, in the order of the answers."""
        made = [(each.review.at_ms, each) for each in self.questions if each.review is not None]
        return tuple(each for _, each in sorted(made, key=lambda pair: pair[0]))

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions without an answer, in the order asked."""
        return tuple(each for each in self.questions if each.review is None)

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The answers, as the ladder sees them."""
        return tuple(
            Rung(each.asked.tier, each.strength) for each in self.answered if each.strength
        )

    @property
    def level(self) -> Tier:
        """The tier to ask next."""
        return self.begun.tier or level(self.begun.start, self.rungs)

    @property
    def to_follow(self) -> Question | None:
        """The question just answered, if it was a free one and was not followed up yet."""
        if not self.answered:
            return None
        last = self.answered[-1]
        is_done = any(each.card_id == last.asked.card_id for each in self.followed)
        return None if is_done or last.asked.kind is not Kind.QUESTION else last


def interviews(marks: Iterable[tuple[str, int, Entry]], reviews: Reviews) -> tuple[Interview, ...]:
    """All interviews, oldest first.

    Args:
        marks: (interview id, at_ms, entry), in the order of the log; entries of an interview
            that was never begun are passed over.
        reviews: of each card that was asked.
    """
    by_id: dict[str, list[tuple[int, Entry]]] = {}
    for interview_id, at_ms, entry in marks:
        if isinstance(entry, Begun) or interview_id in by_id:
            by_id.setdefault(interview_id, []).append((at_ms, entry))
    return tuple(fold(name, entries, reviews) for name, entries in by_id.items())


def fold(interview_id: str, entries: Sequence[tuple[int, Entry]], reviews: Reviews) -> Interview:
    """One interview from its entries, the first of which is `Begun`."""
    began_at_ms, begun = entries[0]
    assert isinstance(begun, Begun)
    asked = {e.card_id: (at_ms, e) for at_ms, e in reversed(entries) if isinstance(e, Asked)}
    made = {card_id: _own(reviews(card_id), interview_id) for card_id in asked}
    questions = [
        Question(
            asked=each,
            since_ms=_since(at_ms, made[each.card_id], entries),
            review=made[each.card_id],
        )
        for at_ms, each in sorted(asked.values(), key=lambda pair: pair[0])
    ]
    interview = Interview(
        id=interview_id,
        began_at_ms=began_at_ms,
        begun=begun,
        questions=tuple(questions),
        followed=tuple(e for _, e in entries if isinstance(e, Followed)),
        is_ended=any(isinstance(e, Ended) for _, e in entries),
    )
    return _timed(interview, entries, made)


def _own(reviews: Sequence[Review], interview_id: str) -> Review | None:
    own = [review for review in reviews if review.session_id == interview_id]
    return own[-1] if own else None


def _since(at_ms: int, review: Review | None, entries: Sequence[tuple[int, Entry]]) -> int:
    """When a question was last laid on the table: when asked, or when the learner came back."""
    until_ms = None if review is None else review.at_ms
    backs = (
        back_ms
        for back_ms, entry in entries
        if isinstance(entry, Resumed) and (until_ms is None or back_ms <= until_ms)
    )
    return max(at_ms, *backs, at_ms)


def _timed(
    interview: Interview,
    entries: Sequence[tuple[int, Entry]],
    made: Mapping[CardId, Review | None],
) -> Interview:
    """The interview with its time: stretches from each beginning to the last thing in them."""
    happened: list[tuple[int, Entry | Review]] = [*entries]
    happened += [(review.at_ms, review) for review in made.values() if review is not None]
    closed_ms, since_ms, last_ms = 0, None, interview.began_at_ms
    for at_ms, what in sorted(happened, key=lambda pair: pair[0]):
        if isinstance(what, Begun | Resumed):
            # a stretch that was not closed was cut off by a crash: it is proved up to its last act
            closed_ms += last_ms - since_ms if since_ms is not None else 0
            since_ms = at_ms
        elif isinstance(what, Paused | Ended) and since_ms is not None:
            closed_ms += at_ms - since_ms
            since_ms = None
        last_ms = at_ms
    return replace(interview, closed_ms=closed_ms, runs_since_ms=since_ms, last_at_ms=last_ms)
