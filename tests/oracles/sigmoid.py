"""Sigmoid families from hyperbolic functions, odds and fractions."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import mpmath

from quizlr.model import Value

from .drawn import Drawn, number, numbers


def _sigmoid(z: float) -> float:
    return (1 + math.tanh(z / 2)) / 2


def _score_to_prob(drawn: Drawn) -> float:
    """Class 1 against class 0 as two exponentials, those of score and of 0."""
    products = [w * x for w, x in zip(numbers(drawn, "w"), numbers(drawn, "x"), strict=True)]
    one = math.exp(math.fsum([*products, number(drawn, "b")]))
    return one / (one + 1)


def _logit_shift(drawn: Drawn) -> float:
    """Bayes: the likelihood ratio exp(d) weighs class 1."""
    p = number(drawn, "p")
    one = p * math.exp(number(drawn, "d"))
    return one / (one + 1 - p)


def _odds_prob(drawn: Drawn) -> float:
    cases_for = int(number(drawn, "a"))
    return float(Fraction(cases_for, cases_for + int(number(drawn, "c"))))


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "sigmoid-value": lambda drawn: _sigmoid(number(drawn, "z")),
    "logit-value": lambda drawn: 2 * math.atanh(2 * number(drawn, "p") - 1),
    "sigmoid-derivative": lambda drawn: float(
        mpmath.diff(lambda z: (1 + mpmath.tanh(z / 2)) / 2, number(drawn, "z"))
    ),
    "score-to-prob": _score_to_prob,
    "logit-shift": _logit_shift,
    "odds-prob": _odds_prob,
}
