"""First-order optimisers: one step each as a pure function, and traces over many steps.

Parameters, velocities and gradients are numbers or arrays of one shape; a step never changes its
arguments. A trace takes the gradient as a function and gives every point visited, the start first.
"""

# ruff: noqa: N803  (X and W1 are the names of the field)

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from quizlr.numeric.arrays import (
    Array,
    Numbers,
    Rows,
    as_array,
    as_matrix,
    as_whole_number,
    check_within,
    common_shape,
    elementwise,
)

GradientFunction = Callable[[Array], Array | float]


@elementwise
def gradient_descent_step(w: Array, gradient: Array, learning_rate: Array) -> Array:
    """One step w − αg, elementwise."""
    return w - learning_rate * gradient


@np.errstate(all="ignore")
def momentum_step(
    w: Numbers, velocity: Numbers, gradient: Numbers, beta: float, learning_rate: float
) -> tuple[Array, Array]:
    """(v, w) after v ← βv + g and w ← w − αv, with the new v (Polyak's heavy ball)."""
    start, old, slope = _alike("momentum_step", w, velocity, gradient)
    new = beta * old + slope
    return new, start - learning_rate * new


@np.errstate(all="ignore")
def adam_step(
    w: Numbers,
    first_moment: Numbers,
    second_moment: Numbers,
    gradient: Numbers,
    step: int,
    *,
    learning_rate: float,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[Array, Array, Array]:
    """(m, v, w) after Adam's update number `step`, counted from 1.

    Source: Kingma and Ba 2015, algorithm 1.
    """
    start, m, v, slope = _alike("adam_step", w, first_moment, second_moment, gradient)
    check_within("adam_step", "step", as_array("adam_step", step), 1.0, np.inf)
    m = beta1 * m + (1.0 - beta1) * slope
    v = beta2 * v + (1.0 - beta2) * slope**2
    m_hat, v_hat = m / (1.0 - beta1**step), v / (1.0 - beta2**step)
    return m, v, start - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)


@np.errstate(all="ignore")
def gradient_descent(
    gradient: GradientFunction, start: Numbers, learning_rate: float, steps: int
) -> Array:
    """The points of gradient descent, shape (steps + 1, …shape of start)."""
    points = [as_array("gradient_descent", start)]
    for _ in range(steps):
        points.append(points[-1] - learning_rate * np.asarray(gradient(points[-1])))
    return np.array(points)


@np.errstate(all="ignore")
def momentum_descent(
    gradient: GradientFunction,
    start: Numbers,
    learning_rate: float,
    steps: int,
    *,
    beta: float = 0.9,
) -> Array:
    """The points of descent with momentum, from velocity 0; shape (steps + 1, …)."""
    points = [as_array("momentum_descent", start)]
    velocity = np.zeros_like(points[0])
    for _ in range(steps):
        slope = np.asarray(gradient(points[-1]))
        velocity, point = momentum_step(points[-1], velocity, slope, beta, learning_rate)
        points.append(point)
    return np.array(points)


@np.errstate(all="ignore")
def adam_descent(
    gradient: GradientFunction,
    start: Numbers,
    learning_rate: float,
    steps: int,
    *,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> Array:
    """The points of Adam from zero moments; shape (steps + 1, …)."""
    points = [as_array("adam_descent", start)]
    m = v = np.zeros_like(points[0])
    for step in range(1, steps + 1):
        slope = np.asarray(gradient(points[-1]))
        m, v, point = adam_step(
            points[-1],
            m,
            v,
            slope,
            step,
            learning_rate=learning_rate,
            beta1=beta1,
            beta2=beta2,
            epsilon=epsilon,
        )
        points.append(point)
    return np.array(points)


@np.errstate(all="ignore")
def gradient_lipschitz_bound(X: Rows, l2: float = 0.0) -> float:
    """L = λmax(XᵀX)/(4m) + l2/m: no eigenvalue of the Hessian of J exceeds it."""
    rows = as_matrix("gradient_lipschitz_bound", X)
    return float(np.linalg.norm(rows, 2)) ** 2 / (4 * len(rows)) + l2 / len(rows)


def learning_rate_bound(X: Rows, l2: float = 0.0) -> float:
    """2/L: below it gradient descent on J cannot diverge; inf where all features are 0."""
    bound = gradient_lipschitz_bound(X, l2)
    return 2.0 / bound if bound else math.inf


@np.errstate(all="ignore")
def clip_by_norm(gradient: Numbers, maximum_norm: float) -> Array:
    """The gradient, shortened to `maximum_norm` if it is longer; its direction stays."""
    slope = as_array("clip_by_norm", gradient)
    check_within(
        "clip_by_norm", "maximum_norm", as_array("clip_by_norm", maximum_norm), 0.0, np.inf
    )
    length = float(np.linalg.norm(slope))
    return slope if length <= maximum_norm else slope * (maximum_norm / length)


def updates_per_epoch(rows: float, batch_size: float, drop_last: bool = False) -> int:
    """How many mini-batches cover the rows: rounded up, or down when a short last one is dropped.

    Raises:
        DomainError: A size is not a whole number, or the batch is empty.
    """
    total = as_whole_number("updates_per_epoch", "rows", rows)
    size = as_whole_number("updates_per_epoch", "batch_size", batch_size, least=1)
    return total // size if drop_last else -(-total // size)


def _alike(function: str, *values: Numbers) -> list[Array]:
    arrays = [as_array(function, value) for value in values]
    common_shape(function, *arrays)
    return arrays
