"""A query is read: tokens become a tree, and whatever is wrong is told with its place.

query := all ("or" all)*        all  := part ("and"? part)*
part  := "-"* ( "(" query ")" | term )
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from quizlr.search.fault import Fault
from quizlr.search.keys import read_term
from quizlr.search.names import Known
from quizlr.search.query import All, Either, Everything, Not, Query
from quizlr.search.readers import unknown_search
from quizlr.search.scanning import Kind, Token, pattern_of, tokens
from quizlr.values import dataclass

DEEPEST: Final = 50
"""So many parentheses may stand in one another."""
LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as far as it could be read, and what is wrong in it, in the order of the text."""

    query: Query
    faults: tuple[Fault, ...] = ()


def parse(text: str, known: Known | None = None, kept: Mapping[str, str] | None = None) -> Parsed:
    """Read a query. Never raises; parts that mean nothing are left out and told.

    Args:
        text: as the learner typed it; empty for all cards.
        known: the names that exist. One that does not is a fault, except behind a minus: to leave
            out what does not exist is no mistake.
        kept: the searches that `saved:` can name, each by its name.
    """
    if len(text) > LONGEST:
        words = f"A query has at most {LONGEST:,} characters."
        return Parsed(Everything(), (Fault(LONGEST, len(text), words),))
    reader = _Reader(text, known or {}, kept or {})
    query = reader.read()
    return Parsed(query or Everything(), tuple(sorted(reader.faults, key=lambda f: f.start)))


def joined(parts: Sequence[Query]) -> Query | None:
    """All of these at once, flat; None for none."""
    flat: list[Query] = []
    for part in parts:
        flat += part.parts if isinstance(part, All) else (part,)
    return flat[0] if len(flat) == 1 else All(tuple(flat)) if flat else None


class _Reader:
    """One walk over the tokens of one query."""

    def __init__(self, text: str, known: Known, kept: Mapping[str, str]) -> None:
        self.faults: list[Fault] = []
        self._text = text
        self._known = known
        self._kept = kept
        self._tokens = list(tokens(text))
        self._at = 0

    @property
    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _is_next(self, *kinds: Kind) -> bool:
        return self._next is not None and self._next.kind in kinds

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def read(self) -> Query | None:
        """The whole query; a parenthesis that closes nothing is told and passed over."""
        parts: list[Query | None] = [self._either(0, is_negative=False)]
        while self._next is not None:
            self._tell(self._take(), "This parenthesis closes nothing.")
            parts.append(self._either(0, is_negative=False))
        return joined([part for part in parts if part is not None])

    def _either(self, depth: int, *, is_negative: bool) -> Query | None:
        before = self._at
        found = [self._all(depth, is_negative=is_negative)]
        if self._at == before and self._is_next(Kind.OR):
            words = 'Something is missing before `or`; to find the word, write "or".'
            self._tell(self._tokens[self._at], words)
        while self._is_next(Kind.OR):
            word = self._take()
            before = self._at
            found.append(self._all(depth, is_negative=is_negative))
            if self._at == before:
                self._tell(word, "Something is missing behind `or`.", is_last=True)
        flat: list[Query] = []
        for part in found:
            if part is not None:
                flat += part.parts if isinstance(part, Either) else (part,)
        return flat[0] if len(flat) == 1 else Either(tuple(flat)) if flat else None

    def _all(self, depth: int, *, is_negative: bool) -> Query | None:
        parts: list[Query | None] = []
        while self._next is not None and not self._is_next(Kind.OR, Kind.CLOSE):
            if self._is_next(Kind.AND):
                self._and(has_left=bool(parts))
            else:
                parts.append(self._part(depth, is_negative=is_negative))
        return joined([part for part in parts if part is not None])

    def _and(self, *, has_left: bool) -> None:
        """The word changes nothing, but there must be something at both sides of it."""
        word = self._take()
        if not has_left:
            words = 'Something is missing before `and`; to find the word, write "and".'
            self._tell(word, words)
        elif self._next is None or self._is_next(Kind.OR, Kind.AND, Kind.CLOSE):
            self._tell(word, "Something is missing behind `and`.", is_last=True)

    def _part(self, depth: int, *, is_negative: bool) -> Query | None:
        """A term or a group, with the minus signs before it; at least one token is taken."""
        is_not = False
        sign: Token | None = None
        while self._is_next(Kind.MINUS) and (sign is None or self._touches(sign)):
            sign = self._take()
            is_not = not is_not
        if sign is not None and not (self._is_next(Kind.OPEN, Kind.TERM) and self._touches(sign)):
            words = "A minus stands right before what is left out, as in -tag:old."
            self._tell(sign, words, is_last=True)
            return None
        is_negative ^= is_not
        token = self._take()
        if token.kind is Kind.OPEN:
            inner = self._group(token, depth + 1, is_negative=is_negative)
        else:
            inner = self._term(token, is_negative=is_negative)
        if inner is None or not is_not:
            return inner
        return inner.part if isinstance(inner, Not) else Not(inner)

    def _touches(self, sign: Token) -> bool:
        return self._next is not None and self._next.start == sign.end

    def _group(self, opening: Token, depth: int, *, is_negative: bool) -> Query | None:
        if depth > DEEPEST:
            self._tell(opening, f"At most {DEEPEST} parentheses may stand in one another.")
            self._at = len(self._tokens)
            return None
        before = self._at
        inner = self._either(depth, is_negative=is_negative)
        is_empty = self._at == before
        if self._is_next(Kind.CLOSE):
            closing = self._take()
            if is_empty:
                words = "Nothing stands between these parentheses."
                self.faults.append(Fault(opening.start, closing.end, words, is_unfinished=True))
        elif self._next is None:
            words = "This parenthesis is not closed."
            self.faults.append(Fault(opening.start, opening.end, words, is_unfinished=True))
        return inner

    def _term(self, token: Token, *, is_negative: bool) -> Query | None:
        if token.is_open:
            words = "This quote is not closed."
            at = token.value_start - 1
            self.faults.append(Fault(at, token.end, words, is_unfinished=True))
        known = {} if is_negative else self._known
        found = self._saved(token, known) if token.key == "saved" else read_term(token, known)
        if isinstance(found, Fault):
            if not token.is_open:
                self.faults.append(found)
            return None
        return found

    def _saved(self, token: Token, known: Known) -> Query | Fault:
        """What a kept search means; it may name others, but not itself."""
        if not self._kept:
            return read_term(token, known)
        name = pattern_of(token.value).plain
        text = self._kept.get(name)
        if text is None:
            return unknown_search(token, name, self._kept)
        others = {other: query for other, query in self._kept.items() if other != name}
        parsed = parse(text, known, others)
        if parsed.faults:
            words = f"The search that is kept as '{name}' cannot be read: {text}"
            return Fault(token.value_start, token.value_end, words)
        return parsed.query

    def _tell(self, token: Token, message: str, *, is_last: bool = False) -> None:
        """A fault at a token; it may only be unfinished if nothing follows."""
        is_unfinished = is_last and self._text[token.end :].strip() == ""
        self.faults.append(Fault(token.start, token.end, message, is_unfinished))
