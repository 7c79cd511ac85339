"""The logistic function and its relatives, accurate to a few ulp wherever float64 can say it.

Everything is made of e = exp(−|z|), which neither overflows nor loses the tails, and of sums of
terms of one sign. All functions are elementwise; nan gives nan.
"""

from __future__ import annotations

import numpy as np

from quizlr.numeric.arrays import Array, check_probability, elementwise


@elementwise
def sigmoid(z: Array) -> Array:
    """σ(z) = 1 / (1 + e^(−z)), a probability; 0 at −inf, 1 at inf, subnormal down to z = −745."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


@elementwise
def softplus(z: Array) -> Array:
    """ln(1 + e^z) in nats: the log loss of logit z when the label is 0."""
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))


@elementwise
def log_sigmoid(z: Array) -> Array:
    """The logarithm of σ(z), −softplus(−z), in nats; −inf at −inf, 0 at inf."""
    return -softplus(-z)


@elementwise
def logit(p: Array) -> Array:
    """ln(p / (1 − p)), the log odds in nats; −inf at 0, inf at 1.

    Raises:
        DomainError: p lies outside [0, 1].
    """
    check_probability("logit", "p", p)
    # Near 1/2 the odds are near 1 and their logarithm would lose digits; 2p − 1 is exact there.
    central = 2.0 * np.arctanh(np.clip(2.0 * p - 1.0, -0.5, 0.5))
    return np.where(np.abs(p - 0.5) <= 0.25, central, np.log(p / (1.0 - p)))


@elementwise
def sigmoid_gradient(z: Array) -> Array:
    """σ′(z) = σ(z)(1 − σ(z)), at most 1/4; 0 at ±inf."""
    small = np.exp(-np.abs(z))
    return small / (1.0 + small) / (1.0 + small)
