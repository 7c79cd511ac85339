"""The drawn values of a variant, as what they are known to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from quizlr.model import Value

Drawn = Mapping[str, Value | str]


def number(drawn: Drawn, name: str) -> float:
    """A scalar."""
    value = drawn[name]
    assert isinstance(value, float | int)
    return float(value)


def numbers(drawn: Drawn, name: str) -> tuple[float, ...]:
    """A vector."""
    value = drawn[name]
    assert isinstance(value, tuple)
    return tuple(float(cast(float, item)) for item in value)


def rows(drawn: Drawn, name: str) -> tuple[tuple[float, ...], ...]:
    """A matrix, row by row."""
    value = drawn[name]
    assert isinstance(value, tuple)
    return tuple(tuple(cast("tuple[float, ...]", row)) for row in value)
