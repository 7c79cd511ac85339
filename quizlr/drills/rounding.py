"""Numbers as a person writes them down between two steps of a computation."""

from __future__ import annotations

import math

from quizlr.drills.shapes import each_cell
from quizlr.model import Value


def rounded(value: Value, digits: int) -> Value:
    """Each number to `digits` decimals, or to that many significant digits if it is below 0.1."""
    return each_cell(lambda cell: round(cell, decimals(cell, digits)), value)


def decimals(number: float, digits: int) -> int:
    """Decimals that show at least `digits` digits of what is not 0."""
    if number == 0 or not math.isfinite(number):
        return digits
    return max(digits, digits - 1 - math.floor(math.log10(abs(number))))
