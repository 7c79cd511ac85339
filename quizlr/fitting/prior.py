"""What is known before the learner's log: where learners lie, and what the defaults expect.

Two things hold a fit near the defaults. A Gaussian on each parameter, as wide as learners differ
in it. And a made-up log of a learner whose answers are exactly what the defaults expect, which
counts as much as `DEFAULTS_COUNT` real reviews: a few days of one's own log say little about long
intervals, and there the defaults go on to speak until there is something better.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import lru_cache

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.layout import lay_out
from quizlr.fitting.model import FittedModel
from quizlr.fitting.objective import Curvature, Evidence
from quizlr.fitting.prediction import replay
from quizlr.fitting.reviewlog import ReviewLog, review_log

DEFAULTS_COUNT = 300.0
"""Reviews that the defaults are worth.

If learners lie around the defaults so that k parameters gain g nats a review on average, the
defaults are worth k / 2g reviews. Over the learners of the public benchmark a fit gains 0.0204 nats
(0.3664 to 0.3460), and a log determines about nine combinations of parameters: 220 reviews. It is
rounded up, because reviews of one day are not independent.
"""
_CARDS, _DAYS, _MOST_REVIEWS, _DAY_MS = 250, 730.0, 40, 86_400_000


class Coordinates:
    """A fit's own scale: logarithms of the parameters that are factors, the others as they are."""

    def __init__(self, model: FittedModel) -> None:
        self._is_log: Bools = model.is_factor
        self._bounds = (model.lower, model.upper)
        self.lower = self.inward(model.lower)
        self.upper = self.inward(model.upper)
        self.defaults = self.inward(model.defaults)

    def inward(self, parameters: Floats) -> Floats:
        """From parameters to the fit's scale."""
        return np.where(self._is_log, np.log(np.where(self._is_log, parameters, 1.0)), parameters)

    def outward(self, point: Floats) -> Floats:
        """From the fit's scale to parameters, within the model's bounds."""
        parameters = np.where(self._is_log, np.exp(np.where(self._is_log, point, 0.0)), point)
        return np.clip(parameters, *self._bounds)

    def inward_curvature(self, at: Curvature, parameters: Floats) -> Curvature:
        """The same curvature with slopes on the fit's scale."""
        scale = np.where(self._is_log, parameters, 1.0)
        return Curvature(at.loss, at.gradient * scale, at.information * np.outer(scale, scale))


def held_near(model: FittedModel, parameters: Floats, fixed: Sequence[str] = ()) -> FittedModel:
    """The same model with other defaults, so that a fit is held near them.

    `fixed` names parameters that no fit may move.
    """
    near = copy(model)
    is_fixed = np.isin(model.parameter_names, fixed)
    near.defaults = parameters
    near.lower = np.where(is_fixed, parameters, model.lower)
    near.upper = np.where(is_fixed, parameters, model.upper)
    return near


def spread(model: FittedModel, point: Floats, coordinates: Coordinates) -> Curvature:
    """The Gaussian's share of the loss, on the fit's scale."""
    precision = model.deviations**-2.0
    away = point - coordinates.defaults
    return Curvature(0.5 * float(precision @ away**2), precision * away, np.diag(precision))


@lru_cache(maxsize=4)
def expectations(model: FittedModel, count: float = DEFAULTS_COUNT) -> Evidence:
    """The made-up log, answered as the defaults expect; it weighs `count` reviews."""
    log = _made_up(model)
    layout = lay_out(log)
    expected = np.nan_to_num(replay(model, model.defaults, layout).recall)
    scored = log.is_scored
    return Evidence(
        layout=layout,
        outcome=expected,
        weights=scored * (count / scored.sum()),
    )


def _made_up(model: FittedModel) -> ReviewLog:
    """Two years of cards, each with its own desired retention, reviewed early and late."""
    chance = np.random.default_rng(21)
    retention = chance.uniform(0.75, 0.96, _CARDS)
    rating = chance.choice([1, 2, 3, 4], _CARDS, p=[0.3, 0.1, 0.5, 0.1])
    state, at = model.first(model.defaults, rating), chance.uniform(0.0, 30.0, _CARDS)
    rows = [(np.arange(_CARDS), at, rating)]
    for _ in range(_MOST_REVIEWS):
        # Whoever has just failed sees the card again that day.
        is_same_day = rating == 1
        wait = model.interval(model.defaults, state, retention)
        wait = np.maximum(1.0, wait * chance.lognormal(0.0, 0.35, _CARDS))
        gap = np.where(is_same_day, 0.01, wait)
        recall = np.where(is_same_day, 0.85, model.predict(model.defaults, state, gap))
        rating = _ratings(chance, recall)
        state = model.step(model.defaults, state, rating, gap, is_same_day)
        at = at + gap
        rows.append((np.arange(_CARDS), at, rating))
    cards, times, ratings = (np.concatenate(column) for column in zip(*rows, strict=True))
    kept = times < _DAYS
    return review_log(
        card=cards[kept],
        at_ms=(times[kept] * _DAY_MS).astype(np.int64),
        study_day=np.floor(times[kept]).astype(np.int64),
        rating=ratings[kept],
    )


def _ratings(chance: np.random.Generator, recall: Floats) -> Ints:
    button = chance.choice([2, 3, 4], len(recall), p=[0.15, 0.75, 0.1])
    ratings: Ints = np.where(chance.uniform(size=len(recall)) < recall, button, 1)
    return ratings
