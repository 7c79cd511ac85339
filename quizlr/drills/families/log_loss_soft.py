"""Log loss of soft labels and of base rates: where entropy comes in."""

from __future__ import annotations

from quizlr.drills.families.shared import LABEL
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import LOSS, grid, pick, slip, step, within
from quizlr.model import Tier

TOPIC = "log_loss"

LABEL_SMOOTHING = Template(
    id="label-smoothing-binary",
    title="Log loss with label smoothing",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "p": grid("0.05", "0.95", "0.01"),
        "y": LABEL,
        "eps": pick("0.1", "0.2", "0.3"),
    },
    let={
        "t": "y * (1 - eps) + eps / 2",
        "on_one": "-ln(p)",
        "on_zero": "-ln(1 - p)",
    },
    front=r"A model predicts $\hat{y} = {{= p }}$ for a row with label $y = {{= y }}$. "
    r"The label is smoothed with $\epsilon = {{= eps }}$: a share $\epsilon$ of it is spread "
    "evenly over the two classes. What is the log loss?",
    parts=(
        NumberPart(
            answer="t * on_one + (1 - t) * on_zero",
            tolerance=LOSS,
            unit="nats",
            note="natural log",
            slips=(
                slip(
                    "hard",
                    "on_one if y == 1 else on_zero",
                    "That is the loss of the hard label. Smooth it first: "
                    r"$t = y(1 - \epsilon) + \epsilon / 2$.",
                ),
                slip(
                    "no_half",
                    "abs(y - eps) * on_one + (1 - abs(y - eps)) * on_zero",
                    r"You moved all of $\epsilon$ to the other class. It is spread over both, so "
                    r"only $\epsilon / 2$ goes across.",
                ),
                slip(
                    "smooth_p",
                    "log_loss(p * (1 - eps) + eps / 2, y)",
                    "You smoothed the prediction. The label is what is smoothed.",
                ),
                slip(
                    "swapped_label",
                    "(1 - t) * on_one + t * on_zero",
                    r"You gave the two logs each other's weight. $-\ln \hat{y}$ is weighted with "
                    r"$t$, $-\ln(1 - \hat{y})$ with $1 - t$.",
                ),
                slip("log10", "(t * on_one + (1 - t) * on_zero) / ln(10)"),
            ),
        ),
    ),
    steps=(
        step(r"The smoothed label $t = y(1 - \epsilon) + \epsilon / 2$", "t"),
        step(r"$-\ln \hat{y}$", "on_one"),
        step(r"$-\ln(1 - \hat{y})$", "on_zero"),
        step("Their mean, weighted with $t$ and $1 - t$", "t * on_one + (1 - t) * on_zero"),
    ),
)

BCE_SOFT_MIN = Template(
    id="bce-soft-min",
    title="Smallest log loss of a soft label",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={"t": grid("0.03", "0.97", "0.005")},
    let={"of_one": "-t * ln(t)", "of_zero": "-(1 - t) * ln(1 - t)"},
    front="A row has the soft label $t = {{= t }}$, a probability for class 1. What is the "
    r"smallest log loss that any prediction $\hat{y}$ can reach on it?",
    parts=(
        NumberPart(
            answer="of_one + of_zero",
            tolerance=within(abs="0.005"),
            unit="nats",
            note="natural log",
            slips=(
                slip(
                    "zero",
                    "0",
                    "0 is reached only for the labels 0 and 1. With a soft label each "
                    r"prediction pays something; $\hat{y} = t$ pays least.",
                ),
                slip(
                    "minus_ln_t",
                    "-ln(t)",
                    r"That is the loss of the label 1 at $\hat{y} = t$. The soft label also has a "
                    r"share $1 - t$ of class 0.",
                ),
                slip(
                    "one_minus",
                    "-ln(1 - t)",
                    r"That is the loss of the label 0 at $\hat{y} = t$. The soft label also has a "
                    "share $t$ of class 1.",
                ),
                slip(
                    "ln2",
                    "ln(2)",
                    r"That is the loss at $\hat{y} = 0.5$, or the entropy of $t = 0.5$, the "
                    "largest there is. This label is surer than a coin, and so can its prediction "
                    "be.",
                ),
                slip("log2_bits", "(of_one + of_zero) / ln(2)"),
                slip("log10", "(of_one + of_zero) / ln(10)"),
                slip(
                    "mse_for_ce",
                    "t * (1 - t)",
                    "That is the smallest expected squared error. The smallest log loss is the "
                    "entropy of $t$.",
                ),
                slip(
                    "one_term",
                    "of_one",
                    r"That is $-t \ln t$, the part of class 1. Add $-(1 - t) \ln(1 - t)$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The best prediction is $\hat{y} = t$", "t"),
        step(r"Class 1 adds $-t \ln t$", "of_one"),
        step(r"Class 0 adds $-(1 - t) \ln(1 - t)$", "of_zero"),
        step("Together, the entropy of $t$", "of_one + of_zero"),
    ),
)

BASELINE_LOGLOSS = Template(
    id="baseline-logloss",
    title="Log loss without any feature",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"n": pick(100, 200, 500, 1000), "percent": grid("3", "38", "1")},
    let={
        "positives": "n * percent / 100",
        "rate": "positives / n",
        "of_one": "-rate * ln(rate)",
        "of_zero": "-(1 - rate) * ln(1 - rate)",
    },
    front="Of {{= n }} rows, {{= positives }} have the label 1. A model without features predicts "
    "one probability for all of them, the one with the smallest mean log loss. How large is that "
    "loss?",
    parts=(
        NumberPart(
            answer="of_one + of_zero",
            tolerance=LOSS,
            unit="nats",
            note="natural log, mean over the rows",
            slips=(
                slip(
                    "ln2",
                    "ln(2)",
                    "That is the loss of saying 1/2 every time. Saying the base rate is better "
                    "unless the classes are balanced.",
                ),
                slip(
                    "rate",
                    "rate",
                    "That is the base rate, the probability that this model predicts. Its loss is "
                    "the entropy of that rate.",
                ),
                slip(
                    "minus_ln_rate",
                    "-ln(rate)",
                    "That is the loss of a positive row. The mean takes the negative rows in too, "
                    "each kind with its share.",
                ),
                slip("log2_bits", "(of_one + of_zero) / ln(2)"),
                slip("log10", "(of_one + of_zero) / ln(10)"),
                slip(
                    "mse_for_ce",
                    "rate * (1 - rate)",
                    "That is the Brier score of the baseline. Its log loss is the entropy of the "
                    "base rate.",
                ),
            ),
        ),
    ),
    steps=(
        step("The base rate, which is what it predicts", "rate"),
        step(r"Positive rows add $-\pi \ln \pi$", "of_one"),
        step(r"Negative rows add $-(1 - \pi) \ln(1 - \pi)$", "of_zero"),
        step("Together, the entropy of the base rate", "of_one + of_zero"),
    ),
    back="A model must beat this number before it has learned anything from its features.",
)

SOFT = (LABEL_SMOOTHING, BCE_SOFT_MIN, BASELINE_LOGLOSS)
