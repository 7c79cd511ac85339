"""FSRS-6 on arrays: the formulas of `quizlr.scheduling.fsrs`, for many cards at a time.

States have two rows: stability in days and difficulty, 1 to 10.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.layout import Step
from quizlr.fitting.model import Sensitivity
from quizlr.scheduling.fsrs import (
    DEFAULT_PARAMETERS,
    MAXIMUM_DIFFICULTY,
    MAXIMUM_STABILITY_DAYS,
    MINIMUM_DIFFICULTY,
    MINIMUM_STABILITY_DAYS,
    PARAMETER_BOUNDS,
)

_FACTORS = (0, 1, 2, 3, 10, 11, 13, 20)
_DEVIATIONS = (
    1.2, 1.4, 1.4, 1.4,
    0.57, 0.28, 0.6, 0.12,
    0.39, 0.18, 0.4,
    0.2, 0.09, 0.5, 0.57,
    0.25, 1.03,
    0.31, 0.32, 0.14, 0.6,
)  # fmt: skip
"""Spread of each parameter over learners: as published with FSRS-6; for factors, the spread of the
logarithm over fits that the public benchmark lists."""


class BatchFsrs6:
    """FSRS-6 as a `FittedModel`."""

    name = "fsrs6"
    parameter_names = tuple(f"w{index}" for index in range(21))
    defaults: Floats = np.array(DEFAULT_PARAMETERS)
    is_factor: Bools = np.isin(np.arange(21), _FACTORS)
    deviations: Floats = np.array(_DEVIATIONS)
    lower: Floats = np.array([low for low, _ in PARAMETER_BOUNDS])
    upper: Floats = np.array([high for _, high in PARAMETER_BOUNDS])
    state_size = 2

    def first(self, parameters: Floats, rating: Ints) -> Floats:
        """States after the first ratings."""
        p = parameters
        stability = np.clip(p[:4], MINIMUM_STABILITY_DAYS, MAXIMUM_STABILITY_DAYS)
        difficulty = p[4] - np.exp(p[5] * np.arange(4)) + 1.0
        difficulty = np.clip(difficulty, MINIMUM_DIFFICULTY, MAXIMUM_DIFFICULTY)
        states: Floats = np.stack([stability, difficulty])[:, rating - 1]
        return states

    def predict(self, parameters: Floats, state: Floats, elapsed_days: Floats) -> Floats:
        """Chances of recall; 1 at 0 days, 0.9 after `stability` days."""
        factor = 0.9 ** (-1.0 / parameters[20]) - 1.0
        recall: Floats = np.exp(-parameters[20] * np.log1p(factor * elapsed_days / state[0]))
        return recall

    def step(
        self,
        parameters: Floats,
        state: Floats,
        rating: Ints,
        elapsed_days: Floats,
        is_same_day: Bools,
    ) -> Floats:
        """States after the next ratings."""
        p = parameters
        after = np.empty_like(state)
        after[1] = _next_difficulty(p, state[1], rating)
        is_lapse = ~is_same_day & (rating == 1)
        for rows, stability_after in (
            (np.flatnonzero(is_same_day), _within_day),
            (np.flatnonzero(is_lapse), self._after_lapse),
            (np.flatnonzero(~is_same_day & ~is_lapse), self._after_recall),
        ):
            before = state[:, rows]
            after[0, rows] = stability_after(p, before, rating[rows], elapsed_days[rows])
        np.clip(after[0], MINIMUM_STABILITY_DAYS, MAXIMUM_STABILITY_DAYS, out=after[0])
        return after

    def interval(
        self, parameters: Floats, state: Floats, desired_retention: float | Floats
    ) -> Floats:
        """Days until recall falls to the desired retention; not rounded."""
        factor = 0.9 ** (-1.0 / parameters[20]) - 1.0
        days: Floats = state[0] / factor * (desired_retention ** (-1.0 / parameters[20]) - 1.0)
        return days

    def sensitivities(self, parameters: Floats, block: Sequence[Step]) -> Iterator[Sensitivity]:
        """Walk one block of a layout; each step from the second on."""
        from quizlr.fitting.fsrs6_slopes import walk

        return walk(self, parameters, block)

    def _after_recall(self, p: Floats, before: Floats, rating: Ints, elapsed: Floats) -> Floats:
        stability, difficulty = before
        recall = self.predict(p, before, elapsed)
        increase = (
            np.exp(p[8] - p[9] * np.log(stability))
            * (11.0 - difficulty)
            * np.expm1(p[10] * (1.0 - recall))
            * rating_factor(p, rating)
        )
        after: Floats = stability * (1.0 + increase)
        return after

    def _after_lapse(self, p: Floats, before: Floats, _rating: Ints, elapsed: Floats) -> Floats:
        stability, difficulty = before
        recall = self.predict(p, before, elapsed)
        forgotten = (
            p[11]
            * np.exp(p[14] * (1.0 - recall) - p[12] * np.log(difficulty))
            * np.expm1(p[13] * np.log1p(stability))
        )
        after: Floats = np.minimum(forgotten, stability / np.exp(p[17] * p[18]))
        return after


def rating_factor(p: Floats, rating: Ints) -> Floats:
    """HARD's penalty, EASY's bonus, 1 for the others."""
    factors: Floats = np.array([1.0, p[15], 1.0, p[16]])[rating - 1]
    return factors


def _within_day(p: Floats, before: Floats, rating: Ints, _elapsed: Floats) -> Floats:
    stability = before[0]
    increase = np.exp(p[17] * (rating - 3 + p[18]) - p[19] * np.log(stability))
    after: Floats = stability * np.where(rating >= 2, np.maximum(1.0, increase), increase)
    return after


def _next_difficulty(p: Floats, difficulty: Floats, rating: Ints) -> Floats:
    damped = difficulty - p[6] * (rating - 3) * (MAXIMUM_DIFFICULTY - difficulty) / 9.0
    target = p[4] - np.exp(3.0 * p[5]) + 1.0
    reverted = p[7] * target + (1.0 - p[7]) * damped
    clipped: Floats = np.clip(reverted, MINIMUM_DIFFICULTY, MAXIMUM_DIFFICULTY)
    return clipped


FSRS6: Final = BatchFsrs6()
