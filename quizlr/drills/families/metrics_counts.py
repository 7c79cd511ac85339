"""Ratios of two sums of counts, one question each. Templates of the topic `metrics`."""

from __future__ import annotations

from quizlr.drills.families.confusion_table import COUNT_TABLE, COUNT_VARS
from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import PROBABILITY, slip, step
from quizlr.model import Form, Tier

_TOPIC = "metrics"

PRECISION = Template(
    id="precision",
    title="Precision from counts",
    topic=_TOPIC,
    tier=Tier.BEGINNER,
    vars=COUNT_VARS,
    let={"said": "TP + FP"},
    front=f"{COUNT_TABLE}\n\nWhat is the precision for class 1?",
    parts=(
        NumberPart(
            answer="TP / said",
            tolerance=PROBABILITY,
            form=Form.FRACTION,
            slips=(
                slip(
                    "recall",
                    "TP / (TP + FN)",
                    "That is recall: the share of the true 1s that were found. Precision is the "
                    "share of the *predicted* 1s that are right, TP / (TP + FP).",
                ),
                slip(
                    "npv",
                    "TN / (TN + FN)",
                    "That is the precision for class 0, the negative predictive value. "
                    "For class 1 it is TP / (TP + FP).",
                ),
                slip(
                    "acc",
                    "(TP + TN) / (TP + FP + FN + TN)",
                    "That is accuracy, over all rows. Precision looks only at the rows predicted "
                    "1, TP / (TP + FP).",
                ),
                slip(
                    "one_minus",
                    "FP / said",
                    "That is the share of wrong ones among the predicted 1s, the false discovery "
                    "rate. Precision is 1 minus it.",
                ),
                slip(
                    "over_all",
                    "TP / (TP + FP + FN + TN)",
                    "You divided by all rows. Precision divides by the rows predicted 1, TP + FP.",
                ),
            ),
        ),
    ),
    steps=(
        step("Rows predicted 1, TP + FP", "said"),
        step("The right ones among them, TP over that", "TP / said"),
    ),
)

RECALL = Template(
    id="recall",
    title="Recall from counts",
    topic=_TOPIC,
    tier=Tier.BEGINNER,
    vars=COUNT_VARS,
    let={"positives": "TP + FN"},
    front=f"{COUNT_TABLE}\n\nWhat is the recall for class 1?",
    parts=(
        NumberPart(
            answer="TP / positives",
            tolerance=PROBABILITY,
            form=Form.FRACTION,
            slips=(
                slip(
                    "precision_den",
                    "TP / (TP + FP)",
                    "That is precision: the share of the predicted 1s that are right. Recall is "
                    "the share of the *true* 1s that were found, TP / (TP + FN).",
                ),
                slip(
                    "specificity",
                    "TN / (TN + FP)",
                    "That is specificity, the recall of class 0. For class 1 it is TP / (TP + FN).",
                ),
                slip(
                    "acc",
                    "(TP + TN) / (TP + FP + FN + TN)",
                    "That is accuracy, over all rows. Recall looks only at the rows that are "
                    "truly 1, TP / (TP + FN).",
                ),
                slip(
                    "one_minus",
                    "FN / positives",
                    "That is the share of the true 1s that were missed. Recall is 1 minus it.",
                ),
                slip(
                    "over_all",
                    "TP / (TP + FP + FN + TN)",
                    "You divided by all rows. Recall divides by the rows that are truly 1, "
                    "TP + FN.",
                ),
            ),
        ),
    ),
    steps=(
        step("Rows truly 1, TP + FN", "positives"),
        step("Those found, TP over that", "TP / positives"),
    ),
)

ACCURACY = Template(
    id="accuracy",
    title="Accuracy from counts",
    topic=_TOPIC,
    tier=Tier.BEGINNER,
    vars=COUNT_VARS,
    let={"right": "TP + TN", "rows": "TP + FP + FN + TN"},
    front=f"{COUNT_TABLE}\n\nWhat is the accuracy?",
    parts=(
        NumberPart(
            answer="right / rows",
            tolerance=PROBABILITY,
            form=Form.FRACTION,
            slips=(
                slip(
                    "precision",
                    "TP / (TP + FP)",
                    "That is precision, which looks only at the rows predicted 1. Accuracy is the "
                    "share of right predictions among all rows.",
                ),
                slip(
                    "recall",
                    "TP / (TP + FN)",
                    "That is recall, which looks only at the rows that are truly 1. Accuracy is "
                    "the share of right predictions among all rows.",
                ),
                slip(
                    "error",
                    "(FP + FN) / rows",
                    "That is the error rate, the share of wrong predictions. Accuracy is 1 "
                    "minus it.",
                ),
                slip(
                    "only_tp",
                    "TP / rows",
                    "You counted only the true positives as right. The true negatives are right "
                    "as well.",
                ),
                slip(
                    "balanced",
                    "(TP / (TP + FN) + TN / (TN + FP)) / 2",
                    "That is balanced accuracy, the mean of both classes' recalls. Accuracy counts "
                    "each row alike: (TP + TN) over all rows.",
                ),
            ),
        ),
    ),
    steps=(
        step("Right predictions, TP + TN", "right"),
        step("All rows", "rows"),
        step("The share of right ones", "right / rows"),
    ),
)

ROC_POINT = Template(
    id="roc-point",
    title="A point of the ROC curve",
    topic=_TOPIC,
    tier=Tier.INTERMEDIATE,
    vars=COUNT_VARS,
    let={
        "negatives": "FP + TN",
        "positives": "TP + FN",
        "fpr": "FP / negatives",
        "tpr": "TP / positives",
    },
    front=f"{COUNT_TABLE}\n\nWhich point of the ROC curve is this: false positive rate, and true "
    "positive rate?",
    parts=(
        NumberPart(
            answer="[fpr, tpr]",
            tolerance=PROBABILITY,
            form=Form.VECTOR,
            unit="fraction",
            note="FPR first, then TPR",
            slips=(
                slip(
                    "prec_rec",
                    "[TP / (TP + FP), tpr]",
                    "You gave precision and recall, a point of the other curve. The ROC curve has "
                    "FP / (FP + TN) on its horizontal axis.",
                ),
                slip(
                    "swapped",
                    "[tpr, fpr]",
                    "The two have changed places: the false positive rate comes first, it is the "
                    "horizontal axis.",
                ),
                slip(
                    "fdr",
                    "[FP / (FP + TP), tpr]",
                    "You divided FP by the rows predicted 1; that is the false discovery rate. "
                    "The false positive rate divides by the rows truly 0, FP + TN.",
                ),
                slip(
                    "specificity",
                    "[TN / negatives, tpr]",
                    "You gave specificity. The false positive rate is 1 minus it, FP / (FP + TN).",
                ),
                slip(
                    "over_all",
                    "[FP / (negatives + positives), TP / (negatives + positives)]",
                    "You divided by all rows. Each rate divides by the rows of its own true class.",
                ),
                slip(
                    "one_minus",
                    "[fpr, FN / positives]",
                    "You gave the miss rate, FN / (TP + FN). The true positive rate is 1 minus it.",
                ),
            ),
        ),
    ),
    steps=(
        step("Rows truly 0, FP + TN", "negatives"),
        step("False positive rate, FP over that", "fpr"),
        step("Rows truly 1, TP + FN", "positives"),
        step("True positive rate, TP over that", "tpr"),
        step("The point", "[fpr, tpr]"),
    ),
)

COUNTS = (PRECISION, RECALL, ACCURACY, ROC_POINT)
