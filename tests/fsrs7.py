"""FSRS-7 as its research form stands (35 parameters), to be held against FSRS-6 on real logs.

Written from the published formulas. It is a model for `quizlr.fitting` like any other; its slopes
come from complex steps: a parameter moved by an imaginary ε moves each prediction by its slope
times ε, exactly, as long as the formulas are analytic. That is slow, and short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.layout import Step
from quizlr.fitting.model import Sensitivity

Numbers = Any
"""Arrays of real or complex numbers."""

_EPSILON: Final = 1e-20
_LONG, _SHORT = 7, 16
"""Where the nine parameters of the two kinds of stability begin."""
_SMALLEST_DAYS, _LARGEST_DAYS = 1e-4, 36_500.0

_PARAMETERS = (
    # default, lower, upper, deviation (of the logarithm, for the first four)
    (0.041, 1e-4, 50.0, 1.2), (2.4175, 1e-4, 100.0, 1.4),
    (4.1283, 1e-4, 100.0, 1.4), (11.9709, 1e-4, 100.0, 1.4),
    (5.6385, 1.0, 10.0, 0.523), (0.4468, 0.001, 4.0, 0.2528), (3.262, 0.1, 4.0, 0.4329),
    (2.3054, 0.0, 4.0, 0.2966), (0.1688, 0.0, 1.2, 0.2139), (1.3325, 0.3, 3.0, 0.2889),
    (0.3524, 0.01, 1.5, 0.1862), (0.0049, 0.001, 0.9, 0.0829), (0.7503, 0.1, 1.0, 0.175),
    (0.0896, 0.0, 3.5, 0.3812), (0.6625, 0.0, 1.0, 0.3013), (1.3, 1.0, 7.0, 0.9104),
    (0.882, 0.0, 4.0, 0.3234), (0.3072, 0.0, 2.0, 0.2448), (3.5875, 0.5, 6.0, 0.3273),
    (0.303, 0.001, 1.5, 0.1842), (0.0107, 0.001, 2.0, 0.1542), (0.2279, 0.001, 1.0, 0.1735),
    (2.6413, 0.0, 5.0, 0.4608), (0.5594, 0.0, 1.0, 0.311), (1.3, 1.0, 7.0, 0.864),
    (2.5, 2.5, 15.0, 0.4053), (1.0, 0.0, 1.0, 0.162),
    (0.0723, 0.01, 0.25, 0.0418), (0.1634, 0.0723, 0.95, 0.2596),
    (0.5, 0.5, 0.85, 0.0798), (0.9555, 0.85, 0.99, 0.0682),
    (0.2245, 0.01, 1.0, 0.1282), (0.6232, 0.1, 1.0, 0.1397),
    (0.1362, 0.0, 0.9, 0.1407), (0.3862, 0.1, 1.1, 0.1489),
)  # fmt: skip


class BatchFsrs7:
    """FSRS-7 as a `FittedModel`; states hold stability and difficulty."""

    name = "fsrs7"
    state_size = 2
    parameter_names = tuple(f"w{index}" for index in range(35))
    defaults: Floats
    lower: Floats
    upper: Floats
    deviations: Floats
    defaults, lower, upper, deviations = np.array(_PARAMETERS).T
    is_factor: Bools = np.arange(35) < 4

    def first(self, parameters: Numbers, rating: Ints) -> Numbers:
        """States after the first ratings."""
        return np.stack([parameters[:4][rating - 1], _clipped(_d0(parameters, rating), 1.0, 10.0)])

    def predict(self, parameters: Numbers, state: Numbers, elapsed_days: Floats) -> Numbers:
        """Chances of recall: two power laws, weighted by stability."""
        w, stability = parameters, state[0]
        first = _power(elapsed_days / stability, w[27], w[29])
        second = _power(elapsed_days / stability, w[28], w[30])
        weight_1 = w[31] * stability ** -w[33]
        weight_2 = w[32] * stability ** w[34]
        return (weight_1 * first + weight_2 * second) / (weight_1 + weight_2)

    def step(
        self,
        parameters: Numbers,
        state: Numbers,
        rating: Ints,
        elapsed_days: Floats,
        is_same_day: Bools,
    ) -> Numbers:
        """States after the next ratings; the gap itself tells short from long."""
        w, stability, difficulty = parameters, state[0], state[1]
        forgotten = 1.0 - self.predict(w, state, elapsed_days)
        long = _after(w[_LONG:_SHORT], stability, difficulty, forgotten, rating)
        short = _after(w[_SHORT:25], stability, difficulty, forgotten, rating)
        share = 1.0 - w[26] * np.exp(-w[25] * elapsed_days)
        moved = difficulty - w[6] * (rating - 3) * (10.0 - difficulty) / 9.0
        moved = 0.01 * _d0(w, np.full(len(rating), 4)) + 0.99 * moved
        return np.stack(
            [
                _clipped(share * long + (1.0 - share) * short, _SMALLEST_DAYS, _LARGEST_DAYS),
                _clipped(moved, 1.0, 10.0),
            ]
        )

    def interval(
        self, parameters: Floats, state: Floats, desired_retention: float | Floats
    ) -> Floats:
        """Days until recall falls to the desired retention, by bisection."""
        low, high = np.full(state.shape[1], 1e-5), np.full(state.shape[1], _LARGEST_DAYS)
        for _ in range(60):
            middle = np.sqrt(low * high)
            is_above = self.predict(parameters, state, middle) > desired_retention
            low, high = np.where(is_above, middle, low), np.where(is_above, high, middle)
        return low

    def sensitivities(self, parameters: Floats, block: Sequence[Step]) -> Iterator[Sensitivity]:
        """Walk a block once for each parameter."""
        walks = [
            self._walk(parameters + 1j * _EPSILON * np.eye(35)[index], block) for index in range(35)
        ]
        for step, *recalls in zip(block[1:], *walks, strict=True):
            slopes = np.stack([recall.imag for recall in recalls]) / _EPSILON
            yield Sensitivity(step, recalls[0].real.copy(), slopes)

    def _walk(self, parameters: Numbers, block: Sequence[Step]) -> Iterator[Numbers]:
        state = self.first(parameters, block[0].rating)
        for step in block[1:]:
            state = state[:, : len(step)]
            yield self.predict(parameters, state, step.elapsed_days)
            state = self.step(parameters, state, step.rating, step.elapsed_days, step.is_same_day)


FSRS7: Final = BatchFsrs7()


def _d0(w: Numbers, rating: Ints) -> Numbers:
    return w[4] - np.exp(w[5] * (rating - 1)) + 1.0


def _power(ratio: Numbers, decay: Numbers, base: Numbers) -> Numbers:
    return (1.0 + (base ** (-1.0 / decay) - 1.0) * ratio) ** -decay


def _after(w: Numbers, s: Numbers, d: Numbers, forgotten: Numbers, rating: Ints) -> Numbers:
    """One kind of stability after a rating, by its nine parameters."""
    lapsed = w[3] * d ** -w[4] * ((s + 1.0) ** w[5] - 1.0) * np.exp(w[6] * forgotten)
    lapsed = np.where(lapsed.real < s.real, lapsed, s)
    factor = np.where(rating == 2, w[7], np.where(rating == 4, w[8], 1.0))
    growth = np.exp(w[0] - 1.5) * (11.0 - d) * s ** -w[1] * (np.exp(w[2] * forgotten) - 1.0)
    recalled = s * (1.0 + growth * factor)
    recalled = np.where(recalled.real > lapsed.real, recalled, lapsed)
    return np.where(rating > 1, recalled, lapsed)


def _clipped(values: Numbers, low: float, high: float) -> Numbers:
    """Between two bounds; where a bound holds, nothing moves."""
    return np.where(values.real < low, low, np.where(values.real > high, high, values))
