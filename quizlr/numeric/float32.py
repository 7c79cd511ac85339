"""What code prints that works in a given float type: the naive losses, running sums, and limits.

The rest of the engine is exact to a few ulp of float64; here the rounding itself is the subject. A
`precision` is "float32" or "float64".
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizlr.numeric.arrays import (
    Array,
    Numbers,
    as_array,
    as_number,
    as_whole_number,
    check_within,
    common_shape,
)
from quizlr.numeric.errors import NumericError

PRECISIONS = ("float32", "float64")
CHUNK = 1 << 20
LONGEST_SUM = 100_000_000  # half a second


def naive_sigmoid(z: Numbers, precision: str = "float64") -> Array:
    """1 / (1 + e^(−z)), every operation rounded to `precision`."""
    (logits,) = _rounded("naive_sigmoid", precision, z)
    with np.errstate(all="ignore"):
        return _as_float64(1 / (1 + np.exp(-logits)))


def naive_log_loss_from_logits(z: Numbers, y: Numbers, precision: str = "float64") -> Array:
    """−y ln σ − (1 − y) ln(1 − σ) with σ computed first: inf or nan once σ rounds to 0 or 1."""
    logits, labels = _rounded("naive_log_loss_from_logits", precision, z, y)
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-logits))
        return _as_float64(-(labels * np.log(p)) - (1 - labels) * np.log(1 - p))


def fused_log_loss_from_logits(z: Numbers, y: Numbers, precision: str = "float64") -> Array:
    """max(z, 0) − zy + ln(1 + e^(−|z|)), the libraries' stable form, rounded to `precision`."""
    logits, labels = _rounded("fused_log_loss_from_logits", precision, z, y)
    with np.errstate(all="ignore"):
        smooth = np.log1p(np.exp(-np.abs(logits)))
        return _as_float64(np.maximum(logits, 0) - logits * labels + smooth)


@np.errstate(all="ignore")
def running_sum(value: float, count: float, precision: str = "float32") -> float:
    """The total of `value` added `count` ≤ 1e8 times, each addition rounded to `precision`."""
    kind = _kind("running_sum", precision)
    left = as_whole_number("running_sum", "count", count)
    check_within("running_sum", "count", np.array(left), 0, LONGEST_SUM)
    total = kind.type(0.0)
    while left > 0:
        terms = np.full(min(left, CHUNK) + 1, as_number("running_sum", value), dtype=kind)
        terms[0] = total
        total = np.add.accumulate(terms)[-1]
        left -= CHUNK
    return float(total)


def exp_overflow_limit(precision: str = "float64") -> float:
    """The z above which e^z is inf: 709.78 for float64, 88.72 for float32."""
    return math.log(float(np.finfo(_kind("exp_overflow_limit", precision)).max))


def sigmoid_saturation_limit(precision: str = "float64") -> float:
    """The z from which σ(z) rounds to 1, −ln(eps/2): 36.74 for float64, 16.64 for float32."""
    return -math.log(float(np.finfo(_kind("sigmoid_saturation_limit", precision)).eps) / 2.0)


def _rounded(function: str, precision: str, *values: Numbers) -> list[NDArray[Any]]:
    kind = _kind(function, precision)
    arrays = [as_array(function, value) for value in values]
    common_shape(function, *arrays)
    return [array.astype(kind) for array in arrays]


def _as_float64(values: object) -> Array:
    number_or_array: Array = np.asarray(values, dtype=np.float64)[()]
    return number_or_array


def _kind(function: str, precision: str) -> np.dtype[Any]:
    if precision not in PRECISIONS:
        raise NumericError(f"{function}: precision must be float32 or float64, not {precision!r}.")
    return np.dtype(precision)
