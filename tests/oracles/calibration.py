"""Calibration: rows written out and counted, references found by search, in fractions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from mpmath import mp

from quizlr.model import Value

from .drawn import Drawn, number, numbers


def _exact(value: float) -> Fraction:
    """The decimal that is shown."""
    return Fraction(str(value))


def _column(drawn: Drawn, name: str) -> list[Fraction]:
    return [_exact(value) for value in numbers(drawn, name)]


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _brier_of(p: Sequence[Fraction], y: Sequence[Fraction]) -> Fraction:
    """For each row p² if its label is 0, else (1 − p)²."""
    return _mean([(1 - a) ** 2 if b == 1 else a**2 for a, b in zip(p, y, strict=True)])


def _predictions(drawn: Drawn) -> list[Fraction]:
    """As far from 1 or 0 as the drawn errors say."""
    labelled = zip(_column(drawn, "y"), _column(drawn, "error"), strict=True)
    return [1 - error if y == 1 else error for y, error in labelled]


def _brier(drawn: Drawn) -> float:
    return float(_brier_of(_predictions(drawn), _column(drawn, "y")))


def _brier_skill(drawn: Drawn) -> float:
    """The reference is the constant forecast that does best: tried at every share of rows."""
    p, y = _predictions(drawn), _column(drawn, "y")
    constants = (Fraction(k, len(y)) for k in range(len(y) + 1))
    reference = min(_brier_of([constant] * len(y), y) for constant in constants)
    return float(1 - _brier_of(p, y) / reference)


def _ece(drawn: Drawn) -> float:
    """In counts: how many rows too many or too few were positive, over all rows."""
    said = [_exact(number(drawn, name)) for name in ("low", "middle", "high")]
    off = [
        abs(n * (a + d) - n * a)
        for n, a, d in zip(_column(drawn, "n"), said, _column(drawn, "d"), strict=True)
    ]
    return float(sum(off) / sum(_column(drawn, "n")))


def _cal_in_large(drawn: Drawn) -> float:
    """The mean of the rows' errors."""
    p, y = _predictions(drawn), _column(drawn, "y")
    return float(_mean([a - b for a, b in zip(p, y, strict=True)]))


def _temperature(drawn: Drawn) -> float:
    """Odds to the power 1/T, as odds and not as logits."""
    odds = mp.exp(number(drawn, "z")) ** (1 / mp.mpf(number(drawn, "T")))
    return float(odds / (1 + odds))


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "brier": _brier,
    "brier-skill": _brier_skill,
    "ece": _ece,
    "cal-in-large": _cal_in_large,
    "temperature": _temperature,
}
