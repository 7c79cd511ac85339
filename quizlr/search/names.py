"""Names that a query may use, and the nearest one to a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from quizlr.search.folding import fold
from quizlr.search.pattern import fits_name
from quizlr.search.query import Pattern, Trait

Names = Mapping[str, str]
"""The folded form of each name -> the name as it is written."""
Known = Mapping[Trait, Names]
"""All names of a kind. A kind that is missing is not checked."""

_LISTED: Final = 6
"""So many names are told where none is near."""
_COMPARED: Final = 4000
"""Among more names than these the nearest is not looked for: it would take too long."""


def names_of(words: Iterable[str]) -> Names:
    """Names by their folded form; of two with one form the first."""
    names: dict[str, str] = {}
    for word in words:
        names.setdefault(fold(word), word)
    return names


def has_name(names: Names, pattern: Pattern) -> bool:
    """Whether a pattern fits one of the names."""
    if pattern.is_plain:
        return fold(pattern.plain) in names
    return any(map(fits_name(pattern), names))


def beginning_with(word: str, names: Names) -> list[str]:
    """The names that a word may become when it is typed on."""
    begun = fold(word)
    return [name for form, name in names.items() if form.startswith(begun)]


def advice(word: str, names: Names) -> str:
    """A sentence with the nearest name, or with all names if they are few; else empty."""
    compared = names if len(names) <= _COMPARED else ()
    # difflib is quadratic: a word far longer than a name is no misspelling
    close = get_close_matches(fold(word)[:80], compared, n=1)
    if close:
        return f" Did you mean '{names[close[0]]}'?"
    return f" There is {listed(tuple(names.values()))}." if 0 < len(names) <= _LISTED else ""


def listed(names: Sequence[str]) -> str:
    """`a, b and c`; of many names the first few."""
    if len(names) > _LISTED:
        return f"{', '.join(names[:_LISTED])}, …"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
