"""What the types with open answers share: points to tick, how they are read, asked and graded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from quizlr.cardtypes.words import in_quotes, in_words
from quizlr.decks.fields import Field, Flag, Identifier, ListOf, Number, Record, Text
from quizlr.decks.notetype import Draft
from quizlr.grading.coverage import judged, missed_ids, point_lines
from quizlr.grading.verdicts import invalid, looked
from quizlr.grading.wording import escaped, one_line
from quizlr.model import (
    Answer,
    Card,
    Checked,
    Checklist,
    CheckPoint,
    Content,
    Evidence,
    Grade,
    Mark,
    MarkedLine,
    Note,
    Problem,
    Prompt,
    Revealed,
    Review,
    answer_from_text,
)
from quizlr.values import dataclass

SENIOR = "senior"
"""Id of the point that the senior angle is; no other point has it."""
DEFAULT_MINUTES = 2.0


def points_field(example: str, *, is_quoted: bool) -> Field:
    """The field `points`; `is_quoted` if each must name its words in the model answer."""
    point = Record(
        fields=(
            Field(
                name="id",
                kind=Identifier(),
                doc="Its name in the log: do not change it.",
                is_required=True,
                example="base-rate",
            ),
            Field(
                name="text",
                kind=Text(),
                doc="The point, as Markdown.",
                is_required=True,
                example="The base rate alone may give 99 %.",
            ),
            Field(
                name="weight",
                kind=Number(minimum=0.1, maximum=10),
                doc="How much it counts; 1 if absent.",
                example="0.5",
            ),
            Field(
                name="core",
                kind=Flag(),
                doc="Whether no answer may leave it out.",
                example="yes",
            ),
            Field(
                name="quote",
                kind=Text(),
                doc="The words of the model answer that make it.",
                is_required=is_quoted,
                example="always saying no is 99 % accurate too",
            ),
        )
    )
    return Field(
        name="points",
        kind=ListOf(item=point, minimum=1),
        doc="What a good answer says; the learner ticks what was said.",
        is_required=True,
        example=example,
    )


MINUTES_FIELD = Field(
    name="minutes",
    kind=Number(minimum=0.1, maximum=60),
    doc="The time that the answer should take; 2 if absent.",
    example="0.5",
)


@dataclass(frozen=True, kw_only=True)
class PointsContent(Content):
    """What a note with points adds."""

    points: tuple[CheckPoint, ...]
    """In the author's order; points that only count as reached come last."""
    minutes: float = DEFAULT_MINUTES


def read_points(values: Sequence[Mapping[str, Any]]) -> tuple[CheckPoint, ...]:
    """The points of a draft."""
    return tuple(
        CheckPoint(
            id=value["id"],
            text=value["text"],
            weight=float(value.get("weight", 1)),
            is_core=value.get("core", False),
            quote=value.get("quote", ""),
        )
        for value in values
    )


def point_problems(draft: Draft, points: Sequence[CheckPoint], model_answer: str) -> list[Problem]:
    """Ids that occur twice, no core point, and quotes that are not in the model answer."""
    problems = []
    seen = Counter([SENIOR])
    for number, point in enumerate(points):
        seen[point.id] += 1
        if seen[point.id] > 1:
            first = "is kept for the senior angle" if point.id == SENIOR else "is taken"
            message = f"The id `{point.id}` {first}. Each point needs its own."
            problems.append(draft.problem("point-id", message, f"points[{number}].id"))
        if one_line(point.quote) not in one_line(model_answer):
            message = (
                "The model answer does not say this, so nobody can see where the point is made. "
                f"The nearest passage is {_nearest(point.quote, model_answer)}. "
                "Copy the words from the answer."
            )
            problems.append(draft.problem("quote-not-found", message, f"points[{number}].quote"))
    if not any(point.is_core for point in points):
        message = "No point is core. Write 'core: yes' at each that no answer may leave out."
        problems.append(draft.problem("no-core-point", message, "points"))
    return problems


def _nearest(quote: str, text: str) -> str:
    """The run of as many words that is most like the quote, in quotes."""
    from difflib import SequenceMatcher

    words = text.split()
    size = len(quote.split())
    runs = [" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))]
    matcher = SequenceMatcher(b=one_line(quote), autojunk=False)

    def likeness(run: str) -> float:
        matcher.set_seq1(run)
        return matcher.ratio()

    return f"'{max(runs, key=likeness)}'"


class Rubric:
    """The base of the types whose answers are free, and judged by the points they make."""

    front_field = "front"
    is_generated = False

    def parts(self, note: Note) -> tuple[str, ...]:  # noqa: ARG002
        """One card."""
        return ("",)

    def ask(self, card: Card, seed: int) -> Prompt:
        """The question and the points; nothing in it is drawn."""
        content = points_content(card)
        return Prompt(
            card=card,
            seed=seed,
            front=card.note.front,
            back=card.note.back,
            task=Checklist(points=content.points, minutes=content.minutes),
            evidence=Evidence.RUBRIC,
        )

    def recall(self, prompt: Prompt, review: Review) -> Prompt:
        """The prompt as the card's last review makes it: points missed then come first.

        What was written then is shown behind the model answer.
        """
        task = prompt.task
        assert isinstance(task, Checklist)
        missed = missed_ids(review.points)
        points = tuple(replace(point, was_missed=point.id in missed) for point in task.points)
        ordered = sorted(points, key=lambda point: (bool(point.heading), not point.was_missed))
        answer = answer_from_text(review.answer)
        earlier = answer.text if isinstance(answer, Checked) else ""
        task = replace(task, points=tuple(ordered), earlier=earlier)
        return replace(prompt, task=task, back=_beside(prompt.back, earlier))

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:
        """The weight of the points ticked; a core point that is missing proposes AGAIN."""
        task = prompt.task
        assert isinstance(task, Checklist)
        truth = "; ".join(in_words(point.text) for point in task.points if point.weight)
        if isinstance(answer, Revealed):
            unmarked = (
                replace(line, mark=Mark.NEUTRAL, why="") for line in point_lines(task.points, ())
            )
            return looked(truth, tuple(unmarked))
        if not isinstance(answer, Checked):
            return invalid("Answer in your own words, then tick the points that you made.")
        found = judged(task.points, answer, in_quotes)
        lines = (*found.lines, *self.asked_next(prompt.card, found), *_written(answer.text))
        return replace(found, truth=truth, lines=lines)

    def asked_next(self, card: Card, found: Grade) -> tuple[MarkedLine, ...]:  # noqa: ARG002
        """What would be asked after such an answer."""
        return ()


def points_content(card: Card) -> PointsContent:
    """What the card's note adds."""
    content = card.note.content
    assert isinstance(content, PointsContent)
    return content


def _written(text: str) -> tuple[MarkedLine, ...]:
    """What the learner wrote, to compare with the model answer under it."""
    if not text.strip():
        return ()
    return (MarkedLine(Mark.NEUTRAL, _cited("You wrote:", text)),)


def _beside(back: str, earlier: str) -> str:
    """The model answer and what the learner wrote the last time."""
    if not earlier.strip():
        return back
    return f"{back}\n\n{_cited('You wrote the last time:', earlier)}".strip()


def _cited(words: str, text: str) -> str:
    """The learner's lines as they were typed, behind a few words of ours."""
    lines = [escaped(line) for line in text.splitlines() if line.strip()]
    return ("  \n" if len(lines) > 1 else " ").join((f"**{words}**", *lines))
