"""What mended programs return, without their vectors."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from quizlr.model import Value

from .drawn import Drawn, number, numbers, rows


def _bug_sign(drawn: Drawn) -> tuple[float, float]:
    """The index of the broken line, and the mean log loss from the likelihood."""
    pairs = list(zip(numbers(drawn, "p"), numbers(drawn, "y"), strict=True))
    likelihood = math.prod(p if y else 1 - p for p, y in pairs)
    return number(drawn, "bug") - 1, -math.log(likelihood) / len(pairs)


def _bug_gradient(drawn: Drawn) -> tuple[float, tuple[float, ...]]:
    """The index of the broken line, and the gradient row by row in fractions."""
    x, p, y = rows(drawn, "X"), numbers(drawn, "p"), numbers(drawn, "y")
    total = [Fraction(0), Fraction(0)]
    for row, chance, label in zip(x, p, y, strict=True):
        for j in range(2):
            total[j] += Fraction(int(row[j])) * (Fraction(str(chance)) - int(label))
    return number(drawn, "bug") - 1, tuple(float(value / len(x)) for value in total)


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "bug-sign": _bug_sign,
    "bug-gradient": _bug_gradient,  # type: ignore[dict-item]
}
