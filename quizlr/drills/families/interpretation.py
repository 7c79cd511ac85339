"""What coefficients mean: odds ratios, slopes, units. What base rates do: see `base_rates`."""

from __future__ import annotations

from quizlr.drills.families.base_rates import (
    BALANCED_WEIGHTS,
    MAJORITY_ACCURACY,
    PPV_BAYES,
    PRIOR_CORRECTION,
)
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import PROBABILITY, grid, pick, slip, step, within
from quizlr.model import Form, Tier

TOPIC = "interpretation"

_ODDS_RATIO = Template(
    id="odds-ratio",
    title="Odds ratio of a change",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"beta": grid("-1.5", "1.5", "0.1"), "change": pick(2, 3, 4, 5)},
    require=("abs(beta) >= 0.1", "abs(beta * change) <= 3"),
    front=r"""In a logistic regression the coefficient of a feature is {{= beta }}. By what factor
do the odds change when the feature rises by {{= change }}?""",
    parts=(
        NumberPart(
            answer="odds_ratio(beta, change)",
            tolerance=within(rel="0.01"),
            slips=(
                slip(
                    "beta_for_or",
                    "beta * change",
                    "That is the change of the log-odds. The factor on the odds is its "
                    "exponential.",
                ),
                slip(
                    "per_unit",
                    "exp(beta)",
                    "That is the factor for a rise by 1. Factors multiply: raise it to the power "
                    "of the change.",
                ),
                slip(
                    "times_per_unit",
                    "change * exp(beta)",
                    "That multiplies the factor of one unit by the change. Odds ratios multiply "
                    "among themselves, so it is a power.",
                ),
                slip(
                    "linear",
                    "1 + beta * change",
                    "That is the first-order approximation of the exponential, good only for small "
                    "changes.",
                ),
                slip(
                    "prob",
                    "sigmoid(beta * change)",
                    "That is a probability. A factor on odds is the exponential, without the "
                    "sigmoid.",
                ),
            ),
        ),
    ),
    steps=(
        step("Change of the log-odds, coefficient times change", "beta * change"),
        step("Its exponential", "odds_ratio(beta, change)"),
    ),
)

_PROB_CHANGE = Template(
    id="prob-change",
    title="An odds ratio applied to a probability",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "p": grid("0.05", "0.9", "0.05"),
        "ratio": pick("0.25", "0.4", "0.5", "1.5", "2", "2.5", "3", "4", "5"),
    },
    let={"before": "p / (1 - p)", "after": "before * ratio"},
    front=r"""A person has the event with probability {{= p }}. A treatment has the odds ratio {{=
ratio }}. What is the probability with the treatment?""",
    parts=(
        NumberPart(
            answer="after / (1 + after)",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "times_p",
                    "p * ratio",
                    "That multiplies the probability, as a risk ratio would. An odds ratio "
                    "multiplies the odds.",
                ),
                slip(
                    "add",
                    "p + ln(ratio)",
                    r"That adds $\ln OR$ to the probability. It is added to the *log-odds*.",
                ),
                slip(
                    "odds_for_prob",
                    "after",
                    "Those are the new odds. The probability is odds / (1 + odds).",
                ),
                slip(
                    "inverse",
                    "before / (before + ratio)",
                    "That divides the odds by the ratio. The treatment multiplies them.",
                ),
                slip(
                    "or_as_beta",
                    "sigmoid(logit(p) + ratio)",
                    "That adds the odds ratio to the log-odds. What is added there is its "
                    "logarithm.",
                ),
            ),
        ),
    ),
    steps=(
        step("Odds without the treatment", "before"),
        step("Odds with it", "after"),
        step("Back to a probability", "after / (1 + after)"),
    ),
)

_OR_CI = Template(
    id="or-ci",
    title="Confidence interval of an odds ratio",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={"beta": grid("-1", "1.5", "0.1"), "se": grid("0.1", "0.5", "0.05")},
    let={"low": "beta - 1.96 * se", "high": "beta + 1.96 * se"},
    require=("abs(beta) >= 0.2",),
    front=r"""A coefficient is {{= beta }} with the standard error {{= se }}. What is the 95 % Wald
confidence interval of its *odds ratio*? Use 1.96. Answer (low, high).""",
    parts=(
        NumberPart(
            answer="[exp(low), exp(high)]",
            tolerance=within(rel="0.01"),
            form=Form.VECTOR,
            slips=(
                slip(
                    "beta_for_or",
                    "[low, high]",
                    "That is the interval of the coefficient. Take the exponential of both ends.",
                ),
                slip(
                    "around_or",
                    "[exp(beta) - 1.96 * se, exp(beta) + 1.96 * se]",
                    "The standard error belongs to the coefficient. Build the interval there, then "
                    "take exponentials: it is not symmetric about the odds ratio.",
                ),
                slip(
                    "one_se",
                    "[exp(beta - se), exp(beta + se)]",
                    "That is one standard error to each side, about 68 %. For 95 % take 1.96.",
                ),
                slip(
                    "swapped_ends",
                    "[exp(high), exp(low)]",
                    "The two ends are right but in the wrong order: the lower one first.",
                ),
            ),
        ),
    ),
    steps=(
        step("Ends of the interval of the coefficient", "[low, high]"),
        step("Exponential of each", "[exp(low), exp(high)]"),
    ),
)

_DIVIDE_BY_4 = Template(
    id="divide-by-4",
    title="The steepest slope of a logistic curve",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"beta": grid("-3.2", "3.2", "0.2"), "b": grid("-2", "2", "0.5")},
    require=("abs(beta) >= 0.6",),
    front=r"""The probability is $p = \sigma({{= b }} + {{= beta }} x)$. By how much does $p$ change
per unit of $x$ where the curve is steepest? (Slope $dp/dx$, with its sign.)""",
    parts=(
        NumberPart(
            answer="beta / 4",
            tolerance=PROBABILITY,
            slips=(
                slip(
                    "beta",
                    "beta",
                    r"That is the slope of the log-odds. The slope of $p$ is $\beta p(1 - p)$, at "
                    r"most a quarter of it.",
                ),
                slip(
                    "half",
                    "beta / 2",
                    r"The slope is $\beta p(1 - p)$. At $p = 1/2$ the factor is $1/4$, not $1/2$.",
                ),
                slip(
                    "sigma",
                    "sigmoid(beta) - 0.5",
                    "That is the change over a whole unit beginning at one half. The slope in the "
                    "point itself is a little steeper.",
                ),
                slip(
                    "at_zero",
                    "beta * sigmoid(b) * (1 - sigmoid(b))",
                    "That is the slope at $x = 0$. The curve is steepest where $p = 1/2$.",
                ),
                slip(
                    "sign",
                    "-beta / 4",
                    "The size is right. The slope has the sign of the coefficient.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The slope is $\beta p(1 - p)$, steepest at $p = 1/2$, where $p(1 - p)$ is", "0.25"),
        step(r"Times $\beta$", "beta / 4"),
    ),
)

_UNIT_CHANGE = Template(
    id="unit-change",
    title="An odds ratio in another unit",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "effect": grid("-2.5", "3", "0.1"),
        "old": pick("metre", "decimetre", "centimetre"),
        "wanted": pick("metre", "decimetre", "centimetre"),
    },
    let={
        "old_length": "1 if old == 'metre' else (0.1 if old == 'decimetre' else 0.01)",
        "new_length": "1 if wanted == 'metre' else (0.1 if wanted == 'decimetre' else 0.01)",
        "beta": "effect * old_length",
        "scale": "new_length / old_length",
    },
    require=("old != wanted", "abs(effect) >= 0.4", "abs(effect * new_length) >= 0.02"),
    front=r"""A feature is measured in {{= old }}s, and its coefficient is {{= beta }} per {{= old
}}. (One metre is 10 decimetres or 100 centimetres.) What is the odds ratio per {{= wanted }}?""",
    parts=(
        NumberPart(
            answer="exp(beta * scale)",
            tolerance=within(rel="0.001", abs="0.001"),
            digits=4,
            slips=(
                slip(
                    "div_or",
                    "exp(beta) * scale",
                    "That rescales the odds ratio. Rescale the coefficient and take the "
                    "exponential after that.",
                ),
                slip(
                    "inverse",
                    "exp(beta / scale)",
                    "That rescales the wrong way. A coefficient is per unit: a shorter unit has a "
                    "smaller one.",
                ),
                slip(
                    "no_rescale",
                    "exp(beta)",
                    "That is the odds ratio per old unit.",
                ),
                slip(
                    "beta_for_or",
                    "beta * scale",
                    "That is the coefficient in the new unit. The odds ratio is its exponential.",
                ),
            ),
        ),
    ),
    steps=(
        step("One new unit, in old units", "scale"),
        step("Coefficient per new unit", "beta * scale"),
        step("Its exponential", "exp(beta * scale)"),
    ),
)

TEMPLATES: tuple[Template, ...] = (
    _ODDS_RATIO,
    _PROB_CHANGE,
    _OR_CI,
    _DIVIDE_BY_4,
    _UNIT_CHANGE,
    PRIOR_CORRECTION,
    BALANCED_WEIGHTS,
    PPV_BAYES,
    MAJORITY_ACCURACY,
)
