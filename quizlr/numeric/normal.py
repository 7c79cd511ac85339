"""The standard normal distribution and the probit gradient, accurate in both tails. Elementwise.

Source for the tail: Laplace's continued fraction of Mills' ratio (Abramowitz and Stegun 26.2.14).
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from quizlr.numeric.arrays import Array, check_probability, elementwise, product_or_zero

LOG_SQRT_2PI = 0.5 * math.log(2.0 * math.pi)
TAIL_START = 2.0
FRACTION_TERMS = 100  # at the start of the tail the rest is below 1e-24


@elementwise
def normal_pdf(z: Array) -> Array:
    """φ(z) = e^(−z²/2) / √(2π)."""
    return _gaussian(z) / math.sqrt(2.0 * math.pi)


@elementwise
def normal_cdf(z: Array) -> Array:
    """Φ(z), the chance that a standard normal is at most z: the probit model's probability."""
    return np.where(z < 0, _upper_tail(np.abs(z)), 1.0 - _upper_tail(np.abs(z)))


@elementwise
def log_normal_cdf(z: Array) -> Array:
    """The logarithm of Φ(z) in nats, without passing through a Φ that rounds to 0 or 1."""
    far = -(z * 0.5) * z - LOG_SQRT_2PI - np.log(_tail_hazard(np.maximum(-z, TAIL_START)))
    tail = _upper_tail(np.abs(z))
    near = np.where(z < 0, np.log(tail), np.log1p(-tail))
    return np.where(z < -TAIL_START, far, near)


@elementwise
def normal_quantile(p: Array) -> Array:
    """The z with Φ(z) = p; −inf at 0, inf at 1. Source: Wichura 1988, AS 241 (1e-16 relative)."""
    check_probability("normal_quantile", "p", p)
    return np.asarray(np.vectorize(_quantile, otypes=[np.float64])(p))


@elementwise
def probit_gradient(z: Array, y: Array) -> Array:
    """d/dz of the probit log loss: φ(Φ − y) / (Φ(1 − Φ)), for y in [0, 1].

    It is not the residual Φ − y, for probit is not the canonical link.
    """
    check_probability("probit_gradient", "y", y)
    return product_or_zero(1.0 - y, _hazard(z)) - product_or_zero(y, _hazard(-z))


def _hazard(z: Array) -> Array:
    """φ(z) / (1 − Φ(z)): about z in the far right tail."""
    tail = _upper_tail(np.abs(z))
    near = normal_pdf(z) / np.where(z < 0, 1.0 - tail, tail)
    return np.where(z > TAIL_START, _tail_hazard(np.maximum(z, TAIL_START)), near)


def _upper_tail(z: Array) -> Array:
    """1 − Φ(z) for z ≥ 0, to full relative precision."""
    near = 0.5 * np.vectorize(math.erfc, otypes=[np.float64])(z / math.sqrt(2.0))
    far = normal_pdf(z) / _tail_hazard(np.maximum(z, TAIL_START))
    return np.where(z > TAIL_START, far, near)


def _tail_hazard(z: Array) -> Array:
    """φ(z) / (1 − Φ(z)) = z + 1/(z + 2/(z + 3/(z + …))), for z ≥ TAIL_START."""
    fraction = z
    for term in range(FRACTION_TERMS, 0, -1):
        fraction = z + term / fraction
    return fraction


def _gaussian(z: Array) -> Array:
    """e^(−z²/2); z is split so that the square of its first 26 bits is exact (after Cody 1969)."""
    coarse = np.trunc(np.minimum(np.abs(z), 64.0) * 2.0**20) / 2.0**20
    rest = (np.abs(z) - coarse) * (np.abs(z) + coarse)
    rough = np.exp(-0.5 * coarse * coarse)
    return np.asarray(rough + rough * np.expm1(-0.5 * rest))


def _quantile(p: float) -> float:
    if math.isnan(p):
        return p
    if p in (0.0, 1.0):
        return math.inf if p else -math.inf
    return NormalDist().inv_cdf(p)
