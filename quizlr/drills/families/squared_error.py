"""Squared error after a sigmoid: its gradient, its curvature, and where it stops being convex."""

from __future__ import annotations

from quizlr.drills.families.shared import HALVES, LABEL, OTHER_LABEL
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import choice, grid, option, pick, slip, step, within
from quizlr.model import Tier

TOPIC = "squared_error"

_LOSS = r"$L = (\sigma(z) - y)^2$"

MSE_SIGMOID_GRAD = Template(
    id="mse-sigmoid-grad",
    title="Gradient of squared error after a sigmoid",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"z": grid("-4", "4", "0.1"), "y": LABEL},
    let={"s": "sigmoid(z)", "residual": "s - y", "slope": "s * (1 - s)"},
    require=("z != 0",),
    front=f"A row has the score $z = {{{{= z }}}}$ and the label $y = {{{{= y }}}}$. The loss is "
    rf"{_LOSS}. What is $\frac{{dL}}{{dz}}$?",
    parts=(
        NumberPart(
            answer="2 * residual * slope",
            tolerance=within(rel="0.02", abs="0.002"),
            digits=4,
            slips=(
                slip(
                    "ce_for_mse",
                    "residual",
                    r"$\sigma(z) - y$ is the gradient of log loss. Squared error has the further "
                    r"factors 2 and $\sigma'(z)$.",
                ),
                slip(
                    "factor_2",
                    "residual * slope",
                    "The 2 of the square is missing. It would cancel only if the loss had a "
                    "factor 1/2.",
                ),
                slip(
                    "forgot_sigmoid_derivative",
                    "2 * residual",
                    r"That is the derivative with respect to $\sigma(z)$. The chain rule still "
                    r"wants $\sigma'(z) = \sigma(z)(1 - \sigma(z))$.",
                ),
                slip(
                    "sign",
                    "-2 * residual * slope",
                    r"The sign is turned. The gradient is positive where $\sigma(z)$ is above $y$: "
                    "there a larger score makes it worse.",
                ),
                slip(
                    "loss",
                    "residual ** 2",
                    r"That is the loss itself. Asked is its derivative with respect to $z$.",
                ),
                slip("swapped_label", "2 * (s - 1 + y) * slope", OTHER_LABEL),
                slip(
                    "forgot_sigmoid",
                    "2 * (z - y)",
                    r"You left out the sigmoid: that is the gradient of $(z - y)^2$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The prediction $s = \sigma(z)$", "s"),
        step("The residual $s - y$", "residual"),
        step("The slope of the sigmoid $s(1 - s)$", "slope"),
        step("$2 (s - y) s(1 - s)$", "2 * residual * slope"),
    ),
)

MSE_VS_CE_RATIO = Template(
    id="mse-vs-ce-ratio",
    title="How much stronger log loss pulls",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={"z": grid("-7", "7", "0.1"), "y": LABEL},
    let={"s": "sigmoid(z)", "slope": "s * (1 - s)"},
    front="A row has the score $z = {{= z }}$ and the label $y = {{= y }}$. How many times as "
    r"large as the gradient of $(\sigma(z) - y)^2$ is the gradient of log loss? Both are taken "
    r"with respect to $z$. Give the ratio of their sizes.",
    parts=(
        NumberPart(
            answer="1 / (2 * slope)",
            tolerance=within(rel="0.02"),
            slips=(
                slip(
                    "factor_2",
                    "1 / slope",
                    "The 2 of the square is missing: the squared error's gradient is "
                    r"$2(\sigma(z) - y)\sigma'(z)$.",
                ),
                slip(
                    "inverse",
                    "2 * slope",
                    "That is squared error over log loss. Asked is how many times as large the "
                    "gradient of log loss is.",
                ),
                slip(
                    "forgot_sigmoid_derivative",
                    "1 / 2",
                    r"Without $\sigma'(z)$ the two would always differ by 2. Squared error after a "
                    r"sigmoid carries $\sigma(z)(1 - \sigma(z))$, which vanishes at both ends.",
                ),
                slip(
                    "same",
                    "1",
                    "The two gradients are not the same. They agree in form only if squared error "
                    "is taken without a sigmoid.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The prediction $s = \sigma(z)$", "s", 5),
        step(r"The slope of the sigmoid $s(1 - s)$", "slope", 5),
        step(r"$\frac{s - y}{2(s - y)s(1 - s)} = \frac{1}{2s(1 - s)}$", "1 / (2 * slope)"),
    ),
    back="The residual cancels, so the label does not matter. Where the prediction is confident "
    "and wrong, log loss still pulls and squared error has all but let go.",
)

MSE_SECOND_DERIVATIVE = Template(
    id="mse-second-derivative",
    title="Curvature of squared error after a sigmoid",
    topic=TOPIC,
    tier=Tier.EXPERT,
    vars={"z": grid("-3.5", "3.5", "0.1"), "y": LABEL},
    let={
        "s": "sigmoid(z)",
        "slope": "s * (1 - s)",
        "first": "slope ** 2",
        "second": "(s - y) * slope * (1 - 2 * s)",
    },
    require=("z != 0", "abs(2 * (first + second)) > 0.01"),
    front=f"A row has the score $z = {{{{= z }}}}$ and the label $y = {{{{= y }}}}$. The loss is "
    f"{_LOSS}.",
    parts=(
        NumberPart(
            name="curvature",
            ask=r"What is its second derivative $\frac{d^2 L}{dz^2}$ at this score?",
            answer="2 * (first + second)",
            tolerance=within(abs="0.002"),
            digits=4,
            slips=(
                slip(
                    "ce_for_mse",
                    "slope",
                    r"$\sigma(z)(1 - \sigma(z))$ is the curvature of log loss, which is never "
                    "negative. Squared error has another one.",
                ),
                slip(
                    "first_derivative",
                    "2 * (s - y) * slope",
                    r"That is the first derivative, $2(s - y)s(1 - s)$. Differentiate once more.",
                ),
                slip(
                    "swapped_label",
                    "2 * (first + (s - 1 + y) * slope * (1 - 2 * s))",
                    OTHER_LABEL,
                ),
                slip(
                    "factor_2",
                    "first + second",
                    "The 2 of the square is missing. It stands before both terms.",
                ),
                slip(
                    "sign",
                    "-2 * (first + second)",
                    "The sign is flipped. The loss is $(s - y)^2$, so the first term, "
                    "$2s^2(1 - s)^2$, is positive.",
                ),
                slip(
                    "no_product_rule",
                    "2 * first",
                    "You differentiated the residual only. $s(1 - s)$ depends on $z$ too, and adds "
                    "$2(s - y)s(1 - s)(1 - 2s)$.",
                ),
            ),
        ),
        choice(
            option(
                "Convex: it curves upwards",
                "curvature > 0",
                "The second derivative is positive.",
            ),
            option(
                "Concave: it curves downwards",
                "curvature < 0",
                "The second derivative is negative.",
            ),
            name="shape",
            ask="How does the loss curve at this score?",
        ),
    ),
    steps=(
        step(r"The prediction $s = \sigma(z)$", "s", 5),
        step("Its slope $s(1 - s)$", "slope", 5),
        step(r"From the residual: $s^2 (1 - s)^2$", "first", 5),
        step("From the slope: $(s - y)s(1 - s)(1 - 2s)$", "second", 5),
        step("Twice their sum; its sign gives the shape", "2 * (first + second)"),
    ),
    back=r"For $y = 1$ it is $2s(1 - s)^2(3s - 1)$, negative when $s < 1/3$. For $y = 0$ it is "
    r"$2s^2(1 - s)(2 - 3s)$, negative when $s > 2/3$.",
)

MSE_INFLECTION = Template(
    id="mse-inflection",
    title="Where squared error stops being convex",
    topic=TOPIC,
    tier=Tier.EXPERT,
    vars={
        "x": pick("-3", "-2.5", "-2", "-1.5", "-0.5", "0.5", "1.5", "2", "2.5", "3"),
        "b": HALVES,
        "y": LABEL,
    },
    let={
        "s": "1 / 3 if y == 1 else 2 / 3",
        "z": "ln(s / (1 - s))",
        "missing": "z - b",
    },
    front=r"A model with one weight predicts $\sigma(wx + b)$, with $b = {{= b }}$. For a row with "
    r"$x = {{= x }}$ and $y = {{= y }}$ the loss is $(\sigma(wx + b) - y)^2$. At which $w$ does "
    "the curvature of this loss change its sign?",
    parts=(
        NumberPart(
            answer="missing / x",
            tolerance=within(abs="0.002"),
            slips=(
                slip(
                    "zero",
                    "-b / x",
                    "There the score is 0 and the loss is still convex. The sign changes where "
                    r"$\sigma$ is 1/3 (for $y = 1$) or 2/3 (for $y = 0$).",
                ),
                slip(
                    "prob_for_log",
                    "(s - b) / x",
                    "You set the score equal to the probability at which the sign changes. The "
                    "score is the logit of that probability.",
                ),
                slip(
                    "swapped_label",
                    "(-z - b) / x",
                    r"That is the place for the other label. For $y = 1$ the sign changes at "
                    r"$\sigma = 1/3$, for $y = 0$ at $\sigma = 2/3$.",
                ),
                slip(
                    "no_bias",
                    "z / x",
                    r"You left out the bias. Solve $wx + b = z$ for $w$.",
                ),
                slip(
                    "score",
                    "z",
                    r"That is the score at which the sign changes. Solve $wx + b = z$ for $w$.",
                ),
                slip(
                    "sign",
                    "-missing / x",
                    r"The sign is turned. From $wx + b = z$ follows $w = (z - b) / x$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The curvature is 0 where $\sigma$ is", "s"),
        step(r"The score there, $\ln\frac{s}{1 - s}$", "z"),
        step("Without the bias", "missing"),
        step("Divided by $x$", "missing / x"),
    ),
    back=r"Along $w$ the curvature is that along $z$ times $x^2$, so it changes its sign at the "
    r"same score: $-\ln 2$ for $y = 1$, $\ln 2$ for $y = 0$.",
)

TEMPLATES = (MSE_SIGMOID_GRAD, MSE_VS_CE_RATIO, MSE_SECOND_DERIVATIVE, MSE_INFLECTION)
