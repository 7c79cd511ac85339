"""Fuzz: cards learned together should not come back together for ever.

The ranges are those that Anki documents. The draw belongs to (card, review number), so that looking
again, undoing or replaying cannot change it.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from math import floor

PickDay = Callable[[int, int, float], int]
"""(first, last, draw in [0, 1)) -> a whole number of days from first to last."""

_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
"""From, to (days) and the share of that stretch by which an interval may be moved."""


def fuzz_draw(card_id: str, review_number: int) -> float:
    """A number in [0, 1) that is the same for the same card and review number, for ever."""
    digest = sha256(f"{card_id}\n{review_number}".encode()).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) / 2.0**53


def pick_evenly(first: int, last: int, draw: float) -> int:
    """Each day with the same chance."""
    return first + floor(draw * (1 + last - first))


def fuzz_range(interval_days: float) -> tuple[int, int]:
    """The first and last whole day to which an interval may be moved, both included."""
    if interval_days < 2.5:
        days = max(1, round_half_up(interval_days))
        return days, days
    spread = 1.0 + sum(
        share * (min(interval_days, end) - start)
        for start, end, share in _RANGES
        if interval_days > start
    )
    return round_half_up(interval_days - spread), round_half_up(interval_days + spread)


def whole_days(
    interval_days: float,
    draw: float | None,
    at_least: int,
    at_most: int,
    pick: PickDay = pick_evenly,
) -> int:
    """An interval as whole days from `at_least` to `at_most`; the latter wins if they cross.

    `pick` takes `draw` in [0, 1) to a day of the fuzz range; without a draw the interval is
    rounded.
    """
    at_least = min(at_least, at_most)
    interval_days = min(max(interval_days, at_least), at_most)
    if draw is None:
        return round_half_up(interval_days)
    first, last = (min(max(day, at_least), at_most) for day in fuzz_range(interval_days))
    return pick(first, last, draw)


def round_half_up(number: float) -> int:
    """The nearest whole number; halves go up."""
    return floor(number + 0.5)
