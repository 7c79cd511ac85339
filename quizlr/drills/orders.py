"""Orders with ties: which stand rightly, and how many of them do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import factorial, prod

from quizlr.grading.partial_order import Before
from quizlr.grading.shuffle import permutation

_MOST_DRAWS = 20


def before(ranks: Sequence[int]) -> Before:
    """All items that must come before each item."""
    return {
        item: frozenset(other for other, earlier in enumerate(ranks) if earlier < rank)
        for item, rank in enumerate(ranks)
    }


def agrees(order: Sequence[int], ranks: Sequence[int]) -> bool:
    """Whether no item stands before one of lower rank."""
    placed = [ranks[item] for item in order]
    return placed == sorted(placed)


def right_order(ranks: Sequence[int]) -> tuple[int, ...]:
    """An order that agrees with the ranks; ties in the author's order."""
    return tuple(sorted(range(len(ranks)), key=ranks.__getitem__))


def guess_rate(ranks: Sequence[int]) -> float:
    """Share of all orders that agree with the ranks."""
    ties = prod(factorial(size) for size in Counter(ranks).values())
    return ties / factorial(len(ranks))


def shuffled(ranks: Sequence[int], seed: int, place: int) -> tuple[int, ...]:
    """An order from the seed that does not agree yet, if there is one."""
    for draw in range(_MOST_DRAWS):
        order = permutation(len(ranks), seed, place * _MOST_DRAWS + draw)
        if not agrees(order, ranks):
            return order
    return tuple(reversed(right_order(ranks)))
