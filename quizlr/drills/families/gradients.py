"""Gradients of log loss by score and by prediction, and how a gradient is checked.

The gradients by weights and bias are in `gradients_costs`.
"""

from __future__ import annotations

from quizlr.drills.families.gradients_costs import COSTS
from quizlr.drills.families.shared import LABEL, NO_SQUARE, OTHER_LABEL, RESIDUAL_SIGN
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import GRADIENT, grid, pick, slip, step, within
from quizlr.model import Tier

TOPIC = "gradients"

GRAD_Z = Template(
    id="grad-z",
    title="Gradient of log loss by the score",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"z": grid("-3", "3", "0.1"), "y": LABEL},
    let={"s": "sigmoid(z)", "residual": "s - y"},
    require=("z != 0",),
    front="A row has the score $z = {{= z }}$ and the label $y = {{= y }}$. The loss $L$ is the "
    r"log loss of $\sigma(z)$. What is $\frac{dL}{dz}$?",
    parts=(
        NumberPart(
            answer="residual",
            tolerance=within(abs="0.005"),
            slips=(
                slip("sign", "-residual", RESIDUAL_SIGN),
                slip(
                    "wrt_prediction",
                    "residual / (s * (1 - s))",
                    r"That is the derivative with respect to $\hat{y}$. Times "
                    r"$\hat{y}(1 - \hat{y})$ it becomes $\hat{y} - y$, by the score.",
                ),
                slip(
                    "mse_for_ce",
                    "2 * residual * s * (1 - s)",
                    r"That is the gradient of the squared error. For log loss $\sigma'(z)$ "
                    "cancels, and the residual alone is left.",
                ),
                slip("factor_2", "2 * residual", NO_SQUARE),
                slip("swapped_label", "s - 1 + y", OTHER_LABEL),
                slip(
                    "forgot_sigmoid",
                    "z - y",
                    r"You left out the sigmoid. The residual compares $y$ with $\sigma(z)$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The prediction $\hat{y} = \sigma(z)$", "s"),
        step(r"$\frac{dL}{d\hat{y}} \cdot \frac{d\hat{y}}{dz} = \hat{y} - y$", "residual"),
    ),
)

GRAD_YHAT = Template(
    id="grad-yhat",
    title="Gradient of log loss by the prediction",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"p": grid("0.05", "0.95", "0.01"), "y": LABEL},
    let={"given": "p if y == 1 else 1 - p", "size": "1 / given"},
    front=r"A model predicts $\hat{y} = {{= p }}$ for a row with label $y = {{= y }}$. What is the "
    r"derivative of its log loss with respect to $\hat{y}$?",
    parts=(
        NumberPart(
            answer="-size if y == 1 else size",
            tolerance=GRADIENT,
            slips=(
                slip(
                    "residual",
                    "p - y",
                    r"That is the derivative with respect to the score $z$. With respect to "
                    r"$\hat{y}$ it is $(\hat{y} - y) / (\hat{y}(1 - \hat{y}))$.",
                ),
                slip(
                    "sign",
                    "size if y == 1 else -size",
                    r"The sign is turned. For $y = 1$ a larger $\hat{y}$ lowers the loss, so the "
                    "derivative is negative; for $y = 0$ it is positive.",
                ),
                slip(
                    "loss",
                    "-ln(given)",
                    r"That is the loss itself. Asked is its derivative with respect to $\hat{y}$.",
                ),
                slip(
                    "swapped_label",
                    "1 / (1 - p) if y == 1 else -1 / p",
                    r"You took the other label's branch. For $y = 1$ it is $-1 / \hat{y}$, for "
                    r"$y = 0$ it is $1 / (1 - \hat{y})$.",
                ),
                slip(
                    "mse_for_ce",
                    "2 * (p - y)",
                    r"That is the derivative of $(\hat{y} - y)^2$. The derivative of a logarithm "
                    "is a reciprocal.",
                ),
            ),
        ),
    ),
    steps=(
        step("The probability given to the true label", "given"),
        step("Its reciprocal", "size"),
        step("Negative for $y = 1$, positive for $y = 0$", "-size if y == 1 else size"),
    ),
    back="It is never smaller than 1 in size, even for a perfect prediction, and it has no bound.",
)

GRADIENT_CHECK = Template(
    id="gradient-check",
    title="A derivative by central difference",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={"z": grid("-2", "2", "0.1"), "y": LABEL, "h": pick("0.4", "0.5", "0.8", "1")},
    let={
        "above": "log_loss_from_logits(z + h, y)",
        "below": "log_loss_from_logits(z - h, y)",
        "difference": "above - below",
    },
    front=r"Check a gradient by hand. $L(z)$ is the log loss of $\sigma(z)$ for the label "
    "$y = {{= y }}$. What is the **central** difference quotient of $L$ at $z = {{= z }}$ with "
    "$h = {{= h }}$?",
    parts=(
        NumberPart(
            answer="difference / (2 * h)",
            # So narrow that the exact derivative is another answer.
            tolerance=within(abs="0.0002"),
            digits=5,
            note="natural log",
            slips=(
                slip(
                    "exact_derivative",
                    "sigmoid(z) - y",
                    r"That is the exact derivative $\sigma(z) - y$. A check needs the quotient, "
                    "computed from two losses alone, to set beside it.",
                ),
                slip(
                    "forward",
                    "(above - log_loss_from_logits(z, y)) / h",
                    r"That is the forward difference. The central one takes $L(z + h) - L(z - h)$ "
                    "over $2h$; its error shrinks with $h^2$ instead of $h$.",
                ),
                slip(
                    "backward",
                    "(log_loss_from_logits(z, y) - below) / h",
                    "That is the backward difference. The central one takes "
                    r"$L(z + h) - L(z - h)$ over $2h$; its error shrinks with $h^2$ instead of "
                    "$h$.",
                ),
                slip(
                    "factor_2",
                    "difference / h",
                    "You divided by $h$. From $z - h$ to $z + h$ it is $2h$.",
                ),
                slip(
                    "no_division",
                    "difference",
                    r"That is the difference $L(z + h) - L(z - h)$. Divide it by $2h$ for a slope.",
                ),
                slip(
                    "sign",
                    "-difference / (2 * h)",
                    r"You subtracted the wrong way round. It is $L(z + h) - L(z - h)$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$L(z + h)$", "above", 5),
        step(r"$L(z - h)$", "below", 5),
        step("The difference", "difference", 5),
        step("Divided by $2h$", "difference / (2 * h)", 5),
    ),
    back=r"The exact derivative is $\sigma(z) - y$ = {{= sigmoid(z) - y | .5f }}, and the quotient "
    "misses it by {{= difference / (2 * h) - sigmoid(z) + y | .5f }}. The miss shrinks "
    "with $h^2$; in code $h$ is about $10^{-5}$.",
)

TEMPLATES = (GRAD_Z, GRAD_YHAT, GRADIENT_CHECK, *COSTS)
