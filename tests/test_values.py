"""`quizlr.values.dataclass` against the standard library's: the same values, made faster."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Slotted:
    name: str
    count: int = 1
    items: tuple[int, ...] = ()


@dataclass(frozen=True)
class Base:
    name: str
    tags: list[str] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Derived(Base):
    count: int
    note: str = "none"

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("count")


STANDARD = dataclasses.make_dataclass(
    "Slotted",
    [("name", str), ("count", int, 1), ("items", tuple, ())],
    frozen=True,
    slots=True,
)


@given(st.text(), st.integers(), st.tuples(st.integers()))
def test_equality_hash_and_text_are_the_standard_ones(
    name: str, count: int, items: tuple[int, ...]
) -> None:
    ours, standard = Slotted(name, count, items), STANDARD(name, count, items)
    assert repr(ours) == repr(standard)
    assert hash(ours) == hash(standard)
    assert ours == Slotted(name, count, items)
    assert (ours == Slotted(name, count + 1, items)) is False
    assert ours != standard
    assert dataclasses.astuple(ours) == dataclasses.astuple(standard)


@pytest.mark.parametrize("value", [Slotted("a"), Derived("a", count=2)])
def test_a_value_cannot_be_changed(value: Slotted | Derived) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.count = 5  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.brand_new = 5  # type: ignore[union-attr]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.count
    assert dataclasses.replace(value, count=7).count == 7
    assert value.count != 7


@pytest.mark.parametrize("value", [Slotted("a", 3, (1, 2)), Derived("a", ["x"], count=2)])
def test_a_value_survives_pickle_and_copy(value: Slotted | Derived) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.copy(value) == value
    assert copy.deepcopy(value) == value


def test_defaults_keywords_and_checks() -> None:
    first, second = Derived("a", count=1), Derived("b", count=1)
    assert first.tags == []
    assert first.tags is not second.tags
    assert first.note == "none"
    with pytest.raises(ValueError, match="count"):
        Derived("a", count=-1)
    with pytest.raises(TypeError):
        Derived("a", [], 1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Slotted()  # type: ignore[call-arg]


def test_slots_are_kept() -> None:
    assert not hasattr(Slotted("a"), "__dict__")


@dataclass(frozen=True, slots=True, order=True)
class Ordered:
    line: int
    column: int = 1


def test_values_with_an_order_are_values_too() -> None:
    assert sorted([Ordered(2), Ordered(1, 5), Ordered(1)]) == [
        Ordered(1), Ordered(1, 5), Ordered(2)
    ]  # fmt: skip
    assert len({Ordered(1), Ordered(1), Ordered(2)}) == 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        Ordered(1).line = 2  # type: ignore[misc]
