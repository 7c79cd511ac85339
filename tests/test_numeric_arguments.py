"""What the engine takes, what it refuses, and what becomes of inf and nan."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from quizlr import numeric

inf, nan = math.inf, math.nan


@pytest.mark.parametrize("z", [1, 1.0, True, np.float32(1), np.float64(1), np.int8(1), np.array(1)])
def test_a_number_of_any_type_gives_a_float(z: Any) -> None:
    value = numeric.sigmoid(z)
    assert isinstance(value, float)
    assert value == numeric.sigmoid(1.0)


@pytest.mark.parametrize(
    "z", [[0, 1], (0, 1), np.array([0, 1]), np.array([0, 1], dtype=np.float32)]
)
def test_a_sequence_of_any_kind_gives_float64(z: Any) -> None:
    values = numeric.sigmoid(z)
    assert values.dtype == np.float64
    assert values == pytest.approx([0.5, numeric.sigmoid(1.0)], rel=1e-15)


def test_arguments_may_be_named_in_any_order() -> None:
    assert numeric.log_loss(y=1.0, p=0.8) == numeric.log_loss(0.8, 1.0)


def test_elementwise_functions_keep_a_matrix_a_matrix() -> None:
    assert numeric.sigmoid(np.zeros((2, 3))).shape == (2, 3)


def test_a_number_is_broadcast() -> None:
    assert numeric.log_loss(0.5, [0.0, 1.0]).tolist() == [math.log(2)] * 2
    assert numeric.mean_log_loss(0.5, [0, 1, 1]) == pytest.approx(math.log(2), rel=1e-15)


def test_arguments_are_not_changed() -> None:
    v = np.array([1.0, 2.0, 3.0])
    numeric.softmax(v)
    numeric.softmax_cross_entropy_gradient(v, 1)
    numeric.gradient_descent_step(v, v, 0.1)
    numeric.adam_step(v, v, v, v, 1, learning_rate=0.1)
    assert v.tolist() == [1.0, 2.0, 3.0]


@pytest.mark.parametrize("bad", ["0.5", None, 1j, [1, None], ["a"], [[1, 2], [3]], object()])
def test_what_is_not_numbers_is_refused(bad: Any) -> None:
    with pytest.raises(numeric.NotNumbersError, match="sigmoid"):
        numeric.sigmoid(bad)


@pytest.mark.parametrize(
    "call",
    [
        lambda: numeric.sigmoid([]),
        lambda: numeric.mean_log_loss([], []),
        lambda: numeric.logsumexp([]),
        lambda: numeric.softmax([]),
        lambda: numeric.entropy([]),
        lambda: numeric.brier_score([], []),
        lambda: numeric.roc_auc([], []),
        lambda: numeric.logistic_cost(np.zeros((0, 2)), [], [1, 1]),
    ],
)
def test_nothing_is_refused(call: Any) -> None:
    with pytest.raises(numeric.EmptyError, match="no numbers"):
        call()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: numeric.log_loss([0.5], [1, 0]), r"\(1,\) and \(2,\)"),
        (lambda: numeric.log_loss(np.full((3, 1), 0.5), np.ones(3)), r"\(3, 1\) and \(3,\)"),
        (lambda: numeric.mean_log_loss([0.5], [0.5, 1]), r"\(1,\) and \(2,\)"),
        (lambda: numeric.mean_log_loss(np.array([[0.5]]), np.array([[1.0]])), "vectors"),
        (lambda: numeric.softmax(1.0), "a vector"),
        (lambda: numeric.softmax(np.array([[1.0, 2.0]])), r"a vector, got \(1, 2\)"),
        (lambda: numeric.kl_divergence([0.5, 0.5], [1.0]), r"\(2,\) and \(1,\)"),
        (lambda: numeric.linear_logits([[1.0, 2.0]], [1.0]), "one weight for each column"),
        (lambda: numeric.logistic_cost([[1.0], [2.0]], [1], [1.0]), "one label for each row"),
        (lambda: numeric.precision([1, 2, 3]), "four counts"),
        (lambda: numeric.mlp_forward([1.0], [[1.0, 2.0]], [1.0]), r"W1 of shape \(1, 1\)"),
        (lambda: numeric.wald_standard_errors([[1.0, 2.0]]), "square"),
        (lambda: numeric.gradient_check(sum, lambda x: x[:1], [1, 2], seed=1), r"shape \(2,\)"),
    ],
)
def test_shapes_that_do_not_fit_are_named(call: Any, said: str) -> None:
    with pytest.raises(numeric.ShapeError, match=said):
        call()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: numeric.log_loss(-0.25, 1), r"p must be in \[0, 1\], not -0.25"),
        (lambda: numeric.log_loss(0.5, [0, 2]), r"y must be in \[0, 1\], not 2"),
        (lambda: numeric.log_loss_from_logits(0.5, 1.5), r"y must .* not 1.5"),
        (lambda: numeric.logit(1.25), r"p must be in \[0, 1\], not 1.25"),
        (lambda: numeric.focal_loss_from_logits(0, 1, -1), "gamma must be at least 0, not -1"),
        (lambda: numeric.clip_probability(0.5, 0.6), r"epsilon must be in \[0, 0.5\], not 0.6"),
        (lambda: numeric.entropy([0.5, 0.4]), "sum of p must be 1, not 0.9"),
        (lambda: numeric.entropy([1.5, -0.5]), r"p must be in \[0, 1\], not 1.5"),
        (lambda: numeric.softmax_cross_entropy([1, 2], 2), "a class from 0 to 1, not 2"),
        (lambda: numeric.softmax_cross_entropy([1, 2], 0.5), "a class from 0 to 1, not 0.5"),
        (lambda: numeric.softmax_cross_entropy([1, 2], -1), "a class from 0 to 1, not -1"),
        (lambda: numeric.confusion([0.5], [0.5]), "y must be 0 or 1, not 0.5"),
        (lambda: numeric.roc_auc([nan, 1], [0, 1]), "each score must be a number, not nan"),
        (lambda: numeric.temperature_scale(1, 0), "temperature must be above 0, not 0"),
        (lambda: numeric.bernoulli_mle(3, 2), r"successes must be in \[0, 2\], not 3"),
        (lambda: numeric.l2_penalty([1.0], 1.0, 0), "rows must be above 0, not 0"),
        (lambda: numeric.l1_penalty([1.0], 1.0, -1), "rows must be above 0, not -1"),
        (lambda: numeric.running_sum(1, 2.5), "count must be a whole number"),
        (lambda: numeric.running_sum(1, 1e15), r"count must be in \[0, 1e\+08\]"),
        (lambda: numeric.calibration_bins([0.5], [1], 0), "bins must be a whole number"),
        (lambda: numeric.updates_per_epoch(10, 0), "whole number of at least 1, not 0"),
        (lambda: numeric.updates_per_epoch(10.5, 2), "whole number of at least 0, not 10.5"),
        (lambda: numeric.logistic_cost([[1]], [1], [1], l2=-1), "strength must be at least 0"),
        (lambda: numeric.separation([[inf]], [1]), "X must be finite, not inf"),
    ],
)
def test_values_outside_the_domain_are_said(call: Any, said: str) -> None:
    with pytest.raises(numeric.DomainError, match=said):
        call()


ELEMENTWISE = {
    "sigmoid": 1, "softplus": 1, "log_sigmoid": 1, "logit": 1, "sigmoid_gradient": 1,
    "binary_entropy": 1, "perplexity": 1, "normal_pdf": 1, "normal_cdf": 1, "log_normal_cdf": 1,
    "normal_quantile": 1, "cloglog": 1, "inverse_cloglog": 1, "odds": 1,
    "log_loss": 2, "log_loss_gradient": 2, "log_loss_from_logits": 2, "kl_bernoulli": 2,
    "log_loss_from_logits_gradient": 2, "squared_error_from_logits": 2, "probit_gradient": 2,
    "squared_error_from_logits_gradient": 2, "squared_error_from_logits_curvature": 2,
    "cloglog_gradient": 2, "poisson_loss": 2, "poisson_gradient": 2, "odds_ratio": 2,
    "weighted_log_loss_from_logits": 3, "focal_loss_from_logits": 3,
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "place"), [(n, place) for n, arity in ELEMENTWISE.items() for place in range(arity)]
)
def test_nan_comes_out_as_nan(name: str, place: int) -> None:
    arguments = [0.25] * ELEMENTWISE[name]
    arguments[place] = nan
    assert math.isnan(getattr(numeric, name)(*arguments))


@pytest.mark.parametrize(
    "call",
    [
        lambda: numeric.mean_log_loss([nan, 0.5], [1, 1]),
        lambda: numeric.weighted_log_loss_from_logits(nan, 1, 0),
        lambda: numeric.weighted_mean_log_loss([nan, 0.5], [1, 1], [0, 1]),
        lambda: numeric.logsumexp([nan, inf]),
        lambda: numeric.logsumexp([0, nan]),
        lambda: numeric.softmax([0, nan])[0],
        lambda: numeric.softmax_cross_entropy([0, nan], 0),
        lambda: numeric.brier_score([nan, 0.5], [1, 1]),
        lambda: numeric.softmax([inf, inf])[0],
        lambda: numeric.softmax([-inf, -inf])[0],
    ],
)
def test_nan_and_what_is_undefined_reach_the_result(call: Any) -> None:
    assert math.isnan(call())


@pytest.mark.parametrize(
    ("call", "value"),
    [
        (lambda: numeric.sigmoid(inf), 1.0),
        (lambda: numeric.softplus(-inf), 0.0),
        (lambda: numeric.softplus(inf), inf),
        (lambda: numeric.log_sigmoid(-inf), -inf),
        (lambda: numeric.sigmoid_gradient(-inf), 0.0),
        (lambda: numeric.log_loss(1, 0), inf),
        (lambda: numeric.log_loss(0, 0.3), inf),
        (lambda: numeric.log_loss_gradient(0, 1), -inf),
        (lambda: numeric.log_loss_gradient(1, 0), inf),
        (lambda: numeric.log_loss_gradient(0, 0), 1.0),
        (lambda: numeric.log_loss_gradient(1, 1), -1.0),
        (lambda: numeric.log_loss_gradient(0, 0.5), -inf),
        (lambda: numeric.log_loss_from_logits(-inf, 0), 0.0),
        (lambda: numeric.log_loss_from_logits(-inf, 1), inf),
        (lambda: numeric.log_loss_from_logits_gradient(inf, 1), 0.0),
        (lambda: numeric.log_loss_from_logits_gradient(-inf, 1), -1.0),
        (lambda: numeric.log_loss_from_logits_gradient(inf, 0.25), 0.75),
        (lambda: numeric.weighted_log_loss_from_logits(inf, 1, 2), 0.0),
        (lambda: numeric.weighted_log_loss_from_logits(inf, 0, 0), inf),
        (lambda: numeric.weighted_log_loss_from_logits(-inf, 1, 0), 0.0),
        (lambda: numeric.focal_loss_from_logits(-inf, 1, 2), inf),
        (lambda: numeric.focal_loss_from_logits(inf, 1, 2), 0.0),
        (lambda: numeric.squared_error_from_logits(inf, 0.25), 0.5625),
        (lambda: numeric.squared_error_from_logits_gradient(-inf, 1), 0.0),
        (lambda: numeric.squared_error_from_logits_curvature(inf, 0), 0.0),
        (lambda: numeric.softmax([inf, 0])[0], 1.0),
        (lambda: numeric.softmax([inf, 0])[1], 0.0),
        (lambda: numeric.softmax([-inf, 0])[0], 0.0),
        (lambda: numeric.log_softmax([-inf, 0])[0], -inf),
        (lambda: numeric.softmax_cross_entropy([inf, 0], 1), inf),
        (lambda: numeric.softmax_cross_entropy_gradient([-inf, 0], 1)[1], 0.0),
        (lambda: numeric.logsumexp([-inf]), -inf),
        (lambda: numeric.logsumexp([-inf, 3.0]), 3.0),
        (lambda: numeric.binary_entropy([0, 1]).sum(), 0.0),
        (lambda: numeric.kl_bernoulli(0.5, 0), inf),
        (lambda: numeric.kl_bernoulli(0, 0), 0.0),
        (lambda: numeric.kl_bernoulli(1, 0), inf),
        (lambda: numeric.kl_divergence([0.5, 0.5], [1, 0]), inf),
        (lambda: numeric.cross_entropy([1, 0], [1, 0]), 0.0),
        (lambda: numeric.perplexity(inf), inf),
        (lambda: numeric.odds_ratio(1e200, 1e200), inf),
        (lambda: numeric.log_normal_cdf(-inf), -inf),
        (lambda: numeric.log_normal_cdf(inf), 0.0),
        (lambda: numeric.normal_cdf(-inf), 0.0),
        (lambda: numeric.normal_quantile(1), inf),
        (lambda: numeric.probit_gradient(inf, 1), 0.0),
        (lambda: numeric.probit_gradient(inf, 0), inf),
        (lambda: numeric.cloglog_gradient(-inf, 1), -1.0),
        (lambda: numeric.cloglog_gradient(inf, 1), 0.0),
        (lambda: numeric.odds(1), inf),
        (lambda: numeric.probability_from_odds(inf), 1.0),
        (lambda: numeric.mean_log_loss([0.0, 0.9], [1, 1]), inf),
        (lambda: numeric.mean_log_loss_from_logits([1.5e308, 1.5e308], [0, 0]), 1.5e308),
    ],
)
def test_infinity_is_a_value(call: Any, value: float) -> None:
    assert call() == value


@pytest.mark.parametrize("z", [800.0, 1e5, 1e154, 1e308])
def test_huge_logits_neither_overflow_nor_lose_their_size(z: float) -> None:
    assert numeric.softplus([z, -z]).tolist() == [z, 0.0]
    assert numeric.sigmoid([z, -z]).tolist() == [1.0, 0.0]
    assert numeric.log_loss_from_logits(z, [0.0, 0.25, 1.0]).tolist() == [z, 0.75 * z, 0.0]
    assert numeric.log_loss_from_logits_gradient(z, [0.0, 0.25, 1.0]).tolist() == [1.0, 0.75, 0.0]
    assert numeric.squared_error_from_logits_gradient([z, -z], 1.0).tolist() == [0.0, 0.0]
    assert numeric.focal_loss_from_logits([z, -z], 1.0, 2.0).tolist() == [0.0, z]
    assert numeric.softmax([z, -z]).tolist() == [1.0, 0.0]
    assert numeric.logsumexp([z, -z]) == z
    assert numeric.softmax_cross_entropy([z, 0.0], 1) == z
    assert numeric.probit_gradient([z, -z], [0.0, 1.0]) == pytest.approx(
        [z + 1 / z, -z - 1 / z], rel=1e-11
    )


def test_certain_and_right_costs_plain_zero() -> None:
    # -0.0 would print as "-0".
    losses = [
        numeric.log_loss(1, 1),
        numeric.log_loss(0, 0),
        numeric.binary_entropy(1),
        numeric.entropy([1, 0]),
        numeric.softmax_cross_entropy([inf, 0], 0),
        numeric.log_likelihood([1.0], [1]),
    ]
    assert [str(loss) for loss in losses] == ["0.0"] * 6


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: numeric.roc_auc([1, 2], [1, 1]), "no negatives"),
        (lambda: numeric.roc_curve([1, 2], [0, 0]), "no positives"),
        (lambda: numeric.average_precision([1, 2], [1, 1]), "no negatives"),
        (lambda: numeric.precision_recall_curve([1, 2], [0, 0]), "no positives"),
        (lambda: numeric.precision([0, 0, 1, 2]), "nothing was predicted positive"),
        (lambda: numeric.recall([0, 1, 0, 2]), "there are no positives"),
        (lambda: numeric.specificity([1, 0, 1, 0]), "there are no negatives"),
        (lambda: numeric.false_positive_rate([1, 0, 1, 0]), "there are no negatives"),
        (lambda: numeric.negative_predictive_value([1, 1, 0, 0]), "nothing was predicted negative"),
        (lambda: numeric.f1([0, 0, 0, 3]), "no positives"),
        (lambda: numeric.accuracy([0, 0, 0, 0]), "no rows"),
        (lambda: numeric.matthews_correlation([1, 0, 1, 0]), "row or column"),
        (lambda: numeric.brier_skill_score([0.5, 0.5], [1, 1]), "every label is 1"),
        (lambda: numeric.bernoulli_mle(0, 0), "no trials"),
        (lambda: numeric.balanced_class_weights([3, 0]), "no rows"),
        (lambda: numeric.weighted_mean_log_loss([0.5], [1], [0]), "every weight is 0"),
        (lambda: numeric.mcfadden_r2(-1, 0), "already certain"),
        (lambda: numeric.expected_calibration_error([0], [0.5], [0.5]), "every bin is empty"),
        (lambda: numeric.fit_temperature([1, -1], [0, 1]), "lean towards the wrong class"),
        (lambda: numeric.newton_step([1.0, 1.0], [1.0, 1.0], [[1.0, 1.0], [1.0, 1.0]]), "inverse"),
    ],
)
def test_what_does_not_exist_is_said_not_called_zero(call: Any, said: str) -> None:
    with pytest.raises(numeric.UndefinedError, match=said):
        call()


def test_every_public_name_is_documented_and_exported() -> None:
    for name in numeric.__all__:
        assert getattr(numeric, name) is not None
        if name not in ("Array", "Numbers", "Rows", "Separation", "LINKS"):
            assert getattr(numeric, name).__doc__
