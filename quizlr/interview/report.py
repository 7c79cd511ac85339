"""What an interview came to: coverage, points missed, time, senior angles, what to study next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Final

from quizlr.cardtypes.points import SENIOR
from quizlr.grading.coverage import coverage, ids_of
from quizlr.interview.entries import Kind
from quizlr.interview.ladder import TIERS, Strength, held
from quizlr.interview.record import Interview, Question
from quizlr.model import CardId, CheckPoint, Tier, Verdict
from quizlr.values import dataclass

ENOUGH: Final = 0.8
"""A topic with this coverage need not be studied because of the interview."""
MOST_TO_STUDY: Final = 3
_SCORES: Final[Mapping[str, float]] = {
    Verdict.CORRECT: 1.0,
    Verdict.PARTIAL: 0.5,
    Verdict.UNIT: 0.5,
    Verdict.TOO_FEW_DIGITS: 0.5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the decks say now of a card that was asked."""

    title: str
    points: tuple[CheckPoint, ...] = ()
    topics: Mapping[str, str] = field(default_factory=dict)
    """What the card is about now: name -> what the learner reads. Concepts may have moved since
    the card was asked; interviews are compared by the names that hold today."""


FactsOf = Callable[[CardId], Facts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of the interview."""

    card_id: CardId
    title: str
    kind: Kind
    tier: Tier
    topics: Mapping[str, str]
    """Name -> what the learner reads."""
    strength: Strength
    score: float
    """0 to 1: the weight of the points made, or the verdict of a drill."""
    seconds: float
    budget_s: float
    slip: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it took longer than it should."""
        return self.seconds > self.budget_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The answers of one tier or topic, together."""

    name: str
    title: str
    count: int
    score: float
    """The mean, 0 to 1."""
    weak: int
    strong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A point that an answer did not make."""

    card_id: CardId
    title: str
    text: str
    """Markdown; the point's id where the deck has it no more."""
    is_core: bool
    quote: str = ""
    """Markdown: the words that would have made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """A topic to study, and why."""

    topic: str
    title: str
    score: float
    count: int
    card_ids: tuple[CardId, ...]
    """The questions on it that were asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole report of one interview."""

    id: str
    began_at_ms: int
    is_ended: bool
    minutes: float
    tier: Tier | None
    topics: tuple[str, ...]
    spent_ms: int
    answers: tuple[Answer, ...]
    passed: int
    """Questions without an answer."""
    by_tier: tuple[Row, ...]
    by_topic: tuple[Row, ...]
    """Weakest first."""
    missed: tuple[Missed, ...]
    """Core points first, in the order of the answers."""
    senior_reached: int
    senior_asked: int
    follow_up_scores: tuple[float, ...]
    climbed: tuple[Tier, ...]
    """The tier of each answer."""
    held: Tier | None
    study: tuple[Next, ...] = field(default_factory=tuple)

    @property
    def score(self) -> float:
        """The mean of all answers; 0 without one."""
        return _mean([each.score for each in self.answers])

    @property
    def late(self) -> int:
        """Answers that took longer than they should."""
        return sum(each.is_late for each in self.answers)

    @property
    def answer_s(self) -> float:
        """Time used for the answers themselves."""
        return sum(each.seconds for each in self.answers)

    @property
    def budget_s(self) -> float:
        """Time that those answers should take."""
        return sum(each.budget_s for each in self.answers)

    @property
    def follow_up_score(self) -> float:
        """The mean of the follow-ups, as the learner judged them; 0 without one."""
        return _mean(self.follow_up_scores)


def report(interview: Interview, facts_of: FactsOf) -> Report:
    """Count an interview, at its end or in the middle."""
    answers = tuple(_answer(each, facts_of) for each in interview.answered)
    points = [_points(each, facts_of) for each in interview.answered]
    missed = [point for each in interview.answered for point in _missed(each, facts_of)]
    by_topic = _rows(answers, lambda each: each.topics)
    by_tier = _rows(answers, lambda each: {each.tier.value: each.tier.value})
    seniors = [SENIOR in made for made, missed_ids in points if SENIOR in (*made, *missed_ids)]
    return Report(
        id=interview.id,
        began_at_ms=interview.began_at_ms,
        is_ended=interview.is_ended,
        minutes=interview.begun.minutes,
        tier=interview.begun.tier,
        topics=interview.begun.topics,
        spent_ms=interview.spent_ms(),
        answers=answers,
        passed=len(interview.open),
        by_tier=tuple(sorted(by_tier, key=lambda row: TIERS.index(Tier(row.name)))),
        by_topic=tuple(sorted(by_topic, key=lambda row: row.score)),
        missed=tuple(sorted(missed, key=lambda point: not point.is_core)),
        senior_reached=sum(seniors),
        senior_asked=len(seniors),
        follow_up_scores=tuple(each.score for each in interview.followed if each.score is not None),
        climbed=tuple(each.tier for each in answers),
        held=held(interview.rungs),
        study=_study(by_topic, answers),
    )


def _answer(question: Question, facts_of: FactsOf) -> Answer:
    asked, review = question.asked, question.review
    assert review is not None
    assert question.strength is not None
    facts = facts_of(asked.card_id)
    return Answer(
        card_id=asked.card_id,
        title=facts.title,
        kind=asked.kind,
        tier=asked.tier,
        topics=facts.topics or {name: name.rpartition("/")[2] for name in asked.topics},
        strength=question.strength,
        score=_score(question, facts_of),
        seconds=question.seconds,
        budget_s=asked.budget_s,
        slip=review.slip,
    )


def _score(question: Question, facts_of: FactsOf) -> float:
    """By the weights that the deck gives the points now; where it has others now, by their number.

    An answer that was looked at, and one without points, goes by its verdict.
    """
    review = question.review
    assert review is not None
    made, missed = _points(question, facts_of)
    ids = {each for each in (*made, *missed) if each != SENIOR}
    if not ids:
        return _SCORES.get(review.verdict, 0.0)
    points = [each for each in facts_of(question.asked.card_id).points if each.id in ids]
    if {each.id for each in points} == ids:
        return coverage(points, made).score
    return len(ids & set(made)) / len(ids)


def _points(question: Question, facts_of: FactsOf) -> tuple[Sequence[str], Sequence[str]]:
    """The ids of the points made and missed; all are missed by who looked at the answer."""
    review = question.review
    assert review is not None
    made, missed = ids_of(review.points)
    if not made and not missed and review.verdict == Verdict.UNGRADED:
        return (), [each.id for each in facts_of(question.asked.card_id).points]
    return made, missed


def _missed(question: Question, facts_of: FactsOf) -> Iterable[Missed]:
    asked = question.asked
    facts = facts_of(asked.card_id)
    known = {point.id: point for point in facts.points}
    for point_id in _points(question, facts_of)[1]:
        if point_id == SENIOR:
            continue
        point = known.get(point_id, CheckPoint(id=point_id, text=f"`{point_id}`"))
        yield Missed(
            card_id=asked.card_id,
            title=facts.title,
            text=point.text,
            is_core=point.is_core,
            quote=point.quote,
        )


def _rows(
    answers: Sequence[Answer], names_of: Callable[[Answer], Mapping[str, str]]
) -> tuple[Row, ...]:
    """One row for each name, in the order of the first answer that has it."""
    grouped: dict[str, list[Answer]] = {}
    for each in answers:
        for name in names_of(each):
            grouped.setdefault(name, []).append(each)
    return tuple(
        Row(
            name=name,
            title=names_of(own[0])[name],
            count=len(own),
            score=_mean([each.score for each in own]),
            weak=sum(each.strength is Strength.WEAK for each in own),
            strong=sum(each.strength is Strength.STRONG for each in own),
        )
        for name, own in grouped.items()
    )


def _study(rows: Sequence[Row], answers: Sequence[Answer]) -> tuple[Next, ...]:
    """The weakest topics, each with its questions; a topic that only repeats another is left out.

    A question is about several concepts: the second of two topics with the same questions would
    say nothing new.
    """
    found: list[Next] = []
    for row in sorted(rows, key=lambda row: (row.score, -row.count)):
        ids = tuple(each.card_id for each in answers if row.name in each.topics)
        is_new = not any(set(ids) <= set(other.card_ids) for other in found)
        if row.score < ENOUGH and is_new and len(found) < MOST_TO_STUDY:
            found.append(
                Next(
                    topic=row.name,
                    title=row.title,
                    score=row.score,
                    count=row.count,
                    card_ids=ids,
                )
            )
    return tuple(found)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
