"""A query as a row of tokens, each with its place.

`deck:ml -(tag:"old ones" or loss)` has the tokens `deck:ml`, `-`, `(`, `tag:"old ones"`, `or`,
`loss`, `)`. Nothing is refused here but a quote that is never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from quizlr.search.query import Pattern, Wild
from quizlr.values import dataclass

ESCAPED = '\\"*_:()-'
"""What a backslash takes the meaning from; before any other letter it is
a backslash, as TeX is full of them."""

_BARE = re.compile(r"(?:\\\S|\\|[^\s()\\])+")
_QUOTED = re.compile(r'"(?P<inside>(?:\\.|[^"\\])*)(?P<close>"?)', re.S)
_KEY = re.compile(r"(?P<key>[A-Za-z]+):")
_PAIR = re.compile(r"\\.", re.S)
_SPACE = re.compile(r"\s*")


class Kind(StrEnum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    AND = "and"
    OR = "or"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Token:
    """A token from `start` to `end`; a term's value stands from `value_start` to `value_end`."""

    kind: Kind
    start: int
    end: int
    key: str = ""
    """In small letters; empty for a term without one."""
    value: str = ""
    """As it is written, without its quotes."""
    value_start: int = 0
    value_end: int = 0
    is_open: bool = False
    """Whether a quote was begun and not closed."""

    @property
    def is_quoted(self) -> bool:
        """Whether the value stands in quotes, closed or not."""
        return self.is_open or self.end > self.value_end


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query, from left to right."""
    at = _space_end(text, 0)
    while at < len(text):
        token = _token(text, at)
        yield token
        at = _space_end(text, token.end)


def pattern_of(value: str) -> Pattern:
    """A value with its escapes and wild signs read."""
    pieces: list[str | Wild] = []
    literal = ""
    at = 0
    while at < len(value):
        char = value[at]
        if char == "\\" and at + 1 < len(value) and value[at + 1] in ESCAPED:
            literal += value[at + 1]
            at += 1
        elif char in "*_":
            pieces += [literal] if literal else []
            literal = ""
            if char == "_" or not (pieces and pieces[-1] is Wild.MANY):
                pieces.append(Wild(char))
        else:
            literal += char
        at += 1
    return Pattern((*pieces, literal) if literal else tuple(pieces))


def regex_of(value: str) -> str:
    """A value as a regular expression: only quotes lose their backslash."""
    return _PAIR.sub(lambda pair: '"' if pair[0] == '\\"' else pair[0], value)


def _space_end(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _token(text: str, at: int) -> Token:
    char = text[at]
    if char in "()":
        return Token(Kind(char), at, at + 1)
    if char == "-":
        return Token(Kind.MINUS, at, at + 1)
    key = _KEY.match(text, at)
    value_at = key.end() if key else at
    name = key["key"].lower() if key else ""
    if quoted := _QUOTED.match(text, value_at):
        inside = quoted.span("inside")
        is_open = not quoted["close"]
        return Token(Kind.TERM, at, quoted.end(), name, quoted["inside"], *inside, is_open)
    bare = _BARE.match(text, value_at)
    end = bare.end() if bare else value_at
    value = text[value_at:end]
    if not name and value.lower() in ("and", "or"):
        return Token(Kind(value.lower()), at, end)
    return Token(Kind.TERM, at, end, name, value, value_at, end)
