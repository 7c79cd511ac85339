"""Scores, odds and probabilities: there and back."""

from __future__ import annotations

from quizlr.drills.families.shared import HALVES, only_if
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import LOGIT, PROBABILITY, grid, slip, step, vector, within
from quizlr.model import Form, Tier

TOPIC = "sigmoid"

SIGMOID_VALUE = Template(
    id="sigmoid-value",
    title="Value of the sigmoid",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"z": grid("-4", "4", "0.05")},
    let={"decay": "exp(-z)", "below": "1 + decay"},
    front=r"A score is $z = {{= z }}$. What is $\sigma(z)$?",
    parts=(
        NumberPart(
            answer="1 / below",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "sign",
                    "sigmoid(-z)",
                    r"You put $e^{z}$ below the line, and that gives $\sigma(-z) = 1 - \sigma(z)$. "
                    r"The exponent is $-z$: a large score must give a probability near 1.",
                ),
                slip(
                    "no_one_plus",
                    only_if("z < 1.9", "decay"),
                    r"That is $e^{-z}$ alone. The sigmoid is $1 / (1 + e^{-z})$, "
                    "and always lies between 0 and 1.",
                ),
                slip(
                    "no_reciprocal",
                    "below",
                    r"That is $1 + e^{-z}$, the part below the line. Take 1 divided by it.",
                ),
                slip(
                    "tanh",
                    "2 * sigmoid(2 * z) - 1",
                    r"That is $\tanh(z)$, which runs from $-1$ to 1. The sigmoid is the same shape "
                    r"from 0 to 1: $\sigma(z) = (1 + \tanh(z/2)) / 2$.",
                ),
                slip(
                    "odds",
                    only_if("z > -1.9", "exp(z)"),
                    r"$e^{z}$ is the odds. The probability is odds divided by 1 + odds.",
                ),
            ),
        ),
    ),
    steps=(
        step("The exponential $e^{-z}$", "decay"),
        step("One more, $1 + e^{-z}$", "below"),
        step(r"The reciprocal, $\sigma(z)$", "1 / below"),
    ),
    back=r"Check: $\sigma(z)$ is above 1/2 exactly when $z$ is above 0.",
)

LOGIT_VALUE = Template(
    id="logit-value",
    title="Log-odds of a probability",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"p": grid("0.02", "0.98", "0.01")},
    let={"o": "p / (1 - p)"},
    front=r"A probability is $p = {{= p }}$. What is its logit, the natural log of its odds?",
    parts=(
        NumberPart(
            answer="ln(o)",
            tolerance=LOGIT,
            note="natural log",
            slips=(
                slip(
                    "log10",
                    "log10(o)",
                    "That is the log to base 10. Here, as in all of statistics and machine "
                    "learning, the log is natural: multiply by 2.3026.",
                ),
                slip(
                    "log2_bits",
                    "log2(o)",
                    "That is the log to base 2. Multiply by 0.6931 for the natural log.",
                ),
                slip(
                    "odds",
                    "o",
                    "Those are the odds. The logit is their logarithm, so it is negative for $p$ "
                    "below 1/2.",
                ),
                slip(
                    "inverse",
                    "-ln(o)",
                    "You took the odds upside down. $p$ stands above the line: a probability above "
                    "1/2 has a positive logit.",
                ),
                slip(
                    "ln_p",
                    "ln(p)",
                    r"That is $\ln p$. The logit compares $p$ with what is left: "
                    r"$\ln p - \ln(1 - p)$.",
                ),
                slip(
                    "sigmoid",
                    "sigmoid(p)",
                    r"That is $\sigma(p)$: you went from score to probability. "
                    "The logit goes the other way.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The odds $\frac{p}{1 - p}$", "o"),
        step("Their natural log", "ln(o)"),
    ),
    back=r"Check: $\sigma$ of your answer gives $p$ back.",
)

SIGMOID_DERIVATIVE = Template(
    id="sigmoid-derivative",
    title="Slope of the sigmoid",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"z": grid("-2.5", "2.5", "0.05")},
    let={"s": "sigmoid(z)", "rest": "1 - s"},
    front=r"A score is $z = {{= z }}$. What is the slope $\sigma'(z)$ there?",
    parts=(
        NumberPart(
            answer="s * rest",
            tolerance=within(abs="0.002"),
            slips=(
                slip(
                    "sigma",
                    "s",
                    r"That is the value $\sigma(z)$. The slope is $\sigma(z)(1 - \sigma(z))$.",
                ),
                slip(
                    "one_minus",
                    "rest",
                    r"That is $1 - \sigma(z)$, only one of the two factors of the slope. "
                    r"Multiply it by $\sigma(z)$.",
                ),
                slip(
                    "sigma_sq",
                    "s ** 2",
                    r"You squared $\sigma(z)$. The second factor is $1 - \sigma(z)$, "
                    "so that the slope vanishes at both ends.",
                ),
                slip(
                    "plus",
                    "s * (1 + s)",
                    r"The second factor is $1 - \sigma(z)$, not $1 + \sigma(z)$. "
                    "No slope of the sigmoid exceeds 1/4.",
                ),
                slip(
                    "quarter",
                    "0.25",
                    r"1/4 is the slope at $z = 0$, the largest that there is. "
                    "Away from 0 the sigmoid is flatter.",
                ),
                slip(
                    "forgot_sigmoid",
                    "z * (1 - z)",
                    r"You put $z$ itself into $s(1 - s)$. First turn it into $s = \sigma(z)$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The value $\sigma(z)$", "s"),
        step(r"What is left, $1 - \sigma(z)$", "rest"),
        step("Their product", "s * rest"),
    ),
    back="The slope is largest at $z = 0$, where it is 1/4, and the same at $z$ and $-z$.",
)

SCORE_TO_PROB = Template(
    id="score-to-prob",
    title="From features to a probability",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={
        "w": vector(2, HALVES),
        "x": vector(2, HALVES),
        "b": HALVES,
    },
    let={"z": "dot(w, x) + b"},
    require=("abs(z) <= 4",),
    front="A logistic regression has weights $w = {{= w }}$ and bias $b = {{= b }}$. What "
    "probability does it give to class 1 for $x = {{= x }}$?",
    parts=(
        NumberPart(
            answer="sigmoid(z)",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "no_bias",
                    "sigmoid(dot(w, x))",
                    r"You left out the bias. The score is $w^\top x + b$.",
                ),
                slip(
                    "forgot_sigmoid",
                    "z",
                    r"That is the score $z$. Its sigmoid is the probability.",
                ),
                slip(
                    "sum_not_dot",
                    "sigmoid(sum(w) + sum(x) + b)",
                    "You added weights and features. Multiply each feature by its own weight, "
                    "then add up.",
                ),
                slip(
                    "sign",
                    "sigmoid(-z)",
                    "That is the probability of class 0. With $z$ above 0 class 1 is the likelier.",
                ),
                slip(
                    "odds_for_prob",
                    only_if("z > -1.9", "exp(z)"),
                    r"$e^{z}$ is the odds of class 1. The probability is odds divided by 1 + odds.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The score $z = w^\top x + b$", "z"),
        step(r"Its sigmoid", "sigmoid(z)"),
    ),
)

LOGIT_SHIFT = Template(
    id="logit-shift",
    title="A shift of the log-odds",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"p": grid("0.05", "0.95", "0.05"), "d": grid("-2", "2", "0.25")},
    let={"o": "p / (1 - p)", "z": "ln(o)", "shifted": "z + d"},
    require=("d != 0",),
    front="A model says $p = {{= p }}$. New evidence adds {{= d }} to the log-odds (natural log). "
    "What is the probability now?",
    parts=(
        NumberPart(
            answer="sigmoid(shifted)",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "on_prob",
                    "p + d",
                    "You added to the probability. The log-odds are what adds up: "
                    "go there, add, and come back.",
                ),
                slip(
                    "on_odds",
                    "(o + d) / (1 + o + d)",
                    r"You added to the odds. Adding $d$ to the log-odds multiplies the odds by "
                    r"$e^{d}$.",
                ),
                slip(
                    "mult",
                    "p * exp(d)",
                    r"$e^{d}$ multiplies the odds, not the probability. The two are alike only "
                    "when $p$ is small.",
                ),
                slip(
                    "sign",
                    "sigmoid(z - d)",
                    "You moved the log-odds the wrong way. A positive shift must raise the "
                    "probability, a negative one lower it.",
                ),
                slip(
                    "odds_for_prob",
                    "exp(shifted)",
                    "Those are the new odds. The probability is odds divided by 1 + odds.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The odds $\frac{p}{1 - p}$", "o"),
        step("The log-odds, their natural log", "z"),
        step("Shifted", "shifted"),
        step("Back through the sigmoid", "sigmoid(shifted)"),
    ),
    back="Shorter: multiply the odds by $e^{d}$ and turn them into a probability.",
)

ODDS_PROB = Template(
    id="odds-prob",
    title="From odds to a probability",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"a": grid("1", "12", "1"), "c": grid("1", "12", "1")},
    let={"both": "a + c"},
    front="The odds for an event are {{= a }}:{{= c }}. What is its probability?",
    parts=(
        NumberPart(
            answer="a / both",
            tolerance=PROBABILITY,
            form=Form.FRACTION,
            unit="probability",
            slips=(
                slip(
                    "odds_for_prob",
                    "a / c",
                    "Those are the odds as one number. The probability divides by all cases, "
                    "for and against.",
                ),
                slip(
                    "inverse",
                    "c / both",
                    "That is the probability that it does not happen. "
                    "The first number of the odds counts the cases for it.",
                ),
                slip(
                    "odds_against",
                    "c / a",
                    "Those are the odds against it, and a probability never exceeds 1. "
                    "Divide the cases for it by all cases.",
                ),
            ),
        ),
    ),
    steps=(
        step("All cases, for and against", "both"),
        step("The share of cases for it", "a / both"),
    ),
    back=r"With $o$ for the odds as one number: $p = \frac{o}{1 + o}$.",
)

TEMPLATES = (
    SIGMOID_VALUE,
    LOGIT_VALUE,
    SIGMOID_DERIVATIVE,
    SCORE_TO_PROB,
    LOGIT_SHIFT,
    ODDS_PROB,
)
