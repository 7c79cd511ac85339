"""Log loss (binary cross-entropy) of probabilities and of logits, its gradients and variants.

Labels y may be soft: any value in [0, 1]. Losses are in nats. Nothing is clipped: a certain and
wrong prediction costs inf, a certain and right one 0. Elementwise unless the name says mean.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from quizlr.numeric.arrays import (
    Array,
    Numbers,
    as_pair,
    check_probability,
    check_within,
    elementwise,
    exact_mean,
    product_or_zero,
)
from quizlr.numeric.errors import UndefinedError
from quizlr.numeric.logistic import sigmoid, softplus
from quizlr.numeric.precise import CONTEXT, refined, residual, sigmoid_pair

TWO_CLASSES = np.array(2.0)


@elementwise
def log_loss(p: Array, y: Array) -> Array:
    """−y ln p − (1 − y) ln(1 − p), with 0 · ln 0 = 0.

    Raises:
        DomainError: p or y lies outside [0, 1].
    """
    check_probability("log_loss", "p", p)
    check_probability("log_loss", "y", y)
    return 0.0 - product_or_zero(y, np.log(p)) - product_or_zero(1.0 - y, np.log1p(-p))


@elementwise
def log_loss_gradient(p: Array, y: Array) -> Array:
    """The slope of log_loss in p, (p − y) / (p(1 − p)); at p = y = 0 or 1 the limits 1 and −1.

    Raises:
        DomainError: p or y lies outside [0, 1].
    """
    check_probability("log_loss_gradient", "p", p)
    check_probability("log_loss_gradient", "y", y)
    soft = (p - y) / (p * (1.0 - p))
    return np.where(y == 1.0, -1.0 / p, np.where(y == 0.0, 1.0 / (1.0 - p), soft))


@elementwise
def log_loss_from_logits(z: Array, y: Array) -> Array:
    """log_loss(σ(z), y) without passing through σ(z): y softplus(−z) + (1 − y) softplus(z).

    Raises:
        DomainError: y lies outside [0, 1].
    """
    check_probability("log_loss_from_logits", "y", y)
    return product_or_zero(y, softplus(-z)) + product_or_zero(1.0 - y, softplus(z))


@elementwise
def log_loss_from_logits_gradient(z: Array, y: Array) -> Array:
    """The slope of log_loss_from_logits in z, σ(z) − y: from −1 to 1.

    Raises:
        DomainError: y lies outside [0, 1].
    """
    check_probability("log_loss_from_logits_gradient", "y", y)
    gain, loss = (1.0 - y) * sigmoid(z), y * sigmoid(-z)
    rough = gain - loss
    return refined(rough, np.abs(rough) < 0.5 * (gain + loss), residual, z, y)


def mean_log_loss(p: Numbers, y: Numbers) -> float:
    """Mean of log_loss over a data set; p and y of shape (m,), or a single number for all rows.

    Raises:
        DomainError: p or y lies outside [0, 1].
        ShapeError: The lengths differ.
        EmptyError: There are no rows.
    """
    return exact_mean(log_loss(*as_pair("mean_log_loss", p, y)))


def mean_log_loss_from_logits(z: Numbers, y: Numbers) -> float:
    """Mean of log_loss_from_logits over a data set; shapes and errors as mean_log_loss."""
    return exact_mean(log_loss_from_logits(*as_pair("mean_log_loss_from_logits", z, y)))


def weighted_mean_log_loss(p: Numbers, y: Numbers, weights: Numbers) -> float:
    """Σ wᵢ Lᵢ / Σ wᵢ with weights of shape (m,), at least 0 and not all 0."""
    losses = log_loss(*as_pair("weighted_mean_log_loss", p, y))
    losses, row_weights = as_pair("weighted_mean_log_loss", losses, weights)
    check_within("weighted_mean_log_loss", "weights", row_weights, 0.0, np.inf)
    total = exact_mean(row_weights)
    if total == 0:
        raise UndefinedError("The weighted mean", "every weight is 0")
    return exact_mean(product_or_zero(row_weights, losses)) / total


@elementwise
def weighted_log_loss_from_logits(z: Array, y: Array, positive_weight: Array) -> Array:
    """Log loss in which the part of label 1 counts `positive_weight` times (at least 0).

    Raises:
        DomainError: y lies outside [0, 1], or the weight is negative.
    """
    check_probability("weighted_log_loss_from_logits", "y", y)
    check_within("weighted_log_loss_from_logits", "positive_weight", positive_weight, 0.0, np.inf)
    # A weight would magnify the rounding of what is subnormal, as softplus is where it is e^(−z).
    half = np.exp(-0.5 * np.maximum(z, 0.0))
    tail = product_or_zero(positive_weight, half) * half
    weighted = np.where(z > 600.0, tail, product_or_zero(positive_weight, softplus(-z)))
    return product_or_zero(y, weighted) + product_or_zero(1.0 - y, softplus(z))


@elementwise
def focal_loss_from_logits(z: Array, y: Array, gamma: Array) -> Array:
    """Focal loss, y (1 − σ)^γ softplus(−z) + (1 − y) σ^γ softplus(z); γ = 0 is log loss.

    Raises:
        DomainError: y lies outside [0, 1], or gamma is negative.

    Source: Lin et al. 2017, Focal Loss for Dense Object Detection, eq. 4.
    """
    check_probability("focal_loss_from_logits", "y", y)
    check_within("focal_loss_from_logits", "gamma", gamma, 0.0, np.inf)
    positive = product_or_zero(_miss_power(-z, gamma), softplus(-z))
    negative = product_or_zero(_miss_power(z, gamma), softplus(z))
    return product_or_zero(y, positive) + product_or_zero(1.0 - y, negative)


@elementwise
def clip_probability(p: Array, epsilon: Array) -> Array:
    """The probability moved into [ε, 1 − ε], as libraries do to hide an infinite loss; 0 ≤ ε ≤ 1/2.

    Raises:
        DomainError: p lies outside [0, 1] or epsilon outside [0, 1/2].
    """
    check_probability("clip_probability", "p", p)
    check_within("clip_probability", "epsilon", epsilon, 0.0, 0.5)
    return np.clip(p, epsilon, 1.0 - epsilon)


@elementwise
def smooth_label(y: Array, epsilon: Array, classes: Array = TWO_CLASSES) -> Array:
    """y(1 − ε) + ε/K: a label moved towards the uniform one over K classes.

    Source: Szegedy et al. 2016, Rethinking the Inception Architecture, section 7.
    """
    check_probability("smooth_label", "y", y)
    check_probability("smooth_label", "epsilon", epsilon)
    return y * (1.0 - epsilon) + epsilon / classes


def _miss_power(z: Array, gamma: Array) -> Array:
    """σ(z)^γ; the power multiplies the rounding of σ by γ, so finite elements are refined."""
    rough = sigmoid(z) ** gamma
    return refined(rough, np.isfinite(z) & np.isfinite(gamma) & (gamma != 0), _power, z, gamma)


def _power(z: Decimal, gamma: Decimal) -> Decimal:
    return CONTEXT.power(sigmoid_pair(z)[0], gamma)
