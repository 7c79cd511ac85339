"""Logistic regression over a data set: gradients, curvature, fits, and when there is no fit."""

from __future__ import annotations

import math
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr import numeric
from quizlr.numeric import Array

X = np.array([[1.0, 0.5], [-1.0, 2.0], [0.5, -1.5], [2.0, 1.0], [-0.5, 0.25]])
Y = np.array([1.0, 0.0, 1.0, 1.0, 0.0])
SMOOTH = np.array([0.9, 0.1, 0.9, 0.5, 0.2])
W, B = np.array([0.3, -0.7]), 0.4
OVERLAP = np.array([1.0, 0.0, 0.0, 1.0, 1.0])


def cost_at(theta: Array, y: Array = Y, l2: float = 0.7, l1: float = 0.3) -> float:
    return numeric.logistic_cost(X, y, theta[:-1], float(theta[-1]), l2=l2, l1=l1)


def gradient_at(theta: Array, y: Array = Y, l2: float = 0.7, l1: float = 0.3) -> Array:
    return numeric.logistic_gradient(X, y, theta[:-1], float(theta[-1]), l2=l2, l1=l1)


def test_the_cost_is_its_definition() -> None:
    p = [1 / (1 + math.exp(-(x @ W + B))) for x in X]
    data = sum(-math.log(q if label else 1 - q) for q, label in zip(p, Y, strict=True)) / 5
    penalty = 0.7 / (2 * 5) * (0.3**2 + 0.7**2) + 0.3 / 5 * (0.3 + 0.7)
    assert cost_at(np.append(W, B)) == pytest.approx(data + penalty, rel=1e-14)


@pytest.mark.parametrize("y", [Y, SMOOTH])
@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_is_the_slope_of_the_cost(y: Array, seed: int) -> None:
    gap = numeric.gradient_check(
        lambda t: cost_at(t, y), lambda t: gradient_at(t, y), [0.3, -0.7, 0.4], seed=seed
    )
    assert gap < 1e-7


def test_the_bias_is_never_penalised() -> None:
    plain = numeric.logistic_bias_gradient(X, Y, W, B)
    assert gradient_at(np.append(W, B), l2=100.0, l1=100.0)[-1] == plain
    assert cost_at(np.array([0.0, 0.0, 5.0]), l2=9.0) == cost_at(np.array([0.0, 0.0, 5.0]), l2=0.0)


def test_penalties_enter_the_gradient_by_the_stated_convention() -> None:
    change = numeric.logistic_weight_gradient(
        X, Y, W, B, l2=2.0
    ) - numeric.logistic_weight_gradient(X, Y, W, B)
    assert change == pytest.approx(2.0 / 5 * W)
    change = numeric.logistic_weight_gradient(
        X, Y, W, B, l1=2.0
    ) - numeric.logistic_weight_gradient(X, Y, W, B)
    assert change == pytest.approx([0.4, -0.4])
    assert numeric.l2_penalty([3, 4], 0.6, 3) == pytest.approx(0.6 / 6 * 25)
    assert numeric.l1_penalty([3, -4], 0.6, 3) == pytest.approx(0.6 / 3 * 7)


def test_the_hessian_is_the_slope_of_the_gradient() -> None:
    columns = [
        [
            numeric.central_difference(
                lambda t, i=i, j=j: float(  # type: ignore[misc]
                    numeric.logistic_weight_gradient(X, Y, W + t * np.eye(2)[j], B, l2=0.7)[i]
                ),
                0.0,
                1e-5,
            )
            for j in range(2)
        ]
        for i in range(2)
    ]
    hessian = numeric.logistic_hessian(X, W, B, l2=0.7)
    assert hessian == pytest.approx(np.array(columns), rel=1e-8)
    assert np.array_equal(hessian, hessian.T)


@given(
    st.lists(st.floats(-3, 3), min_size=4, max_size=4),
    st.lists(st.floats(-3, 3), min_size=2, max_size=2),
)
def test_the_cost_is_convex(cells: list[float], w: list[float]) -> None:
    hessian = numeric.logistic_hessian(np.reshape(cells, (2, 2)), w)
    assert np.min(np.linalg.eigvalsh(hessian)) >= -1e-12


def test_a_fit_ends_where_the_gradient_is_zero_and_predicts_the_base_rate() -> None:
    fit = numeric.fit_logistic(X, OVERLAP)
    slope = numeric.logistic_gradient(X, OVERLAP, fit.weights, fit.bias)
    assert np.max(np.abs(slope)) <= 1e-12
    p = numeric.sigmoid(numeric.linear_logits(X, fit.weights, fit.bias))
    assert numeric.calibration_in_the_large(p, OVERLAP) == pytest.approx(0.0, abs=1e-12)


def test_a_fit_is_a_minimum() -> None:
    fit = numeric.fit_logistic(X, Y, l2=0.5)
    best = np.append(fit.weights, fit.bias)
    assert fit.cost == cost_at(best, l2=0.5, l1=0.0)
    for move in product([-1e-3, 0.0, 1e-3], repeat=3):
        assert cost_at(best + np.array(move), l2=0.5, l1=0.0) >= fit.cost


def test_the_trace_starts_at_zero_and_never_climbs() -> None:
    trace = numeric.fit_logistic(X, OVERLAP).trace
    costs = [cost_at(theta, OVERLAP, 0.0, 0.0) for theta in trace]
    assert trace[0].tolist() == [0.0, 0.0, 0.0]
    assert costs == sorted(costs, reverse=True)


def test_newton_steps_converge_quadratically() -> None:
    trace = numeric.fit_logistic(X, OVERLAP).trace
    gaps = [float(np.linalg.norm(theta - trace[-1])) for theta in trace[:-1]]
    close = [(now, after) for now, after in pairwise(gaps) if 1e-7 < now < 0.1]
    assert close
    assert all(after < 10 * now**2 for now, after in close)


def test_a_newton_step_is_iteratively_reweighted_least_squares() -> None:
    z = numeric.linear_logits(X, W, B)
    weight, response = numeric.irls_weight(z), numeric.working_response(z, OVERLAP)
    root = np.sqrt(weight)
    design = numeric.with_intercept(X)
    solved = np.linalg.lstsq(design * root[:, None], response * root, rcond=None)[0]
    assert numeric.logistic_newton_step(X, OVERLAP, W, B) == pytest.approx(solved, rel=1e-10)


def test_a_fit_without_a_bias_keeps_it_at_zero() -> None:
    fit = numeric.fit_logistic([[1.0], [2.0], [-1.0], [0.5]], [1, 0, 0, 1], intercept=False)
    assert fit.bias == 0.0
    assert numeric.logistic_weight_gradient(
        [[1.0], [2.0], [-1.0], [0.5]], [1, 0, 0, 1], fit.weights
    ) == pytest.approx([0.0], abs=1e-12)


def test_one_number_newton() -> None:
    assert numeric.newton_step(1.0, 0.5, 0.25) == -1.0


def test_standard_errors_are_those_of_a_share() -> None:
    # For an intercept alone the variance of the logit of k/n is 1/k + 1/(n − k).
    ones = np.ones((10, 1))
    hessian = 10 * numeric.logistic_hessian(ones, [math.log(3 / 7)])
    assert numeric.wald_standard_errors(hessian) == pytest.approx([math.sqrt(1 / 3 + 1 / 7)])


@pytest.mark.parametrize(
    ("x", "y", "kind"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], "completely"),
        ([1, 2, 3, 4], [1, 1, 0, 0], "completely"),
        ([1, 2, 2, 3], [0, 0, 1, 1], "quasi-completely"),
        ([1, 3, 2, 4], [0, 0, 1, 1], "not"),
        ([2, 2, 2, 2], [0, 0, 1, 1], "not"),
        ([1, 2, 3], [1, 1, 1], "completely"),
    ],
)
def test_separation_of_a_line(x: list[float], y: list[float], kind: str) -> None:
    rows = [[value] for value in x]
    assert numeric.separation(rows, y) == kind
    assert numeric.is_separable(rows, y) == (kind != "not")


@given(
    st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=1, max_size=9),
)
def test_on_a_line_separation_is_a_matter_of_ranges(rows: list[tuple[int, bool]]) -> None:
    zeros = [x for x, label in rows if not label]
    ones = [x for x, label in rows if label]
    if not zeros or not ones or max(zeros) < min(ones) or max(ones) < min(zeros):
        expected = "completely"
    elif len({x for x, _ in rows}) == 1:
        expected = "not"
    elif max(zeros) == min(ones) or max(ones) == min(zeros):
        expected = "quasi-completely"
    else:
        expected = "not"
    points = [[float(x)] for x, _ in rows]
    assert numeric.separation(points, [float(label) for _, label in rows]) == expected


cells = st.integers(-4, 4).map(float)
planes = st.lists(st.tuples(cells, cells, cells), min_size=2, max_size=10)


@given(planes, cells, cells, cells, cells)
def test_classes_on_two_sides_of_a_plane_are_separable(
    points: list[tuple[float, float, float]], a: float, b: float, c: float, d: float
) -> None:
    heights = np.array(points) @ [a, b, c] + d
    kept = np.array(points)[heights != 0]
    if len(kept):
        assert numeric.separation(kept, (heights[heights != 0] > 0) * 1.0) == "completely"


@given(planes)
def test_classes_with_a_common_inner_point_are_not_separable(
    points: list[tuple[float, float, float]],
) -> None:
    # Both classes hold the same points, so each direction has as much on its wrong side.
    rows = np.array([*points, *points])
    labels = np.array([0.0] * len(points) + [1.0] * len(points))
    assert numeric.separation(rows, labels) == "not"


@given(planes, st.lists(st.booleans(), min_size=10, max_size=10))
def test_separation_does_not_depend_on_order_units_or_class_names(
    points: list[tuple[float, float, float]], flags: list[bool]
) -> None:
    rows, labels = np.array(points), np.array(flags[: len(points)]) * 1.0
    kind = numeric.separation(rows, labels)
    turn = np.array([[2.0, 1.0, 0.0], [0.0, -1.0, 3.0], [1.0, 0.0, 1.0]])
    assert numeric.separation(rows @ turn + [1.0, -2.0, 5.0], 1.0 - labels) == kind
    assert numeric.separation(rows[::-1], labels[::-1]) == kind


def test_separation_sees_the_last_digit() -> None:
    nearly = np.nextafter(2.0, 1.0)
    assert numeric.separation([[1.0], [nearly], [2.0], [3.0]], [0, 0, 1, 1]) == "completely"
    assert numeric.separation([[1.0], [2.0], [nearly], [3.0]], [0, 0, 1, 1]) == "not"


@pytest.mark.parametrize("y", [[0, 0, 1, 1], [1, 1, 1, 1]])
def test_there_is_no_fit_of_separable_classes(y: list[int]) -> None:
    with pytest.raises(numeric.NoFiniteEstimateError, match="completely separable"):
        numeric.fit_logistic([[1.0], [2.0], [3.0], [4.0]], y)


def test_quasi_complete_separation_has_no_fit_either() -> None:
    with pytest.raises(numeric.NoFiniteEstimateError, match="quasi-completely separable"):
        numeric.fit_logistic([[1.0], [2.0], [2.0], [3.0]], [0, 0, 1, 1])


def test_a_penalty_gives_separable_classes_a_fit() -> None:
    fit = numeric.fit_logistic([[1.0], [2.0], [3.0], [4.0]], [0, 0, 1, 1], l2=1.0)
    assert fit.bias == pytest.approx(-2.5 * fit.weights[0])


def test_a_penalty_does_not_hold_the_bias_of_a_single_class() -> None:
    with pytest.raises(numeric.NoFiniteEstimateError):
        numeric.fit_logistic([[1.0], [2.0]], [1, 1], l2=1.0)


def test_dependent_columns_have_no_single_fit() -> None:
    for other in (2 * X[:, 0], 0.1 * X[:, 0] - 0.7, np.zeros(5)):
        rows = np.column_stack([X[:, 0], other])
        with pytest.raises(numeric.UndefinedError, match="linearly dependent"):
            numeric.fit_logistic(rows, OVERLAP)
        numeric.fit_logistic(rows, OVERLAP, l2=0.1)


def test_columns_of_very_different_size_are_not_dependent() -> None:
    plain = numeric.fit_logistic(X, OVERLAP)
    fit = numeric.fit_logistic(X * [1.0, 1e-9], OVERLAP)
    assert fit.cost == pytest.approx(plain.cost, rel=1e-9)


def test_soft_labels_have_a_fit_unless_they_lie_on_the_separating_plane() -> None:
    rows = [[1.0], [2.0], [3.0]]
    fit = numeric.fit_logistic(rows, [0.2, 0.5, 0.8])
    p = numeric.sigmoid(numeric.linear_logits(rows, fit.weights, fit.bias))
    assert p.tolist() == pytest.approx([0.2, 0.5, 0.8])
    assert numeric.separation(rows, [0, 0.5, 1]) == "quasi-completely"
    assert numeric.separation(rows, [0.5, 0, 1]) == "not"
    assert numeric.fit_logistic(rows, [0.9, 1, 1], l2=1.0).cost > 0
