"""Information by way of powers and code lengths."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

from quizlr.model import Value

from .drawn import Drawn, number, numbers


def _distribution(drawn: Drawn, name: str) -> list[float]:
    """Two drawn probabilities, and what is left for the third."""
    first = [Fraction(str(value)) for value in numbers(drawn, name)]
    return [float(value) for value in (*first, 1 - sum(first))]


def _surprise(weights: Sequence[float], chances: Sequence[float]) -> float:
    """Minus the log of the weighted geometric mean of the chances."""
    return -math.log(math.prod(q**p for p, q in zip(weights, chances, strict=True)))


def _entropy(drawn: Drawn) -> float:
    p = _distribution(drawn, "a")
    return _surprise(p, p)


def _cross_entropy(drawn: Drawn) -> float:
    return _surprise(_distribution(drawn, "a"), _distribution(drawn, "b"))


def _kl(drawn: Drawn) -> float:
    """What coding with the wrong distribution costs more than with the right one."""
    return _cross_entropy(drawn) - _entropy(drawn)


def _perplexity(drawn: Drawn) -> float:
    """As many equally likely words as have that loss."""
    loss = number(drawn, "loss")
    in_nats = loss if drawn["unit"] == "nats" else loss / math.log2(math.e)
    return 1 / math.exp(-in_nats)


def _nats_bits(drawn: Drawn) -> float:
    amount = number(drawn, "amount")
    chance = math.exp(-amount) if drawn["unit"] == "nats" else 2.0**-amount
    return -math.log2(chance) if drawn["unit"] == "nats" else -math.log(chance)


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "entropy": _entropy,
    "cross-entropy": _cross_entropy,
    "kl": _kl,
    "perplexity": _perplexity,
    "nats-bits": _nats_bits,
}
