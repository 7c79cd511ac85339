"""Numbers asked for: what is right, how near is near enough, and which mistakes are known."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from quizlr.values import dataclass

Value = float | tuple[float, ...] | tuple[tuple[float, ...], ...]
"""A scalar, a vector, or a matrix as a tuple of its rows."""


class Form(StrEnum):
    """What an answer looks like."""

    NUMBER = "number"
    FRACTION = "fraction"
    """A ratio of counts: the fraction itself is welcome."""
    INTEGER = "integer"
    VECTOR = "vector"
    MATRIX = "matrix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """`a` is near enough to `t` if |a - t| <= max(absolute, relative * |t|), in Decimal."""

    relative: Decimal = Decimal(0)
    absolute: Decimal = Decimal(0)

    def around(self, truth: Decimal) -> Decimal:
        """How far an answer may lie from this (finite) truth."""
        return max(self.absolute, self.relative * abs(truth))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """The value that a known mistake gives, and what to say to whoever made it."""

    id: str
    """From the common vocabulary where it has a word: `forgot_1_over_m`."""
    value: Value
    say: str
    """Markdown: one or two sentences that teach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number (or vector, or matrix) that is asked for."""

    truth: Value
    form: Form = Form.NUMBER
    tolerance: Tolerance
    digits: int = 3
    """Decimals asked for; significant digits if the tolerance is relative only."""
    unit: str = ""
    """`nats`, `bits`, `probability`, or any word that is shown behind the field."""
    note: str = ""
    """A convention that the prompt states: `natural log, mean over the rows`."""
    slips: tuple[Slip, ...] = ()
