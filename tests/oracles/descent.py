"""Descent: slopes by differences of the loss, walks by doing them, eigenvalues by iteration."""

from __future__ import annotations

import math
from collections.abc import Callable

from mpmath import mp

from quizlr.model import Value

from .drawn import Drawn, number, numbers, rows


def _one_row_slope(w: float, x: float, y: float) -> float:
    """Of the log loss of one row with respect to its weight."""

    def loss(weight: mp.mpf) -> mp.mpf:
        p = 1 / (1 + mp.exp(-weight * x))
        return -mp.log(p if y else 1 - p)

    return float(mp.diff(loss, mp.mpf(w)))


def _gd_step(drawn: Drawn) -> float:
    """The minimum of the tangent plus the squared distance over twice the learning rate."""
    w, g, rate = (number(drawn, name) for name in ("w", "g", "lr"))
    return float(mp.findroot(lambda u: g + (u - w) / rate, w))


def _gd_two_steps(drawn: Drawn) -> float:
    w, x, y, rate = (number(drawn, name) for name in ("w", "x", "y", "lr"))
    for _ in range(2):
        w -= rate * _one_row_slope(w, x, y)
    return w


def _lr_bound(drawn: Drawn) -> float:
    """The largest eigenvalue by power iteration on the sum of the rows' outer products."""
    data = rows(drawn, "X")
    v = [1.0, 0.7]
    for _ in range(2_000):
        image = [0.0, 0.0]
        for row in data:
            along = row[0] * v[0] + row[1] * v[1]
            image = [image[0] + along * row[0], image[1] + along * row[1]]
        norm = math.hypot(*image)
        v = [image[0] / norm, image[1] / norm]
    return 2 / (norm / (4 * len(data)))


def _sgd_vs_batch(drawn: Drawn) -> tuple[float, ...]:
    x, y, w = numbers(drawn, "x"), numbers(drawn, "y"), number(drawn, "w")
    single = [_one_row_slope(w, a, b) for a, b in zip(x, y, strict=True)]
    return (*single, math.fsum(single) / len(single))


def _converged(drawn: Drawn) -> int:
    """By the rates from which the trace is made, not by the trace."""
    return (0, 1, 2)[int(number(drawn, "kind"))]


def _momentum_step(drawn: Drawn) -> tuple[float, float]:
    """The velocity written out as a weighted sum of the two gradients seen so far."""
    w, v, g, beta, rate = (number(drawn, name) for name in ("w", "v", "g", "beta", "lr"))
    weights, gradients = (beta, 1.0), (v, g)
    moved = math.fsum(a * b for a, b in zip(weights, gradients, strict=True))
    return moved, math.fsum((w, -rate * beta * v, -rate * g))


def _adam_first_step(drawn: Drawn) -> float:
    """Algorithm 1 of Kingma and Ba, with the epsilon that they suggest made tiny."""
    w, g, rate, b1, b2 = (number(drawn, name) for name in ("w", "g", "lr", "b1", "b2"))
    m = v = 0.0
    t = 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - rate * (m / (1 - b1**t)) / (math.sqrt(v / (1 - b2**t)) + 1e-30)


def _updates_per_epoch(drawn: Drawn) -> float:
    """By dealing the rows out, batch after batch."""
    left, size = int(number(drawn, "m")), int(number(drawn, "size"))
    updates = 0
    while left >= size:
        left -= size
        updates += 1
    return float(updates + (left > 0 and drawn["last"] == "kept"))


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "gd-step": _gd_step,
    "gd-two-steps": _gd_two_steps,
    "lr-bound": _lr_bound,
    "sgd-vs-batch": _sgd_vs_batch,
    "converged": _converged,
    "momentum-step": _momentum_step,
    "adam-first-step": _adam_first_step,
    "updates-per-epoch": _updates_per_epoch,
}
