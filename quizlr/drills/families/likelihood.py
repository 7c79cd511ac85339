"""Likelihood of labels, and the way from it to log loss."""

from __future__ import annotations

from quizlr.drills.template import NumberPart, OrderPart, OrderSlip, Template
from quizlr.drills.writing import LOGIT, LOSS, grid, pick, slip, step, vector, within
from quizlr.model import Form, Tier

TOPIC = "likelihood"

_LIKELIHOOD = Template(
    id="likelihood",
    title="Likelihood of a few labels",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"p": vector(3, grid("0.1", "0.9", "0.1")), "y": vector(3, pick(0, 1))},
    let={"q": "y * p + (1 - y) * (1 - p)"},
    require=("sum(y) > 0", "sum(y) < 3", "prod(q) >= 0.01"),
    front=r"""A model predicts $P(y = 1)$ for three independent rows.

| row | $\hat{y}$ | $y$ |
|---|---|---|
| 1 | {{= p[0] }} | {{= y[0] }} |
| 2 | {{= p[1] }} | {{= y[1] }} |
| 3 | {{= p[2] }} | {{= y[2] }} |

What is the likelihood of these labels?""",
    parts=(
        NumberPart(
            answer="prod(q)",
            tolerance=within(rel="0.01"),
            note="not its logarithm",
            slips=(
                slip(
                    "only_pos",
                    "prod(y * p + (1 - y))",
                    r"That multiplies only the rows with label 1. A row with label 0 gives the "
                    r"factor $1 - \hat{y}$.",
                ),
                slip(
                    "all_p",
                    "prod(p)",
                    r"That multiplies $\hat{y}$ in every row. Where the label is 0 the "
                    r"probability of what happened is $1 - \hat{y}$.",
                ),
                slip(
                    "swapped_label",
                    "prod(1 - q)",
                    r"That is the likelihood of the opposite labels. Use $\hat{y}$ where "
                    r"$y = 1$ and $1 - \hat{y}$ where $y = 0$.",
                ),
                slip(
                    "sum",
                    "sum(q)",
                    "That adds the probabilities. Independent rows multiply.",
                ),
                slip(
                    "log",
                    "ln(prod(q))",
                    "That is the log-likelihood. The likelihood is the product itself, between "
                    "0 and 1.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"Probability of each row's own label: $\hat{y}$ or $1 - \hat{y}$", "q"),
        step("The first two multiplied", "q[0] * q[1]"),
        step("All three multiplied", "prod(q)"),
    ),
)

_LOGLIK_TO_J = Template(
    id="loglik-to-J",
    title="From the log-likelihood to the cost",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"ll": grid("-60", "-2", "0.5"), "m": pick(8, 10, 12, 20, 25, 40, 50, 80)},
    let={"J": "-ll / m"},
    require=("J >= 0.15", "J <= 2"),
    front=r"""A logistic regression has the log-likelihood $\ell = {{= ll }}$ (natural logarithm) on
$m = {{= m }}$ rows. What is its cost $J$, the mean log loss?""",
    parts=(
        NumberPart(
            answer="J",
            tolerance=LOSS,
            unit="nats",
            note="mean over the rows",
            slips=(
                slip(
                    "sign",
                    "-J",
                    r"A mean log loss is never negative. The log-likelihood is at most 0, and "
                    r"$J = -\ell / m$.",
                ),
                slip(
                    "forgot_1_over_m",
                    "-ll",
                    r"That is $-\ell$, the sum over the rows. The cost is the mean: divide by $m$.",
                ),
                slip(
                    "exp",
                    "exp(-J)",
                    r"That is $e^{-J}$, the geometric mean of the probabilities given to the "
                    "labels. The cost is its negative logarithm.",
                ),
                slip(
                    "factor_2",
                    "2 * J",
                    r"That is the deviance per row, $-2\ell / m$. The cost has no 2.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"Change the sign: $-\ell$", "-ll"),
        step(r"Divide by $m$", "J"),
    ),
)

_BERNOULLI_MLE = Template(
    id="bernoulli-mle",
    title="Maximum likelihood for one probability",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"k": grid("1", "24", "1"), "n": pick(8, 10, 12, 15, 16, 18, 20, 24, 25)},
    require=("k < n",),
    front=r"""{{= n }} independent rows have the same unknown probability $p$ of label 1, and {{= k
}} of them have label 1. Which $p$ maximises the likelihood?""",
    parts=(
        NumberPart(
            answer="k / n",
            tolerance=within(abs="0.001"),
            form=Form.FRACTION,
            unit="probability",
            slips=(
                slip(
                    "laplace",
                    "(k + 1) / (n + 2)",
                    "That is Laplace's estimate, which adds one row of each label. Maximum "
                    "likelihood adds nothing.",
                ),
                slip(
                    "half",
                    "0.5",
                    "One half is a guess made before looking at the labels. The maximum lies at "
                    "the share of label 1.",
                ),
                slip(
                    "odds_for_prob",
                    "k / (n - k)",
                    "Those are the odds, ones over zeros. The probability divides by all rows.",
                ),
                slip(
                    "one_minus",
                    "1 - k / n",
                    "That is the share of label 0. The likelihood of $p$ is largest at the share "
                    "of label 1.",
                ),
            ),
        ),
    ),
    steps=(
        step(
            r"The derivative of $k \ln p + (n - k) \ln(1 - p)$ is 0 where "
            r"$k / p = (n - k) / (1 - p)$, that is, where $np$ is",
            "k",
        ),
        step("Divide by $n$", "k / n"),
    ),
)

_INTERCEPT_ONLY = Template(
    id="intercept-only",
    title="A model with nothing but a bias",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={"rate": grid("0.02", "0.98", "0.01")},
    let={"ratio": "rate / (1 - rate)"},
    front=r"""A logistic regression without features, $\hat{y} = \sigma(b)$, is fitted by maximum
likelihood. A share of {{= rate }} of the labels is 1. What is the fitted $b$?""",
    parts=(
        NumberPart(
            answer="logit(rate)",
            tolerance=LOGIT,
            note="natural logarithm",
            slips=(
                slip(
                    "rate",
                    "rate",
                    r"That is the fitted probability. The bias is its log-odds: "
                    r"$\sigma(b) = \pi$, so $b = \ln(\pi / (1 - \pi))$.",
                ),
                slip(
                    "log_rate",
                    "ln(rate)",
                    r"That is $\ln \pi$. The inverse of the sigmoid takes the logarithm of the "
                    r"odds, $\pi / (1 - \pi)$.",
                ),
                slip(
                    "sign",
                    "-logit(rate)",
                    "The sign is flipped. A rate below one half needs a negative bias, one above "
                    "it a positive one.",
                ),
                slip(
                    "log10",
                    "log10(ratio)",
                    "That is the logarithm to base 10. The sigmoid is built on $e$: take the "
                    "natural logarithm of the odds.",
                ),
                slip(
                    "forgot_log",
                    "ratio",
                    "Those are the odds. The bias is their natural logarithm.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The gradient is 0 where $\sigma(b)$ is the base rate $\pi$", "rate"),
        step(r"Odds $\pi / (1 - \pi)$", "ratio"),
        step("Their natural logarithm", "logit(rate)"),
    ),
)

_MLE_DERIVATION_ORDER = Template(
    id="mle-derivation-order",
    title="From the likelihood to log loss, in order",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"p": vector(3, grid("0.1", "0.9", "0.1")), "y": vector(3, pick(0, 1))},
    let={"q": "y * p + (1 - y) * (1 - p)", "ll": "sum(ln(q))"},
    require=("sum(y) > 0", "sum(y) < 3", "prod(q) >= 0.01"),
    front=r"""Three independent rows: predictions $\hat{y} = {{= p }}$, labels $y = {{= y }}$.
Derive the cost that logistic regression minimises. Put the steps in order.""",
    parts=(
        OrderPart(
            items=(
                "Take the probability that each prediction gives to its own label: "
                "{{= q[0] }}, {{= q[1] }}, {{= q[2] }}",
                "Multiply them, because the rows are independent: {{= prod(q) | .4f }}",
                r"Take the natural logarithm, which makes a sum of the product: {{= ll | .3f }}",
                "Change the sign, so that less is better: {{= -ll | .3f }}",
                "Divide by the number of rows, so that data sets compare: {{= -ll / 3 | .3f }}",
            ),
            by="[0, 1, 2, 3, 4]",
            slips=(
                OrderSlip(
                    id="rev",
                    by="[4, 3, 2, 1, 0]",
                    say="That is the whole derivation backwards. It begins with the rows and ends "
                    "with the cost.",
                ),
                OrderSlip(
                    id="mean_before_sign",
                    by="[0, 1, 2, 4, 3]",
                    say="The number after the division is already positive, so the sign was "
                    "changed before.",
                ),
                OrderSlip(
                    id="log_before_product",
                    by="[0, 2, 1, 3, 4]",
                    say="The logarithm is of the product. Take it after multiplying; it then "
                    "falls apart into a sum.",
                ),
            ),
        ),
    ),
    back=r"""$$J = -\frac{1}{m} \sum_i \left( y_i \ln \hat{y}_i + (1 - y_i) \ln(1 - \hat{y}_i)
\right)$$

Each row's probability is $\hat{y}^{y} (1 - \hat{y})^{1 - y}$, and logarithm, sign and division do
not move the optimum.""",
)

TEMPLATES: tuple[Template, ...] = (
    _LIKELIHOOD,
    _LOGLIK_TO_J,
    _BERNOULLI_MLE,
    _INTERCEPT_ONLY,
    _MLE_DERIVATION_ORDER,
)
