"""Links: areas by integration, inverses by bisection, gradients by differentiating the loss."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from mpmath import mp

from quizlr.model import Value

from .drawn import Drawn, number


def _area_left_of(z: float) -> float:
    """Of the standard normal density, by Simpson's rule from -12."""
    n, low = 2000, -12.0
    h = (z - low) / n
    heights = [math.exp(-((low + k * h) ** 2) / 2) for k in range(n + 1)]
    inner = 4 * math.fsum(heights[1:-1:2]) + 2 * math.fsum(heights[2:-1:2])
    return h / 3 * (heights[0] + heights[-1] + inner) / math.sqrt(2 * math.pi)


def _probit_prob(drawn: Drawn) -> float:
    return _area_left_of(number(drawn, "eta"))


def _slope(loss: Callable[[mp.mpf], mp.mpf], at: float) -> float:
    return float(mp.diff(loss, mp.mpf(at)))


def _probit_grad(drawn: Drawn) -> float:
    y = number(drawn, "y")
    return _slope(lambda eta: -mp.log(mp.ncdf(eta if y else -eta)), number(drawn, "eta"))


def _cloglog_prob(drawn: Drawn) -> float:
    """The mean whose complementary log-log is the score, by bisection."""
    eta, low, high = number(drawn, "eta"), 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        if math.log(-math.log1p(-middle)) < eta:
            low = middle
        else:
            high = middle
    return low


def _bernoulli(mean: Callable[[mp.mpf], mp.mpf]) -> Callable[[mp.mpf, float], mp.mpf]:
    return lambda eta, y: -mp.log(mean(eta) if y else 1 - mean(eta))


_LOSSES: Mapping[str, Callable[[mp.mpf, float], mp.mpf]] = {
    "logit": _bernoulli(lambda eta: 1 / (1 + mp.exp(-eta))),
    "probit": _bernoulli(mp.ncdf),
    "cloglog": _bernoulli(lambda eta: 1 - mp.exp(-mp.exp(eta))),
    "poisson": lambda eta, y: mp.exp(eta) - y * eta + mp.loggamma(y + 1),
    "gamma": lambda eta, y: y * mp.exp(-eta) + eta,
}
"""Minus the log of the probability, or of the density, of one label."""


def _canonical_check(drawn: Drawn) -> tuple[float, float]:
    """The link is canonical where the gradient is affine in y with slope -1, whatever eta is."""
    link = str(drawn["link"])
    loss = _LOSSES[link]
    is_count = link in ("poisson", "gamma")
    y = number(drawn, "tally" if is_count else "label")
    gradient = _slope(lambda eta: loss(eta, y), number(drawn, "eta"))
    changes = [
        _slope(lambda eta: loss(eta, 1.0), at) - _slope(lambda eta: loss(eta, 0.0), at)
        for at in (-0.7, 0.9)
    ]
    is_canonical = all(abs(change + 1) < 1e-6 for change in changes)
    return gradient, 0.0 if is_canonical else 1.0


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "probit-prob": _probit_prob,
    "probit-grad": _probit_grad,
    "cloglog-prob": _cloglog_prob,
    "canonical-check": _canonical_check,
}
