"""Masks: a byte for each card, 1 for those that are meant; put together in microseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

_FLIPPED: Final = bytes((1, 0, *range(2, 256)))


def both(one: bytes, other: bytes) -> bytes:
    """Cards in one mask and in the other."""
    number = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return number.to_bytes(len(one), "little")


def either(masks: Sequence[bytes]) -> bytes:
    """Cards in one mask at least; there is one mask at least."""
    number = 0
    for mask in masks:
        number |= int.from_bytes(mask, "little")
    return number.to_bytes(len(masks[0]), "little")


def flipped(mask: bytes) -> bytes:
    """Cards that are not in a mask."""
    return mask.translate(_FLIPPED)


def marked(count: int, places: Iterable[int]) -> bytes:
    """The mask of these of `count` cards."""
    marks = bytearray(count)
    for place in places:
        marks[place] = 1
    return bytes(marks)
