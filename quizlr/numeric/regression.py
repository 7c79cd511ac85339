"""Logistic regression over a data set: cost, gradient and Hessian, with bias and penalties.

Shapes: X (m, d), y (m,) in [0, 1], w (d,), b a number. The cost is

    J(w, b) = mean log loss + l2/(2m) · ‖w‖² + l1/m · ‖w‖₁

in nats. The bias is never penalised. Means are by exact summation.
"""

# ruff: noqa: N803  (X and W1 are the names of the field)

from __future__ import annotations

import numpy as np

from quizlr.numeric.arrays import (
    Array,
    Numbers,
    Rows,
    as_array,
    as_column,
    as_matrix,
    as_number,
    as_vector,
    check_positive,
    check_probability,
    check_within,
    exact_dot,
    exact_mean,
    exact_sum,
)
from quizlr.numeric.errors import ShapeError
from quizlr.numeric.log_loss import log_loss_from_logits_gradient, mean_log_loss_from_logits
from quizlr.numeric.logistic import sigmoid_gradient


@np.errstate(all="ignore")
def linear_logits(X: Rows, w: Numbers, b: float = 0.0) -> Array:
    """Logits z = Xw + b, shape (m,).

    Raises:
        ShapeError: w does not have one number for each column of X.
    """
    rows, weights = _rows_and_weights("linear_logits", X, w)
    return np.array([exact_dot(row, weights) for row in rows]) + as_number("linear_logits", b)


@np.errstate(all="ignore")
def logistic_cost(
    X: Rows, y: Numbers, w: Numbers, b: float = 0.0, *, l2: float = 0.0, l1: float = 0.0
) -> float:
    """The cost J(w, b), a number."""
    rows, labels = _rows_and_labels("logistic_cost", X, y)
    weights = as_vector("logistic_cost", w)
    data = mean_log_loss_from_logits(linear_logits(rows, weights, b), labels)
    return data + l2_penalty(weights, l2, len(rows)) + l1_penalty(weights, l1, len(rows))


@np.errstate(all="ignore")
def logistic_weight_gradient(
    X: Rows, y: Numbers, w: Numbers, b: float = 0.0, *, l2: float = 0.0, l1: float = 0.0
) -> Array:
    """dJ/dw = Xᵀ(σ(z) − y)/m + l2/m · w + l1/m · sign(w), shape (d,)."""
    rows, labels = _rows_and_labels("logistic_weight_gradient", X, y)
    weights = as_vector("logistic_weight_gradient", w)
    for name, value in (("l2", l2), ("l1", l1)):
        _check_strength("logistic_weight_gradient", name, value)
    residuals = log_loss_from_logits_gradient(linear_logits(rows, weights, b), labels)
    data = np.array([exact_mean(column * residuals) for column in rows.T])
    return data + (l2 * weights + l1 * np.sign(weights)) / len(rows)


@np.errstate(all="ignore")
def logistic_bias_gradient(X: Rows, y: Numbers, w: Numbers, b: float = 0.0) -> float:
    """dJ/db = mean of σ(z) − y: 0 at a fit, so the mean prediction is the base rate."""
    rows, labels = _rows_and_labels("logistic_bias_gradient", X, y)
    return exact_mean(log_loss_from_logits_gradient(linear_logits(rows, w, b), labels))


def logistic_gradient(
    X: Rows, y: Numbers, w: Numbers, b: float = 0.0, *, l2: float = 0.0, l1: float = 0.0
) -> Array:
    """The whole gradient (dJ/dw, dJ/db), shape (d + 1,), the bias last."""
    weights = logistic_weight_gradient(X, y, w, b, l2=l2, l1=l1)
    return np.append(weights, logistic_bias_gradient(X, y, w, b))


@np.errstate(all="ignore")
def logistic_hessian(X: Rows, w: Numbers, b: float = 0.0, l2: float = 0.0) -> Array:
    """d²J/dw² = Xᵀ diag(σ(1 − σ)) X / m + l2/m · I, shape (d, d); y does not enter.

    For the bias too, append a column of ones to X (`with_intercept`).
    """
    rows, weights = _rows_and_weights("logistic_hessian", X, w)
    _check_strength("logistic_hessian", "l2", l2)
    variances = sigmoid_gradient(linear_logits(rows, weights, b))
    products = [[exact_mean(one * two * variances) for one in rows.T] for two in rows.T]
    return np.array(products) + l2 / len(rows) * np.eye(rows.shape[1])


@np.errstate(all="ignore")
def l2_penalty(w: Numbers, strength: float, rows: float) -> float:
    """strength/(2m) · Σ w²; hand in w without the bias."""
    weights = as_vector("l2_penalty", w)
    _check_strength("l2_penalty", "strength", strength)
    check_positive("l2_penalty", "rows", as_array("l2_penalty", rows))
    return strength * exact_dot(weights, weights) / (2 * rows) if strength else 0.0


def l1_penalty(w: Numbers, strength: float, rows: float) -> float:
    """strength/m · Σ |w|; hand in w without the bias."""
    weights = as_vector("l1_penalty", w)
    _check_strength("l1_penalty", "strength", strength)
    check_positive("l1_penalty", "rows", as_array("l1_penalty", rows))
    return strength * exact_sum(np.abs(weights)) / rows if strength else 0.0


def with_intercept(X: Rows) -> Array:
    """X with a last column of ones, shape (m, d + 1): its weight is the bias."""
    rows = as_matrix("with_intercept", X)
    return np.column_stack([rows, np.ones(len(rows))])


@np.errstate(all="ignore")
def wald_standard_errors(hessian: Rows) -> Array:
    """√ of the diagonal of the inverse Hessian of the *summed* negative log-likelihood, shape (d,).

    Raises:
        ShapeError: The matrix is not square.
        numpy.linalg.LinAlgError: It has no inverse.
    """
    matrix = as_matrix("wald_standard_errors", hessian)
    if matrix.shape[0] != matrix.shape[1]:
        raise ShapeError("wald_standard_errors", "a square matrix", matrix.shape)
    return np.sqrt(np.diag(np.linalg.inv(matrix)))


def _rows_and_labels(function: str, X: object, y: object) -> tuple[Array, Array]:
    rows, labels = as_matrix(function, X), as_column(function, y)
    if len(rows) != len(labels):
        raise ShapeError(function, "one label for each row", rows.shape, labels.shape)
    check_probability(function, "y", labels)
    return rows, labels


def _rows_and_weights(function: str, X: object, w: object) -> tuple[Array, Array]:
    rows, weights = as_matrix(function, X), as_vector(function, w)
    if rows.shape[1] != len(weights):
        raise ShapeError(function, "one weight for each column", rows.shape, weights.shape)
    return rows, weights


def _check_strength(function: str, name: str, value: float) -> None:
    check_within(function, name, as_array(function, value), 0.0, np.inf)
