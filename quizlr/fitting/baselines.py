"""What any tool could predict: the share recalled so far, a moving average, and SM-2."""

from __future__ import annotations

from math import exp
from typing import Final

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.reviewlog import ReviewLog

_FIRST_GUESS = 0.9


def running_average(log: ReviewLog) -> Floats:
    """For each review, the share of scored reviews recalled before it; 0.9 counts as one review."""
    scored = log.is_scored
    hit = scored & log.is_recalled
    seen: Ints = np.cumsum(scored) - scored
    hits: Ints = np.cumsum(hit) - hit
    share: Floats = (hits + _FIRST_GUESS) / (seen + 1.0)
    return share


def moving_average(log: ReviewLog, rate: float = 0.3, start: float = 1.2) -> Floats:
    """For each review, a chance whose log odds follow the outcomes (`MOVING-AVG` of the benchmark).

    `rate` is how far one outcome moves them, `start` where they begin.
    """
    chances = np.full(len(log), np.nan)
    log_odds: float = start
    scored = np.flatnonzero(log.is_scored)
    for row, happened in zip(scored.tolist(), log.is_recalled[scored].tolist(), strict=True):
        chance = 1.0 / (1.0 + exp(-log_odds))
        chances[row] = chance
        log_odds += rate * (happened - chance)
    return chances


class Sm2:
    """SuperMemo 2 as a `BatchModel`: recall falls to 0.9 after the interval that it would give.

    States have three rows: interval in days, ease, and how often in a row it was recalled. It has
    no parameters; give `replay` an empty array. Repetitions within a day do not count.
    """

    name = "sm2"
    state_size = 3

    def first(self, parameters: Floats, rating: Ints) -> Floats:
        """States after the first ratings."""
        nothing = np.stack(
            [np.zeros(len(rating)), np.full(len(rating), 2.5), np.zeros(len(rating))]
        )
        return self.step(
            parameters, nothing, rating, np.zeros(len(rating)), np.zeros(len(rating), dtype=bool)
        )

    def predict(self, _parameters: Floats, state: Floats, elapsed_days: Floats) -> Floats:
        """Chances of recall: 0.9 ** (elapsed / interval)."""
        recall: Floats = 0.9 ** (elapsed_days / state[0])
        return recall

    def step(
        self,
        _parameters: Floats,
        state: Floats,
        rating: Ints,
        _elapsed_days: Floats,
        is_same_day: Bools,
    ) -> Floats:
        """States after the next ratings."""
        interval, ease, streak = state
        is_recalled = rating > 1
        grown = np.where(streak == 0, 1.0, np.where(streak == 1, 6.0, np.round(interval * ease)))
        missing = 4.0 - rating  # of SM-2's quality, which runs to 5
        after = np.stack(
            [
                np.clip(np.where(is_recalled, grown, 1.0), 1.0, 36_500.0),
                np.maximum(1.3, ease + 0.1 - missing * (0.08 + missing * 0.02)),
                np.where(is_recalled, streak + 1.0, 0.0),
            ]
        )
        kept: Floats = np.where(is_same_day, state, after)
        return kept


SM2: Final = Sm2()
