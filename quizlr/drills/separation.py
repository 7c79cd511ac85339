"""Whether a grader could tell the truth and the known mistakes of a part from each other."""

from __future__ import annotations

import math
from itertools import combinations

from quizlr.drills.shapes import cells
from quizlr.drills.variant import Asked, AskedNumber, AskedOrder
from quizlr.model import Form, Quantity, Value

TOLERANCES_APART = 3.0
"""As far as two values must be apart."""

_NOISE = 1e-9
"""Relative; two floats that are nearer are the same number, computed in two ways."""


def collision(asked: Asked) -> tuple[str, str] | None:
    """Two of `answer` and the ids of the slips that cannot be told apart; None if all can."""
    if isinstance(asked, AskedNumber):
        return _number_collision(asked.quantity)
    if isinstance(asked, AskedOrder):
        orders = [("answer", asked.ranks), *((slip.id, slip.ranks) for slip in asked.slips)]
        for (one, ranks), (other, wrong) in combinations(orders, 2):
            if not _has_inversion(ranks, wrong):
                return one, other
    return None


def tolerances_apart(one: Value, other: Value, quantity: Quantity) -> float:
    """How many tolerances lie between two values; of vectors and matrices, where it is most."""
    pairs = zip(cells(one), cells(other), strict=True)
    return max(_apart(a, b, quantity) for a, b in pairs)


def reach(value: float, quantity: Quantity) -> float:
    """How far an honest answer may lie from a value: its tolerance, or half of its last digit."""
    tolerance = quantity.tolerance
    relative, absolute = float(tolerance.relative), float(tolerance.absolute)
    return max(absolute, relative * abs(value), _half_unit(value, quantity))


def _number_collision(quantity: Quantity) -> tuple[str, str] | None:
    values = [("answer", quantity.truth), *((slip.id, slip.value) for slip in quantity.slips)]
    for (one, a), (other, b) in combinations(values, 2):
        if tolerances_apart(a, b, quantity) <= TOLERANCES_APART:
            return one, other
    return None


def _apart(a: float, b: float, quantity: Quantity) -> float:
    if a == b or (math.isnan(a) and math.isnan(b)):
        return 0.0
    if not (math.isfinite(a) and math.isfinite(b)):
        return math.inf
    gap = abs(a - b)
    if gap <= _NOISE * max(abs(a), abs(b)):
        return 0.0
    near = max(reach(a, quantity), reach(b, quantity))
    return gap / near if near else math.inf


def _half_unit(value: float, quantity: Quantity) -> float:
    if quantity.form is Form.INTEGER:
        return 0.0
    decimals = quantity.digits
    if quantity.tolerance.relative and not quantity.tolerance.absolute and value:
        decimals = quantity.digits - 1 - math.floor(math.log10(abs(value)))
    return 0.5 * 10.0**-decimals


def _has_inversion(ranks: tuple[int, ...], wrong: tuple[int, ...]) -> bool:
    """Whether some two items must stand one way in one order and the other way in the other.

    Without such a pair some order agrees with both.
    """
    pairs = combinations(range(len(ranks)), 2)
    return any((ranks[i] - ranks[j]) * (wrong[i] - wrong[j]) < 0 for i, j in pairs)
