"""Minimising a sum of squares-like loss within bounds: Fisher scoring with Levenberg's damping.

A parameter at a bound against which the loss pushes it is held there; the others take a step of
Newton's kind, shortened where it did not help.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from quizlr.fitting.arrays import Bools, Floats
from quizlr.fitting.objective import Curvature

_MOST_STEPS = 60
_SETTLED_NATS = 0.02
"""A step that promises less is within the noise: one nat is half a squared standard error."""
_KINK_NATS = 0.3
"""A step that promises less and gives nothing has met a kink of the formulas: no use in trying."""
_LEAST_DAMPING, _MOST_DAMPING = 1e-6, 1e6


class Minimum(NamedTuple):
    """Where the search ended."""

    point: Floats
    at: Curvature
    is_free: Bools
    """Not held at a bound."""
    steps: int
    """Evaluations after the first."""


def minimise(
    evaluate: Callable[[Floats, int], Curvature], start: Floats, lower: Floats, upper: Floats
) -> Minimum:
    """Search from `start`; `evaluate` takes a point and the number of the evaluation."""
    point = np.clip(start, lower, upper)
    at = evaluate(point, 0)
    damping = 1e-3
    for number in range(1, _MOST_STEPS + 1):
        is_free = _free(point, at.gradient, lower, upper)
        move = np.clip(point + _step(at, is_free, damping), lower, upper) - point
        promised = -float(at.gradient @ move + 0.5 * move @ at.information @ move)
        if promised < _SETTLED_NATS or damping > _MOST_DAMPING:
            break
        there = evaluate(point + move, number)
        gained = at.loss - there.loss
        if gained <= 0 and promised < _KINK_NATS:
            break
        if gained > 0:
            point, at = point + move, there
            damping = max(_LEAST_DAMPING, damping * _easing(gained / promised))
        else:
            damping *= 10.0
    return Minimum(point, at, _free(point, at.gradient, lower, upper), number)


def _free(point: Floats, gradient: Floats, lower: Floats, upper: Floats) -> Bools:
    held: Bools = ((point <= lower) & (gradient > 0)) | ((point >= upper) & (gradient < 0))
    return ~held


def _step(at: Curvature, is_free: Bools, damping: float) -> Floats:
    inner = at.information[np.ix_(is_free, is_free)]
    inner = inner + damping * np.diag(np.diag(inner))
    step = np.zeros(len(is_free))
    step[is_free] = -np.linalg.solve(inner, at.gradient[is_free])
    return step


def _easing(share: float) -> float:
    """The better a step kept its promise, the bolder the next."""
    if share > 0.75:
        return 0.1
    return 0.5 if share > 0.25 else 2.0
