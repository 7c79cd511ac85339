"""One form for all spellings that a search does not tell apart: case, accents, white space."""

from __future__ import annotations

import re
from unicodedata import normalize

# After a letter only: the stroke that makes ≠ of = is a combining mark as well.
_ACCENTS = re.compile("(?<=[^\\W\\d_])[\u0300-\u036f]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """`Naïve  Bayes` gives `naive bayes`. Folding a folded text changes nothing."""
    if text.isascii():
        folded = text.lower()
    else:
        # casefold may give what can be taken apart further
        folded = normalize("NFKD", normalize("NFKD", _INVISIBLE.sub("", text)).casefold())
        folded = _ACCENTS.sub("", folded)
    return _SPACES.sub(" ", folded) if "\n" in folded or "  " in folded else folded
