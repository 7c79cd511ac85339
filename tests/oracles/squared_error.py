"""Squared error after a sigmoid: its loss differentiated in high precision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath

from quizlr.model import Value

from .drawn import Drawn, number

CONVEX, CONCAVE = 0.0, 1.0


def _probability(z: Any) -> Any:
    return 1 / (1 + mpmath.exp(-z))


def _squared(y: float) -> Callable[[Any], Any]:
    return lambda z: (_probability(z) - y) ** 2


def _log_loss(y: float) -> Callable[[Any], Any]:
    return lambda z: -mpmath.log(_probability(z) if y else 1 - _probability(z))


def _gradient(drawn: Drawn) -> float:
    return float(mpmath.diff(_squared(number(drawn, "y")), number(drawn, "z")))


def _ratio(drawn: Drawn) -> float:
    y, z = number(drawn, "y"), number(drawn, "z")
    with mpmath.workdps(30):
        return float(abs(mpmath.diff(_log_loss(y), z) / mpmath.diff(_squared(y), z)))


def _curvature(drawn: Drawn) -> tuple[float, float]:
    curvature = float(mpmath.diff(_squared(number(drawn, "y")), number(drawn, "z"), 2))
    return curvature, CONVEX if curvature > 0 else CONCAVE


def _inflection(drawn: Drawn) -> float:
    """The root of the second derivative along w, by bisection between steep and flat scores."""
    x, b, y = (number(drawn, name) for name in ("x", "b", "y"))

    def curvature(w: Any) -> Any:
        return mpmath.diff(lambda v: _squared(y)(v * x + b), w, 2)

    low, high = ((score - b) / x for score in (-2, 2))
    return float(mpmath.findroot(curvature, (low, high), solver="anderson", tol=1e-18))


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "mse-sigmoid-grad": _gradient,
    "mse-vs-ce-ratio": _ratio,
    "mse-second-derivative": _curvature,
    "mse-inflection": _inflection,
}
