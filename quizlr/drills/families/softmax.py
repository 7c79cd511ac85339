"""Softmax: its values, its loss and gradient, what leaves it alone, and log-sum-exp."""

from __future__ import annotations

from quizlr.drills.template import ChoicePart, NumberPart, Template
from quizlr.drills.writing import LOGIT, LOSS, PROBABILITY, grid, option, pick, slip, step, vector
from quizlr.model import Form, Tier

TOPIC = "softmax"

_LOGITS = vector(3, grid("-2", "3", "0.5"), distinct=True)
_CLASS = pick(1, 2, 3)

SOFTMAX_VECTOR = Template(
    id="softmax-vector",
    title="Softmax of three logits",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"v": _LOGITS},
    let={"grown": "exp(v)", "total": "sum(grown)", "p": "grown / total"},
    front="A classifier gives the logits $v = {{= v }}$. What is softmax of $v$?",
    parts=(
        NumberPart(
            answer="p",
            tolerance=PROBABILITY,
            form=Form.VECTOR,
            unit="probability",
            slips=(
                slip(
                    "sigmoids",
                    "sigmoid(v)",
                    "You took the sigmoid of each logit. Those do not add up to 1: softmax divides "
                    "each exponential by the sum of all.",
                ),
                slip(
                    "linear",
                    "v / sum(v) if sum(v) != 0 else nan",
                    "You divided the logits themselves by their sum. Take exponentials first, so "
                    "that every share is above 0.",
                ),
                slip(
                    "base2",
                    "2 ** v / sum(2 ** v)",
                    "You used powers of 2. Softmax uses powers of $e$.",
                ),
                slip(
                    "not_divided",
                    "grown",
                    "Those are the exponentials. Divide each by their sum, {{= total | .4f }}.",
                ),
                slip(
                    "sign",
                    "softmax(-v)",
                    "You turned the signs of the logits. The largest logit gets the largest "
                    "probability.",
                ),
                slip(
                    "log_softmax",
                    "log_softmax(v)",
                    "Those are the logs of the probabilities. Take exponentials of them.",
                ),
            ),
        ),
    ),
    steps=(
        step("The exponentials", "grown"),
        step("Their sum", "total"),
        step("Each over the sum", "p"),
    ),
    back="Check: they add up to 1.",
)

SOFTMAX_CE = Template(
    id="softmax-ce",
    title="Cross-entropy after softmax",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"v": _LOGITS, "k": _CLASS},
    let={
        "true": "[1, 2, 3] == k",
        "score": "sum(true * v)",
        "total": "logsumexp(v)",
        "loss": "total - score",
        "p": "softmax(v)",
    },
    require=("score != 0",),
    front="Three classes have the logits $v = {{= v }}$. The true class is number {{= k }} (the "
    "first is number 1). What is the cross-entropy loss of softmax?",
    parts=(
        NumberPart(
            answer="loss",
            tolerance=LOSS,
            unit="nats",
            note="natural log",
            slips=(
                slip(
                    "prob_for_log",
                    "sum(true * p)",
                    "That is the probability of the true class. The loss is minus its natural log.",
                ),
                slip(
                    "sigmoid",
                    "-ln(sigmoid(score))",
                    "You used the sigmoid of the true logit alone. Softmax compares it with the "
                    "other logits.",
                ),
                slip(
                    "mean_classes",
                    "loss / 3",
                    "You divided by the number of classes. The loss of a row is that of its true "
                    "class alone, undivided.",
                ),
                slip(
                    "double_softmax",
                    "logsumexp(p) - sum(true * p)",
                    "You took softmax twice. The loss wants logits and applies softmax itself.",
                ),
                slip(
                    "lse_only",
                    "total",
                    "That is the log-sum-exp alone. Subtract the logit of the true class.",
                ),
                slip(
                    "sign",
                    "-loss",
                    "That is the log of the probability, which is negative. The loss is minus it.",
                ),
                slip(
                    "log10",
                    "loss / ln(10)",
                    "That is with the log to base 10. Cross-entropy uses the natural log: multiply "
                    "by 2.3026.",
                ),
                slip(
                    "log2_bits",
                    "loss / ln(2)",
                    "That is in bits. In nats it is 0.6931 times as much.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$\ln \sum_j e^{v_j}$", "total"),
        step("The logit of the true class", "score"),
        step("The first less the second", "loss"),
    ),
    back=r"The same as $-\ln p_k$ with $p_k$ = {{= sum(true * p) | .4f }}.",
)

SOFTMAX_GRAD = Template(
    id="softmax-grad",
    title="Gradient of cross-entropy by the logits",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"v": _LOGITS, "k": _CLASS},
    let={"true": "[1, 2, 3] == k", "p": "softmax(v)", "g": "p - true"},
    front="Three classes have the logits $v = {{= v }}$. The true class is number {{= k }} (the "
    "first is number 1). What is the gradient of the cross-entropy loss with respect to $v$?",
    parts=(
        NumberPart(
            answer="g",
            tolerance=PROBABILITY,
            form=Form.VECTOR,
            slips=(
                slip(
                    "p_only",
                    "p",
                    "Those are the probabilities. Subtract 1 at the true class, so that the "
                    "gradient adds up to 0.",
                ),
                slip(
                    "sign",
                    "-g",
                    "The signs are flipped. The gradient is $p$ minus the one-hot label: negative "
                    "at the true class, whose logit should rise.",
                ),
                slip(
                    "jacobian_diag",
                    "p * (1 - p)",
                    r"That is $p_j (1 - p_j)$, the diagonal of softmax's Jacobian. With the log "
                    "of the loss everything but $p - y$ cancels.",
                ),
                slip(
                    "only_true",
                    "true * g",
                    "You changed only the true class. The other logits raise the loss as well, "
                    "each by its own probability.",
                ),
                slip(
                    "forgot_softmax",
                    "v - true",
                    "You subtracted from the logits. Turn them into probabilities with softmax "
                    "first.",
                ),
                slip(
                    "mean_classes",
                    "g / 3",
                    "You divided by the number of classes. The loss of a row is not a mean over "
                    "classes.",
                ),
            ),
        ),
    ),
    steps=(
        step("The probabilities, softmax of the logits", "p"),
        step("Less 1 at the true class", "g"),
    ),
    back="Check: the components add up to 0.",
)

SOFTMAX_SHIFT = Template(
    id="softmax-shift",
    title="What changes a softmax, and what does not",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "v": _LOGITS,
        "change": pick("raised", "raised", "multiplied", "divided"),
        "c": pick(2, 3, 5),
    },
    let={
        "p": "softmax(v)",
        "sharp": "softmax(v * c)",
        "flat": "softmax(v / c)",
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
                    r"A number added to every logit multiplies every exponential by the same "
                    r"$e^c$, which cancels in the ratio. Only differences of logits count.",
                    "unchanged",
                ),
                option(
                    "{{= sharp | .3f }}",
                    "change == 'multiplied'",
                    "A factor above 1 widens the differences between the logits, so the largest "
                    "probability grows.",
                    "scaled",
                ),
                option(
                    "{{= flat | .3f }}",
                    "change == 'divided'",
                    "A divisor above 1 narrows the differences, as a temperature does: the "
                    "probabilities move towards each other.",
                    "flattened",
                ),
            ),
        ),
    ),
    back="That is why code may subtract the largest logit first: the result stays, and no "
    "exponential overflows.",
)

SOFTMAX_2_SIGMOID = Template(
    id="softmax-2-sigmoid",
    title="Softmax of two classes is a sigmoid",
    topic=TOPIC,
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
    topic=TOPIC,
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
                    "That is the sum of the numbers. The log of a *sum* of exponentials is not the "
                    "sum of the logs; that would be of their product.",
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

TEMPLATES = (
    SOFTMAX_VECTOR,
    SOFTMAX_CE,
    SOFTMAX_GRAD,
    SOFTMAX_SHIFT,
    SOFTMAX_2_SIGMOID,
    LOGSUMEXP,
)
