"""What must come before what: cycles, closeness to a right order, how many orders are right.

Items are numbers from 0. `before[i]` holds the items that must come before item i.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

Before = Mapping[int, AbstractSet[int]]

_MOST_STATES = 5_000


def find_cycle(before: Before) -> tuple[int, ...]:
    """Items that wait for each other, each one before the next; empty if there are none."""
    left = {item: set(needs) for item, needs in before.items()}
    while free := [item for item, needs in left.items() if not needs & left.keys()]:
        for item in free:
            del left[item]
    if not left:
        return ()
    # Every item that is left waits for another that is left: walk until one comes again.
    trail = [min(left)]
    while (follower := min(left[trail[-1]] & left.keys())) not in trail:
        trail.append(follower)
    return tuple(reversed(trail[trail.index(follower) :]))


def closure(before: Before) -> dict[int, frozenset[int]]:
    """All that must come before each item, also by way of others. There must be no cycle."""
    full: dict[int, frozenset[int]] = {}
    for item in linear_extension(before):
        full[item] = frozenset(before[item]).union(*(full[need] for need in before[item]))
    return full


def linear_extension(before: Before) -> tuple[int, ...]:
    """A right order; where several items may come next, the lowest does."""
    order: list[int] = []
    left = sorted(before)
    while left:
        item = next(item for item in left if before[item] <= set(order))
        left.remove(item)
        order.append(item)
    return tuple(order)


def longest_consistent(sequence: Sequence[int], full: Before) -> tuple[int, ...]:
    """The most items of `sequence` that stand rightly to each other, in their order.

    That is the longest common subsequence of `sequence` and the right order closest to it, and
    it is exact: two items clash if the later one must come first. To clash is transitive, so
    the items that do not clash are a largest antichain, which König's theorem reads off a
    largest matching. `full` is a `closure`; `sequence` has no item twice.
    """
    size = len(sequence)
    clashes = [
        [later for later in range(place + 1, size) if sequence[later] in full[sequence[place]]]
        for place in range(size)
    ]
    earlier_of = _matching(clashes)
    left_seen, right_seen = _alternating_reach(clashes, earlier_of)
    return tuple(
        sequence[place] for place in range(size) if place in left_seen and place not in right_seen
    )


def _matching(clashes: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest matching of earlier to later places, as later -> earlier."""
    earlier_of: dict[int, int] = {}

    def augment(place: int, seen: set[int]) -> bool:
        for later in clashes[place]:
            if later in seen:
                continue
            seen.add(later)
            if later not in earlier_of or augment(earlier_of[later], seen):
                earlier_of[later] = place
                return True
        return False

    for place in range(len(clashes)):
        augment(place, set())
    return earlier_of


def _alternating_reach(
    clashes: Sequence[Sequence[int]], earlier_of: Mapping[int, int]
) -> tuple[set[int], set[int]]:
    """What alternating paths from the unmatched earlier places reach, on either side."""
    matched = set(earlier_of.values())
    left_seen = {place for place in range(len(clashes)) if place not in matched}
    right_seen: set[int] = set()
    open_places = list(left_seen)
    while open_places:
        for later in clashes[open_places.pop()]:
            if later in right_seen:
                continue
            right_seen.add(later)
            if earlier_of[later] not in left_seen:
                left_seen.add(earlier_of[later])
                open_places.append(earlier_of[later])
    return left_seen, right_seen


def count_linear_extensions(before: Before) -> int | None:
    """How many orders are right; None if there are too many ways to count them in a moment.

    Counted over the sets of items that may be done first, a bit for each item, one larger set
    at a time. `before` has the items 0 to n-1.
    """
    needs = [sum(1 << need for need in before[item]) for item in range(len(before))]
    ways, visited = {0: 1}, 0
    for _ in needs:
        longer: dict[int, int] = {}
        for done, count in ways.items():
            for item, need in enumerate(needs):
                if not done >> item & 1 and need & ~done == 0:
                    grown = done | 1 << item
                    longer[grown] = longer.get(grown, 0) + count
        ways, visited = longer, visited + len(longer)
        if visited > _MOST_STATES:
            return None
    return ways.get((1 << len(needs)) - 1, 0)
