"""Squared error after a sigmoid, (σ(z) − y)²: slope and curvature in z. Elementwise.

It is the Brier score seen from the logit: proper, but not convex, and flat where the model is
confidently wrong. Computed in decimal throughout, for the factors cancel and the products round.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np

from quizlr.numeric.arrays import Array, check_probability, elementwise
from quizlr.numeric.precise import CONTEXT, refined, residual, sigmoid_pair

TWO = Decimal(2)


@elementwise
def squared_error_from_logits(z: Array, y: Array) -> Array:
    """(σ(z) − y)², one row's Brier score, for y in [0, 1]."""
    check_probability("squared_error_from_logits", "y", y)
    limit = (np.where(z > 0, 1.0, 0.0) - y) ** 2
    return _exactly(limit, _square, z, y)


@elementwise
def squared_error_from_logits_gradient(z: Array, y: Array) -> Array:
    """The slope 2(σ − y) σ(1 − σ) in z of (σ(z) − y)², for y in [0, 1]; 0 at ±inf."""
    check_probability("squared_error_from_logits_gradient", "y", y)
    return _exactly(np.zeros(()), _slope, z, y)


@elementwise
def squared_error_from_logits_curvature(z: Array, y: Array) -> Array:
    """d² (σ(z) − y)² / dz², for y in [0, 1]; with y = 1 negative where σ < 1/3; 0 at ±inf."""
    check_probability("squared_error_from_logits_curvature", "y", y)
    return _exactly(np.zeros(()), _curvature, z, y)


def _exactly(
    limit: Array, exact: Callable[[Decimal, Decimal], Decimal], z: Array, y: Array
) -> Array:
    at_infinity = np.where(np.isnan(z + y), np.nan, limit)
    return refined(at_infinity, np.isfinite(z) & np.isfinite(y), exact, z, y)


def _square(z: Decimal, y: Decimal) -> Decimal:
    return CONTEXT.power(residual(z, y), 2)


def _slope(z: Decimal, y: Decimal) -> Decimal:
    return CONTEXT.multiply(CONTEXT.multiply(TWO, residual(z, y)), _variance(z))


def _curvature(z: Decimal, y: Decimal) -> Decimal:
    up, down = sigmoid_pair(z)
    bend = CONTEXT.multiply(residual(z, y), CONTEXT.subtract(down, up))
    return CONTEXT.multiply(CONTEXT.multiply(TWO, _variance(z)), CONTEXT.add(_variance(z), bend))


def _variance(z: Decimal) -> Decimal:
    return CONTEXT.multiply(*sigmoid_pair(z))
