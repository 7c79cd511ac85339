"""Ticks at round numbers, as many as have room: 1-2-5 steps, decades on a logarithmic scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from quizlr.rendering.plots.scales import Scale, Step, step_above

_NARROW, _TINY = 0.8, -300
"""Decades of a logarithmic scale below which its ticks are linear, but for the tiniest values."""

_STRIDES = (1, 2, 5, 10, 20, 50, 100, 200)


class Tick(NamedTuple):
    """A value on an axis and how it is written."""

    value: float
    label: str


Ticks = tuple[Tick, ...]


def best_ticks(scale: Scale, most: int, has_room: Callable[[Ticks], bool]) -> Ticks:
    """The densest set of ticks within the scale that has room; at most about `most`.

    Where no set with two ticks has room, the ends of a denser one may.
    """
    passed: list[Ticks] = []
    for ticks in _sets(scale, max(most, 1)):
        if len(ticks) > 1 and has_room(ticks):
            return ticks
        passed.append(ticks)
    ends = [ticks[:1] + ticks[-1:] for ticks in reversed(passed) if len(ticks) > 1]
    return next(filter(has_room, [*ends, passed[-1]]), ())


def _sets(scale: Scale, most: int) -> Iterator[Ticks]:
    """Sets of ticks from dense to sparse."""
    if not scale.is_log:
        yield from _linear_sets(scale.low, scale.high, most)
    elif scale.high - scale.low < _NARROW and scale.low > _TINY:
        yield from _linear_sets(10.0**scale.low, 10.0**scale.high, most)
    else:
        yield from _log_sets(scale.low, scale.high)


def _linear_sets(low: float, high: float, most: int) -> Iterator[Ticks]:
    step = step_above(high / most - low / most)
    while True:
        ticks = _linear(low, high, step)
        yield ticks
        if len(ticks) < 2:
            return
        step = step.coarser


def _linear(low: float, high: float, step: Step) -> Ticks:
    if not math.isfinite(step.size):
        return (Tick(0.0, "0"),) if low <= 0 <= high else ()
    counts = range(math.ceil(low / step.size) - 1, math.floor(high / step.size) + 2)
    inside = [count for count in counts if low <= step.times(count) <= high]
    is_plain = step.exponent >= -5 and max(abs(low), abs(high)) < 1e6
    spell = _fixed if is_plain else _scientific
    return tuple(Tick(step.times(count), spell(count, step)) for count in inside)


def _fixed(count: int, step: Step) -> str:
    return f"{Decimal(count * step.mantissa).scaleb(step.exponent):.{max(0, -step.exponent)}f}"


def _scientific(count: int, step: Step) -> str:
    """`1.5e-7`, as short as it is exact."""
    number = count * step.mantissa
    if number == 0:
        return "0"
    digits = str(abs(number))
    exponent = step.exponent + len(digits) - 1
    digits = digits.rstrip("0")
    point = f"{digits[0]}.{digits[1:]}" if digits[1:] else digits
    return f"{'-' if number < 0 else ''}{point}e{exponent}"


def _log_sets(low: float, high: float) -> Iterator[Ticks]:
    if high - low <= 4:
        yield _decades(low, high, 1, (1, 2, 5))
    for stride in _STRIDES:
        ticks = _decades(low, high, stride, (1,))
        yield ticks
        if len(ticks) < 2:
            return


def _decades(low: float, high: float, stride: int, mantissas: tuple[int, ...]) -> Ticks:
    first, last = math.floor(low), math.ceil(high)
    steps = [Step(m, e) for e in range(first, last + 1) if e % stride == 0 for m in mantissas]
    return tuple(
        Tick(step.size, _decade_label(step))
        for step in steps
        if 0 < step.size < math.inf and low <= math.log10(step.size) <= high
    )


def _decade_label(step: Step) -> str:
    return _fixed(1, step) if -4 <= step.exponent <= 4 else _scientific(1, step)
