"""The general functions of the language, on float64 numbers, vectors and matrices.

Arguments come as the registry promises; results are float64 numbers and arrays. What cannot be
computed raises ValueError; division by 0 and the like give inf or nan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np

from quizlr.expressions.cells import Array, Cells
from quizlr.expressions.limits import MAX_CELLS

_MAX_INVERTED_ROWS = 8
_MOST_DECIMALS = 15
_ROUNDING_NOISE = 4 * float(np.finfo(np.float64).eps)


def _round_to(x: Cells, digits: int) -> Any:
    """Half away from 0, as a person rounds the decimal: 2.675 to 2 decimals is 2.68."""
    if digits > _MOST_DECIMALS:
        raise ValueError(f"digits can be 0 to {_MOST_DECIMALS}, not {digits}")
    scale = 10.0**digits
    scaled = np.abs(x) * scale
    noise = scaled * _ROUNDING_NOISE
    rounded = np.floor(scaled + noise + 0.5) / scale
    # Where the noise reaches a quarter of a unit there is nothing left to round.
    return np.where(noise > 0.25, x, np.copysign(rounded, x))


def _clip(x: Cells, low: Cells, high: Cells) -> Any:
    if np.any(low > high):
        raise ValueError("low is above high")
    return np.clip(x, low, high)


def _where(condition: Cells, yes: Cells, no: Cells) -> Any:
    return np.where(condition != 0, yes, no)


def _least(*cells: Cells) -> Any:
    return np.min(cells[0]) if len(cells) == 1 else reduce(np.minimum, cells)


def _largest(*cells: Cells) -> Any:
    return np.max(cells[0]) if len(cells) == 1 else reduce(np.maximum, cells)


def _length(x: Cells) -> int:
    if x.ndim == 0:
        raise ValueError("a number has no length")
    return int(x.shape[0])


def _sort_index(v: Array) -> Any:
    return np.argsort(v, kind="stable")


def _concat(*parts: Cells) -> Array:
    _must_fit(sum(part.size for part in parts))
    return np.concatenate([np.atleast_1d(part) for part in parts])


def _outer(a: Cells, b: Cells) -> Array:
    _must_fit(a.size * b.size)
    return np.outer(a, b)


def _row(x: Array, i: int) -> Any:
    _must_be_below(i, x.shape[0], "row")
    return x[i]


def _column(x: Array, j: int) -> Any:
    _must_be_below(j, x.shape[1], "column")
    return x[:, j]


def _diagonal(x: Cells) -> Any:
    if x.ndim == 2 and x.shape[0] != x.shape[1]:
        raise ValueError("the matrix is not square")
    if x.ndim == 0:
        raise ValueError("a number has no diagonal")
    if x.ndim == 1:
        _must_fit(x.size**2)
    return np.diag(x)


def _identity(n: int) -> Array:
    if n == 0:
        raise ValueError("n must be at least 1")
    _must_fit(n * n)
    return np.identity(n)


def _inverse(x: Array) -> Array:
    if len(x) > _MAX_INVERTED_ROWS:
        raise ValueError(f"at most {_MAX_INVERTED_ROWS} x {_MAX_INVERTED_ROWS} can be inverted")
    try:
        return np.asarray(np.linalg.inv(x), dtype=np.float64)
    except np.linalg.LinAlgError:
        raise ValueError("the matrix is singular: it has no inverse") from None


def _eigenvalues(x: Array) -> Any:
    if not np.all(np.isfinite(x)):
        raise ValueError("the matrix has a number that is not finite")
    if not np.allclose(x, x.T, rtol=1e-9, atol=1e-12):
        raise ValueError("the matrix is not symmetric")
    return np.linalg.eigvalsh(x)


def _must_fit(cells: int) -> None:
    if cells > MAX_CELLS:
        raise ValueError(f"the result would have {cells} numbers; at most {MAX_CELLS} are allowed")


def _must_be_below(position: int, count: int, noun: str) -> None:
    if position >= count:
        raise ValueError(f"there is no {noun} {position}: they are counted from 0 to {count - 1}")


GENERAL: Mapping[str, Callable[..., Any]] = {
    "abs": np.abs,
    "sign": np.sign,
    "exp": np.exp,
    "ln": np.log,
    "log2": np.log2,
    "log10": np.log10,
    "expm1": np.expm1,
    "log1p": np.log1p,
    "tanh": np.tanh,
    "sqrt": np.sqrt,
    "floor": np.floor,
    "ceil": np.ceil,
    "round_to": _round_to,
    "clip": _clip,
    "where": _where,
    "float32": np.float32,
    "min": _least,
    "max": _largest,
    "sum": np.sum,
    "mean": np.mean,
    "prod": np.prod,
    "any": np.any,
    "all": np.all,
    "count": np.count_nonzero,
    "len": _length,
    "sort": np.sort,
    "sort_index": _sort_index,
    "argmin": np.argmin,
    "argmax": np.argmax,
    "cumsum": np.cumsum,
    "concat": _concat,
    "dot": np.dot,
    "outer": _outer,
    "transpose": np.transpose,
    "row": _row,
    "col": _column,
    "diag": _diagonal,
    "identity": _identity,
    "inverse": _inverse,
    "determinant": np.linalg.det,
    "eigenvalues": _eigenvalues,
}
"""Each of the registry's general functions, by name."""
