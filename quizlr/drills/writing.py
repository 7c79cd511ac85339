"""Short words for writing families: `grid("-4", "4", "0.25")`, `within(rel="0.02")`."""

from __future__ import annotations

from decimal import Decimal

from quizlr.drills.template import (
    ChoicePart,
    Grid,
    MatrixOf,
    OptionRule,
    OrderPart,
    OrderSlip,
    PickFrom,
    SlipRule,
    StepRule,
    VectorOf,
)
from quizlr.model import Tolerance


def grid(low: str, high: str, step: str) -> Grid:
    """One of low, low + step, …, high."""
    return Grid(Decimal(low), Decimal(high), Decimal(step))


def pick(*values: str | int) -> PickFrom:
    """One of these numbers or words; text that reads as a decimal is a number."""
    return PickFrom(tuple(_number_or_word(value) for value in values))


def _number_or_word(value: str | int) -> Decimal | str:
    text = str(value)
    return Decimal(text) if text.lstrip("-")[:1].isdigit() else text


def vector(n: int, item: Grid | PickFrom, *, distinct: bool = False) -> VectorOf:
    """`n` draws."""
    return VectorOf(n=n, item=item, is_distinct=distinct)


def matrix(rows: int, columns: int, item: Grid | PickFrom) -> MatrixOf:
    """`rows` x `columns` draws."""
    return MatrixOf(rows=rows, columns=columns, item=item)


def within(*, rel: str = "0", abs: str = "0") -> Tolerance:
    """A tolerance."""
    return Tolerance(relative=Decimal(rel), absolute=Decimal(abs))


EXACT = within()
"""Counts, orders, choices."""
PROBABILITY = within(abs="0.005")
"""Probabilities and metrics."""
LOGIT = within(abs="0.01")
"""Logits and log-sum-exps: never relative, or the largest logit alone would pass."""
LOSS = within(rel="0.01", abs="0.005")
GRADIENT = within(rel="0.02", abs="0.005")
TINY = within(rel="0.01")
"""Answers so small that an absolute tolerance would accept zero."""


def slip(id: str, expr: str, say: str = "") -> SlipRule:
    """A known mistake of a number part."""
    return SlipRule(id=id, expr=expr, say=say)


def step(say: str, show: str, digits: int = 4) -> StepRule:
    """A line of the worked solution."""
    return StepRule(say=say, show=show, digits=digits)


def option(text: str, correct: str = "0", why: str = "", slip: str = "") -> OptionRule:
    """An option of a choice part."""
    return OptionRule(text=text, correct=correct, why=why, slip=slip)


def choice(*options: OptionRule, name: str = "choice", ask: str = "") -> ChoicePart:
    """One of these options."""
    return ChoicePart(options=options, name=name, ask=ask)


def order(*items: str, by: str, slips: tuple[OrderSlip, ...] = ()) -> OrderPart:
    """These items, ascending by the vector `by`."""
    return OrderPart(items=items, by=by, slips=slips)
