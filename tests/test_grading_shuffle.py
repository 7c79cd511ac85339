from __future__ import annotations

from collections import Counter
from math import factorial

from hypothesis import given
from hypothesis import strategies as st

from quizlr.grading.shuffle import permutation


@given(st.integers(0, 60), st.integers())
def test_every_place_is_used_once(n: int, seed: int) -> None:
    assert sorted(permutation(n, seed)) == list(range(n))


@given(st.integers(0, 12), st.integers(), st.integers(0, 9))
def test_the_same_seed_gives_the_same_order(n: int, seed: int, draw: int) -> None:
    assert permutation(n, seed, draw) == permutation(n, seed, draw)


def test_the_orders_never_change_between_versions() -> None:
    assert permutation(6, 0) == (2, 4, 0, 1, 5, 3)
    assert permutation(6, 1) == (3, 2, 5, 1, 0, 4)
    assert permutation(6, 1, 1) == (3, 1, 2, 4, 0, 5)


def test_all_orders_of_four_are_equally_likely() -> None:
    draws = 6000
    seen = Counter(permutation(4, seed) for seed in range(draws))
    expected = draws / factorial(4)
    chi_square = sum((count - expected) ** 2 / expected for count in seen.values())
    assert len(seen) == factorial(4)
    # 99.9 % point of chi-square with 23 degrees of freedom.
    assert chi_square < 49.7


def test_further_draws_of_one_seed_differ() -> None:
    assert len({permutation(8, 7, draw) for draw in range(50)}) > 45
