"""`type: tradeoff`: say what speaks for each side before you see it."""

from __future__ import annotations

from dataclasses import replace

from quizlr.cardtypes.points import (
    DEFAULT_MINUTES,
    MINUTES_FIELD,
    PointsContent,
    Rubric,
    point_problems,
    points_content,
    points_field,
    read_points,
)
from quizlr.decks.fields import Field, ListOf, Record, Text, front
from quizlr.decks.notetype import Draft
from quizlr.grading.wording import listed, one_line
from quizlr.model import Card, Content, Problem, Prompt
from quizlr.values import dataclass

_SIDE = Record(
    fields=(
        Field(
            name="name",
            kind=Text(),
            doc="The side, in a few words.",
            is_required=True,
            example="Clip the probability",
        ),
        Field(
            name="for",
            kind=Text(),
            doc="What speaks for it, as Markdown.",
            is_required=True,
            example="It works wherever only probabilities are at hand.",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things to choose between."""

    name: str
    speaks_for: str
    """Markdown."""


@dataclass(frozen=True, kw_only=True)
class TradeoffContent(PointsContent):
    """What a tradeoff note adds."""

    sides: tuple[Side, ...]


class Tradeoff(Rubric):
    """Both sides are asked for by name; what speaks for them stands on the back."""

    name = "tradeoff"
    doc = "Say what speaks for each side, then tick the points that you made."
    sketch: tuple[str, ...] = ()
    fields = (
        front(
            "What is at stake; the sides are named after it.",
            "The log loss of a certain and wrong prediction is infinite.",
        ),
        Field(
            name="sides",
            kind=ListOf(item=_SIDE, minimum=2),
            doc="What there is to choose between, and what speaks for each.",
            is_required=True,
            example="[{name: Clip the probability, for: Probabilities are all that is at hand.}, "
            "{name: Compute from the logit, for: Nothing is rounded away.}]",
        ),
        points_field(
            "[{id: clip-hides, text: Clipping caps the loss at minus the log of epsilon., "
            "core: yes}, {id: needs-logits, text: The exact form needs the logits.}]",
            is_quoted=False,
        ),
        MINUTES_FIELD,
    )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """At least two different sides, and points of which one is core."""
        values = draft.values
        sides = tuple(Side(each["name"], each["for"]) for each in values["sides"])
        content = TradeoffContent(
            points=read_points(values["points"]),
            minutes=float(values.get("minutes", DEFAULT_MINUTES)),
            sides=sides,
        )
        said = "\n".join((*(side.speaks_for for side in sides), values.get("back", "")))
        problems = [*_side_problems(draft, sides), *point_problems(draft, content.points, said)]
        return (None if problems else content), problems

    def ask(self, card: Card, seed: int) -> Prompt:
        """The question with the names of its sides; their cases on the back."""
        content = points_content(card)
        assert isinstance(content, TradeoffContent)
        names = listed([f"**{side.name}**" for side in content.sides])
        cases = (f"**{one_line(side.name)}:** {side.speaks_for}" for side in content.sides)
        asked = f"What speaks for {one_line(names)}, and when do you choose which?"
        return replace(
            super().ask(card, seed),
            front=f"{card.note.front}\n\n{asked}",
            back="\n\n".join(text for text in (*cases, card.note.back) if text),
        )


def _side_problems(draft: Draft, sides: tuple[Side, ...]) -> list[Problem]:
    names = [one_line(side.name).casefold() for side in sides]
    message = "Another side has this name. Name what the learner chooses between."
    return [
        draft.problem("side-name", message, f"sides[{number}].name")
        for number, name in enumerate(names)
        if name in names[:number]
    ]
