"""One hidden layer of sigmoids and a sigmoid output with log loss, for one example.

Shapes: x (d,), W1 (h, d), b1 (h,) or 0, w2 (h,), b2 a number, y in [0, 1].
"""

# ruff: noqa: N803  (X and W1 are the names of the field)

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from quizlr.numeric.arrays import (
    Array,
    Numbers,
    Rows,
    as_array,
    as_matrix,
    as_number,
    as_vector,
    common_shape,
    exact_dot,
)
from quizlr.numeric.errors import ShapeError
from quizlr.numeric.log_loss import log_loss_from_logits_gradient
from quizlr.numeric.logistic import sigmoid, sigmoid_gradient


class MlpForward(NamedTuple):
    """Hidden logits and activations, both (h,), the output logit and the probability."""

    hidden_logits: Array
    hidden: Array
    logit: float
    probability: float


class MlpGradients(NamedTuple):
    """Gradients of the log loss; each has the shape of its parameter.

    A delta is the gradient with respect to a logit: that of the output is p − y.
    """

    delta_output: float
    delta_hidden: Array
    W1: Array
    b1: Array
    w2: Array
    b2: float


@np.errstate(all="ignore")
def mlp_forward(
    x: Numbers, W1: Rows, w2: Numbers, *, b1: Numbers = 0.0, b2: float = 0.0
) -> MlpForward:
    """Hidden h = σ(W1 x + b1), p = σ(w2 · h + b2).

    Raises:
        ShapeError: The shapes do not fit as in the module's description.
    """
    inputs, first = as_vector("mlp_forward", x), as_matrix("mlp_forward", W1)
    second, shift = as_vector("mlp_forward", w2), as_array("mlp_forward", b1)
    if first.shape != (len(second), len(inputs)):
        expected = f"W1 of shape ({len(second)}, {len(inputs)}) for this x and w2"
        raise ShapeError("mlp_forward", expected, first.shape)
    common_shape("mlp_forward", second, shift)
    hidden_logits = np.array([exact_dot(row, inputs) for row in first]) + shift
    hidden = sigmoid(hidden_logits)
    logit = exact_dot(second, hidden) + as_number("mlp_forward", b2)
    return MlpForward(hidden_logits, hidden, logit, sigmoid(logit))


@np.errstate(all="ignore")
def mlp_gradients(
    x: Numbers, W1: Rows, w2: Numbers, y: float, *, b1: Numbers = 0.0, b2: float = 0.0
) -> MlpGradients:
    """Backpropagation: δ_out = p − y, δ_hidden = δ_out · w2 · h(1 − h), then outer products."""
    forward = mlp_forward(x, W1, w2, b1=b1, b2=b2)
    delta_output = log_loss_from_logits_gradient(forward.logit, as_number("mlp_gradients", y))
    second = as_vector("mlp_gradients", w2)
    delta_hidden = delta_output * second * sigmoid_gradient(forward.hidden_logits)
    return MlpGradients(
        delta_output,
        delta_hidden,
        np.outer(delta_hidden, as_vector("mlp_gradients", x)),
        delta_hidden,
        delta_output * forward.hidden,
        delta_output,
    )


def mlp_probability(
    x: Numbers, W1: Rows, w2: Numbers, *, b1: Numbers = 0.0, b2: float = 0.0
) -> float:
    """The output p of `mlp_forward`."""
    return mlp_forward(x, W1, w2, b1=b1, b2=b2).probability


def mlp_hidden_delta(
    x: Numbers, W1: Rows, w2: Numbers, y: float, *, b1: Numbers = 0.0, b2: float = 0.0
) -> Array:
    """The δ of the hidden layer, shape (h,)."""
    return mlp_gradients(x, W1, w2, y, b1=b1, b2=b2).delta_hidden


def mlp_first_weights_gradient(
    x: Numbers, W1: Rows, w2: Numbers, y: float, *, b1: Numbers = 0.0, b2: float = 0.0
) -> Array:
    """dL/dW1, shape (h, d)."""
    return mlp_gradients(x, W1, w2, y, b1=b1, b2=b2).W1


def mlp_second_weights_gradient(
    x: Numbers, W1: Rows, w2: Numbers, y: float, *, b1: Numbers = 0.0, b2: float = 0.0
) -> Array:
    """dL/dw2, shape (h,)."""
    return mlp_gradients(x, W1, w2, y, b1=b1, b2=b2).w2
