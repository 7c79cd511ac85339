"""How arguments become float64 arrays, and what is refused.

One rule for the whole engine: numbers, lists, tuples and arrays of any real type are taken; one
number is broadcast, two arrays must have equal shapes; nothing is clipped; empty input is an error.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Protocol, overload

import numpy as np
from numpy.typing import NDArray

from quizlr.numeric.errors import DomainError, EmptyError, NotNumbersError, ShapeError

Array = NDArray[np.float64]
Numbers = float | Sequence[float] | Array
Rows = Sequence[Sequence[float]] | Array


class Elementwise(Protocol):
    """A function of numbers or of arrays of one shape; numbers in give a number (numpy.float64)."""

    __name__: str

    @overload
    def __call__(self, *args: float, **named: float) -> float: ...  # type: ignore[overload-overlap]
    @overload
    def __call__(self, *args: Numbers, **named: Numbers) -> Array: ...


def elementwise(kernel: Callable[..., Array]) -> Elementwise:
    """Make of a kernel on float64 arrays a function that takes numbers and array-likes.

    Warnings of numpy are silenced inside: ±inf and nan are results here, not accidents.
    """

    @wraps(kernel)
    def function(*args: Numbers, **named: Numbers) -> Array:
        given = [as_array(kernel.__name__, value) for value in (*args, *named.values())]
        common_shape(kernel.__name__, *given)
        with np.errstate(all="ignore"):
            result = kernel(
                *given[: len(args)], **dict(zip(named, given[len(args) :], strict=True))
            )
        number_or_array: Array = np.asarray(result, dtype=np.float64)[()]
        return number_or_array

    return function  # type: ignore[return-value]  # a 0-d result comes out as numpy.float64


def as_array(function: str, value: object) -> Array:
    """The value as float64, any shape.

    Raises:
        NotNumbersError: It holds text, None, complex numbers or rows of unequal length.
        EmptyError: It holds nothing.
    """
    try:
        array = np.asarray(float(value) if isinstance(value, int) else value)
    except (ValueError, OverflowError) as error:
        raise NotNumbersError(function, value) from error
    if array.size == 0:
        raise EmptyError(function)
    if array.dtype.kind not in "fiub":
        raise NotNumbersError(function, value)
    return array.astype(np.float64)


def as_vector(function: str, value: object) -> Array:
    """The value as float64 of shape (n,), n ≥ 1; a single number or a matrix is a ShapeError."""
    return _of_dimension(function, value, 1, "a vector")


def as_matrix(function: str, value: object) -> Array:
    """The value as float64 of shape (m, d), m ≥ 1 and d ≥ 1; anything else is a ShapeError."""
    return _of_dimension(function, value, 2, "a matrix")


def as_number(function: str, value: object) -> float:
    """The value as a single float; anything else is a ShapeError."""
    return float(_of_dimension(function, value, 0, "a single number"))


def as_whole_number(function: str, name: str, value: object, least: int = 0) -> int:
    """The value as an int; a DomainError unless it is a whole number of at least `least`."""
    number = as_number(function, value)
    if not (number >= least and number.is_integer()):
        raise DomainError(function, name, f"a whole number of at least {least}", number)
    return int(number)


def as_column(function: str, value: object) -> Array:
    """A data-set column: a vector, or a single number as a column of one."""
    array = as_array(function, value)
    return as_vector(function, array.reshape(1) if array.ndim == 0 else array)


def as_pair(function: str, first: object, second: object) -> tuple[Array, Array]:
    """Two data-set columns of equal length; a single number is repeated.

    Raises:
        ShapeError: One is a matrix, or the lengths differ; (m, 1) never meets (m,).
    """
    one, other = as_array(function, first), as_array(function, second)
    length = common_shape(function, one, other) or (1,)
    if len(length) != 1:
        raise ShapeError(function, "vectors", one.shape, other.shape)
    return np.broadcast_to(one, length), np.broadcast_to(other, length)


def common_shape(function: str, *arrays: Array) -> tuple[int, ...]:
    """The one shape of all that are not single numbers."""
    shapes = {array.shape for array in arrays if array.ndim}
    if len(shapes) > 1:
        raise ShapeError(function, "equal shapes", *(array.shape for array in arrays if array.ndim))
    return shapes.pop() if shapes else ()


def check_within(function: str, name: str, value: Array, low: float, high: float) -> None:
    """Refuse values outside [low, high]; nan passes, and comes out as nan."""
    outside = (value < low) | (value > high)
    if np.any(outside):
        raise DomainError(function, name, _interval(low, high), float(value[outside].flat[0]))


def check_positive(function: str, name: str, value: Array) -> None:
    """Refuse 0 and less; nan passes."""
    if np.any(value <= 0):
        raise DomainError(function, name, "above 0", float(value[value <= 0].flat[0]))


def check_probability(function: str, name: str, value: Array) -> None:
    """Refuse values outside [0, 1]; nan passes, and comes out as nan."""
    check_within(function, name, value, 0.0, 1.0)


def check_binary(function: str, name: str, value: Array) -> None:
    """Refuse labels that are neither 0 nor 1, nan included."""
    bad = (value != 0) & (value != 1)
    if np.any(bad):
        raise DomainError(function, name, "0 or 1", float(value[bad].flat[0]))


def product_or_zero(weight: Array, value: Array) -> Array:
    """Elementwise product in which a weight of 0 gives 0 against ±inf too; nan stays nan."""
    with np.errstate(invalid="ignore"):
        return np.where((weight == 0) & np.isinf(value), 0.0, weight * value)


def exact_mean(values: Array) -> float:
    """Mean of a vector, rounded once: no running error, no overflow on the way, any order.

    Source: math.fsum (Shewchuk 1997).
    """
    if not np.all(np.isfinite(values)):
        with np.errstate(invalid="ignore"):
            return float(np.mean(values))
    # Scaling by a power of two is exact, and keeps the sum of huge values finite.
    scale = 2.0**-64 if _is_wild(values) else 1.0
    return math.fsum((values * scale).tolist()) / len(values) / scale


def exact_sum(values: Array) -> float:
    """Sum of a vector, rounded once, in any order; ±inf and nan as in plain addition."""
    return len(values) * exact_mean(values) if _is_wild(values) else math.fsum(values.tolist())


@np.errstate(all="ignore")
def exact_dot(left: Array, right: Array) -> float:
    """Sum of products of two vectors, the sum rounded once."""
    return exact_sum(left * right)


def _of_dimension(function: str, value: object, dimension: int, expected: str) -> Array:
    array = as_array(function, value)
    if array.ndim != dimension:
        raise ShapeError(function, expected, array.shape)
    return array


def _is_wild(values: Array) -> bool:
    """Whether a plain sum may leave the finite numbers."""
    return not bool(np.max(np.abs(values)) < 2.0**900)


def _interval(low: float, high: float) -> str:
    if math.isinf(high):
        return f"at least {low:g}"
    return f"in [{low:g}, {high:g}]"
