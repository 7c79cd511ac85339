"""Metrics that join two views of the same counts. Templates of the topic `metrics`."""

from __future__ import annotations

from quizlr.drills.families.confusion_table import COUNT_TABLE, COUNT_VARS
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import PROBABILITY, grid, pick, slip, step
from quizlr.model import Form, Tier

_TOPIC = "metrics"

F1 = Template(
    id="f1",
    title="F1 from counts",
    topic=_TOPIC,
    tier=Tier.INTERMEDIATE,
    # Precision and recall must differ, or every mean of the two is right.
    vars={**COUNT_VARS, "FP": grid("1", "60", "1"), "FN": grid("1", "20", "1")},
    let={"P": "TP / (TP + FP)", "R": "TP / (TP + FN)"},
    front=f"{COUNT_TABLE}\n\nWhat is F1 for class 1?",
    parts=(
        NumberPart(
            answer="2 * P * R / (P + R)",
            tolerance=PROBABILITY,
            form=Form.FRACTION,
            slips=(
                slip(
                    "sum",
                    "P + R",
                    "That is the sum of precision and recall. F1 is their harmonic mean, "
                    "$2PR / (P + R)$.",
                ),
                slip(
                    "product",
                    "P * R",
                    "That is the product of precision and recall. F1 is their harmonic mean: "
                    "double the product and divide by the sum.",
                ),
                slip(
                    "acc",
                    "(TP + TN) / (TP + FP + FN + TN)",
                    "That is accuracy. F1 does not look at the true negatives at all.",
                ),
                slip(
                    "arithmetic_mean",
                    "(P + R) / 2",
                    "That is the ordinary mean of precision and recall. The harmonic mean lies "
                    "nearer to the smaller one.",
                ),
                slip(
                    "no_2",
                    "P * R / (P + R)",
                    "The 2 is missing: $2PR / (P + R)$. With $P = R$ it must give the same number "
                    "again.",
                ),
                slip(
                    "jaccard",
                    "TP / (TP + FP + FN)",
                    "That counts the true positives once, as the Jaccard index does. In F1 they "
                    "count twice: $2TP / (2TP + FP + FN)$.",
                ),
            ),
        ),
    ),
    steps=(
        step("Precision $P$, TP / (TP + FP)", "P"),
        step("Recall $R$, TP / (TP + FN)", "R"),
        step("$2PR / (P + R)$", "2 * P * R / (P + R)"),
    ),
    back="Shorter: $2TP / (2TP + FP + FN)$.",
)

BALANCED_ACCURACY = Template(
    id="balanced-accuracy",
    title="Balanced accuracy",
    topic=_TOPIC,
    tier=Tier.INTERMEDIATE,
    # Classes of unequal size, or accuracy would be the same.
    vars={
        "TP": grid("1", "15", "1"),
        "FP": grid("5", "80", "1"),
        "FN": grid("1", "15", "1"),
        "TN": grid("40", "240", "1"),
    },
    let={"tpr": "TP / (TP + FN)", "tnr": "TN / (TN + FP)", "P": "TP / (TP + FP)"},
    front=f"{COUNT_TABLE}\n\nWhat is the balanced accuracy?",
    parts=(
        NumberPart(
            answer="(tpr + tnr) / 2",
            tolerance=PROBABILITY,
            form=Form.FRACTION,
            slips=(
                slip(
                    "f1",
                    "2 * TP / (2 * TP + FP + FN)",
                    "That is F1, which joins precision and recall. Balanced accuracy is the mean "
                    "of both classes' recalls.",
                ),
                slip(
                    "product",
                    "tpr * tnr",
                    "You multiplied the recalls of both classes. Balanced accuracy is their mean.",
                ),
                slip(
                    "sum",
                    "tpr + tnr",
                    "You added the recalls of both classes. Halve the sum: chance must give 0.5.",
                ),
                slip(
                    "acc",
                    "(TP + TN) / (TP + FP + FN + TN)",
                    "That is accuracy, where the larger class counts more. Here both classes count "
                    "alike: the mean of their recalls.",
                ),
                slip(
                    "mean_precisions",
                    "(P + TN / (TN + FN)) / 2",
                    "You divided by the predicted classes. Balanced accuracy divides by the true "
                    "ones: TP / (TP + FN) and TN / (TN + FP).",
                ),
                slip(
                    "mean_p_r",
                    "(P + tpr) / 2",
                    "That is the mean of precision and recall of class 1. Balanced accuracy takes "
                    "the recalls of class 1 and of class 0.",
                ),
            ),
        ),
    ),
    steps=(
        step("Recall of class 1, TP / (TP + FN)", "tpr"),
        step("Recall of class 0, TN / (TN + FP)", "tnr"),
        step("Their mean", "(tpr + tnr) / 2"),
    ),
)

MCC = Template(
    id="mcc",
    title="Matthews correlation",
    topic=_TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={name: grid("1", "20", "1") for name in ("TP", "FP", "FN", "TN")},
    let={
        "gain": "TP * TN - FP * FN",
        "margins": "(TP + FP) * (TP + FN) * (TN + FP) * (TN + FN)",
        "root": "sqrt(margins)",
    },
    require=("abs(gain / root) >= 0.1",),
    front=f"{COUNT_TABLE}\n\nWhat is the Matthews correlation coefficient (MCC)?",
    parts=(
        NumberPart(
            answer="gain / root",
            tolerance=PROBABILITY,
            slips=(
                slip(
                    "no_sqrt",
                    "gain / margins",
                    "The root is missing. The product of the four sums stands under a square root, "
                    "so that a perfect classifier gets 1.",
                ),
                slip(
                    "acc",
                    "(TP + TN) / (TP + FP + FN + TN)",
                    "That is accuracy. MCC is a correlation, from -1 to 1, and 0 for guessing.",
                ),
                slip(
                    "plus",
                    "(TP * TN + FP * FN) / root",
                    "The products are subtracted: $TP \\cdot TN - FP \\cdot FN$. Mistakes must "
                    "lower the score.",
                ),
                slip(
                    "sign",
                    "-gain / root",
                    "The sign is flipped: $TP \\cdot TN$ comes first. MCC is above 0 when right "
                    "predictions outweigh wrong ones.",
                ),
                slip(
                    "wrong_pairs",
                    "(TP * FP - FN * TN) / root",
                    "You paired the wrong counts. Right times right minus wrong times wrong: "
                    "$TP \\cdot TN - FP \\cdot FN$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$TP \cdot TN - FP \cdot FN$", "gain"),
        step("The product of the sums of both columns and both rows", "margins"),
        step("Its square root", "root"),
        step("The first over the last", "gain / root"),
    ),
    back="MCC is the correlation between prediction and truth as columns of 0 and 1.",
)

FBETA = Template(
    id="fbeta",
    title="F-beta from precision and recall",
    topic=_TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "P": grid("0.2", "0.95", "0.05"),
        "R": grid("0.2", "0.95", "0.05"),
        "beta": pick("0.5", "2", "3"),
    },
    let={"b2": "beta * beta", "below": "b2 * P + R"},
    front=r"A classifier has precision {{= P }} and recall {{= R }}. What is $F_\beta$ for "
    r"$\beta = {{= beta }}$?",
    parts=(
        NumberPart(
            answer="(1 + b2) * P * R / below",
            tolerance=PROBABILITY,
            unit="fraction",
            slips=(
                slip(
                    "f1",
                    "2 * P * R / (P + R)",
                    r"That is $F_1$. For $\beta = {{= beta }}$ precision and recall do not count "
                    "alike.",
                ),
                slip(
                    "beta_on_rec",
                    "(1 + b2) * P * R / (P + b2 * R)",
                    r"$\beta^2$ stands at the wrong place. Below the line it multiplies precision, "
                    "and that is what makes *recall* count more.",
                ),
                slip(
                    "no_square",
                    "(1 + beta) * P * R / (beta * P + R)",
                    r"You used $\beta$ without the square. It is $\beta^2$, above and below the "
                    "line.",
                ),
                slip(
                    "no_one_plus",
                    "b2 * P * R / below",
                    r"Above the line it is $1 + \beta^2$, so that $P = R$ gives the same number "
                    "again.",
                ),
                slip(
                    "factor_2",
                    "2 * P * R / below",
                    r"The 2 belongs to $F_1$, where $1 + \beta^2 = 2$. Here it is $1 + \beta^2$ = "
                    "{{= 1 + b2 }}.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$\beta^2$", "b2"),
        step(r"Above the line, $(1 + \beta^2) P R$", "(1 + b2) * P * R"),
        step(r"Below it, $\beta^2 P + R$", "below"),
        step("The ratio", "(1 + b2) * P * R / below"),
    ),
    back=r"$\beta$ above 1 favours recall, below 1 precision.",
)

COMBINED = (F1, BALANCED_ACCURACY, MCC, FBETA)
