"""Gradients by finite differences, and the check of an analytic gradient against them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from quizlr.numeric.arrays import Array, Numbers, as_array, as_number, as_vector, check_positive
from quizlr.numeric.errors import ShapeError

GRADIENT_STEP = 1e-5


def central_difference(function: Callable[[float], float], x: float, h: float) -> float:
    """(f(x + h) − f(x − h)) / 2h for h > 0; its error shrinks with h²."""
    place, step = as_number("central_difference", x), _step("central_difference", h)
    return float(function(place + step) - function(place - step)) / (2.0 * step)


def forward_difference(function: Callable[[float], float], x: float, h: float) -> float:
    """(f(x + h) − f(x)) / h for h > 0; its error shrinks only with h."""
    place, step = as_number("forward_difference", x), _step("forward_difference", h)
    return float(function(place + step) - function(place)) / step


def central_difference_gradient(
    function: Callable[[Array], float], x: Numbers, h: float = GRADIENT_STEP
) -> Array:
    """The central difference along each axis, shape of x, (d,)."""
    place = as_vector("central_difference_gradient", x)
    axes = np.eye(len(place))
    return np.array([_along(function, place, axis, h) for axis in axes])


def gradient_check(
    function: Callable[[Array], float],
    gradient: Callable[[Array], Array],
    x: Numbers,
    *,
    seed: int,
    directions: int = 10,
    h: float = GRADIENT_STEP,
) -> float:
    """The largest relative gap between gᵀu and the central difference along random unit vectors u.

    Args:
        function: f, from (d,) to a number.
        gradient: Its claimed gradient, from (d,) to (d,).
        x: Where to check, shape (d,).
        seed: Of the directions.
        directions: How many.
        h: Step of the difference.

    Returns:
        max |gᵀu − Δ| / max(|gᵀu|, |Δ|, 1e-8): near 1e-8 for a right gradient, 1e-2 for a wrong.
    """
    place = as_vector("gradient_check", x)
    claimed = as_array("gradient_check", gradient(place))
    if claimed.shape != place.shape:
        raise ShapeError("gradient_check", f"a gradient of shape {place.shape}", claimed.shape)
    units = np.random.default_rng(seed).standard_normal((directions, len(place)))
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    return max(_gap(float(claimed @ unit), _along(function, place, unit, h)) for unit in units)


def _along(function: Callable[[Array], float], place: Array, unit: Array, h: float) -> float:
    return central_difference(lambda t: function(place + t * unit), 0.0, h)


def _gap(one: float, other: float) -> float:
    return abs(one - other) / max(abs(one), abs(other), 1e-8)


def _step(function: str, h: float) -> float:
    step = as_number(function, h)
    check_positive(function, "h", np.array([step]))
    return step
