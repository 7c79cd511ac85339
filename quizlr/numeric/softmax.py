"""Softmax, its logarithm, and cross-entropy of one vector of logits with one true class.

Logits are vectors of shape (K,); classes k count from 0. A class with logit −inf is masked: it has
probability 0. With one logit +inf that class is certain; with several the result is nan.
"""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np

from quizlr.numeric.arrays import Array, Numbers, as_number, as_vector
from quizlr.numeric.errors import DomainError
from quizlr.numeric.precise import CONTEXT


def softmax(v: Numbers) -> Array:
    """e^(vᵢ) / Σ e^(vⱼ), shape (K,): probabilities that sum to 1, unchanged by a common shift."""
    _, weights = _top_and_weights(as_vector("softmax", v))
    shares: Array = weights / math.fsum(weights.tolist())
    return shares


def log_softmax(v: Numbers) -> Array:
    """The logarithm of softmax(v) in nats, shape (K,)."""
    logits = as_vector("log_softmax", v)
    top, weights = _top_and_weights(logits)
    with np.errstate(invalid="ignore"):
        below = logits - logits[top]
    below[top] = 0.0
    result: Array = below - math.log1p(_sum_without(weights, top))
    return result


def logsumexp(v: Numbers) -> float:
    """The logarithm of Σ e^(vᵢ), a smooth maximum; −inf if every vᵢ is, inf if any is."""
    logits = as_vector("logsumexp", v)
    top, weights = _top_and_weights(logits)
    peak = float(logits[top])
    if not math.isfinite(peak):
        return peak
    extra = math.log1p(_sum_without(weights, top))
    return peak + extra if abs(peak + extra) >= extra else _exact_logsumexp(logits)


def softmax_cross_entropy(v: Numbers, k: float) -> float:
    """−ln softmax(v)[k], the loss in nats when class k is true.

    Raises:
        DomainError: k is not one of 0 … K − 1.
    """
    logits = as_vector("softmax_cross_entropy", v)
    return 0.0 - float(log_softmax(logits)[_class_index("softmax_cross_entropy", k, len(logits))])


def softmax_cross_entropy_gradient(v: Numbers, k: float) -> Array:
    """The slope of softmax_cross_entropy in v, softmax(v) − onehot(k), shape (K,); its sum is 0.

    Raises:
        DomainError: k is not one of 0 … K − 1.
    """
    gradient = softmax(v)
    true_class = _class_index("softmax_cross_entropy_gradient", k, len(gradient))
    # p − 1 would lose a p near 1; what the other classes hold does not.
    gradient[true_class] = -_sum_without(gradient, true_class)
    return gradient


def _top_and_weights(logits: Array) -> tuple[int, Array]:
    """The index of the largest logit and exp(vᵢ − max), in which that index has exactly 1."""
    top = int(np.argmax(logits))
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        gap = logits - logits[top]
        weights = np.exp(gap)
        # A gap of hundreds is rounded by more than exp forgives, so what rounding cut off returns.
        weights += np.where(weights > 0, weights * _cut_off(logits, logits[top], gap), 0.0)
    weights[top] = np.nan if np.isnan(logits[top]) else 1.0
    return top, weights


def _cut_off(left: Array, right: float, difference: Array) -> Array:
    """(left − right) − difference exactly, by Knuth's two-sum."""
    moved = difference - left
    return (left - (difference - moved)) - (right + moved)


def _sum_without(values: Array, index: int) -> float:
    return math.fsum(np.delete(values, index).tolist())


def _exact_logsumexp(logits: Array) -> float:
    """For maxima below 0 that the sum of the others nearly makes up for."""
    terms = [CONTEXT.exp(Decimal(float(value))) for value in logits]
    total = Decimal(0)
    for term in terms:
        total = CONTEXT.add(total, term)
    return float(CONTEXT.ln(total))


def _class_index(function: str, k: float, classes: int) -> int:
    index = as_number(function, k)
    if index not in range(classes):
        raise DomainError(function, "k", f"a class from 0 to {classes - 1}", index)
    return int(index)
