"""From values to places and back, in plain floats from 1e-300 to 1e300; limits that read well."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quizlr.rendering.plots.nouns import Axis
from quizlr.values import dataclass

_FAR = 1e9
"""Places beyond which it does not matter how far off a value is."""

_NARROW = 1e-9
"""A range below this share of its values counts as one value: floats and labels end there."""

_TINY = 1e-300
_HIGHEST = sys.float_info.max
_LOG_LOWEST, _LOG_HIGHEST = -324.0, 308.25


class Step(NamedTuple):
    """The distance of ticks: 1, 2 or 5 times a power of ten."""

    mantissa: int
    exponent: int

    @property
    def size(self) -> float:
        """The step as a number."""
        return self.times(1)

    @property
    def coarser(self) -> Step:
        """The next step up."""
        following = {1: Step(2, self.exponent), 2: Step(5, self.exponent)}
        return following.get(self.mantissa, Step(1, self.exponent + 1))

    def times(self, count: int) -> float:
        """`count` steps, correctly rounded: 3 steps of 0.1 are 0.3."""
        return float(f"{count * self.mantissa}e{self.exponent}")


def step_above(size: float) -> Step:
    """The smallest step not below `size` (positive)."""
    step = Step(1, math.floor(math.log10(size)))
    while step.size < size:
        step = step.coarser
    return step


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis with `count` places: `low` lies on place 0, `high` on the last.

    On a logarithmic scale `low` and `high` are powers of ten.
    """

    low: float
    high: float
    is_log: bool = False
    count: int = 2

    def over(self, count: int) -> Scale:
        """The same limits on another number of places (at least 2)."""
        return Scale(self.low, self.high, self.is_log, count)

    def has(self, value: float) -> bool:
        """Whether a value lies within the limits."""
        shown = logarithm(value) if self.is_log else value
        return self.low <= shown <= self.high

    def place(self, value: float) -> float:
        """Where a value lies, in fractions of places; nan stays nan, inf stays inf."""
        return self.places((value,))[0]

    def places(self, values: Iterable[float]) -> list[float]:
        """`place` of each value."""
        out = []
        low, last = self.low, self.count - 1
        half = self.high * 0.5 - low * 0.5
        span = self.high - low
        for given in values:
            value = logarithm(given) if self.is_log else given
            if not math.isfinite(value):
                out.append(value)
                continue
            share = (value - low) / span if span < math.inf else (value * 0.5 - low * 0.5) / half
            out.append(min(max(share * last, -_FAR), _FAR))
        return out

    def value(self, place: float) -> float:
        """The value at a place: the inverse of `place`."""
        share = place / (self.count - 1)
        value = self.low * (1 - share) + self.high * share
        return 10.0**value if self.is_log else value


def logarithm(value: float) -> float:
    """log10, with -inf at 0 and nan below."""
    if value > 0:
        return math.log10(value)
    return -math.inf if value == 0 else math.nan


def scale(axis: Axis, values: Sequence[float], *, is_roomy: bool) -> Scale:
    """The scale of an axis that shows `values`; its places are still to be counted.

    Limits that the axis leaves open go to the values' extremes, and on to the next round number:
    always if `is_roomy`, else only if it is near.
    """
    shown = [logarithm(v) for v in values] if axis.is_log else values
    finite = [v for v in shown if math.isfinite(v)]
    given_low, given_high = _given(axis.low, axis.is_log), _given(axis.high, axis.is_log)
    if given_low is not None and given_high is not None and given_low > given_high:
        given_low, given_high = given_high, given_low
    low, high = _ordered(given_low, given_high, finite)
    low, high = _widened(low, high, is_log=axis.is_log)
    if not axis.is_log:
        snapped_low, snapped_high = _snapped(low, high, 1.0 if is_roomy else 0.025)
        low = snapped_low if given_low is None else low
        high = snapped_high if given_high is None else high
    return Scale(low, high, axis.is_log)


def _given(limit: float | None, is_log: bool) -> float | None:
    if limit is None:
        return None
    value = logarithm(limit) if is_log else float(limit)
    return value if math.isfinite(value) else None


def _ordered(low: float | None, high: float | None, finite: list[float]) -> tuple[float, float]:
    """Both limits, from the values where they are not given."""
    if low is None:
        low = min(finite, default=0.0 if high is None else high - 1.0)
    if high is None:
        high = max(finite, default=low + 1.0)
    return min(low, high), max(low, high)


def _widened(low: float, high: float, *, is_log: bool) -> tuple[float, float]:
    """Limits that lie apart: one value alone comes to stand in the middle."""
    largest = max(abs(low), abs(high))
    if high - low < max(_TINY, _NARROW * largest):
        around = 0.5 if is_log else max(largest * 0.5, 1.0 if largest < _TINY else 0.0)
        low, high = low - around, high + around
    if is_log:
        around = 0.5
        low = min(max(low, _LOG_LOWEST), _LOG_HIGHEST - around)
        return low, max(min(high, _LOG_HIGHEST), _LOG_LOWEST + around)
    return max(low, -_HIGHEST), min(high, _HIGHEST)


def _snapped(low: float, high: float, share: float) -> tuple[float, float]:
    """Limits moved out to a round number if that costs at most `share` of the range."""
    step = step_above(high / 10 - low / 10)
    size = step.size
    if not math.isfinite(size):
        return low, high
    down, up = step.times(math.floor(low / size)), step.times(math.ceil(high / size))
    allowed = (high / 10 - low / 10) * 10 * share
    return (
        down if low - down <= allowed and math.isfinite(down) else low,
        up if up - high <= allowed and math.isfinite(up) else high,
    )
