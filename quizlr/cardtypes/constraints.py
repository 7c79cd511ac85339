"""`after:` of an order note: which item each word means, and what waits for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizlr.decks.nearest import did_you_mean
from quizlr.grading.partial_order import Before, find_cycle
from quizlr.grading.wording import quoted
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """A line that belongs in the order."""

    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with an `after`; `at` is its place within the note."""

    rule: str
    message: str
    at: str


def chain(size: int) -> dict[int, frozenset[int]]:
    """The order as listed, and no other."""
    return {item: frozenset({item - 1} if item else ()) for item in range(size)}


def read_constraints(
    items: Sequence[Item], after: Mapping[str, Sequence[str]]
) -> tuple[Before, list[Slip]]:
    """What must come before each item, by index. An item is named by id, text or number from 1."""
    names = _names(items)
    before: dict[int, set[int]] = {index: set() for index in range(len(items))}
    slips: list[Slip] = []
    for word, needs in after.items():
        meant = {name: _index(name, names) for name in (word, *needs)}
        slips += [
            Slip("order-unknown-item", _unknown(name, items), f"after.{word}")
            for name, index in meant.items()
            if index is None
        ]
        item = meant[word]
        if item is not None:
            before[item].update(index for name in needs if (index := meant[name]) is not None)
    cycle = () if slips else find_cycle(before)
    if cycle:
        slips.append(Slip("order-cycle", _cycle(items, cycle), "after"))
    return before, slips


def _names(items: Sequence[Item]) -> dict[str, int]:
    by_number = {str(index): index - 1 for index in range(1, len(items) + 1)}
    by_text = {_squeezed(item.text): index for index, item in enumerate(items)}
    by_id = {item.id: index for index, item in enumerate(items) if item.id}
    return by_number | by_text | by_id


def _index(name: str, names: Mapping[str, int]) -> int | None:
    return names.get(_squeezed(name))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _unknown(name: str, items: Sequence[Item]) -> str:
    known = [item.id or _squeezed(item.text) for item in items]
    return (
        f"No item is called {quoted(name)}. Name items by their id, their text or their number. "
        f"{did_you_mean(name, known)}"
    )


def _cycle(items: Sequence[Item], cycle: Sequence[int]) -> str:
    if len(cycle) == 1:
        return f"{quoted(items[cycle[0]].text)} is asked to come after itself."
    walk = " before ".join(quoted(items[item].text) for item in (*cycle, cycle[0]))
    return f"These items wait for each other, so no order is right: {walk}."
