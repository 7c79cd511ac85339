"""Which cards a query means: a mask for each node of its tree, put together as the tree says.

A mask has a byte for each card, 1 or 0. Text is looked through last and only where the other parts
of an All have left something, for it costs most.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import compress, repeat
from math import inf
from typing import Any, Final

from quizlr.model import CardState, Schedule
from quizlr.scheduling import interval_days
from quizlr.scheduling.leeches import is_leech
from quizlr.search.facts import Facts, is_buried
from quizlr.search.folding import fold
from quizlr.search.pattern import FIELD_END, fits_name, needed, occurs, occurs_as_word
from quizlr.search.query import (
    All,
    Compared,
    Either,
    Everything,
    Flagged,
    Measure,
    Named,
    Not,
    Pattern,
    Query,
    Recent,
    Regex,
    Sign,
    Standing,
    State,
    Trait,
    Words,
)

_FLIPPED: Final = bytes((1, 0, *range(2, 256)))
_IN_STEPS: Final = (CardState.LEARNING, CardState.RELEARNING)
_SIGNS: Final[Mapping[Sign, Callable[[Any, Any], bool]]] = {
    Sign.LESS: operator.lt,
    Sign.AT_MOST: operator.le,
    Sign.EQUAL: operator.eq,
    Sign.UNEQUAL: operator.ne,
    Sign.AT_LEAST: operator.ge,
    Sign.MORE: operator.gt,
}
_MIRRORED: Final[Mapping[Sign, Sign]] = {
    Sign.LESS: Sign.MORE,
    Sign.AT_MOST: Sign.AT_LEAST,
    Sign.AT_LEAST: Sign.AT_MOST,
    Sign.MORE: Sign.LESS,
}


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
            return _either([mask(part, facts, everything) for part in parts])
        case Not(part):
            return _both(mask(part, facts, everything).translate(_FLIPPED), everything)
        case Words() | Regex():
            return _searched(query, facts, everything)
        case _:
            return _both(_term(query, facts), everything)


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


def _both(one: bytes, other: bytes) -> bytes:
    number = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return number.to_bytes(len(one), "little")


def _either(masks: Sequence[bytes]) -> bytes:
    number = 0
    for each in masks:
        number |= int.from_bytes(each, "little")
    return number.to_bytes(len(masks[0]), "little")


def _term(query: Query, facts: Facts) -> bytes:
    match query:
        case Named(trait, pattern):
            return _named(facts, trait, pattern) if pattern else _nameless(facts, trait)
        case Standing(state):
            return _standing(state, facts)
        case Flagged(flag):
            return bytes([schedule.flag == flag for schedule in facts.schedules])
        case Compared():
            return _compared(query, facts)
        case Recent():
            place_of = facts.catalogue.place_of
            found = facts.happened(query)
            return _marked(facts, (place_of[each] for each in found if each in place_of))
    raise TypeError(f"no term: {query}")


def _marked(facts: Facts, places: Iterable[int]) -> bytes:
    marks = bytearray(len(facts))
    for place in places:
        marks[place] = 1
    return bytes(marks)


# -- names


def _named(facts: Facts, trait: Trait, pattern: Pattern) -> bytes:
    index = facts.catalogue.index(trait)
    if pattern.is_plain:
        return _marked(facts, index.get(fold(pattern.plain), ()))
    fitting = filter(fits_name(pattern), index)
    return _marked(facts, (place for name in fitting for place in index[name]))


def _nameless(facts: Facts, trait: Trait) -> bytes:
    places = (place for found in facts.catalogue.index(trait).values() for place in found)
    return _marked(facts, places).translate(_FLIPPED)


# -- where cards stand


def _standing(state: State, facts: Facts) -> bytes:
    today = facts.now.study_day
    match state:
        case State.NEW:
            return _in_states(facts, CardState.NEW)
        case State.LEARNING:
            return _in_states(facts, *_IN_STEPS)
        case State.RELEARNING:
            return _in_states(facts, CardState.RELEARNING)
        case State.REVIEW:
            return _in_states(facts, CardState.REVIEW)
        case State.DUE:
            days = facts.column(Measure.DUE)
            is_due = map(operator.le, days, repeat(0))
            return bytes(
                [
                    due and not _is_hidden(s, today)
                    for due, s in zip(is_due, facts.schedules, strict=True)
                ]
            )
        case State.SUSPENDED:
            return bytes([schedule.is_suspended for schedule in facts.schedules])
        case State.BURIED:
            return bytes([is_buried(schedule, today) for schedule in facts.schedules])
        case State.LEECH:
            least = facts.leech_lapses
            return bytes([is_leech(schedule.lapse_count, least) for schedule in facts.schedules])
        case State.FLAGGED:
            return bytes([schedule.flag != 0 for schedule in facts.schedules])


def _in_states(facts: Facts, *states: CardState) -> bytes:
    return bytes([state in states for state in facts.states])


def _is_hidden(schedule: Schedule, today: int) -> bool:
    return schedule.is_suspended or is_buried(schedule, today)


# -- numbers


def _compared(query: Compared, facts: Facts) -> bytes:
    """Cards without the number are nan, which compares with nothing."""
    column = facts.column(query.measure)
    if query.sign in (Sign.EQUAL, Sign.UNEQUAL):
        return _rounded(query, column, facts)
    number = float(query.number)
    if query.measure is Measure.RETRIEVABILITY:
        holds, number = _SIGNS[_MIRRORED[query.sign]], _age_at(number, facts)
    else:
        holds = _SIGNS[query.sign]
    return bytes(map(holds, column, repeat(number)))


def _rounded(query: Compared, column: Sequence[float], facts: Facts) -> bytes:
    """What is the number when it is rounded to as many decimals; or is a number, and not this."""
    half = Decimal(1).scaleb(int(query.number.as_tuple().exponent)) / 2
    low, high = float(query.number - half), float(query.number + half)
    if query.measure is Measure.RETRIEVABILITY:
        young, old = _age_at(high, facts), _age_at(low, facts)
        is_equal = [young < age <= old for age in column]
    else:
        is_equal = [low <= number < high for number in column]
    if query.sign is Sign.EQUAL:
        return bytes(is_equal)
    is_number = map(operator.eq, column, column)  # nan is not even itself
    return bytes(map(operator.gt, is_number, is_equal))


def _age_at(recall: float, facts: Facts) -> float:
    """How many stabilities old a memory is when recall has fallen so far."""
    if recall >= 1:
        return 0.0 if recall == 1 else -inf
    return interval_days(1.0, recall, facts.parameters) if recall > 0 else inf


# -- text


def _searched(query: Words | Regex, facts: Facts, within: bytes) -> bytes:
    if isinstance(query, Regex):
        texts, is_found = facts.catalogue.raw, _regex_test(query)
        return _tested(texts, is_found, within)
    texts = facts.catalogue.text(query.where)
    found = _containing(texts, needed(query.pattern), within)
    if query.pattern.is_plain and not query.is_whole:
        return found
    test = occurs_as_word if query.is_whole else occurs
    return _tested(texts, test(query.pattern), found)


def _containing(texts: Sequence[str], wanted: str, within: bytes) -> bytes:
    """The cards of `within` whose text has `wanted` in it."""
    if within.count(1) * 2 > len(texts):
        return _both(bytes(map(operator.contains, texts, repeat(wanted))), within)
    return _tested(texts, lambda text: wanted in text, within)


def _tested(texts: Sequence[str], test: Callable[[str], bool], within: bytes) -> bytes:
    """The cards of `within` whose text passes a test."""
    places = list(compress(range(len(texts)), within))
    passed = compress(places, map(test, compress(texts, within)))
    marks = bytearray(len(texts))
    for place in passed:
        marks[place] = 1
    return bytes(marks)


def _regex_test(query: Regex) -> Callable[[str], bool]:
    search = re.compile(query.source, re.IGNORECASE | re.MULTILINE).search
    return lambda text: any(search(field) for field in text.split(FIELD_END))
