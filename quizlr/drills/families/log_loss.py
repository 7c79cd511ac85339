"""Log loss of one row, and what follows from its definition.

The families of whole data sets, of soft labels and of penalties are in files of their own.
"""

from __future__ import annotations

from quizlr.drills.families.log_loss_costs import COSTS
from quizlr.drills.families.log_loss_penalties import PENALTIES
from quizlr.drills.families.log_loss_soft import SOFT
from quizlr.drills.families.shared import LABEL, only_if
from quizlr.drills.template import NumberPart, OrderPart, OrderSlip, Template
from quizlr.drills.writing import LOSS, PROBABILITY, grid, pick, slip, step, vector, within
from quizlr.model import Tier

TOPIC = "log_loss"

BCE_SINGLE = Template(
    id="bce-single",
    title="Log loss of one row",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"p": grid("0.05", "0.95", "0.01"), "y": LABEL},
    let={"given": "p if y == 1 else 1 - p"},
    front=r"A model predicts $\hat{y} = {{= p }}$ for a row with label $y = {{= y }}$. "
    "What is the log loss of this row?",
    parts=(
        NumberPart(
            answer="-ln(given)",
            tolerance=LOSS,
            unit="nats",
            note="natural log",
            slips=(
                slip(
                    "swapped_label",
                    "-ln(1 - given)",
                    r"You took the other label's branch. For $y = 1$ it is $-\ln \hat{y}$, "
                    r"for $y = 0$ it is $-\ln(1 - \hat{y})$.",
                ),
                slip("log10", "-log10(given)"),
                slip("log2_bits", "-log2(given)"),
                slip(
                    "sign",
                    "ln(given)",
                    "The log of a probability is negative. Log loss is minus that log, never "
                    "below 0.",
                ),
                slip(
                    "mse_for_ce",
                    "(1 - given) ** 2",
                    r"That is the squared error $(\hat{y} - y)^2$. Log loss is minus the log of "
                    "the probability given to the true label.",
                ),
                slip(
                    "prob_for_log",
                    only_if("given > 0.2", "given"),
                    "That is the probability given to the true label. The loss is minus its log.",
                ),
            ),
        ),
    ),
    steps=(
        step("The probability given to the true label", "given"),
        step("Minus its natural log", "-ln(given)"),
    ),
)

BCE_LOGITS = Template(
    id="bce-logits",
    title="Log loss from a score",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"z": grid("-4", "4", "0.1"), "y": LABEL},
    let={"margin": "z if y == 1 else -z", "grown": "exp(-margin)"},
    require=("z != 0",),
    front="A row has the score (logit) $z = {{= z }}$ and the label $y = {{= y }}$. "
    r"The model predicts $\sigma(z)$. What is the log loss of this row?",
    parts=(
        NumberPart(
            answer="ln(1 + grown)",
            # Narrow: for a confident row the loss is nearly e^-t, and nearly 0.
            tolerance=within(abs="0.0005"),
            digits=4,
            unit="nats",
            note="natural log",
            slips=(
                slip(
                    "forgot_log",
                    "grown",
                    r"That is $e^{-t}$, which is near the loss where it is small. The loss is "
                    r"$\ln(1 + e^{-t})$.",
                ),
                slip(
                    "treat_z_as_p",
                    "-ln(z) if y == 1 else -ln(1 - z)",
                    r"You took the log of the score as if it were a probability. Put $\sigma(z)$ "
                    "into the loss.",
                ),
                slip(
                    "double_sigmoid",
                    "log_loss_from_logits(sigmoid(z), y)",
                    r"You applied $\sigma$ twice. A loss on scores applies it inside, so it wants "
                    "the raw score.",
                ),
                slip(
                    "swapped_label",
                    "ln(1 + exp(margin))",
                    r"That is the loss for the other label. It is $\ln(1 + e^{-z})$ for $y = 1$ "
                    r"and $\ln(1 + e^{z})$ for $y = 0$: a score above 0 speaks for class 1.",
                ),
                slip(
                    "no_log1p",
                    "max(0, -margin)",
                    "That is what the loss tends to for large scores: 0 where the sign is right, "
                    r"$|z|$ where it is wrong. The exact loss is never 0: add $\ln(1 + e^{-|z|})$.",
                ),
                slip("log10", "log10(1 + grown)"),
                slip(
                    "prob_for_log",
                    only_if("margin > -1.4", "sigmoid(margin)"),
                    "That is the probability given to the true label. The loss is minus its log.",
                ),
            ),
        ),
    ),
    steps=(
        step("The margin $t$: $z$ for $y = 1$, $-z$ for $y = 0$", "margin"),
        step("$e^{-t}$", "grown"),
        step(r"$\ln(1 + e^{-t})$", "ln(1 + grown)"),
    ),
    back=r"The same as $-\ln \sigma(t)$, without computing $\sigma$.",
)

LOSS_TO_PROB = Template(
    id="loss-to-prob",
    title="From a loss back to a probability",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"loss": grid("0.05", "3", "0.01")},
    front="A row with label $y = 1$ has log loss {{= loss }} (natural log). What probability did "
    "the model give to class 1?",
    parts=(
        NumberPart(
            answer="exp(-loss)",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "one_minus",
                    "1 - exp(-loss)",
                    "That is the probability of class 0. The loss speaks of the label that "
                    "was there, class 1.",
                ),
                slip(
                    "log10",
                    "10 ** (-loss)",
                    "You inverted a log to base 10. Log loss uses the natural log, so the inverse "
                    r"is $e^{-L}$.",
                ),
                slip(
                    "log2_bits",
                    "2 ** (-loss)",
                    "You inverted a log to base 2. That would be right for a loss in bits; "
                    r"in nats it is $e^{-L}$.",
                ),
                slip(
                    "linear",
                    "1 - loss",
                    r"$1 - L$ is close only for small losses. The inverse of $-\ln p$ is $e^{-L}$.",
                ),
                slip(
                    "sign",
                    "exp(loss)",
                    "A probability never exceeds 1. The loss is minus the log, so $p = e^{-L}$.",
                ),
                slip(
                    "wrong_way",
                    "-ln(loss)",
                    r"You took minus the log of the loss. The loss is $-\ln p$ already; undo it "
                    "with the exponential.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$L = -\ln p$, so $\ln p = -L$", "-loss"),
        step(r"$p = e^{-L}$", "exp(-loss)"),
    ),
)

CLIP_EFFECT = Template(
    id="clip-effect",
    title="What clipping makes of infinity",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={"a": pick(1, 2, 5), "k": grid("3", "16", "1"), "y": LABEL},
    let={"given": "a * 10 ** (-k)", "log_a": "ln(a)", "log_power": "k * ln(10)"},
    front=r"A row has the label $y = {{= y }}$, and the model predicts $\hat{y} = {{= 1 - y }}$ "
    r"exactly. The code clips predictions to $[\epsilon, 1 - \epsilon]$ with "
    r"$\epsilon = {{= a }} \cdot 10^{-{{= k }}}$. What log loss does it print for this row?",
    parts=(
        NumberPart(
            answer="log_power - log_a",
            tolerance=within(abs="0.05"),
            digits=2,
            unit="nats",
            note="natural log, exact arithmetic",
            slips=(
                slip(
                    "clip",
                    "1 / 0",
                    "Without clipping the loss would be infinite. The clip gives the true label "
                    r"the probability $\epsilon$, so the loss is finite.",
                ),
                slip(
                    "zero",
                    "0",
                    "0 is the loss of a perfect prediction. This one is as wrong as can be: the "
                    r"true label gets only $\epsilon$.",
                ),
                slip("log10", "k - log10(a)"),
                slip("log2_bits", "-log2(given)"),
                slip(
                    "sign",
                    "ln(given)",
                    r"$\ln \epsilon$ is negative. Log loss is minus the log.",
                ),
            ),
        ),
    ),
    steps=(
        step(
            r"The true label gets $\epsilon$. Minus the log of the power of ten, "
            r"${{= k }} \ln 10$",
            "log_power",
        ),
        step(
            r"$-\ln \epsilon$: that, less the log of the factor before the power of ten",
            "log_power - log_a",
        ),
    ),
    back="A row with a suspicious loss such as 16.118, 34.539 or 36.044 is an infinite loss in "
    "disguise.",
)

ORDER_BY_LOSS = Template(
    id="order-by-loss",
    title="Rows in order of their loss",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={
        "p": vector(4, grid("0.02", "0.98", "0.02"), distinct=True),
        "y": vector(4, LABEL),
    },
    let={"given": "where(y == 1, p, 1 - p)", "g": "sort(given)", "loss": "-ln(given)"},
    require=(
        "0 < sum(y) and sum(y) < 4",
        "min(g[1] - g[0], g[2] - g[1], g[3] - g[2]) >= 0.03",
    ),
    front="Four rows, each with its label and the prediction for class 1. Order them by log loss, "
    "**smallest first**.",
    parts=(
        OrderPart(
            items=tuple(
                rf"$y = {{{{= y[{row}] }}}}$, $\hat{{y}} = {{{{= p[{row}] }}}}$" for row in range(4)
            ),
            by="loss",
            slips=(
                OrderSlip(
                    id="by_p",
                    by="p",
                    say=r"You sorted by $\hat{y}$, as if every label were 0. For $y = 1$ a large "
                    r"$\hat{y}$ means a small loss.",
                ),
                OrderSlip(
                    id="by_minus_p",
                    by="-p",
                    say=r"You sorted by $\hat{y}$, largest first, as if every label were 1. For "
                    r"$y = 0$ a small $\hat{y}$ means a small loss.",
                ),
                OrderSlip(
                    id="sign",
                    by="given",
                    say="That is the reverse. The more probability the true label got, the smaller "
                    "the loss.",
                ),
            ),
        ),
    ),
    steps=(
        step("The probabilities given to the true labels, largest first", "-sort(-given)"),
        step("Minus their logs, the losses, smallest first", "sort(loss)"),
    ),
)

TEMPLATES = (
    BCE_SINGLE,
    BCE_LOGITS,
    LOSS_TO_PROB,
    CLIP_EFFECT,
    ORDER_BY_LOSS,
    *COSTS,
    *SOFT,
    *PENALTIES,
)
