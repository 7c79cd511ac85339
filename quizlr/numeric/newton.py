"""Newton's method for logistic regression, which is iteratively reweighted least squares (IRLS)."""

# ruff: noqa: N803  (X and W1 are the names of the field)

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from quizlr.numeric.arrays import Array, Numbers, Rows, as_array, as_matrix, as_vector, elementwise
from quizlr.numeric.errors import NoFiniteEstimateError, UndefinedError
from quizlr.numeric.log_loss import log_loss_from_logits_gradient
from quizlr.numeric.logistic import sigmoid_gradient
from quizlr.numeric.regression import (
    logistic_cost,
    logistic_gradient,
    logistic_hessian,
    with_intercept,
)
from quizlr.numeric.separation import separation

MAXIMUM_STEPS = 100
HALVINGS = 60


class LogisticFit(NamedTuple):
    """A fit: `weights` (d,), `bias`, its `cost` J, and the `trace` (steps + 1, d + 1) of (w, b)."""

    weights: Array
    bias: float
    cost: float
    trace: Array


@np.errstate(all="ignore")
def newton_step(w: Numbers, gradient: Numbers, hessian: Rows | float) -> Array:
    """One Newton step w − H⁻¹g, shape of w; three numbers work too.

    Raises:
        UndefinedError: The Hessian has no inverse.
    """
    start, slope = as_array("newton_step", w), as_array("newton_step", gradient)
    curvature = as_array("newton_step", hessian)
    step = _solve(np.atleast_2d(curvature), np.atleast_1d(slope))
    return np.asarray(start - step.reshape(slope.shape))


@elementwise
def irls_weight(z: Array) -> Array:
    """σ(z)(1 − σ(z)): the weight of a row in the least-squares problem of one Newton step."""
    return sigmoid_gradient(z)


@elementwise
def working_response(z: Array, y: Array) -> Array:
    """The z + (y − σ(z)) / (σ(z)(1 − σ(z))) one Newton step regresses on, by rows."""
    return z - log_loss_from_logits_gradient(z, y) / sigmoid_gradient(z)


def logistic_newton_step(
    X: Rows, y: Numbers, w: Numbers, b: float = 0.0, *, l2: float = 0.0, intercept: bool = True
) -> Array:
    """(w, b) after one Newton step on J, shape (d + 1,); without `intercept` (d,) and b stays."""
    rows, weights = as_matrix("logistic_newton_step", X), as_vector("logistic_newton_step", w)
    slope = logistic_gradient(rows, y, weights, b, l2=l2)
    if not intercept:
        return newton_step(weights, slope[:-1], logistic_hessian(rows, weights, b, l2))
    theta = np.append(weights, b)
    hessian = logistic_hessian(with_intercept(rows), theta)
    hessian[:-1, :-1] += l2 / len(rows) * np.eye(len(weights))
    return newton_step(theta, slope, hessian)


def fit_logistic(
    X: Rows, y: Numbers, l2: float = 0.0, *, intercept: bool = True, tolerance: float = 1e-12
) -> LogisticFit:
    """Minimise J by Newton steps from 0, halved while they raise the cost.

    Args:
        X: Rows of shape (m, d).
        y: Labels of shape (m,), in [0, 1].
        l2: Penalty, at least 0; see `regression` for the convention.
        intercept: Whether to fit a bias; it is not penalised.
        tolerance: The largest gradient component at which to stop.

    Raises:
        NoFiniteEstimateError: l2 is 0 and the classes are separable.
        UndefinedError: Columns of X are linearly dependent and l2 is 0.
    """
    rows = as_matrix("fit_logistic", X)
    if l2 == 0:
        _refuse_dependent(rows, intercept)
    _refuse_separable(rows, y, l2, intercept)
    trace = [np.zeros(rows.shape[1] + 1)]
    for _ in range(MAXIMUM_STEPS):
        if _slope(rows, y, trace[-1], l2, intercept) <= tolerance:
            break
        trace.append(_damped_step(rows, y, trace[-1], l2, intercept))
        if np.array_equal(trace[-1], trace[-2]):
            break
    theta = trace[-1]
    cost = logistic_cost(rows, y, theta[:-1], float(theta[-1]), l2=l2)
    return LogisticFit(theta[:-1], float(theta[-1]), cost, np.array(trace))


def _refuse_separable(rows: Array, y: Numbers, l2: float, intercept: bool) -> None:
    if l2 > 0:
        # Only the bias can still run away, when there is a single class.
        rows = np.zeros((len(rows), 1))
    kind = separation(rows, y, intercept)
    if kind != "not":
        raise NoFiniteEstimateError(kind)


def _refuse_dependent(rows: Array, intercept: bool) -> None:
    design = with_intercept(rows) if intercept else rows
    lengths = np.linalg.norm(design, axis=0)
    if np.any(lengths == 0) or np.linalg.matrix_rank(design / lengths) < design.shape[1]:
        raise UndefinedError("The estimate", "columns of X are linearly dependent")


def _damped_step(rows: Array, y: Numbers, theta: Array, l2: float, intercept: bool) -> Array:
    """A Newton step, halved until the cost does not rise; `theta` itself if nothing helps."""
    w, b = theta[:-1], float(theta[-1])
    full = logistic_newton_step(rows, y, w, b, l2=l2, intercept=intercept)
    move = (full if intercept else np.append(full, b)) - theta
    cost = logistic_cost(rows, y, w, b, l2=l2)
    for halvings in range(HALVINGS):
        there = theta + move / 2.0**halvings
        if logistic_cost(rows, y, there[:-1], float(there[-1]), l2=l2) <= cost:
            return there
    return theta


def _slope(rows: Array, y: Numbers, theta: Array, l2: float, intercept: bool) -> float:
    w, b = theta[:-1], float(theta[-1])
    gradient = logistic_gradient(rows, y, w, b, l2=l2)
    return float(np.max(np.abs(gradient if intercept else gradient[:-1])))


def _solve(matrix: Array, right: Array) -> Array:
    try:
        return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise UndefinedError("The Newton step", "the Hessian has no inverse") from error
