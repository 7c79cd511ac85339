"""`type: concept`: an explanation that other notes are about. It is read, never scheduled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields as fields_of

from quizlr.cardtypes.formulas import find_formulas
from quizlr.cardtypes.sentences import end_of_quote
from quizlr.decks.fields import Field, Identifier, ListOf, NoteName, Record, Text
from quizlr.decks.notetype import Draft
from quizlr.grading.verdicts import SELF_RATED
from quizlr.model import Answer, Card, Content, Grade, Note, Problem, Prompt, Reveal, Severity
from quizlr.values import dataclass

MOST_BOXES = 7
"""What one picture of a flow may hold."""
TEXTS = ("body", "beginner", "example", "deeper", "production", "interview")
"""The fields with text, in the order of the page; `body` is the note's front."""

_FLOW = Record(
    fields=(
        Field(
            name="label",
            kind=Text(),
            doc="The step, in a few words.",
            is_required=True,
            example="less bias, more variance",
        ),
        Field(
            name="opens",
            kind=NoteName(),
            doc="What the step opens: a concept, another note, or a family of drills.",
            example="variance",
        ),
    ),
    short_form="label",
)
_CLAIM = Record(
    fields=(
        Field(
            name="id",
            kind=Identifier(),
            doc="Its name, to point at it.",
            is_required=True,
            example="decomposition",
        ),
        Field(
            name="quote",
            kind=Text(),
            doc="The words of the page that claim it.",
            is_required=True,
            example="squared bias plus variance plus noise",
        ),
        Field(
            name="source",
            kind=Identifier(),
            doc="Where it can be checked: a key of the deck's `sources`.",
            is_required=True,
            example="esl",
        ),
        Field(
            name="disputed",
            kind=Text(),
            doc="One sentence that says why it is contested.",
            example="For large networks the curve falls a second time.",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One box of the way in which a concept works."""

    label: str
    opens: str = ""
    """Name of a concept, a note or a family; empty if the box opens nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Words of the page with their own source."""

    id: str
    quote: str
    source: str
    """A key of the deck's `sources`."""
    disputed: str = ""
    """A sentence that says why the claim is contested."""


@dataclass(frozen=True, kw_only=True)
class ConceptContent(Content):
    """What a concept adds; its `body` is the note's front. All but the title is Markdown."""

    title: str
    beginner: str = ""
    """For whoever meets the concept for the first time."""
    example: str = ""
    deeper: str = ""
    production: str = ""
    interview: str = ""
    """The level at which one can be asked about it."""
    flow: tuple[FlowStep, ...] = ()
    worked: str = ""
    """Name of the drill whose steps are the worked example; empty for the first that has any."""
    claims: tuple[Claim, ...] = ()


def texts_of(note: Note) -> Iterator[tuple[str, str]]:
    """The texts of a page, each with the name of its field; empty ones are left out."""
    for name in TEXTS:
        text = note.front if name == "body" else getattr(note.content, name)
        if text:
            yield name, text


class Concept:
    """Read with a key, and shown before the first card about it."""

    name = "concept"
    front_field = "body"
    is_generated = False
    doc = "An explanation that other notes are about; it has no cards."
    sketch = ("beginner", "example", "deeper", "production")
    fields = (
        Field(
            name="title",
            kind=Text(),
            doc="The name of the concept.",
            is_required=True,
            example="Bias and variance",
        ),
        Field(
            name="body",
            kind=Text(),
            doc="The explanation, short enough for one screen.",
            is_required=True,
            example="Expected squared error is squared bias plus variance plus noise.",
        ),
        Field(
            name="beginner",
            kind=Text(),
            doc="For the first-time learner: how to read it, and the simplest example.",
            example="Bias is how far the average guess is off, variance how much guesses differ.",
        ),
        Field(
            name="example",
            kind=Text(),
            doc="One example with its numbers.",
            example="The guesses 3 and 5 of a true 2 have bias 2, variance 1 and squared error 5.",
        ),
        Field(
            name="deeper",
            kind=Text(),
            doc="What to know beyond the first explanation.",
            example="More freedom in the model lowers bias and raises variance.",
        ),
        Field(
            name="production",
            kind=Text(),
            doc="How it shows up in real systems.",
            example="Compare training and validation error before choosing a remedy.",
        ),
        Field(
            name="interview",
            kind=Text(),
            doc="What an interviewer wants to hear beyond that: limits, proofs, consequences.",
            example="It holds for squared error; other losses have no such exact sum.",
        ),
        Field(
            name="flow",
            kind=ListOf(item=_FLOW, allow_single=True),
            doc="How it works, box by box, at most seven; a box opens what it is about.",
            example="[{label: more freedom}, {label: 'less bias, more variance'}]",
        ),
        Field(
            name="worked",
            kind=NoteName(),
            doc="The drill or family whose steps are the worked example; else the first about it.",
            example="bce-single",
        ),
        Field(
            name="claims",
            kind=ListOf(item=_CLAIM),
            doc="Sentences of the page with a source of their own.",
            example="[{id: sum, quote: squared bias plus variance plus noise, source: esl}]",
        ),
    )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """The fields as they stand; what is claimed must be said, and a flow must fit a picture."""
        values = draft.values
        names = {field.name for field in fields_of(ConceptContent)} - {"flow", "claims"}
        content = ConceptContent(
            flow=tuple(FlowStep(**step) for step in values.get("flow", ())),
            claims=tuple(Claim(**claim) for claim in values.get("claims", ())),
            **{name: values[name] for name in names if name in values},
        )
        return content, [*_flow_problems(draft, content), *_claim_problems(draft, content)]

    def parts(self, note: Note) -> tuple[str, ...]:  # noqa: ARG002
        """No cards."""
        return ()

    def ask(self, card: Card, seed: int) -> Prompt:
        """The explanation to read, with what goes deeper behind it."""
        more = (text for name, text in texts_of(card.note) if name != "body")
        back = "\n\n".join((*more, *filter(None, [card.note.back])))
        return Prompt(card=card, seed=seed, front=card.note.front, back=back, task=Reveal())

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:  # noqa: ARG002
        """Reading is not graded."""
        return SELF_RATED


def _flow_problems(draft: Draft, content: ConceptContent) -> Iterator[Problem]:
    if len(content.flow) > MOST_BOXES:
        message = (
            f"This flow has {len(content.flow)} boxes; a picture that is taken in at a glance has "
            f"at most {MOST_BOXES}. Join some, or give a part a concept of its own and open that."
        )
        yield draft.problem("too-many-boxes", message, "flow", Severity.WARNING)


def _claim_problems(draft: Draft, content: ConceptContent) -> Iterator[Problem]:
    texts = [draft.values[name] for name in TEXTS if name in draft.values]
    seen: set[str] = set()
    for number, claim in enumerate(content.claims):
        if claim.id in seen:
            message = f"Another claim of this page is called `{claim.id}`. Each needs its own id."
            yield draft.problem("claim-id", message, f"claims[{number}].id", Severity.WARNING)
        seen.add(claim.id)
        found = [(text, end) for text in texts if (end := end_of_quote(claim.quote, text))]
        at = f"claims[{number}].quote"
        if not found:
            message = (
                "The page does not say this, so nobody can see what the source is for. "
                "Copy the words from the page, with their formulas."
            )
            yield draft.problem("quote-not-found", message, at, Severity.WARNING)
        elif _is_in_formula(*found[0]):
            message = "The quote ends inside a formula. Take the whole formula, or end before it."
            yield draft.problem("quote-cuts-formula", message, at, Severity.WARNING)


def _is_in_formula(text: str, end: int) -> bool:
    return any(formula.start < end < formula.end for formula in find_formulas(text))
