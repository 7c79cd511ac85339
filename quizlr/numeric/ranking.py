"""How well scores rank positives above negatives: ROC and precision-recall curves, with ties.

Scores (higher means more positive, nan refused) and labels in {0, 1} have shape (m,). Rows of equal
score are taken together, so nothing depends on the order of the rows.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from quizlr.numeric.arrays import Array, Numbers, as_pair, check_binary, exact_dot
from quizlr.numeric.errors import DomainError, UndefinedError


class Curve(NamedTuple):
    """Points of a curve, one for each threshold from the highest down; all of shape (t,)."""

    x: Array
    y: Array
    thresholds: Array


def roc_curve(scores: Numbers, y: Numbers) -> Curve:
    """False positive rate (x) against recall (y), from (0, 0) at threshold inf to (1, 1).

    Raises:
        UndefinedError: Only one class is present.
    """
    thresholds, hits, alarms = _cumulative("roc_curve", scores, y)
    _need_both("The ROC curve", hits[-1], alarms[-1])
    return Curve(
        np.append(0.0, alarms / alarms[-1]),
        np.append(0.0, hits / hits[-1]),
        np.append(np.inf, thresholds),
    )


def roc_auc(scores: Numbers, y: Numbers) -> float:
    """The chance that a random positive outranks a random negative, ties counting half.

    Raises:
        UndefinedError: Only one class is present.
    """
    _, hits, alarms = _cumulative("roc_auc", scores, y)
    _need_both("ROC-AUC", hits[-1], alarms[-1])
    new_alarms = np.diff(alarms, prepend=0.0)
    hits_before = np.append(0.0, hits[:-1])
    pairs = float(hits[-1] * alarms[-1])
    return exact_dot(new_alarms, (hits + hits_before) / 2.0) / pairs


def precision_recall_curve(scores: Numbers, y: Numbers) -> Curve:
    """Recall (x) against precision (y), one point for each distinct score.

    Raises:
        UndefinedError: There are no positives.
    """
    thresholds, hits, alarms = _cumulative("precision_recall_curve", scores, y)
    if hits[-1] == 0:
        raise UndefinedError("The precision-recall curve", "there are no positives")
    return Curve(hits / hits[-1], hits / (hits + alarms), thresholds)


def average_precision(scores: Numbers, y: Numbers) -> float:
    """Σ (Rₖ − Rₖ₋₁) Pₖ over the thresholds: the mean of the precision at each positive.

    Raises:
        UndefinedError: Only one class is present; without negatives it would say 1 of anything.
    """
    _, hits, alarms = _cumulative("average_precision", scores, y)
    _need_both("Average precision", hits[-1], alarms[-1])
    return exact_dot(np.diff(hits, prepend=0.0), hits / (hits + alarms)) / float(hits[-1])


def _cumulative(function: str, scores: Numbers, y: Numbers) -> tuple[Array, Array, Array]:
    """Distinct scores from the highest down, with the positives and negatives at or above each."""
    values, labels = as_pair(function, scores, y)
    check_binary(function, "y", labels)
    if np.any(np.isnan(values)):
        raise DomainError(function, "each score", "a number", np.nan)
    order = np.argsort(-values, kind="stable")
    ranked, positive = values[order], labels[order]
    last_of_tie = np.append(ranked[1:] != ranked[:-1], True)
    hits, alarms = np.cumsum(positive), np.cumsum(1.0 - positive)
    return ranked[last_of_tie], hits[last_of_tie], alarms[last_of_tie]


def _need_both(quantity: str, positives: float, negatives: float) -> None:
    if positives == 0 or negatives == 0:
        missing = "positives" if positives == 0 else "negatives"
        raise UndefinedError(quantity, f"there are no {missing}")
