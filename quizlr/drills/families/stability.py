"""Log loss on a real computer: what naive code prints, and where floating point ends."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.drills.families.shared import only_if
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import TINY, choice, grid, option, pick, slip, step, within
from quizlr.model import Tier, Value

TOPIC = "stability"

_CODE = {
    "branches": """if y == 1:
    loss = -np.log(p)
else:
    loss = -np.log(1 - p)""",
    "formula": "loss = -(y * np.log(p) + (1 - y) * np.log(1 - p))",
}


def _program(names: Mapping[str, Value | str]) -> Mapping[str, Value | str]:
    """The lines that make a loss of the probability `p`."""
    return {"lines": _CODE[str(names["style"])]}


_NAIVE_RESULT = Template(
    id="naive-result",
    title="What does naive code print?",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "z": pick(-900, -750, -95, -60, -40, -25, -12, 12, 14, 20, 25, 30, 38, 40, 60, 100, 800),
        "y": pick(0, 1),
        "bits": pick(32, 64, 64),
        "style": pick("branches", "formula"),
    },
    let={
        "e": "float32(exp(-z)) if bits == 32 else exp(-z)",
        "total": "float32(1 + e) if bits == 32 else 1 + e",
        "p": "float32(1 / total) if bits == 32 else 1 / total",
        "rest": "float32(1 - p) if bits == 32 else 1 - p",
        "own": "p if y == 1 else rest",
        "other": "rest if y == 1 else p",
        "is_nan": "style == 'formula' and other == 0",
    },
    derive=_program,
    front=r"""All numbers are float{{= bits }}. `z` is {{= z }} and the label `y` is {{= y }}.

```python
p = 1 / (1 + np.exp(-z))
{{= lines }}
print(loss)
```

What is printed, warnings aside? (The spacing of float{{= bits }} numbers just above 1 is about
{{= 1.1920929e-07 if bits == 32 else 2.220446e-16 | .1e }}.)""",
    parts=(
        choice(
            option(
                "A finite number above 0, about the true loss",
                "not is_nan and own > 0 and own < 1",
                "Needs a probability of the label strictly between 0 and 1, as the computer has "
                "it.",
                "finite",
            ),
            option(
                "`inf`",
                "not is_nan and own == 0",
                r"Needs a probability of the label of exactly 0, for $-\ln 0$ is infinite. The "
                r"true loss never is: it grows linearly in the score.",
                "inf",
            ),
            option(
                "`nan`",
                "is_nan",
                r"Needs the one-line formula, which also computes the term of the *other* label. "
                r"If that has probability 0, the term is $0 \cdot \ln 0 = 0 \cdot (-\infty)$.",
                "nan",
            ),
            option(
                "`0.0` or `-0.0`",
                "not is_nan and own == 1",
                "Needs a probability of the label that was rounded to exactly 1. The true loss is "
                "tiny, but not 0.",
                "zero",
            ),
        ),
    ),
    steps=(
        step("`np.exp(-z)`", "e"),
        step("`1 - p`, exactly 0 if `p` was rounded to 1", "rest"),
        step(
            "Minus the logarithm of the label's probability; in the one-line formula `nan` if the "
            "other probability is 0",
            "0 / 0 if is_nan else -ln(own)",
        ),
    ),
    back=r"""Computed from the score there is no trouble: `np.logaddexp(0, -z)` for label 1 and
`np.logaddexp(0, z)` for label 0.""",
)

_STABLE_VALUE = Template(
    id="stable-value",
    title="The true loss at a large score",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "size": grid("18", "60", "1"),
        "up": pick(-1, 1),
        "fits": pick(1, 1, 0),
    },
    let={
        "z": "up * size",
        "y": "1 if (z > 0) == fits else 0",
        "tail": "exp(-size)",
    },
    front=r"""A model gives one row the score $z = {{= z }}$, the label is $y = {{= y }}$. What is
the exact log loss of this row (not what naive code prints)?""",
    parts=(
        NumberPart(
            answer="log_loss_from_logits(z, y)",
            tolerance=TINY,
            unit="nats",
            note="natural log",
            slips=(
                slip(
                    "zero",
                    "0 if fits else 0 / 0",
                    r"No log loss at a finite score is 0. With the score on the side of the label "
                    r"it is $\ln(1 + e^{-|z|})$, about $e^{-|z|}$.",
                ),
                slip(
                    "inf",
                    "0 / 0 if fits else 1 / 0",
                    r"Infinite is what code prints once $\sigma(z)$ is rounded to 0 or 1. The loss "
                    r"itself is about $|z|$.",
                ),
                slip(
                    "swapped_label",
                    "log_loss_from_logits(z, 1 - y)",
                    "That is the loss for the other label. The score's sign says which label the "
                    "model believes in.",
                ),
                slip(
                    "clip",
                    # Nearer to 0 than this score no probability is changed by the clip.
                    only_if("size > 36.04", "2.220446049250313e-16 if fits else 36.04365338911715"),
                    "That is what a library gives that clips probabilities at the float64 spacing, "
                    r"$2.2 \cdot 10^{-16}$. Nothing is clipped here.",
                ),
                slip(
                    "log10",
                    "log_loss_from_logits(z, y) / ln(10)",
                    "That is with the logarithm to base 10. Log loss uses the natural one.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$e^{-|z|}$", "tail"),
        step(
            "Softplus of the score, its sign turned if the label is 1. For a large $t$ "
            "softplus of $-t$ is about $e^{-t}$, and softplus of $t$ about $t$",
            "log_loss_from_logits(z, y)",
        ),
    ),
)

_OVERFLOW_LIMIT = Template(
    id="exp-overflow-limit",
    title="Where the exponential overflows",
    topic=TOPIC,
    tier=Tier.EXPERT,
    vars={
        "bits": pick(16, 32, 64),
        "c": pick("-4", "-2", "-1", "-0.5", "0.25", "0.5", "1.5", "2", "2.5", "3", "4"),
    },
    let={
        "power": "16 if bits == 16 else (128 if bits == 32 else 1024)",
        "digits": "11 if bits == 16 else (24 if bits == 32 else 53)",
        "largest": "power * ln(2) + ln(1 - 2 ** (-digits))",
        "lesser": "16 * ln(2) if bits == 32 else 128 * ln(2)",
        "least": "(power + digits - 2) * ln(2)",
    },
    front=r"""The largest float{{= bits }} number is a little less than $2^{{{= power }}}$. At
which $z$ does `exp({{= c }} * z)` pass it and become `inf`?""",
    parts=(
        NumberPart(
            answer="largest / c",
            tolerance=within(abs="0.1"),
            digits=1,
            slips=(
                slip(
                    "other_type",
                    "lesser / c",
                    "That is the limit of another number type. Take the logarithm of the largest "
                    "number of this one.",
                ),
                slip(
                    "denorm",
                    "least / c",
                    "That is where the exponential of the negative becomes 0. Below the smallest "
                    "normal numbers there are still subnormal ones, above the largest nothing.",
                ),
                slip(
                    "log2_bits",
                    "power / c",
                    "That is the logarithm to base 2. The exponential has base $e$: multiply by "
                    r"$\ln 2 = 0.693$.",
                ),
                slip(
                    "log10",
                    "power * log10(2) / c",
                    "That is the logarithm to base 10. The exponential has base $e$.",
                ),
                slip(
                    "forgot_factor",
                    "largest",
                    "That is the limit of the exponent. Divide it by the factor before $z$.",
                ),
                slip(
                    "sign",
                    "-largest / c",
                    "The sign is flipped: the exponent as a whole must be large and positive.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"Logarithm of the largest number, its power of two times $\ln 2$", "largest"),
        step("Divided by the factor before $z$", "largest / c"),
    ),
)

_SATURATION = Template(
    id="sigmoid-saturation",
    title="Where the sigmoid becomes exactly 1",
    topic=TOPIC,
    tier=Tier.EXPERT,
    vars={
        "digits": pick(8, 11, 24, 53),
        "c": pick("-2.5", "-2", "-1.5", "-1", "-0.5", "0.5", "1.5", "2", "2.5"),
    },
    let={
        "limit": "digits * ln(2)",
        "lesser": "24 * ln(2) if digits == 53 else 53 * ln(2)",
    },
    front=r"""A number type keeps {{= digits }} significant bits, so that $1 + t$ is rounded to 1
when $t \le 2^{-{{= digits }}}$. At which $z$ does `1 / (1 + exp(-s))` with `s = {{= c }} * z`
become exactly 1?""",
    parts=(
        NumberPart(
            answer="limit / c",
            tolerance=within(abs="0.1"),
            digits=1,
            slips=(
                slip(
                    "other_type",
                    "lesser / c",
                    "That is the limit of another number type. Use the number of significant bits "
                    "of this one.",
                ),
                slip(
                    "log2_bits",
                    "digits / c",
                    r"That takes the exponential to base 2. Solve $e^{-s} = 2^{-n}$: "
                    r"$s = n \ln 2$.",
                ),
                slip(
                    "log10",
                    "digits * log10(2) / c",
                    "That is the logarithm to base 10. The sigmoid is built on base $e$.",
                ),
                slip(
                    "forgot_half",
                    "(digits - 1) * ln(2) / c",
                    "That puts the exponential equal to the spacing of numbers above 1. Up to half "
                    "of the spacing the sum is rounded down to 1.",
                ),
                slip(
                    "max",
                    "1024 * ln(2) / c",
                    "That is where the exponential overflows in float64. The sigmoid is rounded to "
                    "1 long before.",
                ),
                slip(
                    "forgot_factor",
                    "limit",
                    "That is the limit of the score. Divide it by the factor before $z$.",
                ),
                slip(
                    "sign",
                    "-limit / c",
                    "The sign is flipped: the sigmoid goes to 1 where its argument is large and "
                    "positive.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The argument at which $e^{-s} = 2^{-n}$: $s = n \ln 2$", "limit"),
        step("Divided by the factor before $z$", "limit / c"),
    ),
)

TEMPLATES: tuple[Template, ...] = (
    _NAIVE_RESULT,
    _STABLE_VALUE,
    _OVERFLOW_LIMIT,
    _SATURATION,
)
