"""Softmax: its values, its loss and its gradient.

The families of its laws, and log-sum-exp, are in a file of their own.
"""

from __future__ import annotations

from quizlr.drills.families.softmax_laws import LAWS
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import LOSS, PROBABILITY, grid, pick, slip, step, vector
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

TEMPLATES = (SOFTMAX_VECTOR, SOFTMAX_CE, SOFTMAX_GRAD, *LAWS)
