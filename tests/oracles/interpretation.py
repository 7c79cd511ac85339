"""Coefficients and base rates by comparing people, and by counting in a population."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from quizlr.model import Value

from .drawn import Drawn, number


def _odds(score: float) -> float:
    p = 1 / (1 + math.exp(-score))
    return p / (1 - p)


def _odds_ratio(drawn: Drawn) -> float:
    """Of two people who differ in nothing else."""
    beta, change = number(drawn, "beta"), number(drawn, "change")
    return _odds(0.3 + beta * (1 + change)) / _odds(0.3 + beta)


def _prob_change(drawn: Drawn) -> float:
    """The probability whose odds stand in that ratio, by bisection."""
    p, ratio = number(drawn, "p"), number(drawn, "ratio")
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        if middle * (1 - p) < ratio * p * (1 - middle):
            low = middle
        else:
            high = middle
    return low


def _or_ci(drawn: Drawn) -> tuple[float, float]:
    """The odds ratio times and over the factor that 1.96 standard errors make."""
    centre, factor = math.exp(number(drawn, "beta")), math.exp(number(drawn, "se")) ** 1.96
    return centre / factor, centre * factor


def _divide_by_4(drawn: Drawn) -> float:
    """The steepest central difference, found by ternary search about the middle."""
    b, beta = number(drawn, "b"), number(drawn, "beta")

    def slope(x: float) -> float:
        up, down = (1 / (1 + math.exp(-(b + beta * (x + h)))) for h in (1e-5, -1e-5))
        return (up - down) / 2e-5

    low, high = -b / beta - 1.3, -b / beta + 1.1
    for _ in range(80):
        third = (high - low) / 3
        if abs(slope(low + third)) < abs(slope(high - third)):
            low += third
        else:
            high -= third
    return slope((low + high) / 2)


_LENGTHS = {"metre": Fraction(1), "decimetre": Fraction(1, 10), "centimetre": Fraction(1, 100)}


def _unit_change(drawn: Drawn) -> float:
    """Of two people who differ by one new unit; `effect` is the coefficient per metre."""
    metres = _LENGTHS[str(drawn["wanted"])]
    return _odds(number(drawn, "effect") * float(metres)) / _odds(0.0)


def _prior_correction(drawn: Drawn) -> float:
    """100 positives, and the negatives that were there before some were thrown away."""
    p, kept = Fraction(str(number(drawn, "p"))), Fraction(str(number(drawn, "kept")))
    negatives_seen = 100 * (1 - p) / p
    return float(100 / (100 + negatives_seen / kept))


def _balanced_weights(drawn: Drawn) -> tuple[float, float]:
    """Both classes weigh the same and together as much as there are rows."""
    n0, n1 = (Fraction(int(number(drawn, name))) for name in ("n0", "n1"))
    half = (n0 + n1) / 2
    return float(half / n0), float(half / n1)


def _ppv(drawn: Drawn) -> float:
    """Counted in a million rows."""
    share, recall, specificity = (
        Fraction(str(number(drawn, name))) for name in ("prevalence", "sensitivity", "spec")
    )
    positives = 1_000_000 * share
    caught = positives * recall
    false = (1_000_000 - positives) * (1 - specificity)
    return float(caught / (caught + false))


def _majority(drawn: Drawn) -> float:
    positives = round(100 * number(drawn, "prevalence"))
    labels = [1] * positives + [0] * (100 - positives)
    return max(sum(label == guess for label in labels) / 100 for guess in (0, 1))


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "odds-ratio": _odds_ratio,
    "prob-change": _prob_change,
    "or-ci": _or_ci,
    "divide-by-4": _divide_by_4,
    "unit-change": _unit_change,
    "prior-correction": _prior_correction,
    "balanced-weights": _balanced_weights,
    "ppv-bayes": _ppv,
    "majority-accuracy": _majority,
}
