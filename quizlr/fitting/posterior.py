"""Fitting a model to a learner: the most probable parameters, and how sure they are.

The loss is the log loss of the learner's scored reviews, recent ones counting more, plus what the
prior says (`quizlr.fitting.prior`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from quizlr.fitting.arrays import Bools, Floats
from quizlr.fitting.layout import lay_out
from quizlr.fitting.model import FittedModel
from quizlr.fitting.objective import (
    Curvature,
    Evidence,
    Tick,
    curvature,
    no_tick,
    scores_by_group,
)
from quizlr.fitting.prior import DEFAULTS_COUNT, Coordinates, expectations, spread
from quizlr.fitting.reviewlog import ReviewLog
from quizlr.fitting.solver import Minimum, minimise
from quizlr.values import dataclass

_OLDEST = 0.25
_PATIENCE = 3.0
"""Evaluations after which a fit is usually half done; for the share that is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Parameters of one learner."""

    parameters: Floats
    covariance: Floats
    """(parameters, parameters), on the fit's scale; rows and columns of held ones are 0."""
    is_free: Bools
    """(parameters,): False where a bound holds the parameter, so that it has no error bar."""
    low: Floats
    """(parameters,): two standard errors below; the parameter itself where it is held."""
    high: Floats
    """(parameters,): two standard errors above."""
    scored_count: int
    steps: int
    """Evaluations that the search took."""


def fit(
    model: FittedModel,
    log: ReviewLog,
    start: Floats | None = None,
    tick: Tick = no_tick,
    *,
    weights: Floats | None = None,
    defaults_count: float = DEFAULTS_COUNT,
) -> Fitted:
    """The most probable parameters of a log; 0.5 s for 100,000 reviews.

    Args:
        model: The model of memory.
        log: The learner's log.
        start: Where the search begins: a former fit saves it a step or two.
        tick: Told of the progress; what it raises stops the work.
        weights: (reviews,): how often each review counts, 0 where it is not scored; None for
            `recency_weights`.
        defaults_count: Reviews that the defaults are worth.
    """
    weights = recency_weights(log) if weights is None else weights
    data = _Data(log, evidence_of(log, weights), expectations(model, defaults_count))
    coordinates = Coordinates(model)
    found = _search(model, data, coordinates, start, tick)
    tick(1.0)
    return _described(model, data, coordinates, found)


class _Data(NamedTuple):
    """What a fit looks at."""

    log: ReviewLog
    evidence: Evidence
    made_up: Evidence


def _search(
    model: FittedModel,
    data: _Data,
    coordinates: Coordinates,
    start: Floats | None,
    tick: Tick,
) -> Minimum:
    def evaluate(point: Floats, number: int) -> Curvature:
        parameters = coordinates.outward(point)

        def inner(share: float) -> None:
            done = number + share
            tick(done / (done + _PATIENCE))

        at = curvature(model, parameters, data.evidence, inner)
        at += curvature(model, parameters, data.made_up)
        return coordinates.inward_curvature(at, parameters) + spread(model, point, coordinates)

    begin = coordinates.inward(model.defaults if start is None else start)
    return minimise(evaluate, begin, coordinates.lower, coordinates.upper)


def evidence_of(log: ReviewLog, weights: Floats) -> Evidence:
    """A log as a fit looks at it."""
    return Evidence(
        layout=lay_out(log), outcome=log.is_recalled.astype(np.float64), weights=weights
    )


def recency_weights(log: ReviewLog) -> Floats:
    """0.25 + 0.75 x³, where x runs from 0 at the first scored review to 1 at the last."""
    scored = np.flatnonzero(log.is_scored)
    weights = np.zeros(len(log))
    weights[scored] = _OLDEST + (1.0 - _OLDEST) * np.linspace(0.0, 1.0, len(scored)) ** 3
    return weights


def _described(model: FittedModel, data: _Data, coordinates: Coordinates, found: Minimum) -> Fitted:
    parameters = coordinates.outward(found.point)
    covariance = _covariance(model, data, coordinates, found)
    reach = 2.0 * np.sqrt(np.diag(covariance))
    return Fitted(
        parameters=parameters,
        covariance=covariance,
        is_free=found.is_free,
        scored_count=int(data.log.is_scored.sum()),
        steps=found.steps,
        low=np.maximum(model.lower, coordinates.outward(found.point - reach)),
        high=np.minimum(model.upper, coordinates.outward(found.point + reach)),
    )


def _covariance(
    model: FittedModel, data: _Data, coordinates: Coordinates, found: Minimum
) -> Floats:
    """The sandwich: bread is the curvature, filling is what the log and the prior scatter.

    Weighted reviews scatter with the square of their weights. Those of one study day are taken
    together, because a good or a bad day moves them all.
    """
    parameters = coordinates.outward(found.point)
    days = np.unique(data.log.study_day, return_inverse=True)[1]
    by_day = scores_by_group(model, parameters, data.evidence, days)
    log_scatter = by_day @ by_day.T
    made_up = curvature(model, parameters, data.made_up).information
    scatter = Curvature(0.0, np.zeros(len(parameters)), log_scatter + made_up)
    filling = coordinates.inward_curvature(scatter, parameters).information
    filling += np.diag(model.deviations**-2.0)
    free = np.ix_(found.is_free, found.is_free)
    covariance = np.zeros_like(filling)
    bread = np.linalg.inv(found.at.information[free])
    covariance[free] = bread @ filling[free] @ bread
    return covariance
