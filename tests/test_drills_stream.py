"""The stream: pinned for ever, uniform, and its variables independent of each other."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import islice, permutations

from hypothesis import given
from hypothesis import strategies as st

from quizlr.drills.stream import below, one_of, some_of, words


def first_words(
    n: int, template_id: str = "grad-w", seed: int = 7, variable: str = "x"
) -> list[int]:
    return list(islice(words(template_id, 1, seed, variable), n))


def test_the_stream_is_pinned() -> None:
    """Changing it would change every variant that a learner has met."""
    assert first_words(6) == [
        10237434769699178806,
        11673745395517529437,
        3296547409585781300,
        11245855922606634801,
        6557961282500645088,
        1850500997205131452,
    ]


def test_words_are_those_of_sha_256_by_hand() -> None:
    blocks = [hashlib.sha256(f"grad-w|1|7|x|{counter}".encode()).hexdigest() for counter in (0, 1)]
    by_hand = [int(block[start : start + 16], 16) for block in blocks for start in (0, 16, 32, 48)]
    assert first_words(8) == by_hand


def test_each_part_of_the_key_makes_another_stream() -> None:
    keys = [
        ("a", 1, 1, "x"),
        ("b", 1, 1, "x"),
        ("a", 2, 1, "x"),
        ("a", 1, 2, "x"),
        ("a", 1, 1, "y"),
    ]
    assert len({tuple(islice(words(*key), 3)) for key in keys}) == len(keys)


@given(st.integers(1, 2**64), st.integers(0, 2**32))
def test_a_number_lies_below_its_limit(limit: int, seed: int) -> None:
    assert 0 <= below(limit, words("t", 1, seed, "x")) < limit


def test_what_would_favour_small_numbers_is_left_out() -> None:
    """2**64 = 3 * k + 1, so the last word belongs to no full run of three."""
    assert below(3, iter([2**64 - 1, 5])) == 2
    assert below(2**63 + 1, iter([2**63 + 1, 4])) == 4


def test_numbers_are_uniform() -> None:
    source = words("t", 1, 0, "x")
    counts = Counter(below(10, source) for _ in range(10_000))
    chi_square = sum((counts[k] - 1_000) ** 2 / 1_000 for k in range(10))
    # The 99.9 % point with nine degrees of freedom; the stream is pinned, so this cannot flicker.
    assert chi_square < 27.9


def test_some_of_gives_each_arrangement_equally_often() -> None:
    source = words("t", 1, 0, "x")
    counts = Counter(some_of("abc", 2, source) for _ in range(6_000))
    assert set(counts) == set(permutations("abc", 2))
    assert sum((count - 1_000) ** 2 / 1_000 for count in counts.values()) < 20.6


@given(st.lists(st.integers(), min_size=1, unique=True), st.integers(0, 1_000))
def test_all_of_some_is_a_rearrangement(items: list[int], seed: int) -> None:
    drawn = some_of(items, len(items), words("t", 1, seed, "x"))
    assert sorted(drawn) == sorted(items)
    assert one_of(items, words("t", 1, seed, "x")) in items
