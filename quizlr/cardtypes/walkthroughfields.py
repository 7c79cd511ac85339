"""The fields of a walkthrough: code, and what is asked about it."""

from __future__ import annotations

from quizlr.decks.fields import Field, Flag, ListOf, Number, Record, Text, front

_OFFER = Record(
    fields=(
        Field(
            name="text",
            kind=Text(),
            doc="The option, as Markdown.",
            is_required=True,
            example="One number",
        ),
        Field(name="correct", kind=Flag(), doc="Whether it is right; one is.", example="yes"),
        Field(
            name="why",
            kind=Text(),
            doc="Why it is right or wrong.",
            example="The mean is taken over all rows.",
        ),
    ),
    short_form="text",
)
_QUESTION = Record(
    (
        Field(
            name="ask",
            kind=Text(),
            doc="The question.",
            is_required=True,
            example="What does it return for two arrays of shape (5,)?",
        ),
        Field(
            name="options",
            kind=ListOf(item=_OFFER, minimum=2),
            doc="To pick from; one is right.",
            example="[{text: One number, correct: yes}, {text: Five numbers}]",
        ),
        Field(
            name="answer",
            kind=Text(),
            doc="Instead of options: a number or an expression.",
            example="mean([0.25, 0.25])",
        ),
        Field(
            name="digits",
            kind=Number(minimum=0, maximum=12, is_integer=True),
            doc="Decimals asked for of the answer; 3 if absent.",
            example="3",
        ),
    )
)
_MAPPED = Record(
    (
        Field(
            name="concept",
            kind=Text(),
            doc="What the line does.",
            is_required=True,
            example="residuals are taken",
        ),
        Field(
            name="find",
            kind=Text(),
            doc="Text that occurs on that line only.",
            is_required=True,
            example="p - y",
        ),
        Field(
            name="why",
            kind=Text(),
            doc="How one sees it.",
            example="A residual is prediction less label.",
        ),
    )
)
_CONTRACT = (
    "{ask: 'What does it return for two arrays of shape (5,)?', "
    "options: [{text: One number, correct: yes}, {text: Five numbers}]}"
)
_MAPPING = "[{concept: residuals are taken, find: p - y}]"
_TRADEOFF = (
    "{ask: What does the square cost?, "
    "options: [{text: Outliers weigh more, correct: yes}, {text: Nothing}]}"
)
_FAILURE = (
    "{ask: 'What does it return for p = (0.5, 0.5) and y = (1, 0)?', "
    "answer: 'mean(([0.5, 0.5] - [1, 0]) ** 2)'}"
)
_CODE = """\
|
  def cost(p, y):
      error = p - y
      return (error ** 2).mean()"""


def _stage(name: str, doc: str, example: str) -> Field:
    return Field(name=name, kind=_QUESTION, doc=doc, is_required=True, example=example)


_STAGES = Record(
    (
        _stage("contract", "What it takes and returns.", _CONTRACT),
        Field(
            name="mapping",
            kind=ListOf(item=_MAPPED, minimum=1),
            doc="Concepts; for each the learner picks the line.",
            is_required=True,
            example=_MAPPING,
        ),
        _stage("tradeoff", "What was chosen, and against what.", _TRADEOFF),
        _stage("failure", "When it breaks.", _FAILURE),
    )
)
WALKTHROUGH_FIELDS = (
    front("What the code is for.", "Walk through this cost."),
    Field(name="language", kind=Text(), doc="Of the code; python if absent.", example="python"),
    Field(
        name="code",
        kind=Text(),
        doc="The program, in block style, without blank lines.",
        is_required=True,
        example=_CODE,
    ),
    Field(
        name="stages",
        kind=_STAGES,
        doc="The questions, asked in this order: contract, mapping, tradeoff, failure.",
        is_required=True,
        example=f"{{contract: {_CONTRACT}, mapping: {_MAPPING}, "
        f"tradeoff: {_TRADEOFF}, failure: {_FAILURE}}}",
    ),
    Field(
        name="version",
        kind=Number(minimum=1, is_integer=True),
        doc="Raise it whenever code or questions change. 1 if absent.",
        example="1",
    ),
)
"""Of a walkthrough note, beyond the common ones."""
