"""What changes a softmax and what does not, and log-sum-exp. Templates of the topic `softmax`."""

from __future__ import annotations

from quizlr.drills.template import ChoicePart, NumberPart, Template
from quizlr.drills.writing import LOGIT, PROBABILITY, grid, option, pick, slip, step, vector
from quizlr.model import Tier

_TOPIC = "softmax"

SOFTMAX_SHIFT = Template(
    id="softmax-shift",
    title="What changes a softmax, and what does not",
    topic=_TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "v": vector(3, grid("-2", "3", "0.5"), distinct=True),
        "change": pick("raised", "raised", "multiplied", "divided"),
        "c": pick(2, 3, 5),
    },
    let={
        "p": "softmax(v)",
        "sharp": "softmax(v * c)",
        "flat": "softmax(v / c)",
        "u": "v + c if change == 'raised' else v * c if change == 'multiplied' else v / c",
    },
    require=("max(abs(sharp - p)) >= 0.05", "max(abs(flat - p)) >= 0.05"),
    front="The logits are $v = {{= v }}$, and softmax gives {{= p | .3f }}. Now every logit is "
    "**{{= change }} by {{= c }}**. What does softmax give?",
    parts=(
        ChoicePart(
            options=(
                option(
                    "{{= p | .3f }}",
                    "change == 'raised'",
                    "This is softmax of the old logits. A number added to all of them keeps it: "
                    "every exponential gets the same factor, which cancels.",
                    "unchanged",
                ),
                option(
                    "{{= sharp | .3f }}",
                    "change == 'multiplied'",
                    "This is softmax of {{= c }} times the logits: that widens their differences, "
                    "so the largest probability grows.",
                    "scaled",
                ),
                option(
                    "{{= flat | .3f }}",
                    "change == 'divided'",
                    "This is softmax of the logits divided by {{= c }}: that narrows their "
                    "differences, so the probabilities move towards each other.",
                    "flattened",
                ),
            ),
        ),
    ),
    steps=(
        step("The new logits", "u"),
        step("How far each is below the largest, all that softmax sees", "max(u) - u"),
        step("Before the change that was", "max(v) - v"),
        step("Softmax of the new logits", "softmax(u)", 3),
    ),
    back="Adding changes no difference. That is why code may subtract the largest logit first: "
    "the result stays, and no exponential overflows.",
)

SOFTMAX_2_SIGMOID = Template(
    id="softmax-2-sigmoid",
    title="Softmax of two classes is a sigmoid",
    topic=_TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"v": vector(2, grid("-3", "3", "0.25"), distinct=True)},
    let={"z": "v[1] - v[0]"},
    require=("v[0] != 0", "v[1] != 0"),
    front="Softmax over two classes has the logits $v_0 = {{= v[0] }}$ and $v_1 = {{= v[1] }}$. "
    "What is the probability of class 1?",
    parts=(
        NumberPart(
            answer="sigmoid(z)",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "sg_b",
                    "sigmoid(v[1])",
                    r"You took $\sigma(v_1)$, as if $v_0$ were 0. What counts is the difference "
                    "$v_1 - v_0$.",
                ),
                slip(
                    "sign",
                    "sigmoid(-z)",
                    "That is the probability of class 0. For class 1 take the logit of class 1 "
                    "minus that of class 0.",
                ),
                slip(
                    "sum",
                    "sigmoid(v[0] + v[1])",
                    "You added the logits. Divide the softmax through by $e^{v_1}$: the "
                    "*difference* is left.",
                ),
                slip(
                    "linear",
                    "v[1] / (v[0] + v[1]) if v[0] + v[1] != 0 else nan",
                    "You divided the logits themselves. Softmax divides their exponentials.",
                ),
                slip(
                    "odds_for_prob",
                    "exp(z)",
                    "Those are the odds of class 1. The probability is odds divided by 1 + odds.",
                ),
                slip(
                    "forgot_sigmoid",
                    "z",
                    "That is the difference of the logits, a score. Put it through the sigmoid.",
                ),
            ),
        ),
    ),
    steps=(
        step("The difference $v_1 - v_0$", "z"),
        step("Its sigmoid", "sigmoid(z)"),
    ),
    back="So a binary classifier with two outputs has one degree of freedom too many.",
)

LOGSUMEXP = Template(
    id="logsumexp",
    title="Log-sum-exp of huge numbers",
    topic=_TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "base": pick(-2000, -1000, 800, 1000, 1500),
        "d": vector(3, grid("0", "3", "0.25")),
    },
    let={
        "v": "base + d",
        "top": "max(v)",
        "below": "v - top",
        "total": "sum(exp(below))",
    },
    front=r"$v = {{= v }}$. What is $\ln \sum_j e^{v_j}$?",
    parts=(
        NumberPart(
            answer="top + ln(total)",
            tolerance=LOGIT,
            note="natural log, exact arithmetic",
            slips=(
                slip(
                    "naive",
                    "inf if base > 0 else -inf",
                    "In float64 these exponentials become inf or 0. Pull out the largest number "
                    r"first: $m + \ln \sum_j e^{v_j - m}$.",
                ),
                slip(
                    "max",
                    "top",
                    "That is the largest number alone, which is a lower bound. The others add "
                    r"$\ln \sum_j e^{v_j - m}$.",
                ),
                slip(
                    "sum",
                    "sum(v)",
                    "You added the numbers. That is the log of the *product* of the exponentials; "
                    "the log of their sum is not the sum of their logs.",
                ),
                slip(
                    "shift_lost",
                    "ln(total)",
                    "You subtracted the largest number and did not add it back. It stands outside "
                    "the log.",
                ),
                slip(
                    "forgot_log",
                    "top + total",
                    "The log is missing: the largest number plus the *log* of the sum.",
                ),
                slip(
                    "log10",
                    "top + log10(total)",
                    "You took the log to base 10. Here it is natural.",
                ),
                slip(
                    "log_of_mean",
                    "top + ln(total / 3)",
                    "You took the mean of the exponentials. Log-sum-exp takes their sum.",
                ),
            ),
        ),
    ),
    steps=(
        step("The largest number $m$", "top"),
        step("Each number less $m$", "below"),
        step(r"$\sum_j e^{v_j - m}$", "total"),
        step(r"$m$ plus its natural log", "top + ln(total)"),
    ),
)

LAWS = (SOFTMAX_SHIFT, SOFTMAX_2_SIGMOID, LOGSUMEXP)
