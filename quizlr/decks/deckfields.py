"""The fields of a deck and those that every note has.

See `fields`: the reader, the JSON Schema and new decks are made from these definitions.
"""

from __future__ import annotations

from quizlr.decks.fields import (
    CardReference,
    Field,
    Identifier,
    ListOf,
    MapOf,
    NoteName,
    Number,
    OneOf,
    Record,
    Text,
)
from quizlr.model import Tier

FORMAT_VERSION = 1
"""The deck format that this reader knows."""

DEFAULT_TYPE = "basic"
"""What a note is that names no type."""

_TEXTS = ListOf(item=Text(), allow_single=True)
_TAGS = ListOf(item=Text(is_name=True), allow_single=True)
_VERIFY = Record(
    fields=(
        Field(
            name="expr",
            kind=Text(),
            is_required=True,
            doc="The expression to compute.",
            example="-ln(0.5)",
        ),
        Field(
            name="equals",
            kind=Text(),
            is_required=True,
            doc="The value it must have: a number, or an expression.",
            example="0.693",
        ),
        Field(
            name="within",
            kind=Number(minimum=0),
            doc="How far off the value may be; nine digits must agree if absent.",
            example="0.0005",
        ),
    )
)

_SILENCE = Record(
    fields=(
        Field(
            name="rule",
            kind=Identifier(),
            is_required=True,
            doc="The rule, as `quizlr check` names it.",
            example="too-long",
        ),
        Field(
            name="why",
            kind=Text(),
            is_required=True,
            doc="Why it does not hold of this note.",
            example="A poem is learned as a whole.",
        ),
    )
)

COMMON_FIELDS = (
    Field(
        name="id",
        kind=Identifier(),
        doc="Names the note for ever within its deck: small letters, digits and hyphens.",
        example="why-not-mse",
    ),
    Field(
        name="type",
        kind=Identifier(),
        doc="What kind of note this is; basic if absent.",
        example="cloze",
    ),
    Field(
        name="front",
        kind=Text(),
        is_required=True,
        doc="The prompt, as Markdown with $…$ formulas.",
        example="Why is log loss preferred to squared error after a sigmoid?",
    ),
    Field(
        name="back",
        kind=Text(),
        doc="What is shown after the answer, as Markdown.",
        example="It follows from the chain rule.",
    ),
    Field(
        name="hints",
        kind=_TEXTS,
        doc="Help on the way to the answer, shown one by one.",
        example="[Think of the second derivative.]",
    ),
    Field(name="tags", kind=_TAGS, doc="Words to search and to group by.", example="[ml]"),
    Field(
        name="about",
        kind=ListOf(item=NoteName(), allow_single=True),
        doc="The concepts that this note is about: ids of concept notes, of this deck or another.",
        example="[log-loss]",
    ),
    Field(
        name="tier",
        kind=OneOf(tuple(tier.value for tier in Tier)),
        doc="How deep the note goes.",
        example="intermediate",
    ),
    Field(
        name="source",
        kind=Identifier(),
        doc="Where the claim can be checked: a key of the deck's `sources`.",
        example="esl",
    ),
    Field(
        name="disputed",
        kind=Text(),
        doc="One sentence that says why the claim is contested.",
        example="Some books call the sum a cost and the mean a loss.",
    ),
    Field(
        name="verify",
        kind=ListOf(item=_VERIFY),
        doc="Numbers of the note that can be computed, to prove them.",
        example="[{expr: -ln(0.5), equals: 0.693, within: 0.0005}]",
    ),
    Field(
        name="was",
        kind=ListOf(item=CardReference(), allow_single=True),
        doc="Former deck/note ids, whose history this note takes over.",
        example="[old-deck/old-note]",
    ),
    Field(
        name="silence",
        kind=ListOf(item=_SILENCE),
        doc="Rules of `quizlr check` that do not hold of this note, each with the reason.",
        example="[{rule: too-long, why: A poem is learned as a whole.}]",
    ),
)

_SOURCE = Record(
    fields=(
        Field(
            name="title",
            kind=Text(),
            is_required=True,
            doc="Author, title, place.",
            example="Hastie, Tibshirani, Friedman 2009, section 4.4",
        ),
        Field(
            name="url",
            kind=Text(),
            doc="Its address.",
            example="https://hastie.su.domains/ElemStatLearn/",
        ),
    ),
    short_form="title",
)

DECK_FIELDS = (
    Field(
        name="quizlr",
        kind=Number(minimum=1, is_integer=True),
        is_required=True,
        doc="The version of the deck format; 1 is the only one so far.",
        example="1",
    ),
    Field(
        name="id",
        kind=Identifier(),
        is_required=True,
        doc="Names the deck for ever: small letters, digits and hyphens.",
        example="logreg-cost",
    ),
    Field(
        name="title",
        kind=Text(),
        is_required=True,
        doc="What the deck is called on screen.",
        example="Logistic regression, the cost function",
    ),
    Field(
        name="description",
        kind=Text(),
        doc="What the deck teaches, for people who read it.",
        example="Why log loss, and what its gradient says.",
    ),
    Field(name="tags", kind=_TAGS, doc="Words to search and to group by.", example="[ml]"),
    Field(
        name="requires",
        kind=ListOf(item=Identifier(), allow_single=True),
        doc="Ids of decks to learn first: new cards wait until 80 % of theirs have left learning.",
        example="[sigmoid]",
    ),
    Field(
        name="sources",
        kind=MapOf(_SOURCE),
        doc="Where the claims can be checked: a short key for each, with title and url.",
        example="{esl: {title: Hastie and others 2009, url: https://hastie.su.domains/}}",
    ),
    Field(
        name="retention",
        kind=Number(minimum=0.70, maximum=0.97),
        doc="The chance of recall at which the deck's cards come back.",
        example="0.9",
    ),
    Field(
        name="notes",
        kind=ListOf(item=Record(COMMON_FIELDS)),
        is_required=True,
        doc="The notes; further fields depend on the type of each.",
        example="[{id: half-of-four, front: What is half of 4?, back: 2}]",
    ),
)
