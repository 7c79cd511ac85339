"""How alike two texts are, and which of many are alike without comparing all with all.

A text is the set of its words and of its pairs of neighbouring words, and two sets are as alike as
the share of what they have in common (Jaccard). A note has two such sets, its question and the
rest, and is as alike as the mean of both; a side that neither note has does not count.

Two sets that share at least the half have one of their rarest elements in common, so only those
are looked up (the prefix filter of Chaudhuri, Ganti and Kaushik, "A primitive operator for
similarity joins in data cleaning", 2006). What very many notes have is no clue to one of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from math import ceil

from quizlr.values import dataclass

MOST_OWNERS = 256
"""What more notes than these have among their rarest words is no clue."""

Words = frozenset[str]
Sides = tuple[Words, Words]
"""The question and the rest."""

# Scripts without spaces are read sign by sign.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Joined:
    """Two notes that are alike, by their places in the lists."""

    left: int
    right: int
    likeness: float
    """0 to 1."""


def words_in(text: str) -> Words:
    """The words of a text, signs among them, and the pairs of neighbours; case does not count."""
    words = _WORD.findall(text.casefold())
    return frozenset((*words, *(f"{one} {two}" for one, two in pairwise(words))))


def share(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    """Of what either has, the part that both have; one of them must not be empty."""
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def likeness(one: Sides, other: Sides) -> float:
    """How alike two notes are; a side that neither has does not count, and nothing is like nothing.

    Symmetric; 1 for a note that says something and itself.
    """
    shares = [share(a, b) for a, b in zip(one, other, strict=True) if a or b]
    return sum(shares) / len(shares) if shares else 0.0


def join(lefts: Sequence[Sides], rights: Iterable[Sides], least: float) -> list[Joined]:
    """All pairs of a left and a right note that are at least so alike, in the order of both.

    The time grows with the number of notes, and with that of pairs that share a rare word.

    Args:
        lefts: Notes; better the fewer.
        rights: Other notes.
        least: Above 0, at most 1.
    """
    # How often the left ones have a word; the filter holds for any one order of all words.
    often = [Counter(word for left in lefts for word in left[side]) for side in (0, 1)]
    indexes = [_index([left[side] for left in lefts], often[side], least) for side in (0, 1)]
    found = []
    for right, sides in enumerate(rights):
        near: set[int] = set()
        # A mean reaches `least` only where one of the sides does.
        for side, index, count in zip(sides, indexes, often, strict=True):
            if len(count.keys() & side) >= least * len(side):
                for word in _rarest(side, count, least):
                    near.update(index.get(word, ()))
        for left in near:
            if (alike := likeness(lefts[left], sides)) >= least:
                found.append(Joined(left, right, alike))
    return sorted(found, key=lambda pair: (pair.left, pair.right))


def _index(sides: Iterable[Words], often: Counter[str], least: float) -> dict[str, list[int]]:
    """Rare word -> the notes that have it."""
    index: dict[str, list[int]] = {}
    for place, side in enumerate(sides):
        for word in _rarest(side, often, least):
            index.setdefault(word, []).append(place)
    return {word: owners for word, owners in index.items() if len(owners) <= MOST_OWNERS}


def _rarest(side: Words, often: Counter[str], least: float) -> list[str]:
    """So many of the rarest words that sets as alike as `least` share one of them."""
    count = len(side) - ceil(least * len(side)) + 1
    return sorted(side, key=lambda word: (often[word], word))[:count] if side else []
