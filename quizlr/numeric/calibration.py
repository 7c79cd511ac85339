"""Calibration: do events said to happen with probability p happen that often?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from quizlr.numeric.arrays import (
    Array,
    Numbers,
    as_pair,
    as_vector,
    as_whole_number,
    check_binary,
    check_positive,
    check_probability,
    check_within,
    common_shape,
    elementwise,
    exact_dot,
    exact_mean,
    exact_sum,
)
from quizlr.numeric.errors import DomainError, UndefinedError
from quizlr.numeric.logistic import sigmoid
from quizlr.numeric.newton import fit_logistic


class CalibrationBins(NamedTuple):
    """Non-empty bins of predictions: how many, their mean, and how often the event happened."""

    counts: Array
    confidences: Array
    accuracies: Array


def calibration_bins(p: Numbers, y: Numbers, bins: int = 10) -> CalibrationBins:
    """Bins of equal width on [0, 1], each closed below, the last closed on both sides.

    Args:
        p: Predictions of shape (m,), in [0, 1].
        y: Labels of shape (m,), 0 or 1.
        bins: How many, at least 1.
    """
    said, truth = as_pair("calibration_bins", p, y)
    check_binary("calibration_bins", "y", truth)
    if np.any(np.isnan(said)):
        raise DomainError("calibration_bins", "p", "in [0, 1]", np.nan)
    check_probability("calibration_bins", "p", said)
    number_of_bins = as_whole_number("calibration_bins", "bins", bins, least=1)
    edges = np.arange(1, number_of_bins) / number_of_bins
    numbers = np.searchsorted(edges, said, side="right")
    groups = [numbers == number for number in np.unique(numbers)]
    return CalibrationBins(
        np.array([float(np.sum(group)) for group in groups]),
        np.array([exact_mean(said[group]) for group in groups]),
        np.array([exact_mean(truth[group]) for group in groups]),
    )


def expected_calibration_error(counts: Numbers, confidences: Numbers, accuracies: Numbers) -> float:
    """Σ n_b/N · |accuracy − confidence| over bins; three vectors of shape (bins,).

    From predictions: `expected_calibration_error(*calibration_bins(p, y))`.
    """
    sizes, gaps = _gaps("expected_calibration_error", counts, confidences, accuracies)
    return exact_dot(sizes, gaps) / exact_sum(sizes)


def maximum_calibration_error(counts: Numbers, confidences: Numbers, accuracies: Numbers) -> float:
    """The largest |accuracy − confidence| of a bin that is not empty."""
    sizes, gaps = _gaps("maximum_calibration_error", counts, confidences, accuracies)
    return float(np.max(gaps[sizes > 0]))


def calibration_in_the_large(p: Numbers, y: Numbers) -> float:
    """Mean prediction minus base rate; above 0 the model says too much."""
    said, truth = as_pair("calibration_in_the_large", p, y)
    check_probability("calibration_in_the_large", "p", said)
    check_probability("calibration_in_the_large", "y", truth)
    return exact_mean(said - truth)


@elementwise
def temperature_scale(z: Array, temperature: Array) -> Array:
    """σ(z / T) for T > 0: above 1 predictions move towards 1/2, the ranking stays."""
    check_positive("temperature_scale", "temperature", temperature)
    return sigmoid(z / temperature)


def fit_temperature(z: Numbers, y: Numbers) -> float:
    """The T > 0 that minimises the mean log loss of σ(z/T), for z of shape (m,) and y in {0, 1}.

    The loss is convex in 1/T: it is logistic regression on z with one weight and no bias.

    Raises:
        NoFiniteEstimateError: Every row lies on its right side, so the best T is 0.
        UndefinedError: The logits rank the classes the wrong way or not at all: no T > 0 is best.

    Source: Guo et al. 2017, On Calibration of Modern Neural Networks, section 4.2.
    """
    logits, labels = as_pair("fit_temperature", z, y)
    check_binary("fit_temperature", "y", labels)
    if exact_dot(logits, labels - 0.5) <= 0:
        raise UndefinedError("The temperature", "the logits lean towards the wrong class")
    return 1.0 / float(fit_logistic(logits[:, None], labels, intercept=False).weights[0])


def _gaps(
    function: str, counts: Numbers, confidences: Numbers, accuracies: Numbers
) -> tuple[Array, Array]:
    sizes, said, seen = (as_vector(function, v) for v in (counts, confidences, accuracies))
    common_shape(function, sizes, said, seen)
    check_within(function, "counts", sizes, 0.0, np.inf)
    check_probability(function, "confidences", said)
    check_probability(function, "accuracies", seen)
    if not np.any(sizes > 0):
        raise UndefinedError("The calibration error", "every bin is empty")
    return sizes, np.abs(seen - said)
