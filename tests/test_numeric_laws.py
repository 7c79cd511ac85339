"""Laws that hold for all inputs: symmetries, invariances, inequalities, derivatives."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr import numeric

logits = st.floats(-700, 700)
inner_logits = st.floats(-15, 15)
probabilities = st.floats(0, 1)
inner_probabilities = st.floats(1e-6, 1 - 1e-6)
labels = st.sampled_from([0.0, 1.0]) | probabilities
vectors = st.lists(st.floats(-50, 50), min_size=1, max_size=8)


def near(value: object, rel: float = 1e-13, tiny: float = 1e-300) -> object:
    return pytest.approx(value, rel=rel, abs=tiny)


def distributions(size: int) -> st.SearchStrategy[list[float]]:
    weights = st.lists(st.floats(0.01, 1), min_size=size, max_size=size)
    return weights.map(lambda values: [value / sum(values) for value in values])


@given(logits)
def test_sigmoid_and_its_complement_make_one(z: float) -> None:
    assert numeric.sigmoid(z) + numeric.sigmoid(-z) == near(1.0)


@given(inner_logits)
def test_logit_undoes_sigmoid(z: float) -> None:
    # The distance of σ from 1 is coarse, so the logit can be only as fine as that.
    slack = 2.0**-52 / numeric.sigmoid(-abs(z))
    assert numeric.logit(numeric.sigmoid(z)) == pytest.approx(z, rel=1e-13, abs=slack)


@given(logits)
def test_softplus_of_both_signs_differs_by_the_logit(z: float) -> None:
    assert numeric.softplus(z) - numeric.softplus(-z) == pytest.approx(z, rel=1e-13, abs=1e-13)
    assert numeric.log_sigmoid(z) == -numeric.softplus(-z)


@given(logits, logits)
def test_sigmoid_and_softplus_never_fall(z: float, other: float) -> None:
    low, high = sorted((z, other))
    assert numeric.sigmoid(low) <= numeric.sigmoid(high) * (1 + 1e-15)
    assert numeric.softplus(low) <= numeric.softplus(high) * (1 + 1e-15)


@given(probabilities, labels)
def test_log_loss_treats_both_classes_alike(p: float, y: float) -> None:
    if 1.0 - (1.0 - p) == p and 1.0 - (1.0 - y) == y:
        assert numeric.log_loss(p, y) == near(numeric.log_loss(1.0 - p, 1.0 - y))


@given(logits, st.sampled_from([0.0, 1.0]))
def test_log_loss_from_logits_mirrors_in_zero(z: float, y: float) -> None:
    assert numeric.log_loss_from_logits(z, y) == numeric.log_loss_from_logits(-z, 1.0 - y)
    assert numeric.log_loss_from_logits_gradient(z, y) == (
        -numeric.log_loss_from_logits_gradient(-z, 1.0 - y)
    )


@given(inner_logits, labels)
def test_probabilities_and_logits_cost_the_same(z: float, y: float) -> None:
    assert numeric.log_loss(numeric.sigmoid(z), y) == pytest.approx(
        numeric.log_loss_from_logits(z, y), rel=1e-9
    )


@given(inner_probabilities, probabilities)
def test_log_loss_is_entropy_plus_divergence(p: float, y: float) -> None:
    # The Pythagoras of log loss: what is unavoidable, and what is the forecaster's own.
    whole = numeric.binary_entropy(y) + numeric.kl_bernoulli(y, p)
    assert numeric.log_loss(p, y) == near(whole, rel=1e-12)


@given(distributions(4), distributions(4))
def test_cross_entropy_is_entropy_plus_divergence(p: list[float], q: list[float]) -> None:
    whole = numeric.entropy(p) + numeric.kl_divergence(p, q)
    assert numeric.cross_entropy(p, q) == near(whole, rel=1e-12)
    # Gibbs, for weights that sum to 1 but for their rounding
    assert numeric.kl_divergence(p, q) >= math.fsum(p) - math.fsum(q) - 1e-16
    assert numeric.kl_divergence(p, p) == 0.0
    assert numeric.entropy(p) <= math.log(4) + 1e-15


@given(inner_probabilities, st.integers(-12, -4), st.sampled_from([-1, 1]))
def test_a_small_divergence_is_half_a_squared_distance(p: float, power: int, sign: int) -> None:
    q = p + sign * 10.0**power * p * (1 - p)
    local = (q - p) ** 2 / (2 * p * (1 - p))
    assert numeric.kl_bernoulli(p, q) == pytest.approx(local, rel=10.0 ** (power + 1))


@given(distributions(2), distributions(2))
def test_the_divergence_of_coins_is_that_of_pairs(p: list[float], q: list[float]) -> None:
    pair = numeric.kl_divergence([p[0], 1 - p[0]], [q[0], 1 - q[0]])
    assert numeric.kl_bernoulli(p[0], q[0]) == pytest.approx(pair, rel=1e-9, abs=1e-16)


@given(inner_logits, labels, st.floats(0.01, 100))
def test_the_weight_counts_only_the_positive_part(z: float, y: float, weight: float) -> None:
    positive = numeric.weighted_log_loss_from_logits(z, 1.0, 1.0)
    negative = numeric.weighted_log_loss_from_logits(z, 0.0, weight)
    mixed = weight * y * positive + (1 - y) * negative
    assert numeric.weighted_log_loss_from_logits(z, y, weight) == near(mixed)
    assert numeric.weighted_log_loss_from_logits(z, y, 1.0) == near(
        numeric.log_loss_from_logits(z, y)
    )


@given(logits, labels, st.floats(0, 5))
def test_focal_loss_is_log_loss_made_smaller(z: float, y: float, gamma: float) -> None:
    loss = numeric.log_loss_from_logits(z, y)
    assert numeric.focal_loss_from_logits(z, y, 0.0) == loss
    assert numeric.focal_loss_from_logits(z, y, gamma) <= loss * (1 + 1e-14)


@given(vectors, st.floats(-1000, 1000))
def test_a_common_shift_leaves_softmax_alone(v: list[float], shift: float) -> None:
    moved = np.array(v) + shift
    assert numeric.softmax(moved) == near(numeric.softmax(moved - shift), rel=1e-9)
    assert numeric.logsumexp(moved) == pytest.approx(numeric.logsumexp(v) + shift, abs=1e-10)


@given(vectors)
def test_softmax_is_a_distribution_and_its_logarithm_agrees(v: list[float]) -> None:
    p = numeric.softmax(v)
    assert math.fsum(p) == near(1.0)
    assert np.exp(numeric.log_softmax(v)) == near(p)
    assert max(v) <= numeric.logsumexp(v) <= max(v) + math.log(len(v)) + 1e-12


@given(vectors, st.data())
def test_the_softmax_gradient_sums_to_zero(v: list[float], data: st.DataObject) -> None:
    k = data.draw(st.integers(0, len(v) - 1))
    gradient = numeric.softmax_cross_entropy_gradient(v, k)
    assert math.fsum(gradient) == pytest.approx(0.0, abs=1e-15)
    assert gradient[k] <= 0.0
    assert numeric.softmax_cross_entropy(v, k) == near(-numeric.log_softmax(v)[k])


@given(inner_logits, inner_logits)
def test_two_classes_of_softmax_are_a_sigmoid(a: float, b: float) -> None:
    assert numeric.softmax([a, b])[0] == pytest.approx(numeric.sigmoid(a - b), rel=1e-12)
    assert numeric.logsumexp([0.0, a]) == near(numeric.softplus(a))


SLOPES: dict[str, tuple[Callable[[float, float], float], Callable[[float, float], float]]] = {
    "log_loss_from_logits": (
        numeric.log_loss_from_logits,
        numeric.log_loss_from_logits_gradient,
    ),
    "squared_error": (
        numeric.squared_error_from_logits,
        numeric.squared_error_from_logits_gradient,
    ),
    "squared_error_slope": (
        numeric.squared_error_from_logits_gradient,
        numeric.squared_error_from_logits_curvature,
    ),
    "sigmoid": (lambda z, y: numeric.sigmoid(z), lambda z, y: numeric.sigmoid_gradient(z)),
    "softplus": (lambda z, y: numeric.softplus(z), lambda z, y: numeric.sigmoid(z)),
    "probit": (
        lambda z, y: -y * numeric.log_normal_cdf(z) - (1 - y) * numeric.log_normal_cdf(-z),
        numeric.probit_gradient,
    ),
    "cloglog": (
        lambda z, y: numeric.log_loss(numeric.inverse_cloglog(z), y),
        numeric.cloglog_gradient,
    ),
    "poisson": (numeric.poisson_loss, numeric.poisson_gradient),
    "normal": (lambda z, y: numeric.normal_cdf(z), lambda z, y: numeric.normal_pdf(z)),
}


@pytest.mark.parametrize("name", SLOPES)
@given(z=st.floats(-2.5, 1.5), y=labels)
def test_each_gradient_is_the_slope_of_its_function(name: str, z: float, y: float) -> None:
    function, gradient = SLOPES[name]
    slope = numeric.central_difference(lambda t: function(t, y), z, 1e-4)
    assert gradient(z, y) == pytest.approx(slope, rel=1e-6, abs=1e-7)


@given(st.floats(0.05, 0.95), labels)
def test_the_gradient_in_p_is_the_slope_of_log_loss(p: float, y: float) -> None:
    slope = numeric.central_difference(lambda t: numeric.log_loss(t, y), p, 1e-5)
    assert numeric.log_loss_gradient(p, y) == pytest.approx(slope, rel=1e-5, abs=1e-6)


@given(vectors, st.data())
def test_the_softmax_gradient_is_the_slope_along_random_directions(
    v: list[float], data: st.DataObject
) -> None:
    k = data.draw(st.integers(0, len(v) - 1))
    unit = np.random.default_rng(len(v)).standard_normal(len(v))
    slope = numeric.central_difference(
        lambda t: numeric.softmax_cross_entropy(np.array(v) + t * unit, k), 0.0, 1e-5
    )
    along = float(numeric.softmax_cross_entropy_gradient(v, k) @ unit)
    assert along == pytest.approx(slope, rel=1e-5, abs=1e-7)


@given(st.floats(-30, 30))
def test_normal_tails_mirror(z: float) -> None:
    assert numeric.normal_cdf(z) + numeric.normal_cdf(-z) == near(1.0)
    assert math.exp(numeric.log_normal_cdf(z)) == near(numeric.normal_cdf(z), rel=1e-12)


@given(st.floats(-8, 5))
def test_the_quantile_undoes_the_normal_cdf(z: float) -> None:
    slack = 1e-15 / numeric.normal_pdf(z)
    quantile = numeric.normal_quantile(numeric.normal_cdf(z))
    assert quantile == pytest.approx(z, rel=1e-12, abs=slack)


@given(inner_probabilities)
def test_odds_and_probability_undo_each_other(p: float) -> None:
    assert numeric.probability_from_odds(numeric.odds(p)) == near(p)
    assert numeric.logit(p) == pytest.approx(math.log(numeric.odds(p)), rel=1e-9, abs=1e-15)


@given(inner_probabilities, st.floats(-3, 3), st.floats(-3, 3))
def test_scaling_odds_is_a_shift_of_the_logit(p: float, b: float, delta: float) -> None:
    moved = numeric.sigmoid(numeric.logit(p) + b * delta)
    assert numeric.scale_odds(p, numeric.odds_ratio(b, delta)) == near(moved, rel=1e-9)


@given(st.lists(st.tuples(probabilities, labels), min_size=1, max_size=20))
def test_means_do_not_depend_on_the_order_of_rows(
    rows: list[tuple[float, float]],
) -> None:
    p, y = (list(column) for column in zip(*rows, strict=True))
    assert numeric.mean_log_loss(p, y) == numeric.mean_log_loss(p[::-1], y[::-1])
    assert numeric.brier_score(p, y) == numeric.brier_score(p[::-1], y[::-1])


@given(st.lists(inner_probabilities, min_size=1, max_size=12), st.data())
def test_the_likelihood_is_a_product_and_the_cost_its_logarithm(
    p: list[float], data: st.DataObject
) -> None:
    y = data.draw(st.lists(st.integers(0, 1), min_size=len(p), max_size=len(p)))
    product = math.prod(q if label else 1 - q for q, label in zip(p, y, strict=True))
    assert numeric.likelihood(p, y) == pytest.approx(product, rel=1e-11)
    assert numeric.mean_log_loss(p, y) == near(-numeric.log_likelihood(p, y) / len(p))


@given(st.lists(st.tuples(inner_probabilities, st.integers(0, 1)), min_size=1, max_size=9))
def test_equal_weights_are_no_weights(rows: list[tuple[float, int]]) -> None:
    p, y = zip(*rows, strict=True)
    assert numeric.weighted_mean_log_loss(p, y, 3.0) == near(numeric.mean_log_loss(p, y))


@given(st.floats(0.01, 0.99))
def test_proper_scores_are_best_at_the_truth(truth: float) -> None:
    for score in (numeric.log_loss, lambda p, y: y * (1 - p) ** 2 + (1 - y) * p**2):
        best = score(truth, truth)
        assert all(score(other, truth) >= best for other in (truth * 0.99, truth + 0.005))


def test_small_helpers_are_their_formulas() -> None:
    assert numeric.smooth_label([1, 0], 0.1).tolist() == pytest.approx([0.95, 0.05])
    assert numeric.smooth_label(1, 0.1, 4) == pytest.approx(0.925)
    assert numeric.clip_probability([0, 0.3, 1], 1e-7).tolist() == [1e-7, 0.3, 1 - 1e-7]
    assert numeric.nats_to_bits(math.log(8)) == pytest.approx(3.0)
    assert numeric.bits_to_nats(1.0) == math.log(2)
    assert numeric.perplexity(math.log(50257)) == pytest.approx(50257)
    assert numeric.odds_ratio_interval(0.5, 0.2) == pytest.approx(
        [math.exp(0.108), math.exp(0.892)]
    )
    assert numeric.positive_predictive_value(0.9, 0.95, 0.01) == pytest.approx(0.009 / 0.0585)
    assert numeric.cost_threshold(1, 4) == pytest.approx(0.2)
    assert numeric.balanced_class_weights([90, 10]).tolist() == pytest.approx([100 / 180, 5])
    assert numeric.bernoulli_mle(7, 20) == 0.35
    assert numeric.mcfadden_r2(-60, -100) == pytest.approx(0.4)
    assert numeric.akaike_information_criterion(-60, 3) == 126
    assert numeric.brier_skill_score([0.9, 0.2], [1, 0]) == pytest.approx(1 - 0.025 / 0.25)
