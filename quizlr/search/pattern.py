"""Patterns with `*` and `_`, as functions that say whether a text fits.

The texts between the stars are looked for one after the other, each at its first place: that never
goes back, so the time grows with the text and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from quizlr.search.folding import fold
from quizlr.search.query import Pattern, Wild

FIELD_END = "\0"
"""Stands between the fields of a text that is searched; no deck can hold it."""

Fits = Callable[[str], bool]


def fits_name(pattern: Pattern) -> Fits:
    """A function: does the pattern fit a whole folded name?"""
    if pattern.is_plain:
        wanted = fold(pattern.plain)
        return lambda name: name == wanted
    return _whole(_runs(pattern))


def occurs(pattern: Pattern) -> Fits:
    """A function: does the pattern fit a part of one field of a folded text?"""
    if pattern.is_plain:
        wanted = fold(pattern.plain)
        return lambda text: wanted in text
    finders = [_finder(run) for run in _runs(pattern)]
    return lambda text: any(_in_order(finders, field) for field in text.split(FIELD_END))


def occurs_as_word(pattern: Pattern) -> Fits:
    """As `occurs`, with no letter or digit before and behind; what is wild stands for such."""
    wild = {Wild.ONE: r"\w", Wild.MANY: r"\w*"}
    parts = [
        re.escape(fold(piece)) if isinstance(piece, str) else wild[piece]
        for piece in pattern.pieces
    ]
    found = re.compile(rf"(?<!\w){''.join(parts)}(?!\w)").search
    return lambda text: found(text) is not None


def needed(pattern: Pattern) -> str:
    """The longest text that a folded text must have if the pattern is to occur in it."""
    texts = [fold(piece) for piece in pattern.pieces if isinstance(piece, str)]
    return max(texts, key=len, default="")


_Run = tuple[str | Wild, ...]
"""What stands between two stars."""
_Finder = Callable[[str, int], int]
"""Text and a place -> behind the first find from there on; -1 if there is none."""


def _runs(pattern: Pattern) -> list[_Run]:
    runs: list[list[str | Wild]] = [[]]
    for piece in pattern.pieces:
        if piece is Wild.MANY:
            runs.append([])
        else:
            runs[-1].append(piece if isinstance(piece, Wild) else fold(piece))
    return [tuple(run) for run in runs]


def _regex(run: _Run) -> re.Pattern[str]:
    parts = (re.escape(piece) if isinstance(piece, str) else "." for piece in run)
    return re.compile("".join(parts), re.DOTALL)


def _finder(run: _Run) -> _Finder:
    if Wild.ONE in run:
        search = _regex(run).search
        return lambda text, at: found.end() if (found := search(text, at)) else -1
    wanted = "".join(piece for piece in run if isinstance(piece, str))
    return lambda text, at: found + len(wanted) if (found := text.find(wanted, at)) >= 0 else -1


def _in_order(finders: Sequence[_Finder], text: str) -> bool:
    at = 0
    for find in finders:
        at = find(text, at)
        if at < 0:
            return False
    return True


def _whole(runs: Sequence[_Run]) -> Fits:
    """The first run must stand at the start, the last at the end, the others between them."""
    first, last = _regex(runs[0]), _regex(runs[-1])
    length = sum(len(piece) if isinstance(piece, str) else 1 for piece in runs[-1])
    if len(runs) == 1:
        return lambda name: first.fullmatch(name) is not None
    finders = [_finder(run) for run in runs[1:-1]]

    def is_fitting(name: str) -> bool:
        begin, end = first.match(name), len(name) - length
        if begin is None or end < begin.end() or not last.match(name, end):
            return False
        at = begin.end()
        for find in finders:
            at = find(name, at)
            if not 0 <= at <= end:
                return False
        return True

    return is_fitting
