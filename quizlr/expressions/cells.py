"""Values inside an evaluation: float64 numbers and arrays, and words.

Numbers are numpy's from the first to the last, so that division by 0 is inf or nan and nothing
grows beyond 64 bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizlr.expressions.faults import ExpressionError
from quizlr.expressions.limits import MAX_CELLS
from quizlr.model import Value

Array = NDArray[np.float64]
Cells = np.float64 | Array
Operand = Cells | str


def cells_of(value: Value) -> Cells | None:
    """The value as cells; None if it is no number, vector or matrix, or has no cells."""
    if isinstance(value, float | int):
        return np.float64(value)
    try:
        cells = np.asarray(value, dtype=np.float64)
    except (ValueError, TypeError):
        return None
    return cells if cells.ndim and cells.size else None


def value_of(operand: Operand) -> Value | str:
    """What leaves an evaluation: floats and tuples of them, or a word."""
    if isinstance(operand, str):
        return operand
    if isinstance(operand, np.float64):
        return float(operand)
    return tuple(operand.tolist() if operand.ndim == 1 else map(tuple, operand.tolist()))


def result_of(result: Any, column: int) -> Cells:
    """What a function gave, as cells; several results become rows."""
    if isinstance(result, tuple):
        result = np.broadcast_arrays(*result)
    cells = np.asarray(result, dtype=np.float64)
    return checked(cells, column) if cells.ndim else np.float64(cells[()])


def checked(cells: Cells, column: int) -> Cells:
    """The cells, if an expression may hold so many."""
    if cells.ndim > 2:
        raise ExpressionError(column, "A value has at most two dimensions.")
    must_fit(cells.size, column)
    return cells


def must_fit(size: int, column: int) -> None:
    """Refuse more cells than an expression may hold."""
    if size > MAX_CELLS:
        message = f"A vector or matrix has at most {MAX_CELLS} numbers; this has {size}."
        raise ExpressionError(column, message)


def whole(cells: Cells) -> int | None:
    """A whole number of at least 0 as an int; None if it is none."""
    if cells.ndim or not 0 <= cells <= 2**53 or cells != np.floor(cells):
        return None
    return int(cells)


def shape_words(operand: Operand) -> str:
    """What a value is, in words."""
    if isinstance(operand, str):
        return f"the word '{operand}'"
    if operand.ndim == 0:
        return "a number"
    if operand.ndim == 1:
        return f"a vector of {operand.shape[0]}"
    return f"a {operand.shape[0]} x {operand.shape[1]} matrix"


def must_match(left: Operand, right: Operand, user: str, column: int) -> None:
    """Refuse two values of different shapes; a number goes with every shape."""
    if isinstance(left, str) or isinstance(right, str):
        return
    if left.ndim and right.ndim and left.shape != right.shape:
        words = f"{shape_words(left)} and {shape_words(right)}"
        raise ExpressionError(column, f"{user} cannot join {words}.")
