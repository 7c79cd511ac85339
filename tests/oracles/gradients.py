"""Gradients by differentiating the cost, written from its definition, in high precision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import mpmath

from quizlr.model import Value

from .drawn import Drawn, number, numbers, rows


def _loss(p: Any, y: float) -> Any:
    return -mpmath.log(p if y else 1 - p)


def _probability(z: Any) -> Any:
    return 1 / (1 + mpmath.exp(-z))


def _cost(scores: Sequence[Any], y: Sequence[float]) -> Any:
    losses = [_loss(_probability(z), label) for z, label in zip(scores, y, strict=True)]
    return mpmath.fsum(losses) / len(losses)


def _by_score(drawn: Drawn) -> float:
    y = number(drawn, "y")
    return float(mpmath.diff(lambda z: _loss(_probability(z), y), number(drawn, "z")))


def _by_prediction(drawn: Drawn) -> float:
    y = number(drawn, "y")
    return float(mpmath.diff(lambda p: _loss(p, y), number(drawn, "p")))


def _by_weight(drawn: Drawn) -> float:
    x, y, b = numbers(drawn, "x"), numbers(drawn, "y"), number(drawn, "b")
    return float(mpmath.diff(lambda w: _cost([w * v + b for v in x], y), number(drawn, "w")))


def _by_weights(drawn: Drawn) -> tuple[float, ...]:
    features, y, w = rows(drawn, "X"), numbers(drawn, "y"), numbers(drawn, "w")

    def cost(*weights: Any) -> Any:
        return _cost([mpmath.fdot(row, weights) for row in features], y)

    return tuple(
        float(mpmath.diff(cost, w, tuple(int(j == k) for j in range(len(w)))))
        for k in range(len(w))
    )


def _by_bias(drawn: Drawn) -> float:
    """All scores move together with the bias."""
    p, y = numbers(drawn, "p"), numbers(drawn, "y")
    scores = [mpmath.log(a) - mpmath.log(1 - a) for a in p]
    return float(mpmath.diff(lambda b: _cost([z + b for z in scores], y), 0))


def _penalised(drawn: Drawn) -> tuple[float, ...]:
    """Any cost with that gradient will do: a linear one, plus the penalty."""
    g, lam, m = numbers(drawn, "g"), number(drawn, "lam"), number(drawn, "m")
    at = (number(drawn, "b"), *numbers(drawn, "w"))

    def cost(b: Any, w1: Any, w2: Any) -> Any:
        return mpmath.fdot(g, (b, w1, w2)) + lam / (2 * m) * (w1**2 + w2**2)

    return tuple(
        float(mpmath.diff(cost, at, direction)) for direction in ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    )


def _central_difference(drawn: Drawn) -> float:
    z, y, h = (number(drawn, name) for name in ("z", "y", "h"))
    with mpmath.workdps(30):
        above, below = (_loss(_probability(mpmath.mpf(z) + step), y) for step in (h, -h))
        return float((above - below) / (2 * h))


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "grad-z": _by_score,
    "grad-yhat": _by_prediction,
    "grad-w": _by_weight,
    "grad-vector": _by_weights,
    "grad-b": _by_bias,
    "grad-l2": _penalised,
    "gradient-check": _central_difference,
}
