"""Floating point: run the very program, and compute its limits with many digits."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from mpmath import mp

from quizlr.model import Value

from .drawn import Drawn, number


def _naive_result(drawn: Drawn) -> float:
    """What numpy prints: 0 a number above 0, 1 inf, 2 nan, 3 zero."""
    kind = np.float32 if number(drawn, "bits") == 32 else np.float64
    y = int(number(drawn, "y"))
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-kind(number(drawn, "z"))))
        assert p.dtype == kind
        if drawn["style"] == "formula":
            loss = -(y * np.log(p) + (1 - y) * np.log(1 - p))
        else:
            loss = -np.log(p) if y == 1 else -np.log(1 - p)
    if math.isnan(loss):
        return 2.0
    return 1.0 if math.isinf(loss) else 3.0 if loss == 0 else 0.0


def _stable_value(drawn: Drawn) -> float:
    """From the probability, with digits enough not to lose it."""
    z = number(drawn, "up") * number(drawn, "size")
    y = (z > 0) == bool(number(drawn, "fits"))
    with mp.workdps(80):
        p = 1 / (1 + mp.exp(-mp.mpf(z)))
        return float(-mp.log(p if y else 1 - p))


def _exp_overflow(drawn: Drawn) -> float:
    largest = float(np.finfo(f"float{number(drawn, 'bits'):.0f}").max)
    return math.log(largest) / number(drawn, "c")


def _saturation(drawn: Drawn) -> float:
    """Bisection on the argument, with a sum that keeps so many bits."""
    low, high = mp.mpf(0), mp.mpf(100)
    with mp.workprec(200):
        for _ in range(120):
            middle = (low + high) / 2
            tail = mp.exp(-middle)
            with mp.workprec(int(number(drawn, "digits"))):
                is_one = 1 + tail == 1
            low, high = (low, middle) if is_one else (middle, high)
        return float(high / number(drawn, "c"))


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "naive-result": _naive_result,
    "stable-value": _stable_value,
    "exp-overflow-limit": _exp_overflow,
    "sigmoid-saturation": _saturation,
}
