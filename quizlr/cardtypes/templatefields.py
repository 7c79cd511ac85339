"""The fields of generated notes: what is drawn, what is asked, which slips are known."""

from __future__ import annotations

from typing import Final

from quizlr.decks.fields import Field, Flag, ListOf, MapOf, Number, OneOf, Record, Text
from quizlr.model import Form

_GRID: Final = Field(
    name="grid",
    kind=ListOf(item=Number(), minimum=3),
    doc="Lowest, highest, step: decimals, so that what is shown is what is used.",
    example="[-2, 2, 0.5]",
)
_PICK: Final = Field(
    name="pick",
    kind=ListOf(item=Text(), minimum=1),
    doc="The values to choose from: numbers or words.",
    example="[0, 1]",
)
_DISTINCT: Final = Field(
    name="distinct", kind=Flag(), doc="Whether no number may occur twice.", example="yes"
)


def _size(name: str, doc: str) -> Field:
    kind = Number(minimum=1, maximum=64, is_integer=True)
    return Field(name=name, kind=kind, doc=doc, is_required=True, example="3")


_VECTOR: Final = Record((_size("n", "How many numbers."), _GRID, _PICK, _DISTINCT))
_MATRIX: Final = Record(
    (_size("rows", "How many rows."), _size("columns", "How many columns."), _GRID, _PICK)
)
DRAW: Final = Record(
    (
        _GRID,
        _PICK,
        Field(name="vector", kind=_VECTOR, doc="Several numbers.", example="{n: 3, pick: [0, 1]}"),
        Field(
            name="matrix",
            kind=_MATRIX,
            doc="Rows of numbers.",
            example="{rows: 2, columns: 2, grid: [-1, 1, 0.5]}",
        ),
    )
)

_SAY: Final = Field(
    name="say",
    kind=Text(),
    doc="What to tell whoever made it: what is right, and why.",
    example="That is dJ/db. Multiply each residual by its x.",
)
_SLIP: Final = Field(
    name="expr",
    kind=Text(),
    doc="What the slip computes.",
    is_required=True,
    example="sum(s - y) / 3",
)
SLIPS: Final = Field(
    name="slips",
    kind=MapOf(Record((_SLIP, _SAY), short_form="expr")),
    doc="Known mistakes: a name for each, the value it gives and what to say about it.",
    example="{forgot_x: {expr: sum(s - y) / 3, say: That is dJ/db. Multiply by each x first.}, "
    "forgot_1_over_m: sum((s - y) * x)}",
)

ANSWER: Final = Field(
    name="answer",
    kind=ListOf(item=Text(), allow_single=True, minimum=1),
    doc="The answer: a number or an expression; several of them make a vector.",
    example="sum((s - y) * x) / 3",
)
HOW_TO_ANSWER: Final = (
    Field(
        name="tolerance",
        kind=Record(
            (
                Field(
                    name="rel",
                    kind=Number(minimum=0, maximum=1),
                    doc="Share of the answer.",
                    example="0.02",
                ),
                Field(
                    name="abs",
                    kind=Number(minimum=0),
                    doc="Distance from the answer.",
                    example="0.005",
                ),
            )
        ),
        doc="How far off a right answer may be; the wider of the two counts. "
        "rel 0.01 and abs 0.005 if absent; whole numbers are exact.",
        example="{rel: 0.02, abs: 0.005}",
    ),
    Field(
        name="digits",
        kind=Number(minimum=0, maximum=12, is_integer=True),
        doc="Decimals that are asked for; 3 if absent.",
        example="3",
    ),
    Field(name="unit", kind=Text(), doc="The unit of the answer.", example="nats"),
    Field(
        name="convention",
        kind=Text(),
        doc="What the learner must know to answer: said under the field.",
        example="natural log, mean over the rows",
    ),
    Field(
        name="form",
        kind=OneOf((Form.NUMBER.value, Form.FRACTION.value, Form.INTEGER.value)),
        doc="number (the default), fraction (a ratio of counts) or integer. "
        "Vectors and matrices are seen from the answer.",
        example="number",
    ),
    Field(
        name="nonfinite",
        kind=Flag(),
        doc="Whether the answer may be inf or nan.",
        example="yes",
    ),
    SLIPS,
)

_CORRECT: Final = Field(
    name="correct",
    kind=Text(),
    doc="yes, no, or an expression that is not 0 if it is right.",
    example="w > 0",
)
OPTIONS: Final = Field(
    name="options",
    kind=ListOf(
        item=Record(
            (
                Field(
                    name="text",
                    kind=Text(),
                    doc="The option, as Markdown.",
                    is_required=True,
                    example="It rises",
                ),
                _CORRECT,
                Field(
                    name="why",
                    kind=Text(),
                    doc="Why it is right or wrong.",
                    example="The sigmoid rises with its score.",
                ),
                Field(
                    name="slip",
                    kind=Text(),
                    doc="The slip of whoever picks it.",
                    example="sign",
                ),
            )
        ),
        minimum=2,
    ),
    doc="To pick from instead of typing; exactly one must come out right.",
    example="[{text: It rises, correct: w > 0}, {text: It falls, correct: w < 0}, "
    "{text: It stays, correct: w == 0}]",
)
ITEMS: Final = (
    Field(
        name="items",
        kind=ListOf(item=Text(), minimum=2),
        doc="To put in order instead of typing.",
        example="['Row 1: {{= x[0] }}', 'Row 2: {{= x[1] }}', 'Row 3: {{= x[2] }}']",
    ),
    Field(
        name="by",
        kind=Text(),
        doc="A vector, one number an item: ascending is right.",
        example="x",
    ),
)
_NAME: Final = Field(
    name="name",
    kind=Text(),
    doc="How later parts call this answer: `answer1`, `answer2`, … if absent.",
    example="residual",
)
_ASK: Final = Field(
    name="ask",
    kind=Text(),
    doc="The question of this part.",
    is_required=True,
    example="What is the first residual?",
)
PARTS: Final = Field(
    name="parts",
    kind=ListOf(item=Record((_NAME, _ASK, ANSWER, *HOW_TO_ANSWER, OPTIONS, *ITEMS)), minimum=2),
    doc="Several questions, one after another, instead of one answer.",
    example="[{name: first, ask: What is the first residual?, answer: 's[0] - y[0]'}, "
    "{ask: And its share of the gradient?, answer: 'first * x[0] / 3'}]",
)
STEPS: Final = Field(
    name="steps",
    kind=ListOf(
        item=Record(
            (
                Field(
                    name="say",
                    kind=Text(),
                    doc="What is done.",
                    is_required=True,
                    example="Residuals",
                ),
                Field(
                    name="show",
                    kind=Text(),
                    doc="What comes out: an expression.",
                    is_required=True,
                    example="s - y",
                ),
                Field(
                    name="digits",
                    kind=Number(minimum=0, maximum=12, is_integer=True),
                    doc="Decimals shown; 4 if absent.",
                    example="3",
                ),
            )
        )
    ),
    doc="The worked solution, line by line; the last shows the answer.",
    example="[{say: Predictions, show: s}, {say: Residuals, show: s - y}, "
    "{say: Mean of residual times x, show: sum((s - y) * x) / 3}]",
)
VARIABLES: Final = (
    Field(
        name="vars",
        kind=MapOf(DRAW),
        doc="What is drawn anew at each review: a name and its grid, pick, vector or matrix.",
        example="{x: {vector: {n: 3, grid: [-2, 2, 0.5]}}, y: {vector: {n: 3, pick: [0, 1]}}, "
        "w: {grid: [-1.5, 1.5, 0.25]}}",
    ),
    Field(
        name="let",
        kind=MapOf(Text()),
        doc="Names for expressions, in the order in which they are computed.",
        example="{s: sigmoid(w * x)}",
    ),
    Field(
        name="require",
        kind=ListOf(item=Text(), allow_single=True),
        doc="Conditions that a draw must meet.",
        example="[sum(y) > 0, sum(y) < 3, all(x != 0)]",
    ),
)
EXAMPLES: Final = Field(
    name="examples",
    kind=ListOf(
        item=Record(
            (
                Field(
                    name="seed",
                    kind=Number(is_integer=True),
                    doc="Which variant: the same seed draws the same numbers.",
                    is_required=True,
                    example="1",
                ),
                Field(
                    name="answer",
                    kind=Text(),
                    doc="What is typed.",
                    is_required=True,
                    example="0.367",
                ),
                Field(
                    name="verdict",
                    kind=Text(),
                    doc="correct, wrong, too_few_digits, unit, or slip:<its name>.",
                    is_required=True,
                    example="correct",
                ),
            )
        )
    ),
    doc="Your own tests: how an answer to the variant of a seed must be judged.",
    example="[{seed: 1, answer: 1000, verdict: wrong}]",
)
_FAMILY: Final = Field(
    name="family",
    kind=Text(),
    doc="A built-in drill: `quizlr drill --list` shows them all.",
    example="grad-w",
)
_PARAMS: Final = Field(
    name="params",
    kind=MapOf(DRAW),
    doc="Draws that take the place of the family's own.",
    example="{p: {grid: [0.1, 0.9, 0.1]}}",
)
_FRONT: Final = Field(
    name="front",
    kind=Text(),
    doc="The prompt, with {{= name }} for what is drawn; a built-in family has its own.",
    example="What is dJ/dw of the mean log loss at x = {{= x }}, y = {{= y }} and w = {{= w }}?",
)
_VERSION: Final = Field(
    name="version",
    kind=Number(minimum=1, is_integer=True),
    doc="Raise it whenever the drill changes: earlier reviews keep theirs. 1 if absent.",
    example="1",
)
DRILL_FIELDS: Final = (
    _FAMILY, _PARAMS, _VERSION, _FRONT, *VARIABLES, ANSWER, *HOW_TO_ANSWER, OPTIONS, *ITEMS, PARTS,
    STEPS, EXAMPLES,
)  # fmt: skip
"""Of a drill note."""
