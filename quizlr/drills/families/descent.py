"""Steps of gradient descent: one, two, how long, over which rows, and whether they arrive.

The families of optimisers with a memory are in a file of their own.
"""

from __future__ import annotations

from quizlr.drills.families.descent_optimizers import OPTIMIZERS
from quizlr.drills.families.shared import LABEL, table
from quizlr.drills.template import ChoicePart, NumberPart, Template
from quizlr.drills.writing import (
    LOSS,
    PROBABILITY,
    grid,
    matrix,
    option,
    pick,
    slip,
    step,
    vector,
    within,
)
from quizlr.model import Form, Tier

TOPIC = "descent"

GD_STEP = Template(
    id="gd-step",
    title="One step of gradient descent",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "w": grid("-2", "2", "0.1"),
        "g": grid("-3", "3", "0.1"),
        "lr": pick("0.05", "0.1", "0.2", "0.25", "0.4", "0.5"),
    },
    let={"change": "lr * g"},
    require=("w != 0", "g != 0"),
    front=r"A weight is $w = {{= w }}$. The gradient of the cost there is "
    r"$\frac{dJ}{dw} = {{= g }}$, and the learning rate is $\alpha = {{= lr }}$. "
    "What is $w$ after one step of gradient descent?",
    parts=(
        NumberPart(
            answer="w - change",
            tolerance=LOSS,
            slips=(
                slip(
                    "ascent",
                    "w + change",
                    "You walked uphill. The gradient points where the cost rises, so descent "
                    r"subtracts $\alpha$ times the gradient.",
                ),
                slip(
                    "no_lr",
                    "w - g",
                    r"You subtracted the whole gradient. Multiply it by the learning rate "
                    r"$\alpha$ first.",
                ),
                slip(
                    "grad_only",
                    "-change",
                    r"That is the change, $-\alpha \frac{dJ}{dw}$. Asked is the new weight: add "
                    "the change to $w$.",
                ),
                slip(
                    "times_w",
                    "w - change * w",
                    "You multiplied the step by $w$ as well. The gradient already is the slope at "
                    r"this $w$; only $\alpha$ scales it.",
                ),
                slip(
                    "lr_only",
                    "w - lr * sign(g)",
                    r"You moved by $\alpha$ whatever the size of the gradient. The step is "
                    r"$\alpha$ times the gradient: steep places give long steps.",
                ),
                slip(
                    "divided_by_lr",
                    "w - g / lr",
                    r"You divided by the learning rate. It multiplies the gradient: a smaller "
                    r"$\alpha$ means a shorter step.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The step $\alpha \frac{dJ}{dw}$", "change"),
        step("Subtracted from $w$", "w - change"),
    ),
)

GD_TWO_STEPS = Template(
    id="gd-two-steps",
    title="Two steps of gradient descent",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "x": pick("-2.5", "-2", "-1.5", "-1", "1", "1.5", "2", "2.5"),
        "y": LABEL,
        "w": grid("-1", "1", "0.1"),
        "lr": pick("0.5", "0.8", "1", "1.5", "2"),
    },
    let={
        "g": "(sigmoid(w * x) - y) * x",
        "u": "w - lr * g",
        "h": "(sigmoid(u * x) - y) * x",
    },
    require=("abs(u * x) <= 5", "abs(g) >= 0.2"),
    front=r"A logistic model without a bias, $\hat{y} = \sigma(w x)$, is fitted to one row, "
    r"$x = {{= x }}$ and $y = {{= y }}$, by gradient descent on the log loss. It starts at "
    r"$w = {{= w }}$ with learning rate $\alpha = {{= lr }}$. What is $w$ after **two** steps?",
    parts=(
        NumberPart(
            answer="u - lr * h",
            tolerance=within(rel="0.02", abs="0.01"),
            slips=(
                slip(
                    "same_gradient_twice",
                    "w - 2 * lr * g",
                    "You used the first gradient twice. The second step needs the gradient at "
                    "the new weight, {{= u | .4f }}.",
                ),
                slip(
                    "one",
                    "u",
                    "That is $w$ after one step. Compute the gradient there and step again.",
                ),
                slip(
                    "ascent",
                    "w + lr * g + lr * (sigmoid((w + lr * g) * x) - y) * x",
                    "You walked uphill, twice. Descent subtracts the gradient.",
                ),
                slip(
                    "forgot_x",
                    "w - lr * (sigmoid(w * x) - y)"
                    " - lr * (sigmoid((w - lr * (sigmoid(w * x) - y)) * x) - y)",
                    r"You stepped by the residual. The gradient for the weight is the residual "
                    r"times $x$: $(\hat{y} - y) x$.",
                ),
                slip(
                    "forgot_sigmoid",
                    "w - lr * (w * x - y) * x - lr * ((w - lr * (w * x - y) * x) * x - y) * x",
                    r"You left out the sigmoid, as in linear regression. The prediction is "
                    r"$\sigma(w x)$.",
                ),
                slip(
                    "from_start",
                    "w - lr * h",
                    "You took the second gradient but stepped from the first weight. The second "
                    "step starts where the first one ended.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The gradient $(\sigma(w x) - y) x$ at the start", "g"),
        step("The weight after the first step", "u"),
        step("The gradient there", "h"),
        step("The weight after the second step", "u - lr * h"),
    ),
    back="The second gradient is smaller: the prediction has come nearer to the label.",
)

LR_BOUND = Template(
    id="lr-bound",
    title="The largest stable learning rate",
    topic=TOPIC,
    tier=Tier.EXPERT,
    vars={"X": matrix(3, 2, grid("-3", "3", "1"))},
    let={
        "a": "dot(col(X, 0), col(X, 0))",
        "d": "dot(col(X, 1), col(X, 1))",
        "b": "dot(col(X, 0), col(X, 1))",
        "root": "sqrt((a - d) * (a - d) / 4 + b * b)",
        "high": "(a + d) / 2 + root",
        "low": "(a + d) / 2 - root",
        "L": "high / 12",
    },
    require=("b != 0", "low > 0.01", "count(X) >= 5"),
    front=r"""The mean log loss $J$ of a logistic regression with two weights and no bias is
minimised by gradient descent on these three rows:

"""
    + table(3, X_0="$x_1$", X_1="$x_2$")
    + r"""

Its Hessian nowhere exceeds $\frac{1}{4m} X^\top X$. Let $L$ be the largest eigenvalue of that
bound. Below which learning rate does every step lower $J$ for certain?""",
    parts=(
        NumberPart(
            answer="2 / L",
            tolerance=within(rel="0.02"),
            slips=(
                slip(
                    "one_over_L",
                    "1 / L",
                    "$1/L$ is the learning rate that the bound recommends. Steps still lower the "
                    "cost up to twice that, $2/L$.",
                ),
                slip(
                    "no_quarter",
                    "2 / (4 * L)",
                    r"The $\frac{1}{4}$ is missing. In log loss each row is weighted by "
                    r"$\hat{y}(1 - \hat{y})$, which never exceeds $\frac{1}{4}$.",
                ),
                slip(
                    "forgot_1_over_m",
                    "2 / (3 * L)",
                    r"You did not divide $X^\top X$ by $m$. $J$ is the mean over the rows, so its "
                    "curvature is a mean too.",
                ),
                slip(
                    "trace",
                    "24 / (a + d)",
                    "You used the trace, the sum of both eigenvalues. Only the largest one counts: "
                    "it is the steepest direction.",
                ),
                slip(
                    "smallest",
                    "24 / low",
                    "You used the smallest eigenvalue. The steepest direction is the first to "
                    "overshoot, and that is the largest one.",
                ),
                slip(
                    "inverse",
                    "L / 2",
                    "That is upside down. The more curved the cost, the shorter the steps must be.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$X^\top X$", "[[a, b], [b, d]]"),
        step("Its largest eigenvalue", "high"),
        step(r"$L$, that over $4m = 12$", "L"),
        step(r"$2/L$", "2 / L"),
    ),
    back="Near the optimum the true Hessian may be flatter, and then larger rates work as well. "
    "The bound holds everywhere.",
)

SGD_VS_BATCH = Template(
    id="sgd-vs-batch",
    title="Gradients of single rows and of the batch",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "x": vector(2, pick("-2", "-1.5", "-1", "-0.5", "0.5", "1.5", "2", "3"), distinct=True),
        "y": vector(2, LABEL),
        "w": grid("-1", "1", "0.25"),
    },
    let={
        "s": "sigmoid(w * x)",
        "residual": "s - y",
        "g": "residual * x",
    },
    require=("w != 0", "abs(sum(g)) >= 0.05", "abs(g[0] - g[1]) >= 0.1"),
    front=r"A logistic model without a bias, $\hat{y} = \sigma(w x)$, has $w = {{= w }}$. Two rows:"
    "\n\n"
    + table(2, x="$x$", y="$y$")
    + "\n\nWhat is the gradient of the log loss with respect to $w$ for row 1 alone, for row 2 "
    "alone, and for the batch of both, whose cost is the **mean**?",
    parts=(
        NumberPart(
            answer="concat(g, mean(g))",
            tolerance=PROBABILITY,
            form=Form.VECTOR,
            note="row 1, row 2, batch",
            slips=(
                slip(
                    "forgot_1_over_m",
                    "concat(g, sum(g))",
                    "For the batch you took the sum. The cost is the mean, so its gradient is the "
                    "mean of the rows' gradients.",
                ),
                slip(
                    "sign",
                    "-concat(g, mean(g))",
                    r"The signs are flipped. The residual is $\hat{y} - y$.",
                ),
                slip(
                    "forgot_x",
                    "concat(residual, mean(residual))",
                    "Those are gradients for a bias. For the weight each residual is multiplied by "
                    "its own $x$.",
                ),
                slip(
                    "forgot_sigmoid",
                    "concat((w * x - y) * x, mean((w * x - y) * x))",
                    r"You left out the sigmoid. The prediction is $\sigma(w x)$, not $w x$.",
                ),
                slip(
                    "mse_for_ce",
                    "2 * concat(g * s * (1 - s), mean(g * s * (1 - s)))",
                    r"Those are gradients of squared error. In log loss $\sigma'$ cancels and "
                    r"$(\hat{y} - y) x$ is left.",
                ),
                slip(
                    "means_first",
                    "concat(g, mean(residual) * mean(x))",
                    "For the batch you multiplied the mean residual by the mean $x$. Multiply row "
                    "by row first, then take the mean.",
                ),
            ),
        ),
    ),
    steps=(
        step("The predictions", "s"),
        step("The residuals", "residual"),
        step("Each times its $x$", "g"),
        step("And their mean", "concat(g, mean(g))"),
    ),
    back="Each row's gradient is a noisy estimate of the batch's: right on average, and sometimes "
    "of the other sign.",
)

CONVERGED = Template(
    id="converged",
    title="Reading a trace of the cost",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "kind": pick(0, 1, 2),
        "floor_cost": grid("0.1", "0.5", "0.05"),
        "start": grid("0.2", "0.6", "0.05"),
        "fast": pick("0.1", "0.15", "0.2"),
        "slow": pick("0.96", "0.97", "0.98", "0.99"),
        "growth": pick("1.6", "2", "2.5"),
        "seedling": pick("0.005", "0.01", "0.02"),
    },
    let={
        "k": "[0, 1, 2, 3, 4, 5, 6]",
        "falling": "start * (slow if kind == 2 else fast) ** k",
        "rising": "seedling * growth ** k if kind == 1 else 0 * k",
        "J": "round_to(floor_cost + falling + rising, 4)",
        "last": "J[6] - J[5]",
        "change": "last / J[5]",
    },
    require=("change > 0.05 or abs(change) < 0.0005 or change < -0.002",),
    front=r"""Gradient descent on a convex cost, with a fixed learning rate, printed the cost after
each step:

$J$ = {{= J | .4f }}

What does this trace say?""",
    parts=(
        ChoicePart(
            options=(
                option(
                    "It has converged",
                    "abs(change) < 0.0005",
                    "Its sign: the last steps hardly change the cost, at whatever level. The "
                    "smallest cost there is need not be 0.",
                    "yes",
                ),
                option(
                    "It diverges: the learning rate is too large",
                    "change > 0.05",
                    "Its sign: in the end the cost rises, as the steps overshoot in some "
                    "direction. It may fall at first, in the other directions.",
                    "diverging",
                ),
                option(
                    "It is still on its way: the learning rate is too small",
                    "change < -0.002",
                    "Its sign: every step lowers the cost by about as little as the one before, "
                    "with no end in sight.",
                    "too_small",
                ),
            ),
        ),
    ),
    steps=(
        step("First change of the cost", "J[1] - J[0]"),
        step("Last change of the cost", "last"),
        step("As a share of the cost before it", "change"),
    ),
    back="Look at the change from step to step, not at the level: a high cost can be the best "
    "there is, a low one can still be falling.",
)

TEMPLATES = (GD_STEP, GD_TWO_STEPS, LR_BOUND, SGD_VS_BATCH, CONVERGED, *OPTIMIZERS)
