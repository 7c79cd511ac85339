"""The best of many, in order, where looking closely is dear and a bound is cheap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush


def best_first(
    count: int, bound: Callable[[int], float], value: Callable[[int], float]
) -> Iterator[tuple[float, int]]:
    """(value, number) of the numbers below `count`, the highest value first, ties by number.

    `bound` is never below `value`. A value is computed only once no other can be higher that is
    already known, so whoever takes the first few of many pays for little more than those.
    """
    waiting = sorted((-bound(number), number) for number in range(count))
    known: list[tuple[float, int]] = []
    for lowest, number in waiting:
        while known and known[0][0] < lowest:
            best, at = heappop(known)
            yield -best, at
        heappush(known, (-value(number), number))
    while known:
        best, at = heappop(known)
        yield -best, at
