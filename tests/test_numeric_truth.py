"""The engine against 2,600-bit arithmetic over random inputs that reach everywhere."""

from __future__ import annotations

import pytest
from numeric_truth import CASES, errors


@pytest.mark.parametrize("name", CASES)
def test_random_inputs_are_within_the_limit(name: str) -> None:
    worst = max(errors(name, count=40, seed=1))
    assert worst[0] <= CASES[name].limit_ulp, worst


@pytest.mark.nightly
@pytest.mark.parametrize("name", CASES)
def test_many_random_inputs_are_within_the_limit(name: str) -> None:
    worst = max(errors(name, count=2000, seed=2))
    assert worst[0] <= CASES[name].limit_ulp, worst
