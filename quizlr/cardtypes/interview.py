"""`type: interview`: a question, the points of a good answer, and what a senior would add."""

from __future__ import annotations

from collections.abc import Iterator

from quizlr.cardtypes.points import (
    DEFAULT_MINUTES,
    MINUTES_FIELD,
    SENIOR,
    PointsContent,
    Rubric,
    point_problems,
    points_field,
    read_points,
)
from quizlr.cardtypes.sentences import alike, long_sentences
from quizlr.decks.fields import Field, ListOf, OneOf, Record, Text, front
from quizlr.decks.notetype import Draft
from quizlr.grading.wording import one_line
from quizlr.model import (
    Card,
    CheckPoint,
    Content,
    Deck,
    Grade,
    Mark,
    MarkedLine,
    Note,
    Problem,
    Severity,
    Verdict,
)
from quizlr.values import dataclass

WEAK, STRONG = "weak", "strong"
_FOLLOW_UP = Record(
    fields=(
        Field(
            name="when",
            kind=OneOf((WEAK, STRONG)),
            doc="After which kind of answer it is asked.",
            is_required=True,
            example="weak",
        ),
        Field(
            name="ask",
            kind=Text(),
            doc="The next question.",
            example="What does a model score that always says no?",
        ),
        Field(
            name="answer",
            kind=Text(),
            doc="What a good answer to `ask` says, in a sentence or two.",
            example="Half, if half of the rows are negative.",
        ),
        Field(
            name="note",
            kind=Text(),
            doc="What to look at next, where no question is asked.",
            example="Read about the precision-recall curve.",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What comes after an answer. Markdown."""

    when: str
    ask: str = ""
    answer: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class InterviewContent(PointsContent):
    """What an interview note adds; the senior angle is its last point."""

    senior_angle: str
    follow_ups: tuple[FollowUp, ...] = ()


class Interview(Rubric):
    """Answer aloud or in writing against the clock, then tick the points made."""

    name = "interview"
    doc = "An open question against a clock: answer, then tick the points that you made."
    sketch = ("follow_ups", "minutes")
    fields = (
        front(
            "The question, as an interviewer asks it.",
            "Your classifier is 99 % accurate. Why are you not content?",
        ),
        Field(
            name="back",
            kind=Text(),
            doc="The model answer; it must have each point's quote.",
            is_required=True,
            example="|\n  If 1 % of the rows are positive, always saying no is 99 % accurate too.\n"
            "  I would look at precision and recall at the threshold that the costs ask for.",
        ),
        points_field(
            "[{id: base-rate, text: The base rate alone may give 99 %., core: yes, "
            "quote: always saying no is 99 % accurate too}, "
            "{id: other-metrics, text: Precision and recall tell more., weight: 0.5, "
            "quote: precision and recall at the threshold}]",
            is_quoted=True,
        ),
        Field(
            name="senior_angle",
            kind=Text(),
            doc="One fact, failure or measurement that sets a senior's answer apart.",
            is_required=True,
            example="Ask first what a false alarm and a miss cost; that sets the threshold.",
        ),
        Field(
            name="follow_ups",
            kind=ListOf(item=_FOLLOW_UP),
            doc="What is asked after a weak or a strong answer.",
            example="[{when: weak, ask: What does a model score that always says no?}]",
        ),
        MINUTES_FIELD,
    )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """Points with their quotes in the model answer, at least one of them core."""
        values = draft.values
        points = read_points(values["points"])
        angle = values["senior_angle"]
        senior = CheckPoint(id=SENIOR, text=angle, weight=0.0, heading="Senior angle")
        content = InterviewContent(
            points=(*points, senior),
            minutes=float(values.get("minutes", DEFAULT_MINUTES)),
            senior_angle=angle,
            follow_ups=tuple(FollowUp(**each) for each in values.get("follow_ups", ())),
        )
        problems = point_problems(draft, points, values["back"])
        problems += _empty_follow_ups(draft, content)
        return (None if problems else content), problems

    def asked_next(self, card: Card, found: Grade) -> tuple[MarkedLine, ...]:
        """The follow-ups for an answer as strong as this one."""
        return tuple(
            MarkedLine(
                Mark.NEUTRAL, f"**Asked next:** {each.ask}" if each.ask else each.note, each.answer
            )
            for each in follow_ups(card.note, found.verdict)
        )


def follow_ups(note: Note, verdict: Verdict) -> tuple[FollowUp, ...]:
    """What follows an answer to an interview note; only a correct answer is a strong one."""
    content = note.content
    assert isinstance(content, InterviewContent)
    when = STRONG if verdict is Verdict.CORRECT else WEAK
    return tuple(each for each in content.follow_ups if each.when == when)


def _empty_follow_ups(draft: Draft, content: InterviewContent) -> list[Problem]:
    message = "A follow-up needs `ask` (a question) or `note` (what to look at)."
    return [
        draft.problem("empty-follow-up", message, f"follow_ups[{number}]")
        for number, each in enumerate(content.follow_ups)
        if not (each.ask or each.note)
    ]


def deck_problems(deck: Deck) -> list[Problem]:
    """What only the whole deck shows: senior angles and sentences that stand in two notes."""
    problems: list[Problem] = []
    angles: dict[str, Note] = {}
    sentences: dict[str, Note] = {}
    for number, note in enumerate(deck.notes):
        content = note.content
        if isinstance(content, InterviewContent):
            first = angles.setdefault(one_line(content.senior_angle).casefold(), note)
            if first is not note:
                message = (
                    f"`{first.id}` has the same senior angle. "
                    "What sets a senior's answer apart depends on the question: write another."
                )
                at = f"notes[{number}].senior_angle"
                problems.append(_warning(note, "same-senior-angle", message, at))
        if isinstance(content, PointsContent):
            problems += _boilerplate(note, sentences, f"notes[{number}].back")
    return problems


def _boilerplate(note: Note, sentences: dict[str, Note], at: str) -> Iterator[Problem]:
    """The sentences of a note that another one has; what is new is added to `sentences`."""
    for sentence in long_sentences(note.back):
        first = sentences.setdefault(alike(sentence), note)
        if first is not note:
            message = (
                f"`{first.id}` has this sentence too: '{sentence}' "
                "A sentence that fits two questions answers neither: say what holds here."
            )
            yield _warning(note, "boilerplate", message, at)


def _warning(note: Note, rule: str, message: str, path: str) -> Problem:
    return Problem(note.place, rule, message, path, Severity.WARNING)
