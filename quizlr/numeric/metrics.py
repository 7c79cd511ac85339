"""Threshold metrics from the four counts of a confusion matrix.

Counts are (tp, fp, fn, tn), each at least 0; a `Confusion` or any sequence of four. A rate whose
group is empty does not exist and is refused in words, never called 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from quizlr.numeric.arrays import (
    Array,
    Numbers,
    as_array,
    as_pair,
    as_vector,
    check_binary,
    check_probability,
    check_within,
)
from quizlr.numeric.errors import ShapeError, UndefinedError

Counts = Sequence[float] | Array


class Confusion(NamedTuple):
    """True positives, false positives, false negatives, true negatives."""

    tp: float
    fp: float
    fn: float
    tn: float


def confusion(p: Numbers, y: Numbers, threshold: float = 0.5) -> Confusion:
    """Counts when 1 is predicted at p ≥ threshold; p in [0, 1] and y in {0, 1}, shape (m,)."""
    said, truth = as_pair("confusion", p, y)
    check_probability("confusion", "p", said)
    check_binary("confusion", "y", truth)
    positive, true = said >= threshold, truth == 1
    cells = (positive & true, positive & ~true, ~positive & true, ~positive & ~true)
    return Confusion(*(float(np.sum(cell)) for cell in cells))


def precision(counts: Counts) -> float:
    """TP / (TP + FP): how many of the predicted positives are right."""
    tp, fp, _, _ = _counts("precision", counts)
    return _rate("Precision", tp, tp + fp, "nothing was predicted positive")


def recall(counts: Counts) -> float:
    """TP / (TP + FN), also sensitivity and true positive rate."""
    tp, _, fn, _ = _counts("recall", counts)
    return _rate("Recall", tp, tp + fn, "there are no positives")


def specificity(counts: Counts) -> float:
    """TN / (TN + FP), the true negative rate."""
    _, fp, _, tn = _counts("specificity", counts)
    return _rate("Specificity", tn, tn + fp, "there are no negatives")


def negative_predictive_value(counts: Counts) -> float:
    """TN / (TN + FN): how many of the predicted negatives are right."""
    _, _, fn, tn = _counts("negative_predictive_value", counts)
    return _rate("The negative predictive value", tn, tn + fn, "nothing was predicted negative")


def false_positive_rate(counts: Counts) -> float:
    """FP / (FP + TN), the x of a ROC point."""
    _, fp, _, tn = _counts("false_positive_rate", counts)
    return _rate("The false positive rate", fp, fp + tn, "there are no negatives")


def accuracy(counts: Counts) -> float:
    """(TP + TN) / all."""
    tp, fp, fn, tn = _counts("accuracy", counts)
    return _rate("Accuracy", tp + tn, tp + fp + fn + tn, "there are no rows")


def balanced_accuracy(counts: Counts) -> float:
    """Mean of recall and specificity; 1/2 for any constant prediction."""
    return (recall(counts) + specificity(counts)) / 2.0


def f1(counts: Counts) -> float:
    """2TP / (2TP + FP + FN), the harmonic mean of precision and recall."""
    return fbeta(counts, 1.0)


def fbeta(counts: Counts, beta: float) -> float:
    """(1 + β²)TP / ((1 + β²)TP + β²FN + FP): recall counts β times as much as precision."""
    tp, fp, fn, _ = _counts("fbeta", counts)
    check_within("fbeta", "beta", as_array("fbeta", beta), 0.0, np.inf)
    square = beta * beta
    whole = (1.0 + square) * tp + square * fn + fp
    return _rate("F-beta", (1.0 + square) * tp, whole, "no positives, true or predicted")


def fbeta_from_rates(precision_rate: float, recall_rate: float, beta: float = 1.0) -> float:
    """(1 + β²)PR / (β²P + R) from precision P and recall R; 0 if both are 0."""
    for name, value in (("precision_rate", precision_rate), ("recall_rate", recall_rate)):
        check_probability("fbeta_from_rates", name, as_array("fbeta_from_rates", value))
    check_within("fbeta_from_rates", "beta", as_array("fbeta_from_rates", beta), 0.0, np.inf)
    square = beta * beta
    whole = square * precision_rate + recall_rate
    return (1.0 + square) * precision_rate * recall_rate / whole if whole else 0.0


def matthews_correlation(counts: Counts) -> float:
    """(TP·TN − FP·FN) / √((TP+FP)(TP+FN)(TN+FP)(TN+FN)), from −1 to 1."""
    tp, fp, fn, tn = _counts("matthews_correlation", counts)
    margins = (tp + fp, tp + fn, tn + fp, tn + fn)
    if 0.0 in margins:
        raise UndefinedError("The Matthews correlation", "a row or column of the table is empty")
    return (tp * tn - fp * fn) / math.sqrt(math.prod(margins))


def _counts(function: str, counts: Counts) -> tuple[float, float, float, float]:
    values = as_vector(function, counts)
    if len(values) != 4:
        raise ShapeError(function, "the four counts tp, fp, fn, tn", values.shape)
    check_within(function, "each count", values, 0.0, np.inf)
    tp, fp, fn, tn = values.tolist()
    return tp, fp, fn, tn


def _rate(quantity: str, part: float, whole: float, why: str) -> float:
    if whole == 0:
        raise UndefinedError(quantity, why)
    return part / whole
