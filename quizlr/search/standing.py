"""The masks of states, flags and numbers: where the cards stand."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from math import inf
from typing import Any, Final

from quizlr.model import CardState
from quizlr.scheduling import interval_days
from quizlr.scheduling.leeches import is_leech
from quizlr.search.facts import Facts, is_buried
from quizlr.search.masks import either, flipped
from quizlr.search.query import Compared, Measure, Sign, State

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
_STATES: Final[Mapping[State, tuple[CardState, ...]]] = {
    State.NEW: (CardState.NEW,),
    State.LEARNING: (CardState.LEARNING, CardState.RELEARNING),
    State.RELEARNING: (CardState.RELEARNING,),
    State.REVIEW: (CardState.REVIEW,),
}


def in_state(state: State, facts: Facts) -> bytes:
    """Cards in a state."""
    match state:
        case State.DUE:
            return bytes(map(operator.le, facts.column(Measure.DUE), repeat(0)))
        case State.SUSPENDED:
            return bytes(facts.attribute("is_suspended"))
        case State.BURIED:
            return bytes([is_buried(schedule, facts.now) for schedule in facts.schedules])
        case State.LEECH:
            counts = facts.attribute("lapse_count")
            leeches = {count for count in set(counts) if is_leech(count, facts.leech_lapses)}
            return bytes(map(leeches.__contains__, counts))
        case State.FLAGGED:
            return flipped(with_flag(0, facts))
        case _:
            own = facts.attribute("state")
            wanted = _STATES[state]
            return either([bytes(map(operator.eq, own, repeat(each))) for each in wanted])


def with_flag(flag: int, facts: Facts) -> bytes:
    """Cards with a flag."""
    return bytes(map(operator.eq, facts.attribute("flag"), repeat(flag)))


def compared(query: Compared, facts: Facts) -> bytes:
    """Cards with a number on one side of another; one that lacks it is nan, which never compares.

    Of retrievability the age of the memory is compared, at which recall falls to the number.
    """
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
