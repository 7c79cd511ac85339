"""Metrics: rows written out one by one and counted, boundaries by bisection, costs by trying."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product

from mpmath import mp

from quizlr.model import Value

from .drawn import Drawn, number, numbers

Row = tuple[int, int]
"""Truth and prediction."""


def _rows(drawn: Drawn) -> list[Row]:
    """A data set that has the drawn counts."""
    cells: dict[str, Row] = {"TP": (1, 1), "FP": (0, 1), "FN": (1, 0), "TN": (0, 0)}
    return [row for name, row in cells.items() for _ in range(int(number(drawn, name)))]


def _share(rows: Iterator[bool]) -> Fraction:
    """Of the rows that hold."""
    listed = list(rows)
    return Fraction(sum(listed), len(listed))


def _precision(drawn: Drawn) -> float:
    return float(_share(truth == 1 for truth, said in _rows(drawn) if said == 1))


def _recall_of(drawn: Drawn, label: int) -> Fraction:
    return _share(said == label for truth, said in _rows(drawn) if truth == label)


def _recall(drawn: Drawn) -> float:
    return float(_recall_of(drawn, 1))


def _accuracy(drawn: Drawn) -> float:
    return float(_share(truth == said for truth, said in _rows(drawn)))


def _f1(drawn: Drawn) -> float:
    """The Dice overlap of the set that is predicted and the set that is true."""
    rows = list(enumerate(_rows(drawn)))
    true = {place for place, (truth, _) in rows if truth}
    said = {place for place, (_, predicted) in rows if predicted}
    return float(Fraction(2 * len(true & said), len(true) + len(said)))


def _balanced_accuracy(drawn: Drawn) -> float:
    return float((_recall_of(drawn, 0) + _recall_of(drawn, 1)) / 2)


def _mcc(drawn: Drawn) -> float:
    """Pearson's correlation of the two columns."""
    rows = _rows(drawn)
    truth, said = ([Fraction(row[side]) for row in rows] for side in (0, 1))
    mean_truth, mean_said = (sum(column) / len(column) for column in (truth, said))
    together = sum((a - mean_truth) * (b - mean_said) for a, b in rows)
    spread = mp.mpf(1)
    for column, mean in ((truth, mean_truth), (said, mean_said)):
        spread *= mp.mpf(float(sum((each - mean) ** 2 for each in column)))
    return float(together) / float(mp.sqrt(spread))


def _roc_point(drawn: Drawn) -> tuple[float, float]:
    return float(1 - _recall_of(drawn, 0)), float(_recall_of(drawn, 1))


def _fbeta(drawn: Drawn) -> float:
    """The weighted harmonic mean, recall weighing beta squared times as much."""
    weight = number(drawn, "beta") ** 2
    return (1 + weight) / (1 / number(drawn, "P") + weight / number(drawn, "R"))


def _zero_of(function: Callable[[float], float], low: float, high: float) -> float:
    """By bisection."""
    rises = function(high) > 0
    for _ in range(200):
        middle = (low + high) / 2
        if (function(middle) > 0) == rises:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _probability(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def _decision_boundary(drawn: Drawn) -> float:
    (w1, w2), b, x = numbers(drawn, "w"), number(drawn, "b"), number(drawn, "x")
    return _zero_of(lambda x2: _probability(w1 * x + w2 * x2 + b) - 0.5, -50, 50)


def _threshold_boundary(drawn: Drawn) -> float:
    t, w, b = (number(drawn, name) for name in ("t", "w", "b"))
    return _zero_of(lambda x: _probability(w * x + b) - t, -50, 50)


def _cost_threshold(drawn: Drawn) -> float:
    """Where the expected costs of both decisions cross."""
    false_positive, false_negative = number(drawn, "a"), number(drawn, "c")
    return _zero_of(lambda p: p * false_negative - (1 - p) * false_positive, 0, 1)


def _confusion(drawn: Drawn) -> tuple[float, ...]:
    """Of the rows on each side of the threshold, those that are drawn to be right and wrong."""
    t = number(drawn, "t")
    seen = list(zip(numbers(drawn, "p"), numbers(drawn, "wrong"), strict=True))
    above = [wrong for p, wrong in seen if not p < t]
    below = [wrong for p, wrong in seen if p < t]
    counted = (above.count(0), above.count(1), below.count(1), below.count(0))
    return tuple(map(float, counted))


def _roc_auc(drawn: Drawn) -> float:
    """In tenths, so that sums and ties are exact."""
    drawn_rows = zip(numbers(drawn, "p"), numbers(drawn, "noise"), strict=True)
    tenths = [(round(10 * p), round(10 * noise)) for p, noise in drawn_rows]
    ones = [p for p, noise in tenths if p + noise >= 5]
    zeros = [p for p, noise in tenths if p + noise < 5]
    half_points = sum(2 * (a > b) + (a == b) for a, b in product(ones, zeros))
    return float(Fraction(half_points, 2 * len(ones) * len(zeros)))


def _average_precision(drawn: Drawn) -> float:
    """The sum over thresholds of precision times the rise of recall."""
    scored = list(zip(numbers(drawn, "p"), numbers(drawn, "y"), strict=True))
    positives = sum(y == 1 for _, y in scored)
    area, recall_before = Fraction(0), Fraction(0)
    for threshold in sorted({p for p, _ in scored}, reverse=True):
        said = [y for p, y in scored if p >= threshold]
        recall = Fraction(said.count(1), positives)
        area += Fraction(said.count(1), len(said)) * (recall - recall_before)
        recall_before = recall
    return float(area)


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "decision-boundary": _decision_boundary,
    "threshold-boundary": _threshold_boundary,
    "cost-threshold": _cost_threshold,
    "confusion": _confusion,
    "precision": _precision,
    "recall": _recall,
    "f1": _f1,
    "accuracy": _accuracy,
    "balanced-accuracy": _balanced_accuracy,
    "mcc": _mcc,
    "fbeta": _fbeta,
    "roc-auc": _roc_auc,
    "roc-point": _roc_point,
    "average-precision": _average_precision,
}
