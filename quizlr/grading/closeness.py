"""How well a typed number agrees with a value: near enough, as far as its digits go, or not.

All in Decimal, bounds included. A value is taken as the shortest decimal that makes its float.
"""

from __future__ import annotations

from decimal import Context, Decimal
from enum import IntEnum

from quizlr.grading.numbers import Numeral
from quizlr.model import Form, Quantity, Value

_EXACT = Context(prec=120)
_NOISE = Decimal("1e-12")
"""What float arithmetic may leave in a value, relative to it: 1/3 typed is 1/3 computed."""


class Fit(IntEnum):
    """How far a typed number agrees with a value; more is better."""

    APART = 0
    ROUNDED = 1
    """The value rounded to the digits that were typed, which are fewer than asked for."""
    NEAR = 2


def exact(value: float) -> Decimal:
    """The shortest decimal that reads as this float."""
    return Decimal(repr(float(value)))


def rows_of(value: Value) -> tuple[tuple[Decimal, ...], ...]:
    """A value as rows of decimals; a scalar is one row of one."""
    if not isinstance(value, tuple):
        return ((exact(value),),)
    rows = tuple(tuple(map(exact, row)) for row in value if isinstance(row, tuple))
    return rows or (tuple(exact(cell) for cell in value if not isinstance(cell, tuple)),)


def fit(typed: Numeral, value: Decimal, quantity: Quantity) -> Fit:
    """How well a typed number agrees with a value (the truth, or a slip's) of a quantity."""
    if not (typed.value.is_finite() and value.is_finite()):
        return Fit.NEAR if _is_same_endless(typed.value, value) else Fit.APART
    distance = _EXACT.subtract(typed.value, value).copy_abs()
    if distance <= max(_bound(value, quantity), _last_digit(typed, value, quantity)):
        return Fit.NEAR
    return Fit.ROUNDED if _is_rounded(typed, value, quantity, distance) else Fit.APART


def decimals_asked(value: Decimal, quantity: Quantity) -> int:
    """Decimals that an answer near this (finite) value should have; may be below 0."""
    if asks_significant(quantity) and value:
        return quantity.digits - 1 - value.adjusted()
    return 0 if quantity.form is Form.INTEGER else quantity.digits


def asks_whole(quantity: Quantity) -> bool:
    """Whether whole numbers are asked for, of which no digit can be left out."""
    return quantity.form is Form.INTEGER or not (quantity.digits or asks_significant(quantity))


def asks_significant(quantity: Quantity) -> bool:
    """Whether `digits` counts significant digits: where the tolerance is relative only."""
    return quantity.tolerance.relative > 0 and not quantity.tolerance.absolute


def _is_same_endless(one: Decimal, other: Decimal) -> bool:
    return (one.is_nan() and other.is_nan()) or one == other


def _bound(value: Decimal, quantity: Quantity) -> Decimal:
    return max(quantity.tolerance.around(value), _NOISE * abs(value))


def _last_digit(typed: Numeral, value: Decimal, quantity: Quantity) -> Decimal:
    """Half of the last digit typed, or asked for if fewer were typed: `0.3` stands for 0.300."""
    if typed.decimals is None:
        return Decimal(0)
    return _half_unit(max(typed.decimals, decimals_asked(value, quantity)))


def _is_rounded(typed: Numeral, value: Decimal, quantity: Quantity, distance: Decimal) -> bool:
    if typed.decimals is None or asks_whole(quantity):
        return False
    # The value itself must have a digit where the typed number ends: 1 is no rounding of 0.6.
    return typed.decimals >= -value.adjusted() and distance <= _half_unit(typed.decimals)


def _half_unit(decimals: int) -> Decimal:
    return Decimal((0, (5,), -decimals - 1))
