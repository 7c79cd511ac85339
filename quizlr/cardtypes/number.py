"""`type: number`: type a number, a vector or a matrix; known slips are named."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from quizlr.cardtypes.skills import Generated
from quizlr.decks.fields import Field, front
from quizlr.decks.notetype import Draft
from quizlr.model import Card, Content, Evidence, Problem
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.drills.template import Template


@dataclass(frozen=True, kw_only=True)
class NumberContent(Content):
    """What a number note adds: a template in which nothing is drawn."""

    template: Template


class Number(Generated):
    """A number to type."""

    name = "number"
    front_field = "front"
    doc = "A number to type: computed from your expression, judged with a tolerance."
    sketch = ("unit", "slips", "steps")
    evidence = Evidence.TYPED

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Made when a deck is read: a start from the cache needs none."""
        from quizlr.cardtypes.templatefields import ANSWER, HOW_TO_ANSWER, SLIPS, STEPS

        question = "A model gives the true class probability 0.7. What is the log loss of this row?"
        slips = "{log10: -log10(0.7), sign: {expr: ln(0.7), say: The loss is minus that log.}}"
        steps = "[{say: Minus the log of the probability, show: -ln(0.7)}]"
        return (
            front("The question, as Markdown with $…$ formulas.", question),
            replace(ANSWER, is_required=True, example="-ln(0.7)"),
            *(field for field in HOW_TO_ANSWER if field is not SLIPS),
            replace(SLIPS, example=slips),
            replace(STEPS, example=steps),
        )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """The answer and the slips, computed."""
        from quizlr.cardtypes.templatereading import read_template

        template, problems = read_template(draft, draft.values.get("id", ""))
        return (NumberContent(template=template) if template else None), problems

    def template(self, card: Card, seed: int) -> Template:  # noqa: ARG002
        """The same whatever the seed."""
        content = card.note.content
        assert isinstance(content, NumberContent)
        return content.template
