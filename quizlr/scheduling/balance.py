"""Load: on which day of its fuzz range a review falls.

Days with few reviews are preferred, in proportion to what the learner wants of each weekday, and
free days are avoided. The preference is tilted so that the mean of the choice stays where it is
without it: nearer days hold more reviews than farther ones, and without the tilt every interval
would grow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import exp

from quizlr.scheduling.fuzz import PickDay, pick_evenly
from quizlr.values import dataclass

_THURSDAY = 3
"""1970-01-01, study day 0, counted from Monday."""
_STEPS = 30
_STEEPEST = 4.0
"""Log odds of a day against the next beyond which the mean cannot be held."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How full the learner wants each day."""

    weekday_shares: tuple[float, ...] = (1.0,) * 7
    """Monday first: 1 for a normal day, 0 for a free one."""
    free_days: AbstractSet[int] = frozenset()
    """Study days to keep free."""

    def share(self, study_day: int) -> float:
        """1 for a normal day, 0 for a free one."""
        if study_day in self.free_days:
            return 0.0
        return self.weekday_shares[(study_day + _THURSDAY) % 7]


def balanced(today: int, due: Mapping[int, int], calendar: Calendar) -> PickDay:
    """Prefer days that hold few reviews.

    Args:
        today: study day from which the days are counted.
        due: study day -> reviews that fall due on it.
        calendar: how full each day is wanted.
    """

    def pick(first: int, last: int, draw: float) -> int:
        if last <= first:
            return first
        weights = [_weight(calendar.share(today + d), due.get(today + d, 0))
                   for d in range(first, last + 1)]  # fmt: skip
        if not any(weights):
            return pick_evenly(first, last, draw)
        return first + _drawn(_tilted(weights), draw)

    return pick


def _weight(share: float, count: int) -> float:
    return share / (1.0 + count / share) ** 2 if share else 0.0


def _tilted(weights: Sequence[float]) -> list[float]:
    """The weights times a power of e, so that their mean place is the middle, if it can be."""
    middle = (len(weights) - 1) / 2
    low, high = -_STEEPEST, _STEEPEST
    for _ in range(_STEPS):
        tilt = (low + high) / 2
        if _mean_place(_times(weights, tilt, middle)) < middle:
            low = tilt
        else:
            high = tilt
    return _times(weights, (low + high) / 2, middle)


def _times(weights: Sequence[float], tilt: float, middle: float) -> list[float]:
    return [weight * exp(tilt * (place - middle)) for place, weight in enumerate(weights)]


def _mean_place(weights: Sequence[float]) -> float:
    return sum(place * weight for place, weight in enumerate(weights)) / sum(weights)


def _drawn(weights: Sequence[float], draw: float) -> int:
    """The place at which the running sum passes the draw; never one of weight 0."""
    target = draw * sum(weights)
    last = 0
    for place, weight in enumerate(weights):
        if weight:
            last = place
            target -= weight
            if target < 0:
                break
    return last
