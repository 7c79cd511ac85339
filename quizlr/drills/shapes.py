"""Scalars, vectors and matrices as plain values: their cells and their shapes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from quizlr.model import Value


def cells(value: Value) -> Iterator[float]:
    """All numbers of a value, row by row."""
    if isinstance(value, tuple):
        for item in value:
            yield from cells(item)
    else:
        yield value


def shape(value: Value) -> tuple[int, ...]:
    """() for a scalar, (n,) for a vector, (rows, columns) for a matrix."""
    if not isinstance(value, tuple):
        return ()
    first = value[0] if value else None
    return (len(value), len(first)) if isinstance(first, tuple) else (len(value),)


def each_cell(change: Callable[[float], float], value: Value) -> Value:
    """The value with each number changed."""
    if not isinstance(value, tuple):
        return change(value)
    return tuple(each_cell(change, item) for item in value)  # type: ignore[return-value]


def is_finite(value: Value) -> bool:
    """Whether no number is inf or nan, and there is at least one."""
    return shape(value) != (0,) and all(map(math.isfinite, cells(value)))


def shape_in_words(value: Value) -> str:
    """`a number`, `a vector of 3`, `a matrix of 2 x 3`."""
    sizes = shape(value)
    if not sizes:
        return "a number"
    kind = "vector" if len(sizes) == 1 else "matrix"
    return f"a {kind} of {' x '.join(map(str, sizes))}"
