"""When two typed answers count as the same: the normal forms behind `match:`.

exact ignores spaces at the ends, fold what a careless typist varies, fuzzy accents as well.
"""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | dict.fromkeys("‘’‚‛′´`", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | {"⁄": "/", "∕": "/", "·": "*", "⋅": "*", "×": "*"}
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHEN_IN_WORD = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_SPACE_AT_SIGN = re.compile(r"\s*([^\w\s])\s*")
_QUOTED = re.compile(r"""(["'])(?P<inside>.*)\1""", re.DOTALL)
# After a letter only: the stroke that makes ≠ of = is a combining mark as well.
_ACCENT = re.compile("([^\\W\\d_])[\u0300-\u036f]+")
_TRAILING = ".,;:"


def exact(text: str) -> str:
    """NFC, without spaces at the ends."""
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """The same for all spellings that differ in case, spaces, dashes, quotes or an end stop.

    `Cross–Entropy.`, `cross  entropy` and `"cross-entropy"` fold to one form; so do `p(1-p)` and
    `p (1 − p)`, `x²` and `x2`. Signs that carry meaning stay: `C++`, `C#`, `n!`, `-1`, `.5`.
    Folding a folded text changes nothing.
    """
    while (folded := _fold_once(text)) != text:
        text = folded
    return folded


def unaccented(text: str) -> str:
    """`fold`, and letters without their accents: `naïve Bayés` gives `naive bayes`."""
    return fold(_ACCENT.sub(r"\1", unicodedata.normalize("NFD", fold(text))))


def _fold_once(text: str) -> str:
    # NFKC comes before and after: case folding may take a composed character apart.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    folded = _INVISIBLE.sub("", folded).translate(_SAME)
    folded = " ".join(_HYPHEN_IN_WORD.sub(" ", folded).split())
    folded = _SPACE_AT_SIGN.sub(r"\1", folded)
    if (quoted := _QUOTED.fullmatch(folded)) and quoted["inside"].strip():
        folded = quoted["inside"]
    return folded.rstrip(_TRAILING) or folded
