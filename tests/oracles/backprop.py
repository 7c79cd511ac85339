"""A small network: gradients by central differences, symmetry by training it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from quizlr.model import Value

from .drawn import Drawn, number, numbers


def _sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def _output(a: Sequence[float], w2: Sequence[float]) -> float:
    """From the hidden scores."""
    return _sigma(sum(w * _sigma(score) for w, score in zip(w2, a, strict=True)))


def _loss(a: Sequence[float], w2: Sequence[float], y: float) -> float:
    p = _output(a, w2)
    return -math.log(p if y else 1 - p)


def _differences(f: Callable[[list[float]], float], at: Sequence[float]) -> tuple[float, ...]:
    """The gradient, by fourth-order central differences."""
    h = 1e-3

    def slope(k: int) -> float:
        def moved(steps: int) -> float:
            point = list(at)
            point[k] += steps * h
            return f(point)

        return (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * h)

    return tuple(slope(k) for k in range(len(at)))


def _scores(drawn: Drawn) -> list[float]:
    x = number(drawn, "x")
    return [w * x for w in numbers(drawn, "W1")]


def _forward(drawn: Drawn) -> float:
    return _output(_scores(drawn), numbers(drawn, "w2"))


def _delta_hidden(drawn: Drawn) -> tuple[float, ...]:
    w2, y = numbers(drawn, "w2"), number(drawn, "y")
    return _differences(lambda a: _loss(a, w2, y), _scores(drawn))


def _grad_w1(drawn: Drawn) -> tuple[float, ...]:
    x, w2, y = number(drawn, "x"), numbers(drawn, "w2"), number(drawn, "y")
    return _differences(lambda w: _loss([a * x for a in w], w2, y), numbers(drawn, "W1"))


def _grad_w2(drawn: Drawn) -> tuple[float, ...]:
    a, y = _scores(drawn), number(drawn, "y")
    return _differences(lambda w2: _loss(a, w2, y), numbers(drawn, "w2"))


def _zero_init(drawn: Drawn) -> float:
    """Train for five steps and look: 0 apart from the start, 1 after an update, 2 never."""
    x, y = number(drawn, "x"), number(drawn, "y")
    first, second = number(drawn, "first"), number(drawn, "second")
    weights = [first, first + number(drawn, "gap1"), second, second + number(drawn, "gap2")]

    def loss(w: Sequence[float]) -> float:
        return _loss([w[0] * x, w[1] * x], w[2:], y)

    for update in range(5):
        if abs(_sigma(weights[0] * x) - _sigma(weights[1] * x)) > 1e-9:
            return 1.0 if update else 0.0
        slopes = _differences(loss, weights)
        weights = [w - 0.5 * slope for w, slope in zip(weights, slopes, strict=True)]
    return 2.0


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "mlp-forward": _forward,
    "mlp-delta-hidden": _delta_hidden,
    "mlp-grad-W1": _grad_w1,
    "mlp-grad-w2": _grad_w2,
    "zero-init": _zero_init,
}
