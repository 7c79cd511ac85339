"""Second order: Newton steps, Hessians, working responses; what Hessians say: see `curvature`."""

from __future__ import annotations

from quizlr.drills.families.curvature import CONVEX_EIGEN, SEPARABLE, WALD_SE
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import GRADIENT, grid, matrix, pick, slip, step, vector, within
from quizlr.model import Form, Tier

TOPIC = "newton"

_NEWTON_1D = Template(
    id="newton-1d",
    title="One Newton step in one dimension",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "x": vector(3, pick("-2", "-1.5", "-1", "-0.5", "0.5", "1", "1.5", "2")),
        "y": vector(3, pick(0, 1)),
        "w": pick("-0.6", "-0.4", "-0.2", "0.2", "0.4", "0.6"),
    },
    let={
        "p": "sigmoid(w * x)",
        "r": "p * (1 - p)",
        "g": "sum((p - y) * x)",
        "h": "sum(r * x * x)",
    },
    require=("sum(y) > 0", "sum(y) < 3", "h >= 0.2", "abs(g / h) >= 0.1", "abs(g / h) <= 3"),
    front=r"""Logistic regression with one weight and no bias, $\hat{y} = \sigma(wx)$, and the *sum*
of the log losses of three rows.

| $x$ | $y$ |
|---|---|
| {{= x[0] }} | {{= y[0] }} |
| {{= x[1] }} | {{= y[1] }} |
| {{= x[2] }} | {{= y[2] }} |

From $w = {{= w }}$, what is $w$ after one Newton step?""",
    parts=(
        NumberPart(
            answer="w - g / h",
            tolerance=within(rel="0.02", abs="0.01"),
            slips=(
                slip(
                    "gd",
                    "w - g",
                    r"That is a gradient step with learning rate 1. Newton divides the gradient "
                    r"by the curvature $h = \sum \hat{y}(1 - \hat{y})x^2$.",
                ),
                slip(
                    "sign",
                    "w + g / h",
                    r"That goes uphill. The step is $-g/h$.",
                ),
                slip(
                    "no_x2",
                    "w - g / sum(r)",
                    r"The curvature lacks the features: each $\hat{y}(1 - \hat{y})$ is multiplied "
                    "by $x^2$.",
                ),
                slip(
                    "unweighted",
                    "w - g / sum(x * x)",
                    r"That divides by $\sum x^2$, as for squared error. Log loss weights each "
                    r"row by $\hat{y}(1 - \hat{y})$.",
                ),
                slip(
                    "step_only",
                    "-g / h",
                    "That is the step. Add it to the old weight.",
                ),
                slip(
                    "forgot_x",
                    "w - sum(p - y) / h",
                    r"The gradient lacks the features: each residual $\hat{y} - y$ is multiplied "
                    "by its $x$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"Predictions $\hat{y} = \sigma(wx)$", "p"),
        step(r"Gradient $g = \sum (\hat{y} - y)x$", "g"),
        step(r"Curvature $h = \sum \hat{y}(1 - \hat{y})x^2$", "h"),
        step("$g / h$", "g / h"),
        step("$w - g / h$", "w - g / h"),
    ),
)

_HESSIAN_2X2 = Template(
    id="hessian-2x2",
    title="The Hessian of the mean log loss",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "X": matrix(3, 2, grid("-2", "2", "1")),
        "w": vector(2, pick("-0.5", "-0.25", "0.25", "0.5")),
    },
    let={
        "z": "X @ w",
        "p": "sigmoid(z)",
        "r": "p * (1 - p)",
        "H": "transpose(X) @ diag(r) @ X / 3",
    },
    require=(
        "abs(H[0][1]) >= 0.05",
        "H[0][0] >= 0.1",
        "H[1][1] >= 0.1",
        "abs(z[0]) + abs(z[1]) + abs(z[2]) > 0",
    ),
    front=r"""Logistic regression with two weights and no bias, $\hat{y} = \sigma(w \cdot x)$. Three
rows:

| $x_1$ | $x_2$ |
|---|---|
| {{= X[0][0] }} | {{= X[0][1] }} |
| {{= X[1][0] }} | {{= X[1][1] }} |
| {{= X[2][0] }} | {{= X[2][1] }} |

What is the Hessian of the *mean* log loss at $w = {{= w }}$? (The labels do not matter.)""",
    parts=(
        NumberPart(
            answer="H",
            tolerance=GRADIENT,
            form=Form.MATRIX,
            note="mean over the rows",
            slips=(
                slip(
                    "forgot_1_over_m",
                    "3 * H",
                    "That is the Hessian of the sum. The mean divides by the 3 rows.",
                ),
                slip(
                    "unweighted",
                    "transpose(X) @ X / 3",
                    r"That is $X^\top X / m$. Each row also has the weight "
                    r"$\hat{y}(1 - \hat{y})$, the derivative of its prediction.",
                ),
                slip(
                    "prediction_weights",
                    "transpose(X) @ diag(p) @ X / 3",
                    r"That weights the rows by $\hat{y}$. The weight is the derivative of the "
                    r"sigmoid, $\hat{y}(1 - \hat{y})$.",
                ),
                slip(
                    "only_diagonal",
                    "[[H[0][0], 0], [0, H[1][1]]]",
                    r"The entries off the diagonal are $\sum \hat{y}(1 - \hat{y}) x_1 x_2 / m$, "
                    "in general not 0.",
                ),
            ),
        ),
    ),
    steps=(
        step("Scores $z = Xw$", "z"),
        step(r"Predictions $\hat{y} = \sigma(z)$", "p"),
        step(r"Weights $r = \hat{y}(1 - \hat{y})$", "r"),
        step(r"$\sum r x_1^2 / 3$", "H[0][0]"),
        step(r"$\sum r x_1 x_2 / 3$", "H[0][1]"),
        step(r"$\sum r x_2^2 / 3$", "H[1][1]"),
        step(r"$H = X^\top \text{diag}(r) X / 3$", "H"),
    ),
)

_IRLS_WEIGHTS = Template(
    id="irls-weights",
    title="Weight and working response of IRLS",
    topic=TOPIC,
    tier=Tier.EXPERT,
    vars={"eta": grid("-2", "2", "0.1"), "y": pick(0, 1)},
    let={"p": "sigmoid(eta)", "r": "p * (1 - p)"},
    require=("abs(eta) >= 0.2",),
    front=r"""Logistic regression is fitted by iteratively reweighted least squares. One row has the
score $\eta = {{= eta }}$ and the label $y = {{= y }}$. What are its weight $W$ and its working
response $\zeta$ in the next least-squares fit? Answer $(W, \zeta)$.""",
    parts=(
        NumberPart(
            answer="[r, eta + (y - p) / r]",
            tolerance=GRADIENT,
            form=Form.VECTOR,
            slips=(
                slip(
                    "no_eta",
                    "[r, (y - p) / r]",
                    r"The working response starts from the present score: "
                    r"$\zeta = \eta + (y - \hat{y}) / W$.",
                ),
                slip(
                    "mult",
                    "[r, eta + (y - p) * r]",
                    r"The residual is divided by $W$, not multiplied: "
                    r"$d\eta/d\hat{y} = 1 / W$ takes it to the scale of the score.",
                ),
                slip(
                    "sign",
                    "[r, eta + (p - y) / r]",
                    r"The sign is flipped. The response lies on the side of the label: "
                    r"$\eta + (y - \hat{y}) / W$.",
                ),
                slip(
                    "forgot_division",
                    "[r, eta + (y - p)]",
                    r"The residual $y - \hat{y}$ is on the scale of probabilities. Divide it by "
                    "$W$ to bring it to the scale of the score.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"Prediction $\hat{y} = \sigma(\eta)$", "p"),
        step(r"Weight $W = \hat{y}(1 - \hat{y})$", "r"),
        step(r"Residual over weight $(y - \hat{y}) / W$", "(y - p) / r"),
        step(r"$(W, \eta + (y - \hat{y}) / W)$", "[r, eta + (y - p) / r]"),
    ),
)

TEMPLATES: tuple[Template, ...] = (
    _NEWTON_1D,
    _HESSIAN_2X2,
    _IRLS_WEIGHTS,
    CONVEX_EIGEN,
    WALD_SE,
    SEPARABLE,
)
