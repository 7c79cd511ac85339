"""Shares with their ranges, against their definitions and published examples."""

from __future__ import annotations

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.stats.shares import Z95, Share, change, trend, wilson

counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts)
def test_at_its_ends_the_interval_lies_two_standard_errors_away(pair: tuple[int, int]) -> None:
    hits, count = pair
    share = Share(hits, count)
    for end in (share.low, share.high):
        variance = end * (1 - end) / count
        assert (share.value - end) ** 2 == pytest.approx(Z95**2 * variance, rel=1e-9, abs=1e-15)
    assert 0 <= share.low <= share.value <= share.high <= 1


def test_the_interval_is_that_of_the_textbooks() -> None:
    # E. B. Wilson's interval for 8 of 10, as in Agresti and Coull (1998)
    assert wilson(8, 10) == pytest.approx((0.490, 0.943), abs=5e-4)


def test_a_change_has_the_interval_of_newcombe_s_paper() -> None:
    # Newcombe (1998), table II, example (a), method 10: 56/70 less 48/80
    assert change(Share(48, 80), Share(56, 70)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_a_trend_is_said_only_where_chance_does_not_explain_it() -> None:
    assert trend(Share(20, 100), Share(5, 100)) == "fewer"
    assert trend(Share(5, 100), Share(20, 100)) == "more"
    assert trend(Share(2, 10), Share(1, 10)) == "unclear"
    assert trend(Share(0, 0), Share(1, 10)) == "too early"


def test_nothing_counted_has_no_value() -> None:
    assert isnan(Share(0, 0).value)
    assert isnan(Share(0, 0).low)
    assert Share(0, 0).words == "nothing counted"
    assert Share(91, 100).words == "91.0 % (83.8 to 95.2)"
    assert Share(1, 2) + Share(2, 3) == Share(3, 5)
