"""Whether a grader could tell the truth and the known mistakes of a part from each other."""

from __future__ import annotations

import math
from itertools import combinations
from math import comb

from quizlr.drills.shapes import cells
from quizlr.drills.variant import Asked, AskedNumber, AskedOrder
from quizlr.model import Form, Quantity, Value

TOLERANCES_APART = 3.0
"""As far as two values must be apart."""

_TRUTH = "answer"
_NOISE = 1e-9
"""Relative; two floats that are nearer are the same number, computed in two ways."""


def collision(asked: Asked) -> tuple[str, str] | None:
    """Two that cannot be told apart, None if all can: `answer` or a slip's id, and a slip's id."""
    if isinstance(asked, AskedNumber):
        return _number_collision(asked.quantity)
    if isinstance(asked, AskedOrder):
        orders = [(_TRUTH, asked.ranks), *((slip.id, slip.ranks) for slip in asked.slips)]
        for (one, ranks), (other, wrong) in combinations(orders, 2):
            if not _has_inversion(ranks, wrong):
                return one, other
    return None


def too_near(asked: Asked, one: str, other: str) -> str:
    """What the slip `other` does that collides with `one`, in words."""
    near = "the answer" if one == _TRUTH else f"the slip {one}"
    if not isinstance(asked, AskedNumber):
        return f"can be the same order as {near}"
    values = dict(_values(asked.quantity))
    pairs = zip(cells(values[one]), cells(values[other]), strict=True)
    if all(math.isclose(a, b, rel_tol=_NOISE, abs_tol=_NOISE) for a, b in pairs):
        return f"gives the same as {near}"
    tolerance = asked.quantity.tolerance
    relative, absolute = float(tolerance.relative), float(tolerance.absolute)
    bounds = [f"{absolute:g}"] if absolute else []
    bounds += [f"{100 * relative:g} %"] if relative else []
    hint = f"; tolerance {' or '.join(bounds)} is wide" if bounds else ""
    return f"comes within three tolerances of {near}{hint}"


def comparisons(asked: Asked) -> int:
    """How many numbers `collision` compares, at most."""
    if isinstance(asked, AskedNumber):
        return comb(1 + len(asked.quantity.slips), 2) * len(list(cells(asked.quantity.truth)))
    if isinstance(asked, AskedOrder):
        return comb(1 + len(asked.slips), 2) * comb(len(asked.items), 2)
    return 0


def _number_collision(quantity: Quantity) -> tuple[str, str] | None:
    for (one, a), (other, b) in combinations(_values(quantity), 2):
        pairs = zip(cells(a), cells(b), strict=True)
        if not any(_are_apart(x, y, quantity) for x, y in pairs):
            return one, other
    return None


def _values(quantity: Quantity) -> list[tuple[str, Value]]:
    return [(_TRUTH, quantity.truth), *((slip.id, slip.value) for slip in quantity.slips)]


def _are_apart(a: float, b: float, quantity: Quantity) -> bool:
    """Whether two numbers are three tolerances apart, and still two when rounded as asked."""
    if not (math.isfinite(a) and math.isfinite(b)):
        return a != b and not (math.isnan(a) and math.isnan(b))
    gap, larger = abs(a - b), max(abs(a), abs(b))
    relative, absolute = float(quantity.tolerance.relative), float(quantity.tolerance.absolute)
    return (
        gap > TOLERANCES_APART * max(absolute, relative * larger)
        and gap > _NOISE * larger
        and gap >= (1 - _NOISE) * _last_digit(larger, quantity)
    )


def _last_digit(value: float, quantity: Quantity) -> float:
    """What one more in the last digit asked for is worth."""
    decimals = quantity.digits
    if quantity.form is Form.INTEGER:
        decimals = 0
    elif quantity.tolerance.relative and not quantity.tolerance.absolute and value:
        decimals = quantity.digits - 1 - math.floor(math.log10(value))
    return float(10.0**-decimals)


def _has_inversion(ranks: tuple[int, ...], wrong: tuple[int, ...]) -> bool:
    """Whether some two items must stand one way in one order and the other way in the other.

    Without such a pair some order agrees with both.
    """
    pairs = combinations(range(len(ranks)), 2)
    return any((ranks[i] - ranks[j]) * (wrong[i] - wrong[j]) < 0 for i, j in pairs)
