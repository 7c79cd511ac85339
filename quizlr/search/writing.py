"""A tree as a query: what `parsing.parse` reads as the same tree."""

from __future__ import annotations

import re

from quizlr.search.query import (
    All,
    Compared,
    Either,
    Everything,
    Flagged,
    Named,
    Not,
    Pattern,
    Query,
    Recent,
    Regex,
    Standing,
    Where,
    Words,
)
from quizlr.search.readers import NONE

_SPECIAL = re.compile(r'[\\"*_]')
_BARE = re.compile(r'(?!-)(?:[^\s()\\":]|\\\S)+')
_QUOTE = re.compile(r'(?P<pair>\\.)|"', re.S)


def to_text(query: Query) -> str:
    """The query as a learner could have typed it; empty for all cards."""
    match query:
        case Everything():
            return ""
        case All(parts):
            return " ".join(_inner(part) for part in parts)
        case Either(parts):
            return " or ".join(to_text(part) for part in parts)
        case Not(part):
            return f"-{_grouped(part)}"
        case _:
            return _term(query)


def _inner(part: Query) -> str:
    return f"({to_text(part)})" if isinstance(part, Either) else to_text(part)


def _grouped(part: Query) -> str:
    return f"({to_text(part)})" if isinstance(part, All | Either) else to_text(part)


def _term(term: Query) -> str:
    match term:
        case Words(pattern, where, is_whole):
            return _words(pattern, "w" if is_whole else "" if where is Where.ANYWHERE else where)
        case Regex(source):
            return f're:"{_QUOTE.sub(_escaped, source)}"'
        case Named(trait, pattern):
            return f"{trait}:{_name(pattern)}"
        case Standing(state):
            return f"is:{state}"
        case Flagged(flag):
            return f"flag:{flag}"
        case Compared(measure, sign, number):
            return f"prop:{measure}{sign}{number:f}"
        case Recent(deed, days, rating):
            return f"{deed}:{days}" + (f":{int(rating)}" if rating else "")
    raise TypeError(f"no term: {term}")


def _name(pattern: Pattern | None) -> str:
    if pattern is None:
        return NONE
    value = _value(pattern)
    return f'"{value}"' if value.lower() == NONE else value


def _words(pattern: Pattern, key: str) -> str:
    value = _value(pattern)
    if key:
        return f"{key}:{value}"
    is_word = value.lower() not in ("and", "or")
    return value if is_word else f'"{value}"'


def _value(pattern: Pattern) -> str:
    text = "".join(
        _SPECIAL.sub(r"\\\g<0>", piece) if isinstance(piece, str) else piece.value
        for piece in pattern.pieces
    )
    return text if _BARE.fullmatch(text) else f'"{text}"'


def _escaped(found: re.Match[str]) -> str:
    return found["pair"] or '\\"'
