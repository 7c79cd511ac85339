"""A drill as its author writes it: what is drawn, what is asked, what goes wrong.

Built-in families and the drills of decks are the same noun. Every text may hold computed values,
`{{= expression | .3f }}`; every `expr` is in the expression language (see `quizlr.expressions`).
Names seen by an expression: the variables, then `let` in order, then the answers of earlier parts;
slips and what is shown after answering also see the answer itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from decimal import Decimal

from quizlr.model import Form, Tier, Tolerance, Value
from quizlr.values import dataclass

# -- what is drawn


@dataclass(frozen=True, slots=True)
class Grid:
    """One of low, low + step, …, high: decimals, so that what is shown is what is used."""

    low: Decimal
    high: Decimal
    step: Decimal


@dataclass(frozen=True, slots=True)
class PickFrom:
    """One of these numbers or words."""

    values: tuple[Decimal | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VectorOf:
    """`n` draws of one kind."""

    n: int
    item: Grid | PickFrom
    is_distinct: bool = False
    """No number occurs twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixOf:
    """`rows` x `columns` draws of one kind."""

    rows: int
    columns: int
    item: Grid | PickFrom


Draw = Grid | PickFrom | VectorOf | MatrixOf

# -- what is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRule:
    """A known mistake: the expression that it computes, and what to say."""

    id: str
    expr: str
    """Same shape as the answer; where it comes out as nan, the slip is left out."""
    say: str = ""
    """Markdown; empty for the sentence of the common vocabulary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPart:
    """A number, vector or matrix to type."""

    answer: str
    tolerance: Tolerance
    name: str = "answer"
    """How later parts call this answer; with the learner's own value when errors carry forward."""
    ask: str = ""
    """The question of this part; empty if the front says it all."""
    form: Form = Form.NUMBER
    digits: int = 3
    unit: str = ""
    note: str = ""
    slips: tuple[SlipRule, ...] = ()
    allow_nonfinite: bool = False
    """Whether inf or nan may be the truth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRule:
    """An option, and when it is the right one."""

    text: str
    correct: str = "0"
    """An expression: not 0 if this option is right for this variant."""
    why: str = ""
    slip: str = ""
    """The slip that whoever picks it has made; empty if it tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePart:
    """One option to pick; exactly one must come out right in each variant."""

    options: tuple[OptionRule, ...]
    name: str = "choice"
    ask: str = ""
    shuffle: bool = True
    is_code: bool = False
    """The options are the lines of a program as they are, not Markdown; shown in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSlip:
    """A known wrong order: the items sorted by another key, ascending."""

    id: str
    by: str
    say: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPart:
    """Items to put in order: ascending by the vector `by`, one number an item.

    Items whose numbers are equal may stand in either order.
    """

    items: tuple[str, ...]
    by: str
    name: str = "order"
    ask: str = ""
    slips: tuple[OrderSlip, ...] = ()


Part = NumberPart | ChoicePart | OrderPart


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule:
    """A line of the worked solution: what is done, and what comes out."""

    say: str
    show: str
    """An expression; the last step's is the last part's answer."""
    digits: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An author's own test: what a given answer to a given variant must be judged."""

    seed: int
    answer: str
    """As typed; an option by its number from 1, an order by those of the items: `2 1 3`. Of several
    parts one line each."""
    verdict: str
    """`correct`, `wrong`, … or `slip:<id>`."""


@dataclass(frozen=True, kw_only=True)
class Template:
    """One kind of drill. A skill: what is scheduled is this, what is shown is a variant."""

    id: str
    """A family's name, or `deck/note`."""
    title: str
    version: int = 1
    """Part of the variant's seed: raise it when anything changes."""
    topic: str = ""
    tier: Tier
    vars: Mapping[str, Draw]
    let: Mapping[str, str] = field(default_factory=dict)
    derive: Callable[[Mapping[str, Value | str]], Mapping[str, Value | str]] | None = None
    """Further names that the language cannot say, computed in Python after `let`. Built-in only."""
    require: tuple[str, ...] = ()
    """All must be true (not 0) for a draw to be used."""
    front: str
    parts: tuple[Part, ...]
    steps: tuple[StepRule, ...] = ()
    back: str = ""
    """Markdown after the worked solution."""
    examples: tuple[Example, ...] = ()
