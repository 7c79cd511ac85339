"""Optimisers, finite differences and backpropagation."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr import numeric
from quizlr.numeric import Array

FEATURES = np.array([[1.0, 0.5], [-1.0, 2.0], [0.5, -1.5], [2.0, 1.0]])
LABELS = np.array([1.0, 0.0, 1.0, 0.0])


def bowl(w: Array) -> Array:
    return np.array([4.0, 1.0]) * w


def test_one_step_goes_down_the_slope() -> None:
    assert numeric.gradient_descent_step(0.5, -0.4, 0.1) == pytest.approx(0.54)
    assert numeric.gradient_descent_step([1, 2], [10, -10], 0.1).tolist() == [0.0, 3.0]


def test_descent_on_a_bowl_shrinks_each_axis_by_its_own_factor() -> None:
    trace = numeric.gradient_descent(bowl, [1.0, 1.0], 0.1, 5)
    assert trace == pytest.approx(np.array([[0.6**t, 0.9**t] for t in range(6)]))


def test_momentum_uses_the_new_velocity() -> None:
    v, w = numeric.momentum_step(1.0, 0.2, 0.5, 0.9, 0.1)
    assert (float(v), float(w)) == pytest.approx((0.68, 0.932))


def test_momentum_on_a_bowl_obeys_its_recurrence() -> None:
    trace = numeric.momentum_descent(bowl, [1.0, 1.0], 0.05, 30, beta=0.8)
    for before, now, after in zip(trace, trace[1:], trace[2:], strict=False):
        assert after - now == pytest.approx(0.8 * (now - before) - 0.05 * bowl(now))


def test_without_momentum_it_is_gradient_descent() -> None:
    plain = numeric.gradient_descent(bowl, [1.0, -2.0], 0.1, 7)
    assert numeric.momentum_descent(bowl, [1.0, -2.0], 0.1, 7, beta=0.0) == pytest.approx(plain)


@given(st.floats(0.01, 1e6) | st.floats(-1e6, -0.01))
def test_the_first_step_of_adam_has_the_length_of_the_rate(gradient: float) -> None:
    _, _, w = numeric.adam_step(1.0, 0.0, 0.0, gradient, 1, learning_rate=0.01)
    assert float(w) == pytest.approx(1.0 - math.copysign(0.01, gradient), rel=1e-6)


def test_adam_after_two_steps_by_hand() -> None:
    trace = numeric.adam_descent(lambda w: 2 * w, 1.0, 0.1, 2, beta1=0.5, beta2=0.75, epsilon=0)
    # g = 2, 1.8; m̂ = (0.5·1 + 0.9)/0.75, v̂ = (0.75·1 + 0.81)/0.4375 after the first step to 0.9.
    second = 0.9 - 0.1 * (1.4 / 0.75) / math.sqrt(1.56 / 0.4375)
    assert trace.tolist() == pytest.approx([1.0, 0.9, second])


def test_all_find_the_minimum_of_the_logistic_cost() -> None:
    def gradient(theta: Array) -> Array:
        return numeric.logistic_gradient(FEATURES, LABELS, theta[:-1], float(theta[-1]), l2=0.4)

    fit = numeric.fit_logistic(FEATURES, LABELS, l2=0.4)
    best = [*fit.weights, fit.bias]
    start = [0.0, 0.0, 0.0]
    assert numeric.gradient_descent(gradient, start, 1.0, 400)[-1] == pytest.approx(best, abs=1e-4)
    assert numeric.momentum_descent(gradient, start, 0.3, 300)[-1] == pytest.approx(best, abs=1e-4)
    assert numeric.adam_descent(gradient, start, 0.1, 600)[-1] == pytest.approx(best, abs=1e-3)


def test_below_the_bound_descent_never_climbs_and_no_curvature_exceeds_it() -> None:
    bound = numeric.gradient_lipschitz_bound(FEATURES, l2=0.4)
    rate = 0.999 * numeric.learning_rate_bound(FEATURES, l2=0.4)
    assert numeric.learning_rate_bound(FEATURES, l2=0.4) == pytest.approx(2 / bound)
    trace = numeric.gradient_descent(
        lambda w: numeric.logistic_weight_gradient(FEATURES, LABELS, w, l2=0.4),
        [3.0, -3.0],
        rate,
        40,
    )
    costs = [numeric.logistic_cost(FEATURES, LABELS, w, l2=0.4) for w in trace]
    assert all(now <= before + 1e-15 for before, now in pairwise(costs))
    for w in trace:
        hessian = numeric.logistic_hessian(FEATURES, w, l2=0.4)
        assert np.max(np.linalg.eigvalsh(hessian)) <= bound * (1 + 1e-12)


def test_the_bound_is_reached_by_one_feature_at_zero() -> None:
    rows = [[2.0], [2.0]]
    curvature = numeric.logistic_hessian(rows, [0.0])[0, 0]
    assert numeric.gradient_lipschitz_bound(rows) == pytest.approx(curvature)
    assert numeric.learning_rate_bound([[0.0], [0.0]]) == math.inf


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=5), st.floats(0.1, 50))
def test_a_clipped_gradient_keeps_its_direction(gradient: list[float], limit: float) -> None:
    clipped = numeric.clip_by_norm(gradient, limit)
    length = float(np.linalg.norm(gradient))
    assert np.linalg.norm(clipped) <= limit * (1 + 1e-12)
    assert clipped * max(length, 1e-300) == pytest.approx(
        np.array(gradient) * min(length, limit), rel=1e-9, abs=1e-9
    )


@pytest.mark.parametrize(
    ("rows", "batch", "drop", "updates"),
    [(1000, 64, False, 16), (1000, 64, True, 15), (64, 64, False, 1), (0, 8, False, 0)],
)
def test_updates_cover_the_rows(rows: int, batch: int, drop: bool, updates: int) -> None:
    assert numeric.updates_per_epoch(rows, batch, drop) == updates


def test_a_central_difference_is_exact_for_a_parabola_and_a_forward_one_is_not() -> None:
    assert numeric.central_difference(lambda x: x * x, 3.0, 0.5) == 6.0
    assert numeric.forward_difference(lambda x: x * x, 3.0, 0.5) == 6.5


def test_the_error_of_a_central_difference_falls_with_the_square_of_h() -> None:
    exact = numeric.sigmoid_gradient(1.0)
    wide = numeric.central_difference(numeric.sigmoid, 1.0, 0.1) - exact
    narrow = numeric.central_difference(numeric.sigmoid, 1.0, 0.05) - exact
    assert wide / narrow == pytest.approx(4.0, rel=0.01)


def test_the_gradient_by_differences_is_axis_by_axis() -> None:
    gradient = numeric.central_difference_gradient(lambda v: float(v[0] * v[1] ** 2), [3.0, 2.0])
    assert gradient.tolist() == pytest.approx([4.0, 12.0])


@pytest.mark.parametrize("seed", range(3))
def test_a_gradient_check_tells_right_from_wrong(seed: int) -> None:
    def cost(v: Array) -> float:
        return float(np.sum(v**3))

    assert numeric.gradient_check(cost, lambda v: 3 * v**2, [1.0, 2.0], seed=seed) < 1e-8
    assert numeric.gradient_check(cost, lambda v: 2 * v**2, [1.0, 2.0], seed=seed) > 0.1


def test_a_gradient_check_repeats_by_its_seed() -> None:
    found = {
        numeric.gradient_check(lambda v: float(v @ v), lambda v: v, [1.0, 2.0], seed=seed)
        for seed in (1, 1, 2)
    }
    assert len(found) == 2


sizes = st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(0, 10_000), st.floats(0, 1))


@given(sizes)
def test_backpropagation_is_the_slope_of_the_loss(drawn: tuple[int, int, int, float]) -> None:
    d, h, seed, y = drawn
    chance = np.random.default_rng(seed)
    x = chance.normal(size=d)
    shapes = [(h, d), (h,), (h,), ()]
    parameters = [chance.normal(size=shape) for shape in shapes]

    def unpack(theta: Array) -> list[Array]:
        edges = np.cumsum([int(np.prod(shape)) for shape in shapes])[:-1]
        parts = np.split(theta, edges)
        return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]

    def loss(theta: Array) -> float:
        w1, b1, w2, b2 = unpack(theta)
        forward = numeric.mlp_forward(x, w1, w2, b1=b1, b2=float(b2))
        return float(numeric.log_loss_from_logits(forward.logit, y))

    def gradient(theta: Array) -> Array:
        w1, b1, w2, b2 = unpack(theta)
        found = numeric.mlp_gradients(x, w1, w2, y, b1=b1, b2=float(b2))
        return np.concatenate([found.W1.ravel(), found.b1, found.w2, [found.b2]])

    theta = np.concatenate([part.ravel() for part in parameters])
    assert numeric.gradient_check(loss, gradient, theta, seed=seed, directions=3) < 1e-3


def test_the_forward_pass_by_hand() -> None:
    forward = numeric.mlp_forward([1.0, 2.0], [[0.5, -0.25], [0.0, 1.0]], [2.0, -1.0], b2=0.5)
    assert forward.hidden.tolist() == pytest.approx([0.5, 1 / (1 + math.exp(-2))])
    assert forward.probability == pytest.approx(numeric.sigmoid(1.5 - 1 / (1 + math.exp(-2))))


def test_the_parts_are_those_of_the_whole() -> None:
    arguments = ([1.5], [[0.8], [-0.4]], [1.0, 2.0], 1.0)
    whole = numeric.mlp_gradients(*arguments)
    assert numeric.mlp_probability(*arguments[:3]) == numeric.mlp_forward(*arguments[:3])[-1]
    assert np.array_equal(numeric.mlp_hidden_delta(*arguments), whole.delta_hidden)
    assert np.array_equal(numeric.mlp_first_weights_gradient(*arguments), whole.W1)
    assert np.array_equal(numeric.mlp_second_weights_gradient(*arguments), whole.w2)


def test_equal_hidden_units_stay_equal() -> None:
    gradients = numeric.mlp_gradients([1.0, -2.0], np.zeros((3, 2)), np.zeros(3), 1.0)
    assert len({tuple(row) for row in gradients.W1.tolist()}) == 1
    assert len(set(gradients.w2.tolist())) == 1


def test_a_step_too_long_runs_away_without_a_warning() -> None:
    assert not np.isfinite(numeric.gradient_descent(bowl, [1.0, 1.0], 1e3, 100)[-1, 0])
    assert not np.isfinite(numeric.momentum_descent(bowl, [1.0, 1.0], 1e3, 100)[-1, 0])
    assert math.isnan(numeric.adam_step(math.inf, 0.0, 0.0, math.inf, 1, learning_rate=1.0)[2])
    assert numeric.logistic_cost(FEATURES, LABELS, [math.inf, 0.0]) == math.inf
    assert numeric.mlp_probability([1.0], [[math.inf]], [math.inf]) == 1.0
