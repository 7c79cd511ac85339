"""A template with its expressions and computed texts read: what a variant is made from."""

from __future__ import annotations

from quizlr.drills.template import ChoicePart, NumberPart, OptionRule, OrderPart, Template
from quizlr.expressions import ComputedText, Expression
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledDraw:
    """What a variable is drawn from."""

    name: str
    pool: tuple[float, ...] | tuple[str, ...]
    shape: tuple[int, ...]
    """() for one, (n,) for a vector, (rows, columns) for a matrix."""
    is_distinct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledSlip:
    """A slip of a number part (its value) or of an order part (the key it sorts by)."""

    id: str
    path: str
    value: Expression
    say: ComputedText


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledNumber:
    """A number part."""

    rule: NumberPart
    path: str
    ask: ComputedText
    answer: Expression
    slips: tuple[CompiledSlip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledOption:
    """An option of a choice part."""

    rule: OptionRule
    path: str
    text: ComputedText
    correct: Expression
    why: ComputedText


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledChoice:
    """A choice part."""

    rule: ChoicePart
    path: str
    ask: ComputedText
    options: tuple[CompiledOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledOrder:
    """An order part."""

    rule: OrderPart
    path: str
    ask: ComputedText
    items: tuple[ComputedText, ...]
    by: Expression
    slips: tuple[CompiledSlip, ...]


CompiledPart = CompiledNumber | CompiledChoice | CompiledOrder


def reads(part: CompiledPart) -> frozenset[str]:
    """The names that decide what is right."""
    if isinstance(part, CompiledNumber):
        return part.answer.names
    if isinstance(part, CompiledOrder):
        return part.by.names
    return frozenset().union(*(option.correct.names for option in part.options))


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledStep:
    """A worked step."""

    path: str
    say: ComputedText
    show: Expression
    digits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """All of a template."""

    template: Template
    draws: tuple[CompiledDraw, ...]
    let: tuple[tuple[str, Expression], ...]
    require: tuple[Expression, ...]
    front: ComputedText
    parts: tuple[CompiledPart, ...]
    steps: tuple[CompiledStep, ...]
    back: ComputedText
