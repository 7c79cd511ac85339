"""Fuzz: Anki's documented ranges, one draw per card and review number."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.scheduling.fuzz import fuzz_draw, fuzz_range, whole_days

intervals = st.floats(0.01, 40_000)
draws = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize(
    ("interval_days", "first", "last"),
    [
        (0.2, 1, 1),
        (1, 1, 1),
        (2.49, 2, 2),
        (2.5, 2, 4),
        (3, 2, 4),
        (7, 5, 9),  # 1 + 0.15 * 4.5
        (10, 8, 12),  # … + 0.10 * 3
        (20, 17, 23),  # 1 + 0.675 + 1.3
        (100, 93, 107),  # … + 0.05 * 80
        (1000, 948, 1052),
    ],
)
def test_the_range_is_the_documented_one(interval_days: float, first: int, last: int) -> None:
    assert fuzz_range(interval_days) == (first, last)


@given(intervals, draws)
def test_fuzz_stays_within_the_range(interval_days: float, draw: float) -> None:
    first, last = fuzz_range(interval_days)
    assert first <= whole_days(interval_days, draw, 1, 100_000) <= last
    assert abs(first - interval_days) <= abs(interval_days * 0.15) + 2.5
    assert 1 <= first <= last


@given(st.floats(2.5, 2_000))
def test_every_day_of_the_range_can_be_drawn_with_the_same_chance(interval_days: float) -> None:
    first, last = fuzz_range(interval_days)
    size = last - first + 1
    # the middle of each of `size` equal parts of [0, 1) falls on a day of its own
    found = [whole_days(interval_days, (i + 0.5) / size, 1, 100_000) for i in range(size)]
    assert found == list(range(first, last + 1))


@given(intervals, intervals, draws)
def test_with_one_draw_a_longer_interval_never_comes_back_sooner(
    one: float, other: float, draw: float
) -> None:
    shorter, longer = sorted((one, other))
    assert whole_days(shorter, draw, 1, 100_000) <= whole_days(longer, draw, 1, 100_000)


@given(intervals, st.none() | draws, st.integers(1, 500), st.integers(1, 500))
def test_the_least_and_the_most_are_kept_and_the_most_wins(
    interval_days: float, draw: float | None, at_least: int, at_most: int
) -> None:
    found = whole_days(interval_days, draw, at_least, at_most)
    assert min(at_least, at_most) <= found <= at_most


@pytest.mark.parametrize(("interval_days", "days"), [(0.1, 1), (1.49, 1), (2.5, 3), (10.5, 11)])
def test_without_a_draw_the_interval_is_rounded(interval_days: float, days: int) -> None:
    assert whole_days(interval_days, None, 1, 36_500) == days


def test_the_draw_of_a_card_is_the_same_for_ever() -> None:
    # written down, because the log of every learner depends on them
    assert fuzz_draw("logreg-cost/why-not-mse", 0) == 0.9424925929400371
    assert fuzz_draw("logreg-cost/why-not-mse#c1", 7) == 0.5238762746147068


@given(st.text(), st.integers(0, 10_000))
def test_a_draw_is_at_least_zero_and_below_one(card_id: str, review_number: int) -> None:
    assert 0 <= fuzz_draw(card_id, review_number) < 1
    assert fuzz_draw(card_id, review_number) == fuzz_draw(card_id, review_number)


def test_draws_are_spread_evenly_over_cards_and_reviews() -> None:
    tenths = Counter(int(fuzz_draw(f"d/{n}", r) * 10) for n in range(200) for r in range(10))
    assert sorted(tenths) == list(range(10))
    # 200 expected in each; six standard deviations are 80
    assert all(120 < count < 280 for count in tenths.values())
