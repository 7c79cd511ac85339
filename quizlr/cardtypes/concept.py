"""`type: concept`: an explanation that other notes are about. It is read, never scheduled."""

from __future__ import annotations

from quizlr.decks.fields import Field, Identifier, ListOf, Record, Text
from quizlr.decks.notetype import Draft
from quizlr.grading.verdicts import SELF_RATED
from quizlr.model import Answer, Card, Content, Grade, Note, Problem, Prompt, Reveal
from quizlr.values import dataclass

_FLOW = Record(
    fields=(
        Field(name="label", kind=Text(), doc="The step, in a few words.", is_required=True),
        Field(name="opens", kind=Identifier(), doc="Id of the concept that this step opens."),
    ),
    short_form="label",
)


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of the way in which a concept works."""

    label: str
    opens: str = ""
    """Id of the concept behind the step; empty if there is none."""


@dataclass(frozen=True, kw_only=True)
class ConceptContent(Content):
    """What a concept adds; its `body` is the note's front. All but the title is Markdown."""

    title: str
    deeper: str = ""
    production: str = ""
    example: str = ""
    flow: tuple[FlowStep, ...] = ()


class Concept:
    """Read with a key, and shown before the first card about it."""

    name = "concept"
    front_field = "body"
    is_generated = False
    fields = (
        Field(name="title", kind=Text(), doc="The name of the concept.", is_required=True),
        Field(
            name="body",
            kind=Text(),
            doc="The explanation, short enough for one screen.",
            is_required=True,
        ),
        Field(name="deeper", kind=Text(), doc="What to know beyond the first explanation."),
        Field(name="production", kind=Text(), doc="How it shows up in real systems."),
        Field(name="example", kind=Text(), doc="A worked example."),
        Field(
            name="flow",
            kind=ListOf(item=_FLOW, allow_single=True),
            doc="How it works, step by step; a step may open another concept.",
            example="[{label: Linear part}, {label: Sigmoid, opens: sigmoid}]",
        ),
    )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """The fields as they stand; nothing in them depends on another."""
        values = draft.values
        content = ConceptContent(
            title=values["title"],
            deeper=values.get("deeper", ""),
            production=values.get("production", ""),
            example=values.get("example", ""),
            flow=tuple(FlowStep(**step) for step in values.get("flow", ())),
        )
        return content, []

    def parts(self, note: Note) -> tuple[str, ...]:  # noqa: ARG002
        """No cards."""
        return ()

    def ask(self, card: Card, seed: int) -> Prompt:
        """The explanation to read, with what goes deeper behind it."""
        content = card.note.content
        assert isinstance(content, ConceptContent)
        more = (content.deeper, content.production, content.example, card.note.back)
        back = "\n\n".join(text for text in more if text)
        return Prompt(card=card, seed=seed, front=card.note.front, back=back, task=Reveal())

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:  # noqa: ARG002
        """Reading is not graded."""
        return SELF_RATED
