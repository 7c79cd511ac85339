"""One line of a program is wrong: which one, and what does the mended program return?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizlr.drills.template import ChoicePart, NumberPart, Template
from quizlr.drills.writing import GRADIENT, LOSS, grid, matrix, option, pick, slip, step, vector
from quizlr.model import Form, Tier, Value

TOPIC = "bugs"

_COST = (
    "def cost_function(features, labels, weights):",
    "    predictions = predict(features, weights)",
    "    class1_cost = -labels * np.log(predictions)",
    "    class2_cost = (1 - labels) * np.log(1 - predictions)",
    "    cost = class1_cost - class2_cost",
    "    return cost.sum() / len(labels)",
)
_COST_BROKEN = {
    3: "    class1_cost = labels * np.log(predictions)",
    4: "    class2_cost = -(1 - labels) * np.log(1 - predictions)",
    5: "    cost = class1_cost + class2_cost",
    6: "    return -cost.sum() / len(labels)",
}
_COST_WHY = {
    3: "A logarithm of a probability is at most 0. The loss of label 1 needs the minus.",
    4: "With the minus this is a loss of 0 or more, and subtracting it rewards wrong predictions.",
    5: "`class2_cost` is at most 0. Adding it rewards confident wrong predictions on label 0, and "
    "the cost can fall below 0, which no log loss can.",
    6: "The cost is already positive. Its negative has its best value at the worst model.",
}

_UPDATE = (
    "def update_weights(features, labels, weights, lr):",
    "    predictions = predict(features, weights)",
    "    error = predictions - labels",
    "    gradient = np.dot(features.T, error)",
    "    gradient = gradient / len(labels)",
    "    return weights - lr * gradient",
)
_UPDATE_BROKEN = {
    3: "    error = labels - predictions",
    4: "    gradient = error.sum()",
    5: "    gradient = gradient / len(weights)",
    6: "    return weights + lr * gradient",
}
_UPDATE_WHY = {
    3: r"The derivative of log loss in the score is $\hat{y} - y$, prediction minus label.",
    4: r"That is one number for all weights. Each weight's gradient multiplies the errors by its "
    r"own feature: $X^\top (\hat{y} - y)$ is as long as $w$.",
    5: "The mean is over the rows. `len(weights)` counts the features.",
    6: "That walks uphill. Descent subtracts the gradient.",
}


def _program(
    right: tuple[str, ...], broken: Mapping[int, str], why: Mapping[int, str]
) -> Callable[[Mapping[str, Value | str]], Mapping[str, Value | str]]:
    """Names line1, line2, … for the program with the line `bug` broken; why1, … say what is wrong.

    Why is empty for the lines that are right this time.
    """

    def lines(names: Mapping[str, Value | str]) -> Mapping[str, Value | str]:
        found: dict[str, Value | str] = {}
        for k, text in enumerate(right, start=1):
            is_wrong = k == names["bug"]
            found[f"line{k}"] = broken[k] if is_wrong else text
            found[f"why{k}"] = f"Right is `{text.strip()}`. {why[k]}" if is_wrong else ""
        return found

    return lines


def _which_line(lines: int) -> ChoicePart:
    """Each line as it is this time."""
    options = (
        option(f"{{{{= line{k} }}}}", f"bug == {k}", f"{{{{= why{k} }}}}")
        for k in range(1, lines + 1)
    )
    return ChoicePart(options=tuple(options), name="line", ask="Which line is wrong?", is_code=True)


_BUG_SIGN = Template(
    id="bug-sign",
    title="A wrong sign in the cost",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={
        "bug": pick(*_COST_BROKEN),
        "p": vector(3, grid("0.1", "0.9", "0.1")),
        "y": vector(3, pick(0, 1)),
    },
    let={
        "own": "y * p + (1 - y) * (1 - p)",
        "first": "-sum(y * ln(p))",
        "second": "sum((1 - y) * ln(1 - p))",
        "J": "(first - second) / 3",
        "broken": "(-first - second) / 3 if bug == 3 else ((first + second) / 3 if bug < 6 else "
        "-J)",
    },
    derive=_program(_COST, _COST_BROKEN, _COST_WHY),
    require=("sum(y) > 0", "sum(y) < 3"),
    front=r"""A function is to return the mean log loss. `class1_cost` is to hold the loss of the
rows with label 1 (0 or more in each row), `class2_cost` the log-likelihood of the rows with label 0
(0 or less), and `cost` the loss of each row (0 or more). One line is wrong.

It is called with labels $y = {{= y }}$, and `predict` returns $\hat{y} = {{= p }}$.""",
    parts=(
        _which_line(len(_COST)),
        NumberPart(
            ask="What does the function return once it is mended?",
            answer="J",
            tolerance=LOSS,
            unit="nats",
            note="natural log, mean over the rows",
            slips=(
                slip(
                    "buggy",
                    "broken",
                    "That is what the broken program returns. A mean log loss is never negative "
                    "and adds the losses of both classes.",
                ),
                slip(
                    "only_pos",
                    "first / 3",
                    r"That counts only the rows with label 1. Rows with label 0 cost "
                    r"$-\ln(1 - \hat{y})$.",
                ),
                slip(
                    "forgot_1_over_m",
                    "3 * J",
                    "That is the sum. The function divides by the number of rows.",
                ),
                slip(
                    "log10",
                    "J / ln(10)",
                    "That is with the logarithm to base 10. `np.log` is the natural one.",
                ),
                slip(
                    "swapped_label",
                    "-sum(ln(1 - own)) / 3",
                    r"That is the loss of the opposite labels. Label 1 costs $-\ln \hat{y}$, label "
                    r"0 costs $-\ln(1 - \hat{y})$.",
                ),
            ),
        ),
    ),
    steps=(
        step("Probability that each row gave to its own label", "own"),
        step("Losses of the rows with label 1, added", "first"),
        step("Log-likelihoods of the rows with label 0, added", "second"),
        step("The first minus the second, over 3 rows", "J"),
    ),
)

_BUG_GRADIENT = Template(
    id="bug-gradient",
    title="A wrong line in the update",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "bug": pick(*_UPDATE_BROKEN),
        "X": matrix(3, 2, grid("-2", "2", "1")),
        "p": vector(3, grid("0.1", "0.9", "0.1")),
        "y": vector(3, pick(0, 1)),
    },
    let={"error": "p - y", "total": "transpose(X) @ error", "g": "total / 3"},
    derive=_program(_UPDATE, _UPDATE_BROKEN, _UPDATE_WHY),
    require=("sum(y) > 0", "sum(y) < 3", "abs(g[0]) >= 0.05", "abs(g[1]) >= 0.05"),
    front=r"""A function is to do one step of gradient descent on the mean log loss $J$. `error` is
to hold the derivative of each row's loss in its score. One line is wrong.

| $x_1$ | $x_2$ | $y$ | `predict` |
|---|---|---|---|
| {{= X[0][0] }} | {{= X[0][1] }} | {{= y[0] }} | {{= p[0] }} |
| {{= X[1][0] }} | {{= X[1][1] }} | {{= y[1] }} | {{= p[1] }} |
| {{= X[2][0] }} | {{= X[2][1] }} | {{= y[2] }} | {{= p[2] }} |""",
    parts=(
        _which_line(len(_UPDATE)),
        NumberPart(
            ask=r"What is the right gradient $\nabla J$ on these rows?",
            answer="g",
            tolerance=GRADIENT,
            form=Form.VECTOR,
            note="mean over the rows",
            slips=(
                slip(
                    "sign",
                    "-g",
                    r"The sign is flipped: the residual is $\hat{y} - y$, prediction minus label.",
                ),
                slip(
                    "forgot_1_over_m",
                    "total",
                    "That is the gradient of the sum. The mean divides by the 3 rows.",
                ),
                slip(
                    "forgot_x",
                    "[sum(error) / 3, sum(error) / 3]",
                    "That is the mean residual twice, the gradient of a bias. Multiply each "
                    "residual by its feature.",
                ),
                slip(
                    "over_d",
                    "total / 2",
                    "That divides by the number of features. The mean is over the 3 rows.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"Errors $\hat{y} - y$", "error"),
        step(r"$X^\top$ times the errors", "total"),
        step("Divided by 3 rows", "g"),
    ),
)

TEMPLATES: tuple[Template, ...] = (_BUG_SIGN, _BUG_GRADIENT)
