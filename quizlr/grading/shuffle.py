"""Chance from a seed: orders that are the same on every machine and in every version.

The stream is SHA-256 over `seed:counter`, so it hangs on no library's generator.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import count

_WORD = 1 << 32


def permutation(n: int, seed: int, draw: int = 0) -> tuple[int, ...]:
    """The numbers 0 to n-1 in an order that depends on nothing but the arguments.

    All n! orders are equally likely over the seeds. `draw` numbers further orders of one seed.
    """
    order = list(range(n))
    words = _words(f"{seed}:{draw}")
    for last in range(n - 1, 0, -1):
        other = _below(last + 1, words)
        order[last], order[other] = order[other], order[last]
    return tuple(order)


def _words(name: str) -> Iterator[int]:
    for counter in count():
        block = hashlib.sha256(f"{name}:{counter}".encode()).digest()
        for start in range(0, len(block), 4):
            yield int.from_bytes(block[start : start + 4], "big")


def _below(limit: int, words: Iterator[int]) -> int:
    # Words in the last, incomplete run of `limit` would favour small numbers.
    usable = _WORD - _WORD % limit
    return next(word for word in words if word < usable) % limit
