"""The engine against 2,600-bit arithmetic over random inputs that reach everywhere."""

from __future__ import annotations

import pytest
from mpmath import mpf, workprec
from numeric_truth import BITS, CASES, errors, ulp_error


@pytest.mark.parametrize("name", CASES)
def test_random_inputs_are_within_the_limit(name: str) -> None:
    worst = max(errors(name, count=40, seed=1))
    assert worst[0] <= CASES[name].limit_ulp, worst


@pytest.mark.parametrize("z", [-(2.0**-52), -(2.0**-29), -5e-324, -1e-60, 2.0**-53])
def test_residuals_near_one_half_keep_every_digit(z: float) -> None:
    # Here y is all of σ(z) but a last term, −z³/48, which no σ rounded to float64 holds.
    y = 0.5 + z / 4
    for name in ("log_loss_from_logits_gradient", "squared_error_from_logits_gradient"):
        with workprec(BITS):
            truth = CASES[name].truth(mpf(z), mpf(y))
        assert ulp_error(CASES[name].engine(z, y), truth) <= 1.0


@pytest.mark.nightly
@pytest.mark.parametrize("name", CASES)
def test_many_random_inputs_are_within_the_limit(name: str) -> None:
    worst = max(errors(name, count=2000, seed=2))
    assert worst[0] <= CASES[name].limit_ulp, worst
