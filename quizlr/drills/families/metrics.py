"""Thresholds, and what is counted once a threshold has been chosen.

The families of ratios of counts and of rankings are in files of their own.
"""

from __future__ import annotations

from quizlr.drills.families.metrics_combined import COMBINED
from quizlr.drills.families.metrics_counts import COUNTS
from quizlr.drills.families.metrics_ranking import RANKING
from quizlr.drills.families.shared import HAT, table
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import EXACT, LOGIT, PROBABILITY, grid, pick, slip, step, vector
from quizlr.model import Form, Tier

TOPIC = "metrics"

DECISION_BOUNDARY = Template(
    id="decision-boundary",
    title="A point on the decision boundary",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "w": vector(2, pick("-3", "-2", "-1.5", "-0.5", "0.5", "1.5", "2", "3"), distinct=True),
        "b": grid("-3", "3", "0.5"),
        "x": grid("-4", "4", "0.5"),
    },
    let={"known": "w[0] * x + b"},
    require=("b != 0", "x != 0", "abs(known / w[1]) <= 10"),
    front="A logistic regression has weights $w = {{= w }}$ and bias $b = {{= b }}$, and predicts "
    r"class 1 where $\hat{y} \ge 0.5$. On its decision boundary, which $x_2$ goes with "
    "$x_1 = {{= x }}$?",
    parts=(
        NumberPart(
            answer="-known / w[1]",
            tolerance=LOGIT,
            digits=2,
            slips=(
                slip(
                    "sign",
                    "known / w[1]",
                    "The sign is flipped. Bring $w_1 x_1 + b$ to the other side of the equation, "
                    "then divide.",
                ),
                slip(
                    "no_b",
                    "-w[0] * x / w[1]",
                    "You left out the bias. On the boundary $w_1 x_1 + w_2 x_2 + b = 0$.",
                ),
                slip(
                    "at_half",
                    "(0.5 - known) / w[1]",
                    r"You set the score to 0.5. The *probability* is 0.5 there, and that is "
                    "where the score is 0.",
                ),
                slip(
                    "swapped_args",
                    "-(w[1] * x + b) / w[0]",
                    "You gave $x_1$ the weight of $x_2$. The first weight belongs to $x_1$.",
                ),
                slip(
                    "no_division",
                    "-known",
                    "That is $w_2 x_2$. Divide it by $w_2$.",
                ),
                slip(
                    "sign_of_b",
                    "-(w[0] * x - b) / w[1]",
                    "The bias has the wrong sign. It is added to the score: "
                    "$w_1 x_1 + w_2 x_2 + b = 0$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$\hat{y} = 0.5$ where the score is 0. What is known of it, $w_1 x_1 + b$", "known"),
        step("Minus that, over $w_2$", "-known / w[1]"),
    ),
)

THRESHOLD_BOUNDARY = Template(
    id="threshold-boundary",
    title="Where the probability reaches a threshold",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "t": grid("0.05", "0.95", "0.05"),
        "w": grid("-3", "3", "0.25"),
        "b": grid("-2", "2", "0.25"),
    },
    let={"o": "t / (1 - t)", "z": "ln(o)"},
    require=("t != 0.5", "abs(w) >= 0.5", "b != 0"),
    front="A logistic regression on one feature has weight $w = {{= w }}$ and bias $b = {{= b }}$. "
    r"At which $x$ is its probability $\hat{y}$ exactly {{= t }}?",
    parts=(
        NumberPart(
            answer="(z - b) / w",
            tolerance=LOGIT,
            slips=(
                slip(
                    "half",
                    "-b / w",
                    "That is where the probability is 0.5, as the score is 0 there. "
                    "For {{= t }} the score is {{= z | .4f }}.",
                ),
                slip(
                    "t_direct",
                    "(t - b) / w",
                    "You set the score to {{= t }}. That is a probability: turn it into a score "
                    r"with the logit first, $\ln \frac{t}{1 - t}$.",
                ),
                slip(
                    "sign",
                    "(-z - b) / w",
                    r"The logit is upside down: $\ln \frac{t}{1 - t}$, above 0 for $t$ above 0.5.",
                ),
                slip(
                    "odds",
                    "(o - b) / w",
                    "You set the score to the odds. The score is their natural log.",
                ),
                slip(
                    "log10",
                    "(log10(o) - b) / w",
                    "You took the log to base 10. The logit is the natural log of the odds.",
                ),
                slip(
                    "sign_of_b",
                    "(z + b) / w",
                    "The bias has the wrong sign. From $w x + b = z$ follows $x = (z - b) / w$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The odds $\frac{t}{1 - t}$", "o"),
        step("The score that gives this probability, their natural log", "z"),
        step(r"From $w x + b = z$, $x = (z - b) / w$", "(z - b) / w"),
    ),
)

COST_THRESHOLD = Template(
    id="cost-threshold",
    title="The threshold that costs least",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "a": pick(10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 90, 100),
        "c": pick(10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 90, 100),
    },
    let={"both": "a + c"},
    require=("a != c",),
    front="A false positive costs $c_0 = {{= a }}$ and a false negative $c_1 = {{= c }}$; right "
    "decisions cost nothing. The predicted probabilities are calibrated. From which probability "
    "of class 1 on should one decide for class 1?",
    parts=(
        NumberPart(
            answer="a / both",
            tolerance=PROBABILITY,
            form=Form.FRACTION,
            unit="probability",
            slips=(
                slip(
                    "inverse",
                    "c / both",
                    "The costs have changed places. Dear false positives call for caution: their "
                    "cost stands above the line and raises the threshold.",
                ),
                slip(
                    "half",
                    "0.5",
                    "0.5 is right only if both mistakes cost the same.",
                ),
                slip(
                    "ratio",
                    "a / c",
                    "That is the ratio of the costs, the *odds* at which both decisions cost the "
                    "same. As a probability: $c_0 / (c_0 + c_1)$.",
                ),
                slip(
                    "ratio_inverse",
                    "c / a",
                    "That is a ratio of costs, and upside down. The threshold is "
                    "$c_0 / (c_0 + c_1)$.",
                ),
            ),
        ),
    ),
    steps=(
        step(
            "Deciding for 1 costs $(1 - p) c_0$ on average, for 0 $p c_1$. They are equal where "
            "$p (c_0 + c_1) = c_0$. The sum of the costs",
            "both",
        ),
        step("$c_0$ over that sum", "a / both"),
    ),
    back="Only the ratio of the costs matters. The dearer a missed positive, the lower the "
    "threshold.",
)

CONFUSION = Template(
    id="confusion",
    title="Confusion counts at a threshold",
    topic=TOPIC,
    tier=Tier.BEGINNER,
    vars={
        "p": vector(8, grid("0.05", "0.95", "0.05")),
        "wrong": vector(8, pick(0, 0, 0, 1)),
        "t": pick("0.3", "0.4", "0.6", "0.7"),
    },
    let={
        "said": "p >= t",
        "y": "abs(said - wrong)",
        "TP": "sum(said * y)",
        "FP": "sum(said * (1 - y))",
        "FN": "sum((1 - said) * y)",
        "TN": "sum((1 - said) * (1 - y))",
        "early": "p >= 0.5",
        "late": "p > t",
    },
    require=("TP > 0", "TN > 0", "FP + FN > 0", "FP != FN"),
    front=table(8, p=HAT, y="$y$") + "\n\nClass 1 is predicted where "
    r"$\hat{y} \ge {{= t }}$. Count the true positives, false positives, false negatives and true "
    "negatives.",
    parts=(
        NumberPart(
            answer="[TP, FP, FN, TN]",
            tolerance=EXACT,
            form=Form.VECTOR,
            digits=0,
            note="in the order TP, FP, FN, TN",
            slips=(
                slip(
                    "swapped_fp_fn",
                    "[TP, FN, FP, TN]",
                    "False positives and false negatives have changed places. *Positive* is what "
                    "was predicted, *false* says that it was wrong.",
                ),
                slip(
                    "swapped_label",
                    "[TN, FN, FP, TP]",
                    "You counted class 0 as the positive one. Positive is class 1.",
                ),
                slip(
                    "other_order",
                    "[TN, FP, FN, TP]",
                    "Those are the counts in the order TN, FP, FN, TP, as scikit-learn's matrix "
                    "reads. Asked for was TP, FP, FN, TN.",
                ),
                slip(
                    "half",
                    "[sum(early * y), sum(early * (1 - y)), sum((1 - early) * y),"
                    " sum((1 - early) * (1 - y))] if any(early != said) else nan",
                    "You used the threshold 0.5. Here class 1 is predicted from {{= t }} on.",
                ),
                slip(
                    "strict",
                    "[sum(late * y), sum(late * (1 - y)), sum((1 - late) * y),"
                    " sum((1 - late) * (1 - y))] if any(late != said) else nan",
                    r"A prediction equal to the threshold counts as class 1: the rule is $\ge$.",
                ),
                slip(
                    "below",
                    "[FN, TN, TP, FP]",
                    "You predicted class 1 *below* the threshold. It is predicted from the "
                    "threshold upwards.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"Predicted class, 1 where $\hat{y} \ge {{= t }}$", "said"),
        step("TP, predicted 1 and truly 1", "TP"),
        step("FP, predicted 1 and truly 0", "FP"),
        step("FN, predicted 0 and truly 1", "FN"),
        step("TN, predicted 0 and truly 0", "TN"),
        step("Together", "[TP, FP, FN, TN]"),
    ),
)

TEMPLATES = (
    DECISION_BOUNDARY,
    THRESHOLD_BOUNDARY,
    COST_THRESHOLD,
    CONFUSION,
    *COUNTS,
    *COMBINED,
    *RANKING,
)
