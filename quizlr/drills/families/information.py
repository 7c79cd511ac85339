"""Entropy and its relatives."""

from __future__ import annotations

from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import PROBABILITY, grid, pick, slip, step, vector, within
from quizlr.model import Tier

TOPIC = "information"

_IN_BITS = r"That is in bits, with the logarithm to base 2. Here it is nats: multiply by $\ln 2$."

_TWO_DISTRIBUTIONS = r"""Two distributions over three outcomes:

| | A | B | C |
|---|---|---|---|
| truth $p$ | {{= p[0] }} | {{= p[1] }} | {{= p[2] }} |
| model $q$ | {{= q[0] }} | {{= q[1] }} | {{= q[2] }} |

"""

_DRAWN_PAIR = {
    "a": vector(2, grid("0.1", "0.5", "0.1")),
    "b": vector(2, grid("0.1", "0.5", "0.1")),
}
_PAIR = {
    "p": "[a[0], a[1], round_to(1 - a[0] - a[1], 2)]",
    "q": "[b[0], b[1], round_to(1 - b[0] - b[1], 2)]",
}
_BOTH_POSITIVE = ("p[2] > 0.05", "q[2] > 0.05")

_ENTROPY = Template(
    id="entropy",
    title="Entropy of a distribution",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"a": vector(2, grid("0.05", "0.5", "0.05"))},
    let={"p": "[a[0], a[1], round_to(1 - a[0] - a[1], 2)]"},
    require=("p[2] > 0.02",),
    front="Three outcomes have the probabilities $p = {{= p }}$. What is their entropy, in nats?",
    parts=(
        NumberPart(
            answer="entropy(p)",
            tolerance=PROBABILITY,
            unit="nats",
            note="natural log",
            slips=(
                slip("log2_bits", "entropy(p) / ln(2)", _IN_BITS),
                slip(
                    "log10",
                    "entropy(p) / ln(10)",
                    "That is with the logarithm to base 10. Nats use the natural logarithm.",
                ),
                slip(
                    "sign",
                    "-entropy(p)",
                    r"Entropy is never negative: logarithms of probabilities are at most 0, and "
                    r"the definition $-\sum p \ln p$ turns the sign.",
                ),
                slip(
                    "log_k",
                    "ln(3)",
                    r"That is $\ln 3$, the entropy of three *equally* likely outcomes and the most "
                    "that three can have.",
                ),
                slip(
                    "unweighted",
                    "-sum(ln(p))",
                    r"That adds the surprises $-\ln p$ as they are. Each is weighted by its own "
                    "probability.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"Surprises $-\ln p$", "-ln(p)"),
        step(r"Each times its probability", "-p * ln(p)"),
        step("Their sum", "entropy(p)"),
    ),
)

_CROSS_ENTROPY = Template(
    id="cross-entropy",
    title="Cross-entropy of two distributions",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars=_DRAWN_PAIR,
    let=_PAIR,
    require=_BOTH_POSITIVE,
    front=_TWO_DISTRIBUTIONS + r"What is the cross-entropy $H(p, q)$, in nats?",
    parts=(
        NumberPart(
            answer="-sum(p * ln(q))",
            tolerance=PROBABILITY,
            unit="nats",
            note="natural log",
            slips=(
                slip(
                    "swapped_args",
                    "-sum(q * ln(p))",
                    r"That is $H(q, p)$. The truth $p$ gives the weights, the model $q$ the "
                    "logarithms.",
                ),
                slip(
                    "kl",
                    "kl_divergence(p, q)",
                    r"That is the divergence $KL(p \| q) = H(p, q) - H(p)$. The cross-entropy "
                    "contains the entropy of the truth as well.",
                ),
                slip(
                    "h",
                    "entropy(p)",
                    r"That is the entropy $H(p)$, the cross-entropy of the truth with itself. Take "
                    r"the logarithms of $q$.",
                ),
                slip("log2_bits", "-sum(p * log2(q))", _IN_BITS),
                slip(
                    "unweighted",
                    "-sum(ln(q)) / 3",
                    r"That is the plain mean of $-\ln q$. Weight each outcome by its true "
                    "probability.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$-\ln q$", "-ln(q)"),
        step(r"Each times $p$", "-p * ln(q)"),
        step("Their sum", "-sum(p * ln(q))"),
    ),
)

_KL = Template(
    id="kl",
    title="Kullback-Leibler divergence",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars=_DRAWN_PAIR,
    let=_PAIR,
    require=_BOTH_POSITIVE,
    front=_TWO_DISTRIBUTIONS + r"What is $KL(p \| q)$, in nats?",
    parts=(
        NumberPart(
            answer="kl_divergence(p, q)",
            tolerance=PROBABILITY,
            unit="nats",
            note="natural log",
            slips=(
                slip(
                    "swapped_args",
                    "kl_divergence(q, p)",
                    r"That is $KL(q \| p)$. The divergence is not symmetric: the weights come from "
                    "the first distribution.",
                ),
                slip(
                    "ce",
                    "-sum(p * ln(q))",
                    r"That is the cross-entropy. Subtract the entropy of $p$, or use $\ln(p/q)$.",
                ),
                slip("log2_bits", "kl_divergence(p, q) / ln(2)", _IN_BITS),
                slip(
                    "abs",
                    "sum(abs(p - q))",
                    r"That is the sum of the differences. The divergence weights log ratios, "
                    r"$\sum p \ln(p/q)$.",
                ),
                slip(
                    "sign",
                    "-kl_divergence(p, q)",
                    r"A divergence is never negative. The ratio is $p$ over $q$, not $q$ over $p$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$\ln(p / q)$", "ln(p / q)"),
        step(r"Each times $p$", "p * ln(p / q)"),
        step("Their sum", "kl_divergence(p, q)"),
    ),
)

_PERPLEXITY = Template(
    id="perplexity",
    title="Perplexity from the loss",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"loss": grid("0.7", "5", "0.1"), "unit": pick("nats", "bits")},
    let={"base": "exp(1) if unit == 'nats' else 2"},
    front=r"""A language model has a mean negative log-likelihood of {{= loss }} per token, in
{{= unit }}. What is its perplexity?""",
    parts=(
        NumberPart(
            answer="base ** loss",
            tolerance=within(rel="0.01"),
            slips=(
                slip(
                    "log2_bits",
                    "2 ** loss if unit == 'nats' else exp(loss)",
                    r"The base does not fit the unit. Nats go with $e^{L}$, bits with $2^{L}$.",
                ),
                slip(
                    "nll",
                    "loss",
                    "That is the loss itself. Perplexity undoes the logarithm.",
                ),
                slip(
                    "inverse",
                    "base ** (-loss)",
                    "That is the geometric mean of the token probabilities. Perplexity is one over "
                    "it, a number of equally likely choices.",
                ),
                slip(
                    "log10",
                    "10 ** loss",
                    "That raises 10 to the loss. The base is that of the logarithm in the loss.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The base of the logarithm in the loss: $e$ for nats, 2 for bits", "base"),
        step("The base to the power of the loss", "base ** loss"),
    ),
)

_NATS_BITS = Template(
    id="nats-bits",
    title="Nats and bits",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"amount": grid("0.2", "6", "0.05"), "unit": pick("nats", "bits")},
    let={"factor": "1 / ln(2) if unit == 'nats' else ln(2)"},
    front="A loss is {{= amount }} in {{= unit }}. What is it in "
    "{{= 'bits' if unit == 'nats' else 'nats' }}?",
    parts=(
        NumberPart(
            answer="amount * factor",
            tolerance=within(rel="0.005"),
            digits=4,
            slips=(
                slip(
                    "inverse",
                    "amount / factor",
                    r"That goes the wrong way. One bit is $\ln 2 = 0.693$ nats: fewer nats than "
                    r"bits, always.",
                ),
                slip(
                    "log10",
                    "amount / ln(10) if unit == 'nats' else amount * ln(10)",
                    r"That uses $\ln 10$. Bits have base 2, so the factor is $\ln 2$.",
                ),
                slip(
                    "unchanged",
                    "amount",
                    r"Nats and bits differ by the factor $\ln 2 = 0.693$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The factor: bits are nats divided by $\ln 2$", "factor"),
        step("The amount times that", "amount * factor"),
    ),
)

TEMPLATES: tuple[Template, ...] = (
    _ENTROPY,
    _CROSS_ENTROPY,
    _KL,
    _PERPLEXITY,
    _NATS_BITS,
)
