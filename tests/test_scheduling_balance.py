"""Load: reviews are spread over the days of the fuzz range, and free days stay free."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.scheduling import fuzz_draw, pick_evenly
from quizlr.scheduling.balance import Calendar, balanced
from quizlr.scheduling.fuzz import fuzz_range, whole_days

MONDAY = (date(2026, 11, 23) - date(1970, 1, 1)).days
ANY = Calendar()
draws = st.floats(0, 1, exclude_max=True)
counts = st.dictionaries(st.integers(MONDAY, MONDAY + 40), st.integers(0, 300))
shares = st.lists(st.sampled_from([0.0, 0.3, 0.5, 1.0]), min_size=7, max_size=7).map(tuple)


def chances(first: int, last: int, due: dict[int, int], calendar: Calendar = ANY) -> list[float]:
    """How often each day is picked, over even draws."""
    pick = balanced(MONDAY, due, calendar)
    found = Counter(pick(first, last, (n + 0.5) / 2000) for n in range(2000))
    return [found[day] / 2000 for day in range(first, last + 1)]


@given(st.integers(1, 30), st.integers(0, 12), draws, counts, shares)
def test_the_day_lies_in_the_range_and_is_free_only_if_all_are(
    first: int, length: int, draw: float, due: dict[int, int], week: tuple[float, ...]
) -> None:
    calendar = Calendar(week)
    day = balanced(MONDAY, due, calendar)(first, first + length, draw)
    assert first <= day <= first + length
    if any(calendar.share(MONDAY + d) for d in range(first, first + length + 1)):
        assert calendar.share(MONDAY + day) > 0


@given(st.integers(1, 30), st.integers(0, 12), draws)
def test_on_empty_days_it_is_the_plain_fuzz(first: int, length: int, draw: float) -> None:
    # an edge between two days may fall either side of a draw by rounding
    picked = balanced(MONDAY, {}, ANY)(first, first + length, draw)
    assert abs(picked - pick_evenly(first, first + length, draw)) <= 1


def test_on_empty_days_each_day_has_the_same_chance() -> None:
    assert chances(5, 9, {}) == pytest.approx([0.2] * 5, abs=1e-3)


def test_a_full_day_is_avoided_and_its_neighbours_share_what_it_loses() -> None:
    found = chances(8, 12, {MONDAY + 10: 50})
    assert found[2] < 0.01
    assert found[0] == pytest.approx(found[4], abs=0.01)
    assert sum(found) == pytest.approx(1)


def test_days_that_fill_more_slowly_later_do_not_lengthen_intervals() -> None:
    due = {MONDAY + d: 300 - 10 * d for d in range(31)}
    found = chances(8, 12, due)
    mean = sum(day * chance for day, chance in zip(range(8, 13), found, strict=True))
    assert mean == pytest.approx(10, abs=0.02)


def test_an_easy_day_gets_less_in_the_long_run_and_a_free_day_nothing() -> None:
    sunday_free = Calendar((1, 1, 1, 1, 1, 0.5, 0))
    due: Counter[int] = Counter()
    for n in range(4000):
        today = MONDAY + n // 40
        pick = balanced(today, due, sunday_free)
        exact = 4 + n * 7919 % 60 / 2
        days = whole_days(exact, fuzz_draw(f"card{n}", 1), 1, 36_500, pick)
        assert fuzz_range(exact)[0] <= days <= fuzz_range(exact)[1]
        due[today + days] += 1
    settled = range(MONDAY + 35, MONDAY + 98)
    by_weekday = Counter[int]()
    for day in settled:
        by_weekday[(day - MONDAY) % 7] += due[day]
    normal = sum(by_weekday[d] for d in range(5)) / 5
    assert by_weekday[6] == 0
    assert by_weekday[5] / normal < 0.8


def test_balanced_days_vary_less_than_plain_fuzz_makes_them() -> None:
    def spread(is_balanced: bool) -> float:
        due: Counter[int] = Counter()
        for n in range(6000):
            today = MONDAY + n // 60
            pick = balanced(today, due, ANY) if is_balanced else pick_evenly
            # every tenth day brings ten times as many new cards
            exact = 7 + n * 7919 % 30
            if today % 10 == 0:
                exact = 10
            due[today + whole_days(exact, fuzz_draw(f"card{n}", 1), 1, 36_500, pick)] += 1
        days = [due[day] for day in range(MONDAY + 40, MONDAY + 100)]
        mean = sum(days) / len(days)
        return float((sum((d - mean) ** 2 for d in days) / len(days)) ** 0.5 / mean)

    assert spread(is_balanced=True) < 0.85 * spread(is_balanced=False)


def test_a_holiday_is_kept_free_where_the_range_allows_it() -> None:
    holiday = Calendar(free_days=frozenset({MONDAY + 9, MONDAY + 10}))
    assert chances(8, 12, {}, holiday)[1:3] == [0, 0]
    assert sum(chances(9, 10, {}, holiday)) == pytest.approx(1)
