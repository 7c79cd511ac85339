"""Links of generalised linear models, and what arithmetic of a given width prints."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr import numeric

predictors = st.floats(-2.5, 1.0)


@pytest.mark.parametrize("name", numeric.LINKS)
@given(eta=predictors)
def test_a_link_undoes_its_inverse_and_the_derivative_is_its_slope(name: str, eta: float) -> None:
    link = numeric.LINKS[name]
    assert link.link(link.inverse(eta)) == pytest.approx(eta, rel=1e-9, abs=1e-9)
    slope = numeric.central_difference(link.inverse, eta, 1e-4)
    assert link.inverse_derivative(eta) == pytest.approx(slope, rel=1e-5)


@pytest.mark.parametrize(
    ("link", "family", "canonical"),
    [
        ("logit", "bernoulli", True),
        ("probit", "bernoulli", False),
        ("cloglog", "bernoulli", False),
        ("log", "poisson", True),
        ("identity", "gaussian", True),
        ("identity", "poisson", False),
        ("log", "gaussian", False),
    ],
)
def test_which_links_are_canonical(link: str, family: str, canonical: bool) -> None:
    assert numeric.is_canonical(link, family) is canonical


@given(predictors, st.sampled_from([0.0, 1.0]))
def test_only_for_a_canonical_link_is_the_gradient_the_residual(eta: float, y: float) -> None:
    residual = numeric.sigmoid(eta) - y
    assert numeric.log_loss_from_logits_gradient(eta, y) == pytest.approx(residual, rel=1e-12)
    assert numeric.poisson_gradient(eta, y) == pytest.approx(math.exp(eta) - y, rel=1e-14)
    assert abs(numeric.probit_gradient(eta, y) - (numeric.normal_cdf(eta) - y)) > 1e-3


@given(predictors, st.floats(0, 1))
def test_every_bernoulli_gradient_is_the_chain_rule(eta: float, y: float) -> None:
    gradients = {
        "logit": numeric.log_loss_from_logits_gradient,
        "probit": numeric.probit_gradient,
        "cloglog": numeric.cloglog_gradient,
    }
    for name, gradient in gradients.items():
        link = numeric.LINKS[name]
        mu = link.inverse(eta)
        chain = numeric.log_loss_gradient(mu, y) * link.inverse_derivative(eta)
        assert gradient(eta, y) == pytest.approx(chain, rel=1e-9, abs=1e-12)


def test_values_of_the_seeds() -> None:
    assert numeric.probit_gradient(0.5, 1) == pytest.approx(-0.509160, abs=5e-7)
    assert numeric.cloglog_gradient(0.5, 1) == pytest.approx(-0.392522, abs=5e-7)
    assert numeric.poisson_gradient(0.5, 3) == pytest.approx(-1.35128, abs=5e-6)


def test_unknown_links_are_refused_with_what_is_known() -> None:
    with pytest.raises(numeric.NumericError, match="logit, probit, cloglog, log, identity"):
        numeric.is_canonical("tanh", "bernoulli")


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_the_limits_are_where_the_arithmetic_breaks(precision: str) -> None:
    kind = np.dtype(precision).type
    overflow = numeric.exp_overflow_limit(precision)
    with np.errstate(over="ignore"):
        assert np.isinf(np.exp(kind(overflow + 0.001)))
        assert np.isfinite(np.exp(kind(overflow - 0.001)))
    saturation = numeric.sigmoid_saturation_limit(precision)
    assert numeric.naive_sigmoid(saturation + 0.001, precision) == 1.0
    assert numeric.naive_sigmoid(saturation - 0.001, precision) < 1.0


def test_naive_and_fused_losses_print_what_such_code_prints() -> None:
    assert numeric.naive_log_loss_from_logits(37.0, 0.0) == math.inf
    assert numeric.naive_log_loss_from_logits(36.0, 0.0) == pytest.approx(36.0437, abs=1e-4)
    assert math.isnan(numeric.naive_log_loss_from_logits(40.0, 1.0))
    assert numeric.naive_log_loss_from_logits(17.0, 0.0, "float32") == math.inf
    assert numeric.fused_log_loss_from_logits(40.0, 0.0) == 40.0
    assert numeric.fused_log_loss_from_logits(17.0, 0.0, "float32") == pytest.approx(17.0)
    assert numeric.fused_log_loss_from_logits([0.0, 1.0], 1.0).shape == (2,)


@given(st.floats(-15, 15), st.sampled_from([0.0, 1.0]))
def test_in_the_middle_all_forms_agree(z: float, y: float) -> None:
    exact = numeric.log_loss_from_logits(z, y)
    assert numeric.naive_log_loss_from_logits(z, y) == pytest.approx(exact, rel=1e-8)
    assert numeric.fused_log_loss_from_logits(z, y) == pytest.approx(exact, rel=1e-8)


def test_a_running_sum_in_float32_stops_at_two_to_the_24() -> None:
    assert numeric.running_sum(1.0, 2**24 + 5000) == 2.0**24
    assert numeric.running_sum(1.0, 2**24 + 5000, "float64") == 2.0**24 + 5000


def test_a_running_sum_rounds_at_each_addition() -> None:
    total = np.float32(0)
    for _ in range(3000):
        total += np.float32(0.1)
    assert numeric.running_sum(0.1, 3000) == float(total) != 300.0
    assert numeric.running_sum(0.1, 0.0) == 0.0
    assert numeric.running_sum(3e38, 2) == math.inf


@pytest.mark.parametrize(
    "call",
    [numeric.exp_overflow_limit, numeric.sigmoid_saturation_limit,
     lambda precision: numeric.naive_sigmoid(0.0, precision)],
)  # fmt: skip
def test_other_widths_are_refused(call: object) -> None:
    with pytest.raises(numeric.NumericError, match="float32 or float64"):
        call("float16")  # type: ignore[operator]
