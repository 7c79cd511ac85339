"""Gradients of the mean log loss by weights and bias, plain and penalised."""

from __future__ import annotations

from quizlr.drills.families.shared import (
    BOTH_LABELS,
    HALVES,
    HAT,
    LABEL,
    NO_SQUARE,
    RESIDUAL_SIGN,
    table,
)
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import GRADIENT, grid, matrix, pick, slip, step, vector, within
from quizlr.model import Form, Tier

TOPIC = "gradients"

GRAD_W = Template(
    id="grad-w",
    title="Gradient of logistic regression by one weight",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "x": vector(3, HALVES),
        "y": vector(3, LABEL),
        "w": pick("-1.5", "-1", "-0.5", "0.5", "1", "1.5"),
        "b": pick("-1.5", "-1", "1", "1.5"),
    },
    let={
        "z": "w * x + b",
        "s": "sigmoid(z)",
        "residual": "s - y",
        "pushes": "residual * x",
    },
    require=(BOTH_LABELS,),
    front=r"The model is $\hat{y} = \sigma(wx + b)$ with $w = {{= w }}$ and $b = {{= b }}$. $J$ is "
    r"the mean log loss over the rows. What is $\frac{\partial J}{\partial w}$?"
    f"\n\n{table(3, x='$x$', y='$y$')}",
    parts=(
        NumberPart(
            answer="mean(pushes)",
            tolerance=GRADIENT,
            note="mean over the rows",
            slips=(
                slip(
                    "forgot_x",
                    "mean(residual)",
                    r"That is $\partial J / \partial b$. For the weight, multiply each residual "
                    "by its own $x$.",
                ),
                slip(
                    "forgot_1_over_m",
                    "sum(pushes)",
                    "That is the sum over the rows. $J$ is a mean, so divide by the number of "
                    "rows, or the best learning rate would depend on it.",
                ),
                slip("factor_2", "2 * mean(pushes)", NO_SQUARE),
                slip("sign", "-mean(pushes)", RESIDUAL_SIGN),
                slip(
                    "mse_for_ce",
                    "2 * mean(pushes * s * (1 - s))",
                    r"That is the gradient of the squared error, with its "
                    r"$2\hat{y}(1 - \hat{y})$. For log loss this factor cancels.",
                ),
                slip(
                    "forgot_sigmoid",
                    "mean((z - y) * x)",
                    "You left out the sigmoid: that is the gradient of linear regression. The "
                    r"residual is $\sigma(wx + b) - y$.",
                ),
                slip(
                    "no_bias",
                    "mean((sigmoid(w * x) - y) * x)",
                    r"You left the bias out of the scores. They are $wx + b$.",
                ),
            ),
        ),
    ),
    steps=(
        step("Scores $wx + b$", "z"),
        step(r"Predictions $\hat{y}$", "s"),
        step(r"Residuals $\hat{y} - y$", "residual"),
        step(r"Times $x$", "pushes"),
        step("Their mean", "mean(pushes)"),
    ),
)

GRAD_VECTOR = Template(
    id="grad-vector",
    title="Gradient of logistic regression as a vector",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "X": matrix(3, 2, grid("-2", "2", "1")),
        "y": vector(3, LABEL),
        "w": vector(2, pick("-1", "-0.5", "0.5", "1")),
    },
    let={
        "z": "X @ w",
        "s": "sigmoid(z)",
        "residual": "s - y",
        "total": "transpose(X) @ residual",
    },
    require=(BOTH_LABELS, "max(abs(total)) > 0.3"),
    front=r"A logistic regression without bias has the weights $w = {{= w }}$. $J$ is the mean log "
    r"loss over the rows. What is the gradient $\nabla_w J$?"
    f"\n\n{table(3, X_0='$x_1$', X_1='$x_2$', y='$y$')}",
    parts=(
        NumberPart(
            answer="total / 3",
            tolerance=GRADIENT,
            form=Form.VECTOR,
            note="mean over the rows",
            slips=(
                slip(
                    "forgot_1_over_m",
                    "total",
                    r"That is $X^\top (\hat{y} - y)$, the sum over the rows. $J$ is a mean: divide "
                    "by the number of rows.",
                ),
                slip("sign", "-total / 3", RESIDUAL_SIGN),
                slip(
                    "forgot_x",
                    "[mean(residual), mean(residual)]",
                    "You used the mean residual for every weight; that is the gradient of a bias. "
                    "Each weight multiplies the residuals by its own feature column.",
                ),
                slip(
                    "forgot_sigmoid",
                    "transpose(X) @ (z - y) / 3",
                    "You left out the sigmoid: that is the gradient of linear regression. The "
                    r"residual is $\sigma(Xw) - y$.",
                ),
                slip(
                    "mse_for_ce",
                    "2 * transpose(X) @ (residual * s * (1 - s)) / 3",
                    r"That is the gradient of the squared error, with its "
                    r"$2\hat{y}(1 - \hat{y})$. For log loss this factor cancels.",
                ),
                slip("factor_2", "2 * total / 3", NO_SQUARE),
                slip(
                    "swapped_components",
                    "[total[1] / 3, total[0] / 3]",
                    "The components stand in the wrong order. The first belongs to $w_1$ and uses "
                    "the column $x_1$.",
                ),
            ),
        ),
    ),
    steps=(
        step("Scores $Xw$", "z"),
        step(r"Predictions $\hat{y}$", "s"),
        step(r"Residuals $\hat{y} - y$", "residual"),
        step(r"$X^\top$ times the residuals", "total"),
        step("Divided by 3 rows", "total / 3"),
    ),
)

GRAD_B = Template(
    id="grad-b",
    title="Gradient of logistic regression by the bias",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"p": vector(4, grid("0.05", "0.95", "0.05")), "y": vector(4, LABEL)},
    let={"residual": "p - y", "total": "sum(residual)"},
    require=(BOTH_LABELS,),
    front=r"A logistic regression predicts $\hat{y}$ for the rows below. $J$ is its mean log loss. "
    r"What is $\frac{\partial J}{\partial b}$, the derivative with respect to the bias?"
    f"\n\n{table(4, p=HAT, y='$y$')}",
    parts=(
        NumberPart(
            answer="total / 4",
            tolerance=within(abs="0.005"),
            note="mean over the rows",
            slips=(
                slip(
                    "forgot_1_over_m",
                    "total",
                    "That is the sum of the residuals. $J$ is a mean: divide by the number of "
                    "rows.",
                ),
                slip("sign", "-total / 4", RESIDUAL_SIGN),
                slip(
                    "abs",
                    "mean(abs(residual))",
                    "You added the residuals without their signs. Predictions that are too high "
                    "and too low cancel in the bias.",
                ),
                slip("factor_2", "total / 2", NO_SQUARE),
                slip(
                    "mse_for_ce",
                    "2 * mean(residual * p * (1 - p))",
                    r"That is the gradient of the squared error, with its "
                    r"$2\hat{y}(1 - \hat{y})$. For log loss this factor cancels.",
                ),
                slip(
                    "wrt_prediction",
                    "mean(residual / (p * (1 - p)))",
                    r"You averaged the derivatives with respect to $\hat{y}$. Times "
                    r"$\hat{y}(1 - \hat{y})$ each becomes the residual.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"Residuals $\hat{y} - y$", "residual"),
        step("Their sum", "total"),
        step("Divided by 4 rows", "total / 4"),
    ),
    back="At the best bias it is 0: the mean prediction equals the base rate.",
)

GRAD_L2 = Template(
    id="grad-l2",
    title="Gradient with an L2 penalty",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "g": vector(3, grid("-0.9", "0.9", "0.1")),
        "b": HALVES,
        "w": vector(2, HALVES),
        "lam": pick("0.3", "0.6", "0.9", "1.2", "1.5"),
        "m": pick(3, 5, 6, 10),
    },
    let={"strength": "lam / m", "pull": "strength * [0, w[0], w[1]]"},
    front="A logistic regression has bias $b = {{= b }}$ and weights $w = {{= w }}$. On $m = {{= m "
    "}}$ rows the gradient of the mean log loss with respect to $(b, w_1, w_2)$ is {{= g }}.\n\n"
    r"Now the penalty $\frac{\lambda}{2m} \sum_j w_j^2$ is added, with $\lambda = {{= lam }}$ and "
    "the bias left free. What is the gradient with respect to $(b, w_1, w_2)$?",
    parts=(
        NumberPart(
            answer="g + pull",
            tolerance=GRADIENT,
            form=Form.VECTOR,
            note="penalty over 2m, bias free",
            slips=(
                slip(
                    "bias_penalised",
                    "g + strength * [b, w[0], w[1]]",
                    "You penalised the bias too. It is left free, or the mean prediction would no "
                    "longer match the base rate.",
                ),
                slip(
                    "factor_2",
                    "g + 2 * pull",
                    r"The 2 of the derivative cancels the 2 in $\frac{\lambda}{2m}$. What is added "
                    r"is $\frac{\lambda}{m} w_j$.",
                ),
                slip(
                    "half",
                    "g + pull / 2",
                    r"Differentiating $w_j^2$ gives $2 w_j$, which cancels the 2 below the line. "
                    r"What is added is $\frac{\lambda}{m} w_j$.",
                ),
                slip(
                    "sign",
                    "g - pull",
                    "You took the penalty's gradient away. It is added, so that a step against the "
                    "gradient shrinks the weights.",
                ),
                slip(
                    "forgot_1_over_m",
                    "g + m * pull",
                    r"You did not divide by $m$. In this convention what is added is "
                    r"$\frac{\lambda}{m} w_j$.",
                ),
                slip(
                    "l1",
                    "g + strength * [0, sign(w[0]), sign(w[1])]",
                    "That is the gradient of an L1 penalty: the same pull whatever the size. With "
                    "L2 the pull grows with the weight.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The strength $\frac{\lambda}{m}$", "strength"),
        step("Times the weights, and 0 for the bias", "pull"),
        step("Added to the gradient of the data", "g + pull"),
    ),
)

COSTS = (GRAD_W, GRAD_VECTOR, GRAD_B, GRAD_L2)
