"""Whether probabilities can be taken at their word: Brier score, calibration, temperature."""

from __future__ import annotations

from quizlr.drills.families.shared import BOTH_LABELS, HAT, LABEL, table
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import LOGIT, PROBABILITY, grid, pick, slip, step, vector, within
from quizlr.model import Tier

TOPIC = "calibration"

_ERROR = grid("0.05", "0.65", "0.05")
"""How far predictions lie from their labels: most are on the right side, as a model's are."""
_PREDICTION = "round_to(abs(y - error), 2)"

BRIER = Template(
    id="brier",
    title="Brier score",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={"error": vector(4, _ERROR), "y": vector(4, LABEL)},
    let={"p": _PREDICTION, "gap": "p - y", "square": "gap * gap"},
    require=(BOTH_LABELS,),
    front=table(4, p=HAT, y="$y$") + "\n\nWhat is the Brier score (mean over the rows)?",
    parts=(
        NumberPart(
            answer="mean(square)",
            tolerance=within(abs="0.002"),
            slips=(
                slip(
                    "mae",
                    "mean(abs(gap))",
                    "That is the mean absolute error. The Brier score squares each error first; "
                    "without the square it pays to exaggerate.",
                ),
                slip(
                    "forgot_1_over_m",
                    "sum(square)",
                    "That is the sum of the squares. Divide by the number of rows.",
                ),
                slip(
                    "rmse",
                    "sqrt(mean(square))",
                    "You took a square root at the end. The Brier score is the mean square itself.",
                ),
                slip(
                    "half",
                    "mean(square) / 2",
                    r"There is a half too many. The $\frac{1}{2}$ of least squares only makes "
                    "gradients neater; the Brier score has none.",
                ),
                slip(
                    "ce_for_mse",
                    "mean_log_loss(p, y)",
                    r"That is the log loss. The Brier score is the mean of $(\hat{y} - y)^2$.",
                ),
                slip(
                    "swapped_label",
                    "mean((1 - abs(gap)) ** 2)",
                    r"You took the error against the other label. It is $\hat{y} - 1$ where "
                    r"$y = 1$ and $\hat{y}$ where $y = 0$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The errors $\hat{y} - y$", "gap"),
        step("Their squares", "square"),
        step("The sum", "sum(square)"),
        step("Over the number of rows", "mean(square)"),
    ),
)

BRIER_SKILL = Template(
    id="brier-skill",
    title="Brier skill score",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={"error": vector(6, _ERROR), "y": vector(6, pick(0, 0, 1))},
    let={
        "p": _PREDICTION,
        "score": "mean((p - y) ** 2)",
        "base": "mean(y)",
        "reference": "base * (1 - base)",
        "ratio": "score / reference",
    },
    require=(BOTH_LABELS,),
    front=table(6, p=HAT, y="$y$") + "\n\nWhat is the Brier skill score against always "
    "predicting the base rate of these six rows?",
    parts=(
        NumberPart(
            answer="1 - ratio",
            tolerance=LOGIT,
            slips=(
                slip(
                    "ratio",
                    "ratio",
                    "That is the ratio of the two Brier scores. Skill is 1 minus it: 1 is perfect, "
                    "0 is no better than the reference.",
                ),
                slip(
                    "vs_half",
                    "1 - score / 0.25",
                    "You compared with always predicting 0.5. The reference predicts the base "
                    "rate, {{= base | .3f }}.",
                ),
                slip(
                    "inverse",
                    "1 - 1 / ratio",
                    "The ratio is upside down. The model's Brier score stands above the line, the "
                    "reference's below.",
                ),
                slip(
                    "difference",
                    "reference - score",
                    "That is how much smaller the Brier score is. Divide by the reference's score, "
                    "so that a perfect model gets 1.",
                ),
                slip(
                    "brier",
                    "score",
                    "That is the Brier score itself. Skill compares it with that of a reference.",
                ),
                slip(
                    "base_for_score",
                    "1 - score / base",
                    r"You divided by the base rate. The reference's Brier score is "
                    r"$\pi (1 - \pi)$, with $\pi$ for the base rate.",
                ),
            ),
        ),
    ),
    steps=(
        step("The Brier score of the model", "score"),
        step(r"The base rate $\pi$", "base"),
        step(r"The Brier score of predicting it always, $\pi(1 - \pi)$", "reference"),
        step("The ratio of the two", "ratio"),
        step("1 minus the ratio", "1 - ratio"),
    ),
    back="Below 0 the model is worse than knowing only the base rate.",
)

ECE = Template(
    id="ece",
    title="Expected calibration error",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "n": vector(3, pick(20, 40, 200, 500, 1000), distinct=True),
        "low": grid("0.2", "0.35", "0.05"),
        "middle": grid("0.4", "0.6", "0.05"),
        "high": grid("0.65", "0.8", "0.05"),
        "d": vector(3, pick("-0.2", "-0.1", "-0.05", "0.05", "0.1", "0.2"), distinct=True),
    },
    let={
        "conf": "[low, middle, high]",
        "acc": "round_to(conf + d, 2)",
        "gap": "abs(acc - conf)",
        "share": "n / sum(n)",
    },
    require=("min(d) < 0 and max(d) > 0",),
    front=r"""Predictions, grouped into three bins:

| bin | rows | mean $\hat{y}$ | share with $y = 1$ |
|---|---|---|---|
| 1 | {{= n[0] }} | {{= conf[0] }} | {{= acc[0] }} |
| 2 | {{= n[1] }} | {{= conf[1] }} | {{= acc[1] }} |
| 3 | {{= n[2] }} | {{= conf[2] }} | {{= acc[2] }} |

What is the expected calibration error (ECE, with absolute gaps)?""",
    parts=(
        NumberPart(
            answer="sum(share * gap)",
            tolerance=PROBABILITY,
            unit="fraction",
            slips=(
                slip(
                    "unweighted",
                    "mean(gap)",
                    "You gave each bin the same weight. Weight each gap by the bin's share of the "
                    "rows.",
                ),
                slip(
                    "signed",
                    "sum(share * (conf - acc))",
                    "You let gaps of different sign cancel. That is calibration in the large; ECE "
                    "takes the absolute value of each bin's gap.",
                ),
                slip(
                    "max",
                    "max(gap)",
                    "That is the largest gap, the maximum calibration error. ECE is the weighted "
                    "mean of all gaps.",
                ),
                slip(
                    "sq",
                    "sum(share * gap * gap)",
                    "You squared the gaps. ECE takes their absolute values.",
                ),
                slip(
                    "not_divided",
                    "sum(n * gap)",
                    "You weighted by counts. Divide by the number of all rows, {{= sum(n) }}.",
                ),
            ),
        ),
    ),
    steps=(
        step("The gap of each bin", "gap"),
        step("Its share of the rows", "share"),
        step("Gap times share", "share * gap"),
        step("Their sum", "sum(share * gap)"),
    ),
    back="ECE depends on the bins: give their number whenever you report it.",
)

CAL_IN_LARGE = Template(
    id="cal-in-large",
    title="Calibration in the large",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"error": vector(5, _ERROR), "y": vector(5, LABEL)},
    let={"p": _PREDICTION, "said": "mean(p)", "base": "mean(y)"},
    require=(BOTH_LABELS,),
    front=table(5, p=HAT, y="$y$") + "\n\nHow far is the model off in the large: mean "
    "prediction **minus** base rate?",
    parts=(
        NumberPart(
            answer="said - base",
            tolerance=PROBABILITY,
            slips=(
                slip(
                    "abs",
                    "mean(abs(p - y))",
                    "That is the mean absolute error of single rows. In the large errors may "
                    "cancel: compare the two means.",
                ),
                slip(
                    "sign",
                    "base - said",
                    "The sign is flipped. Prediction minus base rate: above 0 means that the model "
                    "promises too much.",
                ),
                slip(
                    "forgot_1_over_m",
                    "sum(p) - sum(y)",
                    "That is the difference of the sums. Divide by the number of rows.",
                ),
                slip(
                    "ratio",
                    "said / base",
                    "That is the ratio of the two. Asked is their difference.",
                ),
                slip(
                    "vs_half",
                    "said - 0.5",
                    "You compared with 0.5. Compare with the base rate, the share of rows with "
                    "label 1.",
                ),
                slip(
                    "brier",
                    "mean((p - y) ** 2)",
                    "That is the Brier score. In the large only the two means are compared.",
                ),
            ),
        ),
    ),
    steps=(
        step("Mean prediction", "said"),
        step("Base rate, the share of rows with label 1", "base"),
        step("The difference", "said - base"),
    ),
    back="A logistic regression with an unpenalised bias has 0 here on its own training data.",
)

TEMPERATURE = Template(
    id="temperature",
    title="Temperature scaling",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "z": grid("-4", "4", "0.1"),
        "T": pick("0.5", "1.5", "2", "2.5", "3", "4"),
    },
    let={"scaled": "z / T"},
    require=("abs(z) >= 0.3",),
    front="A binary classifier gives a row the logit $z = {{= z }}$. Its calibration uses the "
    "temperature $T = {{= T }}$. What is the calibrated probability of class 1?",
    parts=(
        NumberPart(
            answer="sigmoid(scaled)",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "mult",
                    "sigmoid(z * T)",
                    r"You multiplied by the temperature. The logit is divided by $T$: a high "
                    "temperature moves probabilities towards one half.",
                ),
                slip(
                    "on_p",
                    "sigmoid(z) / T",
                    "You divided the probability. Temperature divides the logit, before the "
                    "sigmoid.",
                ),
                slip(
                    "none",
                    "sigmoid(z)",
                    "That is the probability before calibration. Divide the logit by $T$ first.",
                ),
                slip(
                    "forgot_sigmoid",
                    "scaled",
                    "That is the scaled logit. Put it through the sigmoid.",
                ),
                slip(
                    "subtracted",
                    "sigmoid(z - T)",
                    "You subtracted the temperature, which shifts the boundary. Dividing leaves it "
                    "at $z = 0$.",
                ),
                slip(
                    "sign",
                    "sigmoid(-scaled)",
                    r"That is the probability of class 0. $\sigma(z / T)$ is above one half "
                    "exactly when $z$ is above 0.",
                ),
            ),
        ),
    ),
    steps=(
        step("The logit divided by the temperature", "scaled"),
        step("Its sigmoid", "sigmoid(scaled)"),
    ),
    back="The order of the rows stays, and so do accuracy at 0.5 and ROC-AUC.",
)

TEMPLATES = (BRIER, BRIER_SKILL, ECE, CAL_IN_LARGE, TEMPERATURE)
