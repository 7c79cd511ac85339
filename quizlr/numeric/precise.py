"""Fifty-digit arithmetic for the few elements where float64 would lose digits.

Differences of nearly equal numbers and high powers multiply the rounding of their inputs. Such
elements are computed in `decimal` from the exact values of their inputs and rounded once. It costs
some 20 µs an element, so the caller says which elements need it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal

import numpy as np
from numpy.typing import NDArray

from quizlr.numeric.arrays import Array

CONTEXT = Context(
    prec=50, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, capitals=1, clamp=0, traps=[]
)
ONE, FORTY_EIGHT, HALF, QUARTER = Decimal(1), Decimal(48), Decimal("0.5"), Decimal("0.25")
SMALL = Decimal("1e-8")


def refined(
    rough: Array, needed: NDArray[np.bool_], exact: Callable[..., Decimal], *arguments: Array
) -> Array:
    """`rough`, with the elements that are `needed` replaced by `exact` of the same arguments."""
    result = np.array(rough, dtype=np.float64)
    columns = [np.broadcast_to(argument, result.shape) for argument in arguments]
    for place in np.argwhere(np.broadcast_to(needed, result.shape)):
        index = tuple(place)
        result[index] = float(exact(*(Decimal(float(column[index])) for column in columns)))
    return result


def sigmoid_pair(z: Decimal) -> tuple[Decimal, Decimal]:
    """σ(z) and 1 − σ(z), both to full relative precision."""
    small = CONTEXT.exp(z.copy_abs().copy_negate())
    total = CONTEXT.add(ONE, small)
    above, below = CONTEXT.divide(ONE, total), CONTEXT.divide(small, total)
    return (above, below) if z >= 0 else (below, above)


def residual(z: Decimal, y: Decimal) -> Decimal:
    """σ(z) − y, from parts that lose nothing where it is close to 0."""
    if z.copy_abs() < SMALL:
        return _residual_near_zero(z, y)
    up, down = sigmoid_pair(z)
    gain = CONTEXT.multiply(CONTEXT.subtract(ONE, y), up)
    return CONTEXT.subtract(gain, CONTEXT.multiply(y, down))


def _residual_near_zero(z: Decimal, y: Decimal) -> Decimal:
    """½ − y + z/4 − z³/48: fifty digits of σ would not show that σ(1e−60) is above ½."""
    straight = CONTEXT.fma(z, QUARTER, CONTEXT.subtract(HALF, y))
    bend = CONTEXT.divide(CONTEXT.power(z, 3), FORTY_EIGHT)
    return CONTEXT.subtract(straight, bend)
