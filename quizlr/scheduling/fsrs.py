"""FSRS-6: how memory fades and how a rating changes it, one function per published formula.

Scalar and pure. Times are in days, stability in days, difficulty from 1 to 10; `p` is the tuple of
21 parameters w0 … w20. Which reviews fall on the same study day is the caller's knowledge (`days`).
"""

from __future__ import annotations

from math import exp, isfinite
from typing import Protocol

from quizlr.model import MemoryState, Rating
from quizlr.values import dataclass

Parameters = tuple[float, ...]

DEFAULT_PARAMETERS: Parameters = (
    0.212, 1.2931, 2.3065, 8.2956,  # w0-w3: stability after a first rating
    6.4133, 0.8334, 3.0194, 0.001,  # w4-w7: difficulty
    1.8722, 0.1666, 0.796,          # w8-w10: stability after recall
    1.4835, 0.0614, 0.2629, 1.6483, # w11-w14: stability after a lapse
    0.6014, 1.8729,                 # w15, w16: hard penalty, easy bonus
    0.5425, 0.0912, 0.0658,         # w17-w19: stability within a study day
    0.1542,                         # w20: decay of the forgetting curve
)  # fmt: skip
"""The published defaults, fitted to many learners' logs."""

DEFAULT_PARAMETERS_ID = "fsrs6-default"

PARAMETER_BOUNDS = (
    (0.001, 100.0), (0.001, 100.0), (0.001, 100.0), (0.001, 100.0),
    (1.0, 10.0), (0.001, 4.0), (0.001, 4.0), (0.001, 0.75),
    (0.0, 4.5), (0.0, 0.8), (0.001, 3.5),
    (0.001, 5.0), (0.001, 0.25), (0.001, 0.9), (0.0, 4.0),
    (0.0, 1.0), (1.0, 6.0),
    (0.0, 2.0), (0.0, 2.0), (0.0, 0.8), (0.1, 0.8),
)  # fmt: skip
"""Outside them the published formulas lose their meaning (HARD above GOOD, recall that grows)."""

MINIMUM_STABILITY_DAYS, MAXIMUM_STABILITY_DAYS = 0.001, 36_500.0
MINIMUM_DIFFICULTY, MAXIMUM_DIFFICULTY = 1.0, 10.0


def retrievability(elapsed_days: float, stability: float, p: Parameters) -> float:
    """Chance of recall after `elapsed_days`; 1 at 0 days, 0.9 after `stability` days."""
    elapsed_days = max(0.0, elapsed_days)
    return float((1.0 + _factor(p) * elapsed_days / stability) ** -p[20])


def interval_days(stability: float, desired_retention: float, p: Parameters) -> float:
    """Days until recall falls to `desired_retention` (between 0 and 1); not rounded."""
    return float(stability / _factor(p) * (desired_retention ** (-1.0 / p[20]) - 1.0))


def initial_stability(rating: Rating, p: Parameters) -> float:
    """Stability after a card's first rating."""
    return _clamp_stability(p[rating - 1])


def initial_difficulty(rating: Rating, p: Parameters) -> float:
    """Difficulty after a card's first rating."""
    return _clamp_difficulty(_unclamped_initial_difficulty(rating, p))


def next_difficulty(difficulty: float, rating: Rating, p: Parameters) -> float:
    """Difficulty after a later rating: linear damping, then mean reversion to that of EASY."""
    change = -p[6] * (rating - Rating.GOOD)
    damped = difficulty + change * (MAXIMUM_DIFFICULTY - difficulty) / 9.0
    # The target of the reversion is deliberately not clamped: the published formula has it so.
    target = _unclamped_initial_difficulty(Rating.EASY, p)
    return _clamp_difficulty(p[7] * target + (1.0 - p[7]) * damped)


def stability_after_recall(
    memory: MemoryState, recall: float, rating: Rating, p: Parameters
) -> float:
    """Stability after HARD, GOOD or EASY on a later study day; `recall` is the retrievability."""
    rating_factor = {Rating.HARD: p[15], Rating.EASY: p[16]}.get(rating, 1.0)
    increase = (
        exp(p[8])
        * (11.0 - memory.difficulty)
        * memory.stability ** -p[9]
        * (exp(p[10] * (1.0 - recall)) - 1.0)
        * rating_factor
    )
    return _clamp_stability(memory.stability * (1.0 + increase))


def stability_after_lapse(memory: MemoryState, recall: float, p: Parameters) -> float:
    """Stability after AGAIN on a later study day; never above what AGAIN does within a day."""
    forgotten = (
        p[11]
        * memory.difficulty ** -p[12]
        * ((memory.stability + 1.0) ** p[13] - 1.0)
        * exp(p[14] * (1.0 - recall))
    )
    return _clamp_stability(min(forgotten, memory.stability / exp(p[17] * p[18])))


def stability_within_day(stability: float, rating: Rating, p: Parameters) -> float:
    """Stability after a rating on the study day of the one before; only AGAIN can lower it."""
    increase = exp(p[17] * (rating - Rating.GOOD + p[18])) * stability ** -p[19]
    if rating >= Rating.HARD:
        increase = max(1.0, increase)
    return _clamp_stability(stability * increase)


def initial_memory(rating: Rating, p: Parameters) -> MemoryState:
    """Memory after a card's first rating."""
    return MemoryState(initial_stability(rating, p), initial_difficulty(rating, p))


def next_memory(
    memory: MemoryState, rating: Rating, elapsed_days: float, is_same_day: bool, p: Parameters
) -> MemoryState:
    """Memory after a later rating, `elapsed_days` (fractional, below 0 counts as 0) after the last.

    `is_same_day`: both ratings fall on one study day; the gap's length then does not matter.
    """
    difficulty = next_difficulty(memory.difficulty, rating, p)
    if is_same_day:
        return MemoryState(stability_within_day(memory.stability, rating, p), difficulty)
    recall = retrievability(elapsed_days, memory.stability, p)
    if rating is Rating.AGAIN:
        return MemoryState(stability_after_lapse(memory, recall, p), difficulty)
    return MemoryState(stability_after_recall(memory, recall, rating, p), difficulty)


class MemoryModel(Protocol):
    """What the scheduler asks of a model of memory."""

    def predict(self, memory: MemoryState, elapsed_days: float) -> float:
        """Chance of recall, 0 to 1."""

    def step(
        self, memory: MemoryState | None, rating: Rating, elapsed_days: float, is_same_day: bool
    ) -> MemoryState:
        """Memory after a rating; `memory` is None at the card's first."""

    def interval(self, memory: MemoryState, desired_retention: float) -> float:
        """Days until recall falls to `desired_retention`; not rounded."""


@dataclass(frozen=True, slots=True)
class Fsrs6:
    """FSRS-6 as a `MemoryModel`."""

    parameters: Parameters = DEFAULT_PARAMETERS

    def __post_init__(self) -> None:
        if len(self.parameters) != 21 or not all(map(isfinite, self.parameters)):
            raise ValueError(f"FSRS-6 takes 21 finite parameters, not {self.parameters}")

    def predict(self, memory: MemoryState, elapsed_days: float) -> float:
        """Chance of recall, 0 to 1."""
        return retrievability(elapsed_days, memory.stability, self.parameters)

    def step(
        self, memory: MemoryState | None, rating: Rating, elapsed_days: float, is_same_day: bool
    ) -> MemoryState:
        """Memory after a rating; `memory` is None at the card's first."""
        if memory is None:
            return initial_memory(rating, self.parameters)
        return next_memory(memory, rating, elapsed_days, is_same_day, self.parameters)

    def interval(self, memory: MemoryState, desired_retention: float) -> float:
        """Days until recall falls to `desired_retention`; not rounded."""
        return interval_days(memory.stability, desired_retention, self.parameters)


def _factor(p: Parameters) -> float:
    # Makes recall 0.9 after `stability` days, whatever the decay.
    return float(0.9 ** (-1.0 / p[20]) - 1.0)


def _unclamped_initial_difficulty(rating: Rating, p: Parameters) -> float:
    return p[4] - exp(p[5] * (rating - 1)) + 1.0


def _clamp_stability(stability: float) -> float:
    return min(max(stability, MINIMUM_STABILITY_DAYS), MAXIMUM_STABILITY_DAYS)


def _clamp_difficulty(difficulty: float) -> float:
    return min(max(difficulty, MINIMUM_DIFFICULTY), MAXIMUM_DIFFICULTY)
