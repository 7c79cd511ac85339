"""Which of the valid names an author probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

MOST_NAMES: Final = 40
"""So many names are listed at most: more than a note has fields."""


def nearest(word: str, names: Iterable[str]) -> str:
    """The valid name closest to a word, or an empty string if none is close."""
    by_lower = {name.lower(): name for name in names}
    # difflib is quadratic: a word far longer than a name is no misspelling.
    close = get_close_matches(word[:80].lower().strip(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else ""


def did_you_mean(word: str, names: Iterable[str], most: int = MOST_NAMES) -> str:
    """A sentence with the closest valid name, or with the first of them if none is close."""
    listed = tuple(names)
    near = nearest(word, listed)
    if near:
        return f"Did you mean `{near}`?"
    more = ", …" if len(listed) > most else ""
    return f"Known here: {', '.join(listed[:most])}{more}." if listed else ""
