"""Chance from a seed: the same numbers on every machine and in every version of Python.

SHA-256 over `template id | version | seed | variable | counter`. Each variable has a stream of its
own, so adding or removing one leaves what the others draw unchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TypeVar

Item = TypeVar("Item")

_WORD = 1 << 64
_BYTES = 8


def words(template_id: str, version: int, seed: int, variable: str) -> Iterator[int]:
    """Endless 64-bit words, four from each hash."""
    named = hashlib.sha256(f"{template_id}|{version}|{seed}|{variable}|".encode())
    for counter in count():
        hashed = named.copy()
        hashed.update(str(counter).encode())
        block = hashed.digest()
        for start in range(0, len(block), _BYTES):
            yield int.from_bytes(block[start : start + _BYTES], "big")


def below(limit: int, source: Iterator[int]) -> int:
    """A number from 0 to limit - 1, each equally likely; `limit` is 1 to 2**64."""
    # Words in the last, incomplete run of `limit` would favour small numbers.
    usable = _WORD - _WORD % limit
    return next(word for word in source if word < usable) % limit


def one_of(items: Sequence[Item], source: Iterator[int]) -> Item:
    """One item, each equally likely."""
    return items[below(len(items), source)]


def some_of(items: Sequence[Item], n: int, source: Iterator[int]) -> tuple[Item, ...]:
    """`n` items from different places, in the order drawn; `n` is at most the number of items."""
    left = list(items)
    for place in range(n):
        other = place + below(len(left) - place, source)
        left[place], left[other] = left[other], left[place]
    return tuple(left[:n])
