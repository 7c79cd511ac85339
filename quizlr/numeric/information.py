"""Entropy, cross-entropy, divergence and perplexity, in nats.

Distributions are vectors of shape (K,) that sum to 1 (within 1e-6: rounded ones are refused);
the functions of one probability p are elementwise and mean the distribution (p, 1 − p).
"""

from __future__ import annotations

import math

import numpy as np

from quizlr.numeric.arrays import (
    Array,
    Numbers,
    as_vector,
    check_probability,
    common_shape,
    elementwise,
    exact_sum,
    product_or_zero,
)
from quizlr.numeric.errors import DomainError

NATS_PER_BIT = math.log(2.0)


def entropy(p: Numbers) -> float:
    """H(p) = −Σ pᵢ ln pᵢ with 0 · ln 0 = 0: from 0 to ln K.

    Raises:
        DomainError: p is not a distribution.
    """
    weights = _distribution("entropy", "p", p)
    return 0.0 - exact_sum(product_or_zero(weights, _log(weights)))


@elementwise
def binary_entropy(p: Array) -> Array:
    """−p ln p − (1 − p) ln(1 − p), elementwise: the log loss of always saying the base rate p."""
    check_probability("binary_entropy", "p", p)
    return 0.0 - product_or_zero(p, np.log(p)) - product_or_zero(1.0 - p, np.log1p(-p))


def cross_entropy(p: Numbers, q: Numbers) -> float:
    """−Σ pᵢ ln qᵢ: the mean loss of saying q when p is true; inf where q misses what p holds."""
    truth, said = _pair("cross_entropy", p, q)
    return 0.0 - exact_sum(product_or_zero(truth, _log(said)))


def kl_divergence(p: Numbers, q: Numbers) -> float:
    """Σ pᵢ ln(pᵢ / qᵢ) ≥ 0: what saying q costs beyond the entropy of p; inf where only q is 0.

    Raises:
        DomainError: p or q is not a distribution.
        ShapeError: The lengths differ.
    """
    truth, said = _pair("kl_divergence", p, q)
    with np.errstate(all="ignore"):
        parts = _divergence_part(truth, said, truth - said)
    return exact_sum(np.concatenate([parts, truth, -said]))


@elementwise
def kl_bernoulli(p: Array, q: Array) -> Array:
    """Divergence of (q, 1 − q) from the true (p, 1 − p), elementwise."""
    check_probability("kl_bernoulli", "p", p)
    check_probability("kl_bernoulli", "q", q)
    return _divergence_part(p, q, p - q) + _divergence_part(1.0 - p, 1.0 - q, q - p)


@elementwise
def perplexity(mean_nll: Array) -> Array:
    """Exp of a mean negative log-likelihood in nats: among how many equal choices one guesses."""
    return np.exp(mean_nll)


@elementwise
def nats_to_bits(nats: Array) -> Array:
    """Nats divided by ln 2."""
    return nats / NATS_PER_BIT


@elementwise
def bits_to_nats(bits: Array) -> Array:
    """Bits times ln 2."""
    return bits * NATS_PER_BIT


def _divergence_part(p: Array, q: Array, difference: Array) -> Array:
    """The share p ln(p/q) − (p − q) ≥ 0, without the cancelling logarithms of a plain KL.

    With s = (p − q)/(p + q), ln(p/q) = 2 atanh(s), so it is (p + q)((1 + s)(atanh s − s) + s²).
    """
    total = p + q
    s = np.where(total == 0, 0.0, difference / total)
    near = total * ((1.0 + s) * _atanh_excess(np.clip(s, -0.5, 0.5)) + s * s)
    far = product_or_zero(p, _log_ratio(p, q)) - difference
    return np.where(np.abs(s) <= 0.5, near, far)


def _atanh_excess(s: Array) -> Array:
    """atanh(s) − s = s³/3 + s⁵/5 + …, for |s| ≤ 1/2 to the last digit."""
    square = s * s
    series = np.zeros_like(s)
    for odd in range(59, 1, -2):
        series = series * square + 1.0 / odd
    return s * square * series


def _log_ratio(p: Array, q: Array) -> Array:
    ratio = p / q
    normal = (ratio > 1e-300) & (ratio < 1e300)
    return np.where(normal, np.log(ratio), np.log(p) - np.log(q))


def _log(values: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.log(values)


def _pair(function: str, p: Numbers, q: Numbers) -> tuple[Array, Array]:
    first, second = _distribution(function, "p", p), _distribution(function, "q", q)
    common_shape(function, first, second)
    return first, second


def _distribution(function: str, name: str, value: Numbers) -> Array:
    weights = as_vector(function, value)
    check_probability(function, name, weights)
    total = exact_sum(weights)
    if abs(total - 1.0) > 1e-6:
        raise DomainError(function, f"the sum of {name}", "1", total)
    return weights
