"""Second order by differentiating the loss itself; separation by trying every threshold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import sqrt

from mpmath import mp

from quizlr.model import Value

from .drawn import Drawn, number, numbers, rows


def _loss(z: mp.mpf, y: float) -> mp.mpf:
    return mp.log(1 + mp.exp(-z if y else z))


def _newton_1d(drawn: Drawn) -> float:
    x, y, w = numbers(drawn, "x"), numbers(drawn, "y"), number(drawn, "w")

    def cost(weight: mp.mpf) -> mp.mpf:
        return mp.fsum(_loss(weight * a, label) for a, label in zip(x, y, strict=True))

    return float(w - mp.diff(cost, w, 1) / mp.diff(cost, w, 2))


def _hessian(drawn: Drawn) -> tuple[tuple[float, ...], ...]:
    """Second differences of the mean loss; all labels 1, for they do not matter."""
    x, (v, w) = rows(drawn, "X"), numbers(drawn, "w")

    def cost(a: mp.mpf, b: mp.mpf) -> mp.mpf:
        return mp.fsum(_loss(a * row[0] + b * row[1], 1) for row in x) / len(x)

    def second(order: tuple[int, int]) -> float:
        return float(mp.diff(cost, (v, w), order))

    cross = second((1, 1))
    return (second((2, 0)), cross), (cross, second((0, 2)))


def _irls(drawn: Drawn) -> tuple[float, float]:
    """The parabola that touches the loss: its curvature, and where it is lowest."""
    eta, y = mp.mpf(number(drawn, "eta")), number(drawn, "y")
    slope, curvature = (mp.diff(lambda z: _loss(z, y), eta, order) for order in (1, 2))
    return float(curvature), float(eta - slope / curvature)


def _convex_eigen(drawn: Drawn) -> tuple[float, tuple[float, float]]:
    s, a, b, d = (number(drawn, name) for name in "sabd")
    low, high = (float(value) for value in mp.eigsy(mp.matrix([[s * a, b], [b, s * d]]))[0])
    return 0.0 if low > 0 else 1.0 if high < 0 else 2.0, (low, high)


def _wald_se(drawn: Drawn) -> float:
    """The variance of w solves H v = (0, 1): eliminate the bias."""
    a, b, d = (Fraction(str(number(drawn, name))) for name in "abd")
    return sqrt(1 / (d - b / a * b))


def _separable(drawn: Drawn) -> float:
    """0 if no threshold parts the classes, 1 if one does, 2 if only with rows of both on it."""
    x = [number(drawn, "start")]
    for gap in numbers(drawn, "gaps"):
        x.append(x[-1] + gap)
    cut, odd, is_down = number(drawn, "cut"), number(drawn, "odd"), number(drawn, "down")
    y = [bool((k >= cut) != bool(is_down)) != (k == odd) for k in range(6)]
    between = [(a + b) / 2 for a, b in pairwise(x)]
    if any(_parts(x, y, threshold, is_strict=True) for threshold in between):
        return 1.0
    return 2.0 if any(_parts(x, y, threshold, is_strict=False) for threshold in x) else 0.0


def _parts(x: Sequence[float], y: Sequence[bool], threshold: float, *, is_strict: bool) -> bool:
    """Whether each class keeps to its own side; rows on the threshold may be of either class."""
    sides = [(a > threshold) - (a < threshold) for a in x]
    if is_strict and 0 in sides:
        return False
    ones = {side for side, label in zip(sides, y, strict=True) if label} - {0}
    zeros = {side for side, label in zip(sides, y, strict=True) if not label} - {0}
    return len(ones) <= 1 and len(zeros) <= 1 and not ones & zeros and bool(ones | zeros)


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "newton-1d": _newton_1d,
    "hessian-2x2": _hessian,
    "irls-weights": _irls,
    "convex-eigen": _convex_eigen,  # type: ignore[dict-item]
    "wald-se": _wald_se,
    "separable": _separable,
}
