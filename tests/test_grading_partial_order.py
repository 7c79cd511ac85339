from __future__ import annotations

from itertools import combinations, permutations
from math import factorial

from hypothesis import given
from hypothesis import strategies as st

from quizlr.grading.partial_order import (
    closure,
    count_linear_extensions,
    find_cycle,
    linear_extension,
    longest_consistent,
)

Order = dict[int, set[int]]


@st.composite
def orders(draw: st.DrawFn, most: int = 6) -> Order:
    """A partial order of up to `most` items, not in the order of their numbers."""
    size = draw(st.integers(1, most))
    names = draw(st.permutations(range(size)))
    pairs = draw(st.sets(st.sampled_from([*combinations(names, 2)] or [(0, 0)]), max_size=9))
    return {item: {one for one, other in pairs if other == item != one} for item in range(size)}


def right_orders(before: Order) -> list[tuple[int, ...]]:
    """All right orders, by trying every order."""
    return [
        order
        for order in permutations(before)
        if all(before[item] <= set(order[:place]) for place, item in enumerate(order))
    ]


def common(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Length of the longest common subsequence, by the textbook recursion."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            best = max(table[i - 1][j], table[i][j - 1])
            table[i][j] = table[i - 1][j - 1] + 1 if a == b else best
    return table[-1][-1]


@given(st.data(), orders())
def test_what_is_kept_is_the_longest_common_part_with_the_nearest_right_order(
    data: st.DataObject, before: Order
) -> None:
    shuffled = data.draw(st.permutations(sorted(before)))
    given_order = tuple(shuffled[: data.draw(st.integers(0, len(shuffled)))])
    kept = longest_consistent(given_order, closure(before))
    assert len(kept) == max(common(given_order, right) for right in right_orders(before))
    assert common(kept, given_order) == len(kept)
    assert any(common(kept, right) == len(kept) for right in right_orders(before))


@given(orders())
def test_a_right_order_is_kept_whole(before: Order) -> None:
    order = linear_extension(before)
    assert order in right_orders(before)
    assert longest_consistent(order, closure(before)) == order


@given(orders())
def test_right_orders_are_counted_exactly(before: Order) -> None:
    assert count_linear_extensions(before) == len(right_orders(before))


def test_counting_gives_up_rather_than_take_long() -> None:
    free: Order = {item: set() for item in range(40)}
    chain: Order = {item: {item - 1} if item else set() for item in range(40)}
    assert count_linear_extensions(free) is None
    assert count_linear_extensions(chain) == 1
    assert count_linear_extensions({item: set() for item in range(8)}) == factorial(8)


@given(orders(), st.data())
def test_a_cycle_is_found_if_and_only_if_there_is_one(before: Order, data: st.DataObject) -> None:
    assert find_cycle(before) == ()
    order = linear_extension(before)
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(order) - 1)] * 2)))
    for earlier, later in zip(order[first : last + 1], order[first + 1 : last + 1], strict=False):
        before[later].add(earlier)
    before[order[first]].add(order[last])
    cycle = find_cycle(before)
    assert cycle
    assert all(
        one in before[other] for one, other in zip(cycle, cycle[1:] + cycle[:1], strict=True)
    )


def test_a_cycle_is_named_without_what_only_hangs_on_it() -> None:
    before = {0: {3}, 1: {0}, 2: {1}, 3: {1}, 4: {2}}
    assert sorted(find_cycle(before)) == [0, 1, 3]
