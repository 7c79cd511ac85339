"""Likelihoods as fractions; estimates by searching for the maximum."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from quizlr.model import Value

from .drawn import Drawn, number, numbers


def _likelihood(drawn: Drawn) -> float:
    product = Fraction(1)
    for p, y in zip(numbers(drawn, "p"), numbers(drawn, "y"), strict=True):
        chance = Fraction(str(p))
        product *= chance if y else 1 - chance
    return float(product)


def _loglik_to_j(drawn: Drawn) -> float:
    """The loss of a row, if m equal rows are to have that likelihood."""
    m = int(number(drawn, "m"))
    return -math.log(math.exp(number(drawn, "ll") / m))


def _root(f: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function is 0, by bisection."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) < 0 else (low, middle)
    return low


def _bernoulli_mle(drawn: Drawn) -> float:
    """Where one more throw of each kind would change the log-likelihood at the same rate."""
    k, n = number(drawn, "k"), number(drawn, "n")
    return _root(lambda p: (n - k) / (1 - p) - k / p, 1e-9, 1 - 1e-9)


def _intercept_only(drawn: Drawn) -> float:
    """Where the sigmoid, which rises, reaches the rate."""
    rate = number(drawn, "rate")
    return _root(lambda b: (1 + math.tanh(b / 2)) / 2 - rate, -20.0, 20.0)


def _in_order(drawn: Drawn) -> tuple[float, ...]:
    return (0.0, 1.0, 2.0, 3.0, 4.0)


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "likelihood": _likelihood,
    "loglik-to-J": _loglik_to_j,
    "bernoulli-mle": _bernoulli_mle,
    "intercept-only": _intercept_only,
    "mle-derivation-order": _in_order,
}
