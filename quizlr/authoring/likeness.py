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
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
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


def share(one: Words, other: Words) -> float:
    """Of what either has, the part that both have; one of them must not be empty."""
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def likeness(one: Sides, other: Sides) -> float:
    """How alike two notes are; a side that neither has does not count, and nothing is like nothing.

    Symmetric; 1 for a note that says something and itself.
    """
    shares = [share(a, b) for a, b in zip(one, other, strict=True) if a or b]
    return sum(shares) / len(shares) if shares else 0.0


def join(lefts: Sequence[Sides], rights: Sequence[Sides], least: float) -> Iterator[Joined]:
    """All pairs of a left and a right note that are at least so alike.

    Args:
        lefts: Notes.
        rights: Other notes.
        least: Above 0, at most 1.
    """
    often = Counter(word for sides in chain(lefts, rights) for side in sides for word in side)
    # A mean reaches `least` only where one of the sides does.
    indexes = [_index((sides[place] for sides in rights), often, least) for place in (0, 1)]
    for left, sides in enumerate(lefts):
        near: set[int] = set()
        for side, index in zip(sides, indexes, strict=True):
            for word in _rarest(side, often, least):
                near.update(index.get(word, ()))
        for right in sorted(near):
            if (alike := likeness(sides, rights[right])) >= least:
                yield Joined(left, right, alike)


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
