"""Honest error bars, over many learners: a long run."""

from __future__ import annotations

import pytest
from evaluate_fit import coverage

LOGS = 60


@pytest.mark.nightly
def test_two_standard_errors_hold_the_truth_of_learners_drawn_from_the_prior() -> None:
    held, counted = coverage(LOGS)
    assert counted.sum() > 15 * LOGS
    assert 0.90 <= held.sum() / counted.sum() <= 0.98
