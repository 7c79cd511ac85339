"""Odds, odds ratios and what they do to probabilities. Elementwise unless vectors are named."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from quizlr.numeric.arrays import (
    Array,
    Numbers,
    as_number,
    as_vector,
    check_probability,
    check_within,
    elementwise,
)
from quizlr.numeric.errors import UndefinedError
from quizlr.numeric.precise import CONTEXT, refined


@elementwise
def odds(p: Array) -> Array:
    """Odds p / (1 − p); inf at 1."""
    check_probability("odds", "p", p)
    return p / (1.0 - p)


@elementwise
def probability_from_odds(odds_for: Array) -> Array:
    """The probability o / (1 + o) for odds of at least 0; 1 at inf."""
    check_within("probability_from_odds", "odds_for", odds_for, 0.0, np.inf)
    return np.where(odds_for > 1.0, 1.0 / (1.0 + 1.0 / odds_for), odds_for / (1.0 + odds_for))


@elementwise
def odds_ratio(b: Array, delta: Array) -> Array:
    """e^(bΔ): what a change of Δ in a feature with weight b does to the odds."""
    rough = np.exp(b * delta)
    return refined(rough, np.isfinite(b) & np.isfinite(delta), _exp_of_product, b, delta)


@np.errstate(all="ignore")
def odds_ratio_interval(b: float, standard_error: float, z: float = 1.96) -> Array:
    """(e^(b − z·SE), e^(b + z·SE)): the interval is symmetric for b, not for the odds ratio."""
    weight, error = (
        as_number("odds_ratio_interval", b),
        as_number("odds_ratio_interval", standard_error),
    )
    check_within("odds_ratio_interval", "standard_error", np.array([error]), 0.0, np.inf)
    return np.exp([weight - z * error, weight + z * error])


@elementwise
def scale_odds(p: Array, ratio: Array) -> Array:
    """The probability after the odds of p are multiplied by `ratio` (at least 0).

    With the kept fraction r of negatives as ratio it undoes their undersampling.
    """
    check_probability("scale_odds", "p", p)
    check_within("scale_odds", "ratio", ratio, 0.0, np.inf)
    return ratio * p / (ratio * p + (1.0 - p))


@elementwise
def positive_predictive_value(sensitivity: Array, specificity: Array, prevalence: Array) -> Array:
    """Bayes' theorem: the chance of illness given a positive test; nan if none is ever positive."""
    for name, value in (
        ("sensitivity", sensitivity),
        ("specificity", specificity),
        ("prevalence", prevalence),
    ):
        check_probability("positive_predictive_value", name, value)
    true_positive = sensitivity * prevalence
    return true_positive / (true_positive + (1.0 - specificity) * (1.0 - prevalence))


@elementwise
def cost_threshold(false_positive_cost: Array, false_negative_cost: Array) -> Array:
    """The p above which predicting 1 is cheaper: c_FP / (c_FP + c_FN)."""
    check_within("cost_threshold", "false_positive_cost", false_positive_cost, 0.0, np.inf)
    check_within("cost_threshold", "false_negative_cost", false_negative_cost, 0.0, np.inf)
    return false_positive_cost / (false_positive_cost + false_negative_cost)


def balanced_class_weights(class_counts: Numbers) -> Array:
    """The weight n / (K n_c) of each class: rows weigh so that all classes count the same.

    Raises:
        UndefinedError: A class has no rows.
    """
    counts = as_vector("balanced_class_weights", class_counts)
    check_within("balanced_class_weights", "class_counts", counts, 0.0, np.inf)
    if np.any(counts == 0):
        raise UndefinedError("The balanced weight", "a class has no rows")
    return np.sum(counts) / (len(counts) * counts)


def _exp_of_product(b: Decimal, delta: Decimal) -> Decimal:
    return CONTEXT.exp(CONTEXT.multiply(b, delta))
