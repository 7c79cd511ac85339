"""Which cards a query means: a mask for each node of its tree, put together as the tree says.

Text is looked through last, and only where the other parts of an All have left something, for it
costs most. What a term means is kept with the facts: while a query is typed, most of it stays.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from itertools import compress, repeat
from typing import Final

from quizlr.search.facts import Facts
from quizlr.search.folding import fold
from quizlr.search.masks import both, either, flipped, marked
from quizlr.search.pattern import fits_name, needed, occurs, occurs_as_word
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
    Trait,
    Words,
)
from quizlr.search.standing import compared, in_state, with_flag

_KEPT: Final = 64
"""Masks of terms that are kept: 6 MB of 100,000 cards."""


def matching(query: Query, facts: Facts) -> list[int]:
    """The places of the cards that a query means, ascending."""
    return list(compress(range(len(facts)), mask(query, facts)))


def mask(query: Query, facts: Facts, within: bytes | None = None) -> bytes:
    """The mask of a query; cards outside of `within` are left out."""
    everything = b"\x01" * len(facts) if within is None else within
    match query:
        case Everything():
            return everything
        case All(parts):
            for part in sorted(parts, key=_cost):
                everything = mask(part, facts, everything)
            return everything
        case Either(parts):
            return either([mask(part, facts, everything) for part in parts])
        case Not(part):
            return both(flipped(mask(part, facts, everything)), everything)
        case Words() | Regex():
            return _searched(query, facts, everything)
        case _:
            return both(_kept(query, facts), everything)


def is_unbounded(query: Query) -> bool:
    """Whether the time of a search may grow without measure, as with regular expressions."""
    match query:
        case All(parts) | Either(parts):
            return any(map(is_unbounded, parts))
        case Not(part):
            return is_unbounded(part)
        case Words(pattern, _, is_whole):
            return is_whole and not pattern.is_plain
        case _:
            return isinstance(query, Regex)


def _cost(query: Query) -> int:
    """What is dear comes last; among what is alike the order stays."""
    match query:
        case All(parts) | Either(parts):
            return max(map(_cost, parts))
        case Not(part):
            return _cost(part)
        case Regex():
            return 2
        case Words():
            return 1
        case _:
            return 0


def _kept(query: Query, facts: Facts) -> bytes:
    """The mask of a term, made once."""
    if query not in facts.masks:
        if len(facts.masks) >= _KEPT:
            facts.masks.clear()
        facts.masks[query] = _term(query, facts)
    return facts.masks[query]


def _term(query: Query, facts: Facts) -> bytes:
    match query:
        case Named(trait, pattern):
            return _named(facts, trait, pattern) if pattern else _nameless(facts, trait)
        case Standing(state):
            return in_state(state, facts)
        case Flagged(flag):
            return with_flag(flag, facts)
        case Compared():
            return compared(query, facts)
        case Recent():
            place_of = facts.catalogue.place_of
            found = facts.happened(query)
            return marked(len(facts), (place_of[each] for each in found if each in place_of))
    raise TypeError(f"no term: {query}")


# -- names


def _named(facts: Facts, trait: Trait, pattern: Pattern) -> bytes:
    index = facts.catalogue.index(trait)
    if pattern.is_plain:
        return marked(len(facts), index.get(fold(pattern.plain), ()))
    fitting = filter(fits_name(pattern), index)
    return marked(len(facts), (place for name in fitting for place in index[name]))


def _nameless(facts: Facts, trait: Trait) -> bytes:
    places = (place for found in facts.catalogue.index(trait).values() for place in found)
    return flipped(marked(len(facts), places))


# -- text


def _searched(query: Words | Regex, facts: Facts, within: bytes) -> bytes:
    if isinstance(query, Regex):
        return _matched(query, facts, within)
    texts = facts.catalogue.text(query.where)
    found = _containing(texts, needed(query.pattern), within)
    if query.pattern.is_plain and not query.is_whole:
        return found
    test = occurs_as_word if query.is_whole else occurs
    return _tested(texts, test(query.pattern), found)


def _containing(texts: Sequence[str], wanted: str, within: bytes) -> bytes:
    """The cards of `within` whose text has `wanted` in it."""
    if within.count(1) * 2 > len(texts):
        return both(bytes(map(operator.contains, texts, repeat(wanted))), within)
    return _tested(texts, lambda text: wanted in text, within)


def _tested(texts: Sequence[str], test: Callable[[str], object], within: bytes) -> bytes:
    """The cards of `within` whose text passes a test."""
    places = compress(range(len(texts)), within)
    return marked(len(texts), compress(places, map(bool, map(test, compress(texts, within)))))


def _matched(query: Regex, facts: Facts, within: bytes) -> bytes:
    """What a regular expression finds, whatever the case of the letters.

    One without capitals is tried on text without capitals: that is the same, and thrice as fast,
    as it can then be looked for by the letters that it begins with.
    """
    if query.source == query.source.lower():
        texts, flags = facts.catalogue.lower, re.MULTILINE
    else:
        texts, flags = facts.catalogue.raw, re.MULTILINE | re.IGNORECASE
    return _tested(texts, re.compile(query.source, flags).search, within)
