"""Log losses as minus the log of a likelihood; minima and inverses by search."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from quizlr.model import Value

from .drawn import Drawn, number, numbers


def _probability(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def _likelihood(p: Sequence[float], y: Sequence[float], power: Sequence[float]) -> float:
    """The product of p^(y power) (1 - p)^((1 - y) power)."""
    return math.prod(
        math.pow(a, label * k) * math.pow(1 - a, (1 - label) * k)
        for a, label, k in zip(p, y, power, strict=True)
    )


def _mean_loss(p: Sequence[float], y: Sequence[float]) -> float:
    return -math.log(_likelihood(p, y, [1.0] * len(p))) / len(p)


def _smallest(cost: Callable[[float], float]) -> float:
    """The minimum over (0, 1) of a convex function, by ternary search."""
    low, high = 1e-9, 1 - 1e-9
    for _ in range(200):
        third = (high - low) / 3
        if cost(low + third) < cost(high - third):
            high -= third
        else:
            low += third
    return cost((low + high) / 2)


def _of_data(drawn: Drawn) -> float:
    return _mean_loss(numbers(drawn, "p"), numbers(drawn, "y"))


def _single(drawn: Drawn) -> float:
    return _mean_loss([number(drawn, "p")], [number(drawn, "y")])


def _logits(drawn: Drawn) -> float:
    return _mean_loss([_probability(number(drawn, "z"))], [number(drawn, "y")])


def _weighted(drawn: Drawn) -> float:
    """Weights are powers of the likelihood: a row of weight 3 occurs three times."""
    w = numbers(drawn, "w")
    return -math.log(_likelihood(numbers(drawn, "p"), numbers(drawn, "y"), w)) / math.fsum(w)


def _pos_weight(drawn: Drawn) -> float:
    y = numbers(drawn, "y")
    p = [_probability(z) for z in numbers(drawn, "z")]
    repeats = [number(drawn, "c") if label else 1.0 for label in y]
    return -math.log(_likelihood(p, y, repeats)) / len(y)


def _smoothed(drawn: Drawn) -> float:
    """The label stays with probability 1 - eps, else a fair coin replaces it."""
    p, y, eps = (number(drawn, name) for name in ("p", "y", "eps"))
    kept, coin = _mean_loss([p], [y]), (_mean_loss([p], [0]) + _mean_loss([p], [1])) / 2
    return (1 - eps) * kept + eps * coin


def _soft_minimum(drawn: Drawn) -> float:
    t = number(drawn, "t")
    return _smallest(lambda p: -t * math.log(p) - (1 - t) * math.log(1 - p))


def _baseline(drawn: Drawn) -> float:
    """The best constant prediction for that many rows of each class."""
    n = round(number(drawn, "n"))
    positives = round(n * number(drawn, "percent") / 100)
    return _smallest(
        lambda p: -(positives * math.log(p) + (n - positives) * math.log(1 - p)) / n,
    )


def _l2(drawn: Drawn) -> float:
    squares = math.fsum(w * w for w in numbers(drawn, "w"))
    return _of_data(drawn) + number(drawn, "lam") * squares / (2 * len(numbers(drawn, "y")))


def _l1(drawn: Drawn) -> float:
    sizes = math.fsum(math.fabs(w) for w in numbers(drawn, "w"))
    return _of_data(drawn) + number(drawn, "lam") * sizes / len(numbers(drawn, "y"))


def _clipped(drawn: Drawn) -> float:
    """The prediction 1 - y, clipped to [eps, 1 - eps]; the true label gets what is left: eps."""
    eps = float(f"{number(drawn, 'a'):g}e-{number(drawn, 'k'):g}")
    right = 0.0
    return -math.log(min(max(right, eps), 1 - eps))


def _from_loss(drawn: Drawn) -> float:
    """The p in (0, 1) at which -ln p is the loss, by bisection."""
    loss = number(drawn, "loss")
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if -math.log(middle) > loss else (low, middle)
    return (low + high) / 2


def _order(drawn: Drawn) -> tuple[float, ...]:
    """Of each row, how many rows have a smaller loss."""
    losses = [
        _mean_loss([p], [y]) for p, y in zip(numbers(drawn, "p"), numbers(drawn, "y"), strict=True)
    ]
    return tuple(sum(other < loss for other in losses) for loss in losses)


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "bce-single": _single,
    "bce-dataset": _of_data,
    "bce-logits": _logits,
    "bce-weighted": _weighted,
    "bce-pos-weight": _pos_weight,
    "label-smoothing-binary": _smoothed,
    "bce-soft-min": _soft_minimum,
    "l2-cost": _l2,
    "l1-cost": _l1,
    "clip-effect": _clipped,
    "baseline-logloss": _baseline,
    "loss-to-prob": _from_loss,
    "order-by-loss": _order,
}
