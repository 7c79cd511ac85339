"""`type: basic`: a question and its answer; on wish the other way round as well."""

from __future__ import annotations

from quizlr.decks.fields import Field, Flag, Text, front
from quizlr.decks.notetype import Draft
from quizlr.grading.verdicts import SELF_RATED
from quizlr.model import Answer, Card, Content, Grade, Note, Problem, Prompt, Reveal
from quizlr.values import dataclass

REVERSE = "reverse"


@dataclass(frozen=True, kw_only=True)
class BasicContent(Content):
    """What a basic note adds."""

    is_reversed: bool = False


class Basic:
    """Look, remember, reveal, rate."""

    name = "basic"
    front_field = "front"
    is_generated = False
    doc = "A question and its answer: remember, look, rate yourself."
    sketch: tuple[str, ...] = ()
    fields = (
        front("The question, as Markdown with $…$ formulas.", "Why is log loss never negative?"),
        Field(
            name="back",
            kind=Text(),
            doc="The answer, as Markdown.",
            is_required=True,
            example="It is minus the log of a probability, and that log is never above 0.",
        ),
        Field(
            name="reversed",
            kind=Flag(),
            doc="Also ask the other way round: show the back, ask for the front.",
            example="yes",
        ),
    )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """Which ways it is asked."""
        return BasicContent(is_reversed=draft.values.get("reversed", False)), []

    def parts(self, note: Note) -> tuple[str, ...]:
        """One card, or two."""
        content = note.content
        assert isinstance(content, BasicContent)
        return ("", REVERSE) if content.is_reversed else ("",)

    def ask(self, card: Card, seed: int) -> Prompt:
        """Front then back, or back then front."""
        front, back = card.note.front, card.note.back
        if card.part == REVERSE:
            front, back = back, front
        return Prompt(card=card, seed=seed, front=front, back=back, task=Reveal())

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:  # noqa: ARG002
        """The learner judges alone."""
        return SELF_RATED
