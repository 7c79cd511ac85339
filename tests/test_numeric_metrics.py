"""Threshold metrics, rankings and calibration, against their definitions by counting."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizlr import numeric

counts = st.tuples(*[st.integers(1, 40)] * 4)
scored = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0]), st.integers(0, 1)),
    min_size=1,
    max_size=25,
)
Rows = list[tuple[float, int]]


def columns(rows: Rows) -> tuple[list[float], list[int]]:
    return [score for score, _ in rows], [label for _, label in rows]


def both(rows: Rows) -> bool:
    return len({label for _, label in rows}) == 2


def test_the_sample_of_the_textbook() -> None:
    table = numeric.confusion([0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.1], [1, 1, 1, 0, 1, 0, 0])
    assert list(table) == [3, 1, 1, 2]
    assert numeric.precision(table) == numeric.recall(table) == numeric.f1(table) == 0.75
    assert numeric.accuracy(table) == pytest.approx(5 / 7)
    assert numeric.specificity(table) == pytest.approx(2 / 3)
    assert numeric.negative_predictive_value(table) == pytest.approx(2 / 3)
    assert numeric.false_positive_rate(table) == pytest.approx(1 / 3)
    assert numeric.balanced_accuracy(table) == pytest.approx(17 / 24)
    assert numeric.matthews_correlation(table) == pytest.approx(5 / 12)


@given(scored, st.sampled_from([0.0, 0.25, 0.3, 0.5, 1.0]))
def test_counts_are_those_of_a_loop(rows: Rows, threshold: float) -> None:
    p, y = columns(rows)
    cells = [(score >= threshold, bool(label)) for score, label in rows]
    wanted = [cells.count(cell) for cell in [(True, True), (True, False), (False, True)]]
    table = numeric.confusion(p, y, threshold)
    assert list(table[:3]) == wanted
    assert sum(table) == len(rows)


@given(counts, st.sampled_from([0.5, 1.0, 2.0]))
def test_f_beta_is_the_weighted_harmonic_mean(table: tuple[int, ...], beta: float) -> None:
    rates = numeric.precision(table), numeric.recall(table)
    harmonic = (1 + beta**2) / (1 / rates[0] + beta**2 / rates[1])
    assert numeric.fbeta(table, beta) == pytest.approx(harmonic)
    assert numeric.fbeta_from_rates(*rates, beta) == pytest.approx(harmonic)


def test_f_of_two_zero_rates_is_zero() -> None:
    assert numeric.fbeta_from_rates(0.0, 0.0) == 0.0


@given(counts)
def test_the_matthews_correlation_is_a_correlation(table: tuple[int, ...]) -> None:
    tp, fp, fn, tn = table
    said = np.repeat([1, 1, 0, 0], [tp, fp, fn, tn])
    true = np.repeat([1, 0, 1, 0], [tp, fp, fn, tn])
    wanted = float(np.corrcoef(said, true)[0, 1])
    assert numeric.matthews_correlation(table) == pytest.approx(wanted, abs=1e-12)


@given(counts)
def test_swapping_the_classes_swaps_the_rates(table: tuple[int, ...]) -> None:
    swapped = table[::-1]
    assert numeric.recall(swapped) == numeric.specificity(table)
    assert numeric.precision(swapped) == numeric.negative_predictive_value(table)
    assert numeric.balanced_accuracy(swapped) == pytest.approx(numeric.balanced_accuracy(table))


@given(scored.filter(both))
def test_auc_counts_pairs_and_halves_ties(rows: Rows) -> None:
    positives = [score for score, label in rows if label]
    negatives = [score for score, label in rows if not label]
    wins = sum(
        Fraction(1) if p > n else Fraction(1, 2) if p == n else Fraction(0)
        for p, n in product(positives, negatives)
    )
    wanted = wins / (len(positives) * len(negatives))
    assert numeric.roc_auc(*columns(rows)) == pytest.approx(float(wanted), rel=1e-15)


@given(scored.filter(both))
def test_the_roc_curve_holds_the_rates_of_each_threshold_and_the_area(rows: Rows) -> None:
    p, y = columns(rows)
    curve = numeric.roc_curve(p, y)
    assert (curve.x[0], curve.y[0], curve.x[-1], curve.y[-1]) == (0, 0, 1, 1)
    for x, height, threshold in list(zip(*curve, strict=True))[1:]:
        table = numeric.confusion(p, y, threshold)
        assert (x, height) == (numeric.false_positive_rate(table), numeric.recall(table))
    assert np.trapezoid(curve.y, curve.x) == pytest.approx(numeric.roc_auc(p, y))


@given(scored.filter(both))
def test_average_precision_is_the_area_of_steps(rows: Rows) -> None:
    p, y = columns(rows)
    curve = numeric.precision_recall_curve(p, y)
    for x, height, threshold in zip(*curve, strict=True):
        table = numeric.confusion(p, y, threshold)
        assert (x, height) == (numeric.recall(table), numeric.precision(table))
    area = sum(np.diff(curve.x, prepend=0.0) * curve.y)
    assert numeric.average_precision(p, y) == pytest.approx(area)


@given(scored.filter(both))
def test_rankings_see_only_the_order(rows: Rows) -> None:
    p, y = columns(rows)
    stretched = [7.0 * score - 100.0 for score in p]
    assert numeric.roc_auc(stretched, y) == numeric.roc_auc(p, y)
    assert numeric.average_precision(stretched, y) == numeric.average_precision(p, y)
    turned = [-score for score in p]
    assert numeric.roc_auc(turned, y) == pytest.approx(1 - numeric.roc_auc(p, y))


def test_ranks_at_infinity_count() -> None:
    assert numeric.roc_auc([-math.inf, 0.0, math.inf], [0, 0, 1]) == 1.0


def test_expected_calibration_error_by_hand() -> None:
    bins = ([10, 20, 10], [0.1, 0.5, 0.9], [0.2, 0.45, 0.6])
    assert numeric.expected_calibration_error(*bins) == pytest.approx(0.125)
    assert numeric.maximum_calibration_error(*bins) == pytest.approx(0.3)


def test_an_empty_bin_does_not_count() -> None:
    bins = ([10, 0], [0.5, 1.0], [0.4, 0.0])
    assert numeric.maximum_calibration_error(*bins) == pytest.approx(0.1)
    assert numeric.expected_calibration_error(*bins) == pytest.approx(0.1)


@given(scored, st.integers(1, 10))
def test_bins_hold_every_row_once_and_keep_the_means(rows: Rows, number: int) -> None:
    p, y = columns(rows)
    bins = numeric.calibration_bins(p, y, number)
    assert sum(bins.counts) == len(rows)
    assert bins.counts @ bins.confidences == pytest.approx(sum(p), abs=1e-12)
    assert bins.counts @ bins.accuracies == pytest.approx(sum(y))
    assert len(bins.counts) <= number


def test_a_prediction_on_an_edge_belongs_above_and_one_to_the_last_bin() -> None:
    bins = numeric.calibration_bins([0.1, 0.3, 0.7, 1.0, 0.0], [0, 0, 1, 1, 0], 10)
    assert bins.confidences.tolist() == [0.0, 0.1, 0.3, 0.7, 1.0]
    assert numeric.calibration_bins([0.95, 1.0], [1, 1], 10).counts.tolist() == [2.0]


@given(scored)
def test_one_bin_is_calibration_in_the_large(rows: Rows) -> None:
    p, y = columns(rows)
    gap = numeric.calibration_in_the_large(p, y)
    bins = numeric.calibration_bins(p, y, 1)
    assert numeric.expected_calibration_error(*bins) == pytest.approx(abs(gap), abs=1e-15)


@given(st.floats(-20, 20), st.floats(0.1, 10))
def test_temperature_divides_the_logit(z: float, temperature: float) -> None:
    p = numeric.temperature_scale(z, temperature)
    assert p == numeric.sigmoid(z / temperature)
    assert (p > 0.5) == (z > 0 and p != 0.5)


@given(
    st.lists(st.tuples(st.integers(-6, 6), st.integers(0, 1)), min_size=2, max_size=12),
)
def test_the_fitted_temperature_is_the_best_one(rows: list[tuple[int, int]]) -> None:
    z = np.array([score for score, _ in rows], dtype=float)
    y = np.array([label for _, label in rows], dtype=float)
    assume(z @ (y - 0.5) > 0 and np.any(z * (y - 0.5) < 0))
    best = numeric.fit_temperature(z, y)

    def loss(temperature: float) -> float:
        return numeric.mean_log_loss_from_logits(z / temperature, y)

    assert best > 0
    assert loss(best) <= min(loss(best * 1.01), loss(best / 1.01), loss(1.0)) + 1e-14


def test_rows_all_on_their_side_have_no_best_temperature() -> None:
    with pytest.raises(numeric.NoFiniteEstimateError):
        numeric.fit_temperature([2.0, -1.0], [1, 0])
