"""One hidden layer, by hand: two hidden sigmoid units, a sigmoid output, log loss, no biases."""

from __future__ import annotations

from quizlr.drills.template import Draw, NumberPart, SlipRule, StepRule, Template
from quizlr.drills.writing import (
    PROBABILITY,
    choice,
    grid,
    option,
    pick,
    slip,
    step,
    vector,
    within,
)
from quizlr.model import Form, Tier

TOPIC = "backprop"

_NETWORK: dict[str, Draw] = {
    "x": pick("-2", "-1.5", "-1", "-0.5", "0.5", "1.5", "2"),
    "W1": vector(2, grid("-1", "1", "0.1"), distinct=True),
    "w2": vector(2, pick("-2", "-1.5", "-1", "-0.5", "0.5", "1.5", "2")),
}
_WITH_LABEL: dict[str, Draw] = {**_NETWORK, "y": pick(0, 1)}

_FORWARD = {"a": "W1 * x", "h": "sigmoid(a)", "z": "dot(w2, h)", "p": "sigmoid(z)"}
_OUTPUT = {**_FORWARD, "delta": "p - y"}
_BACKWARD = {
    **_OUTPUT,
    "slope": "h * (1 - h)",
    "hidden": "delta * w2 * slope",
}
_HUMANE = ("W1[0] != 0", "W1[1] != 0", "w2[0] != w2[1]", "abs(z) <= 3")
_VISIBLE = (*_HUMANE, "abs(delta) >= 0.1")
"""Gradients that are not lost in rounding."""

_SETTING = r"""A network without biases: one input $x$, two hidden units $h = \sigma(W_1 x)$, one
output $\hat{y} = \sigma(w_2 \cdot h)$.

$x = {{= x }}$, $W_1 = {{= W1 }}$, $w_2 = {{= w2 }}$"""
_TRAINED = _SETTING + r""", label $y = {{= y }}$, log loss $L$."""

_EACH = within(rel="0.02", abs="0.001")
"""Hidden gradients are small: a wider absolute tolerance would pass what lacks a factor."""

_FORWARD_STEPS: tuple[StepRule, ...] = (
    step(r"Hidden scores $W_1 x$", "a"),
    step(r"Hidden activations $h = \sigma(W_1 x)$", "h"),
    step(r"Output score $w_2 \cdot h$", "z"),
    step(r"Output $\hat{y}$, its sigmoid", "p"),
)
_HIDDEN_STEPS: tuple[StepRule, ...] = (
    *_FORWARD_STEPS,
    step(r"Output residual $\hat{y} - y$", "delta"),
    step(r"Hidden slopes $h(1 - h)$", "slope"),
    step(r"Residual times $w_2$ times the slopes", "hidden"),
)

_NO_SLOPE = (
    "The hidden sigmoid's own derivative $h(1 - h)$ is missing. It cancels only at the output, "
    "where the loss divides by it."
)
_NO_W2 = "The residual reaches each hidden unit through its output weight. Multiply by $w_2$."

_MLP_FORWARD = Template(
    id="mlp-forward",
    title="Forward through one hidden layer",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars=_NETWORK,
    let=_FORWARD,
    require=_HUMANE,
    front=_SETTING + r". What is $\hat{y}$?",
    parts=(
        NumberPart(
            answer="p",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "no_hidden_act",
                    "sigmoid(dot(w2, a))",
                    r"The hidden units have no sigmoid in that. Without it the two layers are one "
                    "linear layer.",
                ),
                slip(
                    "forgot_sigmoid",
                    "z",
                    "That is the output score. The prediction is its sigmoid.",
                ),
                slip(
                    "sum_not_dot",
                    "sigmoid(sum(h))",
                    r"That adds the hidden activations as they are. Each has its weight $w_2$.",
                ),
                slip(
                    "one_minus",
                    "1 - p",
                    r"That is the probability of label 0, $1 - \hat{y}$.",
                ),
            ),
        ),
    ),
    steps=_FORWARD_STEPS,
)


def _vector_part(answer: str, *slips: SlipRule) -> NumberPart:
    """Two components, each graded by its own size."""
    return NumberPart(answer=answer, tolerance=_EACH, form=Form.VECTOR, digits=4, slips=slips)


_MLP_DELTA_HIDDEN = Template(
    id="mlp-delta-hidden",
    title="The error of the hidden units",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars=_WITH_LABEL,
    let=_BACKWARD,
    require=_VISIBLE,
    front=_TRAINED
    + r"""

What is $\delta = dL/da$ for the two hidden units, where $a = W_1 x$ are their scores?""",
    parts=(
        _vector_part(
            "hidden",
            slip("forgot_sigmoid_derivative", "delta * w2", _NO_SLOPE),
            slip("no_w2", "delta * slope", _NO_W2),
            slip(
                "extra_out_prime",
                "hidden * p * (1 - p)",
                r"A factor $\hat{y}(1 - \hat{y})$ too many. With log loss it cancels at the "
                r"output, so $dL/dz = \hat{y} - y$.",
            ),
            slip(
                "sign",
                "-hidden",
                r"The sign is flipped: the residual is $\hat{y} - y$.",
            ),
            slip(
                "forgot_1_minus",
                "delta * w2 * h",
                "That multiplies by $h$. The derivative of the sigmoid is $h(1 - h)$.",
            ),
        ),
    ),
    steps=_HIDDEN_STEPS,
)

_MLP_GRAD_W1 = Template(
    id="mlp-grad-W1",
    title="Gradient of the first layer",
    topic=TOPIC,
    tier=Tier.EXPERT,
    vars=_WITH_LABEL,
    let=_BACKWARD,
    require=_VISIBLE,
    front=_TRAINED + r" What is the gradient $dL/dW_1$?",
    parts=(
        _vector_part(
            "hidden * x",
            slip(
                "forgot_x",
                "hidden",
                r"That is $\delta$, the error of the hidden units. A weight's gradient is that "
                "error times what goes into the weight, here $x$.",
            ),
            slip(
                "with_h",
                "hidden * h",
                "That multiplies by the output of the hidden units. What goes into $W_1$ is $x$.",
            ),
            slip("forgot_sigmoid_derivative", "delta * w2 * x", _NO_SLOPE),
            slip("no_w2", "delta * slope * x", _NO_W2),
            slip(
                "sign",
                "-hidden * x",
                r"The sign is flipped: the residual is $\hat{y} - y$.",
            ),
        ),
    ),
    steps=(*_HIDDEN_STEPS, step("Times the input $x$", "hidden * x")),
)

_MLP_GRAD_W2 = Template(
    id="mlp-grad-w2",
    title="Gradient of the output layer",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars=_WITH_LABEL,
    let=_OUTPUT,
    require=_VISIBLE,
    front=_TRAINED + r" What is the gradient $dL/dw_2$?",
    parts=(
        _vector_part(
            "delta * h",
            slip(
                "with_x",
                "[delta * x, delta * x]",
                "That multiplies by the input of the network. What goes into $w_2$ are the hidden "
                "activations $h$.",
            ),
            slip(
                "mse_for_ce",
                "2 * delta * p * (1 - p) * h",
                r"That is the gradient of squared error. With log loss $2\hat{y}(1 - \hat{y})$ is "
                "not there.",
            ),
            slip(
                "forgot_h",
                "[delta, delta]",
                r"That is the residual alone, the gradient of an output bias. Multiply by $h$.",
            ),
            slip(
                "sign",
                "-delta * h",
                r"The sign is flipped: the residual is $\hat{y} - y$.",
            ),
        ),
    ),
    steps=(
        *_FORWARD_STEPS,
        step(r"Output residual $\hat{y} - y$", "delta"),
        step("Times the hidden activations $h$", "delta * h"),
    ),
)

_ZERO_INIT = Template(
    id="zero-init",
    title="Do the hidden units ever differ?",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "x": pick("-2", "-1", "-0.5", "0.5", "1", "2"),
        "y": pick(0, 1),
        "first": pick("0", "0", "-0.4", "0.3", "0.8"),
        "second": pick("0", "0", "-0.5", "0.5", "1"),
        "gap1": pick("0", "0", "0", "0.2"),
        "gap2": pick("0", "0", "0.3"),
    },
    let={"W1": "[first, first + gap1]", "w2": "[second, second + gap2]"},
    front=r"""A network without biases: one input, two hidden units $h = \sigma(W_1 x)$, one output
$\hat{y} = \sigma(w_2 \cdot h)$, log loss. It starts from $W_1 = {{= W1 }}$ and $w_2 = {{= w2 }}$
and is trained by gradient descent on one row, $x = {{= x }}$, $y = {{= y }}$.

When do the two hidden activations differ?""",
    parts=(
        choice(
            option(
                "From the start",
                "gap1 != 0",
                "Needs different weights in $W_1$: the units then compute different things at "
                "once.",
                "already",
            ),
            option(
                "Not at the start, but after the first update",
                "gap1 == 0 and gap2 != 0",
                r"Needs equal $W_1$ and different $w_2$: the hidden errors are "
                r"$(\hat{y} - y) w_2 h(1 - h)$, so equal units get different gradients.",
                "first_update",
            ),
            option(
                "Never",
                "gap1 == 0 and gap2 == 0",
                "Needs equal weights in both layers: such units get equal gradients and stay equal "
                "for ever. This symmetry is why weights start from random numbers.",
                "never",
            ),
        ),
    ),
    back=r"""$$\frac{dL}{dW_1} = (\hat{y} - y)\, w_2 \odot h \odot (1 - h)\, x \qquad
\frac{dL}{dw_2} = (\hat{y} - y)\, h$$

With all weights 0 the first update moves $w_2$ by the same amount twice and $W_1$ not at all.""",
)

TEMPLATES: tuple[Template, ...] = (
    _MLP_FORWARD,
    _MLP_DELTA_HIDDEN,
    _MLP_GRAD_W1,
    _MLP_GRAD_W2,
    _ZERO_INIT,
)
