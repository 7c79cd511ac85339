"""Softmax from its definition with 50 digits, and gradients by differentiating the loss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mpmath import mp, workdps

from quizlr.model import Value

from .drawn import Drawn, number, numbers


def _softmax(v: Sequence[Any]) -> list[Any]:
    grown = [mp.exp(each) for each in v]
    return [each / mp.fsum(grown) for each in grown]


def _loss(v: Sequence[Any], true: int) -> Any:
    return -mp.log(_softmax(v)[true])


def _true(drawn: Drawn) -> int:
    return int(number(drawn, "k")) - 1


def _values(drawn: Drawn) -> tuple[float, ...]:
    return tuple(float(p) for p in _softmax(numbers(drawn, "v")))


def _cross_entropy(drawn: Drawn) -> float:
    return float(_loss(numbers(drawn, "v"), _true(drawn)))


def _gradient(drawn: Drawn) -> tuple[float, ...]:
    v = numbers(drawn, "v")

    def along(j: int) -> float:
        def moved(step: Any) -> Any:
            return _loss([each + step * (i == j) for i, each in enumerate(v)], _true(drawn))

        return float(mp.diff(moved, 0))

    return tuple(along(j) for j in range(len(v)))


def _shift(drawn: Drawn) -> int:
    """By what happens to the largest probability: nothing, it grows, it shrinks."""
    v, c = numbers(drawn, "v"), number(drawn, "c")
    changed = {
        "raised": [each + c for each in v],
        "multiplied": [each * c for each in v],
        "divided": [each / c for each in v],
    }[str(drawn["change"])]
    before, after = max(_softmax(v)), max(_softmax(changed))
    if abs(after - before) < 1e-12:
        return 0
    return 1 if after > before else 2


def _of_two(drawn: Drawn) -> float:
    return float(_softmax(numbers(drawn, "v"))[1])


def _logsumexp(drawn: Drawn) -> float:
    """Without any shift: mpmath's exponents do not overflow."""
    with workdps(50):
        base = mp.mpf(number(drawn, "base"))
        return float(mp.log(mp.fsum(mp.exp(base + each) for each in numbers(drawn, "d"))))


ORACLES: dict[str, Callable[[Drawn], Value]] = {
    "softmax-vector": _values,
    "softmax-ce": _cross_entropy,
    "softmax-grad": _gradient,
    "softmax-shift": _shift,
    "softmax-2-sigmoid": _of_two,
    "logsumexp": _logsumexp,
}
