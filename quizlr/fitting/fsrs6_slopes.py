"""How FSRS-6's predictions move with its 21 parameters, carried forward along with the states.

A slope of stability obeys, at each review,

    dS'/dw = A · dS/dw + B · dD/dw + (what w itself does in the formula of this rating),

so a block keeps one row for each parameter and multiplies all rows by A and adds B times the four
rows in which difficulty moves. w0 to w3 share one row, since a card has one first rating.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.layout import Step
from quizlr.fitting.model import Sensitivity
from quizlr.scheduling.fsrs import (
    MAXIMUM_DIFFICULTY,
    MAXIMUM_STABILITY_DAYS,
    MINIMUM_DIFFICULTY,
    MINIMUM_STABILITY_DAYS,
)
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.fitting.fsrs6 import BatchFsrs6

_COUNT = 21
_LOG_09 = float(np.log(0.9))
_D = slice(4, 8)
"""The rows in which difficulty moves: w4 to w7."""


@dataclass(frozen=True, slots=True)
class _Decay:
    """The forgetting curve's constants."""

    decay: float
    factor: float
    factor_slope: float
    """Of `factor` with the decay."""

    @classmethod
    def of(cls, p: Floats) -> _Decay:
        decay = float(p[20])
        factor = 0.9 ** (-1.0 / decay) - 1.0
        return cls(decay, factor, (factor + 1.0) * _LOG_09 / decay**2)


class _Before(NamedTuple):
    """What is known just before a review; all of shape (count,)."""

    stability: Floats
    difficulty: Floats
    rating: Ints
    log_stability: Floats
    recall: Floats
    recall_by_stability: Floats
    recall_by_decay: Floats

    def at(self, rows: Ints) -> _Before:
        """Some of the cards."""
        return _Before._make(column[rows] for column in self)


def _before(constants: _Decay, state: Floats, step: Step) -> _Before:
    stability, difficulty = state
    ratio = step.elapsed_days / stability
    log_u = np.log1p(constants.factor * ratio)
    recall = np.exp(-constants.decay * log_u)
    by_u = recall * constants.decay * ratio / (1.0 + constants.factor * ratio)
    return _Before(
        stability,
        difficulty,
        step.rating,
        np.log(stability),
        recall,
        by_u * constants.factor / stability,
        -recall * log_u - by_u * constants.factor_slope,
    )


class _Moves:
    """How stability after one step moves: A, B, and what the parameters do directly."""

    def __init__(self, count: int) -> None:
        self.stability: Floats = np.empty(count)
        self.by_stability: Floats = np.zeros(count)
        self.by_difficulty: Floats = np.zeros(count)
        self.direct: list[tuple[int, Ints, Floats]] = []
        """(parameter, rows, slopes)."""

    def clip(self) -> None:
        """Where a bound holds stability, nothing moves it."""
        free = np.clip(self.stability, MINIMUM_STABILITY_DAYS, MAXIMUM_STABILITY_DAYS)
        held = free != self.stability
        if not held.any():
            return
        self.stability = free
        self.by_stability[held] = self.by_difficulty[held] = 0.0
        self.direct = [
            (parameter, rows, np.where(held[rows], 0.0, slopes))
            for parameter, rows, slopes in self.direct
        ]


def walk(model: BatchFsrs6, p: Floats, block: Sequence[Step]) -> Iterator[Sensitivity]:
    """Recall and its slopes at each step of a block from the second on."""
    first = block[0]
    state = model.first(p, first.rating)
    by_s = np.zeros((_COUNT, len(first)))
    by_d = np.zeros((4, len(first)))
    by_s[0] = 1.0
    powers = np.exp(p[5] * (first.rating - 1))
    is_free = (p[4] - powers + 1.0 > MINIMUM_DIFFICULTY) & (
        p[4] - powers + 1.0 < MAXIMUM_DIFFICULTY
    )
    by_d[0] = is_free
    by_d[1] = -(first.rating - 1) * powers * is_free
    starts = [np.flatnonzero(first.rating == rating) for rating in (2, 3, 4)]
    constants = _Decay.of(p)
    slopes = np.empty_like(by_s)
    for step in block[1:]:
        count = len(step)
        before = _before(constants, state[:, :count], step)
        by_s, by_d = by_s[:, :count], by_d[:, :count]
        found = np.multiply(by_s, before.recall_by_stability, out=slopes[:, :count])
        found[20] += before.recall_by_decay
        for parameter, rows in enumerate(starts, start=1):
            inside = rows[: np.searchsorted(rows, count)]
            found[parameter, inside] = found[0, inside]
            found[0, inside] = 0.0
        yield Sensitivity(step, before.recall, found)
        moves = _stability_moves(p, before, step.is_same_day)
        by_s *= moves.by_stability
        by_s[_D] += moves.by_difficulty * by_d
        for parameter, rows, direct in moves.direct:
            by_s[parameter, rows] += direct
        difficulty_after = _move_difficulty(p, before.difficulty, step.rating, by_d)
        state = np.stack([moves.stability, difficulty_after])


def _stability_moves(p: Floats, before: _Before, is_same_day: Bools) -> _Moves:
    moves = _Moves(len(before.rating))
    is_lapse = ~is_same_day & (before.rating == 1)
    for rows, move in (
        (np.flatnonzero(is_same_day), _within_day),
        (np.flatnonzero(is_lapse), _after_lapse),
        (np.flatnonzero(~is_same_day & ~is_lapse), _after_recall),
    ):
        move(p, before.at(rows), rows, moves)
    moves.clip()
    return moves


def _within_day(p: Floats, before: _Before, rows: Ints, moves: _Moves) -> None:
    s, log_s, push = before.stability, before.log_stability, before.rating - 3 + p[18]
    increase = np.exp(p[17] * push - p[19] * log_s)
    is_floored = (before.rating >= 2) & (increase <= 1.0)
    after = s * np.where(is_floored, 1.0, increase)
    moves.stability[rows] = after
    moves.by_stability[rows] = np.where(is_floored, 1.0, increase * (1.0 - p[19]))
    moving = np.where(is_floored, 0.0, after)
    moves.direct += [
        (17, rows, moving * push),
        (18, rows, moving * p[17]),
        (19, rows, -moving * log_s),
    ]


def _after_lapse(p: Floats, before: _Before, rows: Ints, moves: _Moves) -> None:
    s, d, forgetting = before.stability, before.difficulty, 1.0 - before.recall
    log_s1, log_d = np.log1p(s), np.log(d)
    scale = p[11] * np.exp(p[14] * forgetting - p[12] * log_d)
    power = np.exp(p[13] * log_s1)
    forgotten = scale * (power - 1.0)
    cap = s / np.exp(p[17] * p[18])
    is_free = forgotten <= cap
    moving, capped = np.where(is_free, forgotten, 0.0), np.where(is_free, 0.0, cap)
    by_recall = -p[14] * moving
    by_s = scale * p[13] * power / (s + 1.0) + by_recall * before.recall_by_stability
    moves.stability[rows] = moving + capped
    moves.by_stability[rows] = np.where(is_free, by_s, cap / s)
    moves.by_difficulty[rows] = -p[12] * moving / d
    moves.direct += [
        (11, rows, moving / p[11]),
        (12, rows, -moving * log_d),
        (13, rows, np.where(is_free, scale * power * log_s1, 0.0)),
        (14, rows, moving * forgetting),
        (17, rows, -capped * p[18]),
        (18, rows, -capped * p[17]),
        (20, rows, by_recall * before.recall_by_decay),
    ]


def _after_recall(p: Floats, before: _Before, rows: Ints, moves: _Moves) -> None:
    s, forgetting = before.stability, 1.0 - before.recall
    hard, easy = before.rating == 2, before.rating == 4
    factor = np.where(hard, p[15], np.where(easy, p[16], 1.0))
    plain = np.exp(p[8] + (1.0 - p[9]) * before.log_stability) * (11.0 - before.difficulty)
    growth = np.expm1(p[10] * forgetting)
    gain_as_good = plain * growth
    gain = gain_as_good * factor
    by_growth = plain * factor * (growth + 1.0)
    by_recall = -p[10] * by_growth
    moves.stability[rows] = s + gain
    moves.by_stability[rows] = (
        1.0 + gain * (1.0 - p[9]) / s + by_recall * before.recall_by_stability
    )
    moves.by_difficulty[rows] = -gain / (11.0 - before.difficulty)
    moves.direct += [
        (8, rows, gain),
        (9, rows, -gain * before.log_stability),
        (10, rows, by_growth * forgetting),
        (15, rows[hard], gain_as_good[hard]),
        (16, rows[easy], gain_as_good[easy]),
        (20, rows, by_recall * before.recall_by_decay),
    ]


def _move_difficulty(p: Floats, difficulty: Floats, rating: Ints, by_d: Floats) -> Floats:
    """Difficulty after a rating; its slopes in w4 to w7 are moved in place."""
    steps = rating - 3
    share = (MAXIMUM_DIFFICULTY - difficulty) / 9.0
    damped = difficulty - p[6] * steps * share
    power = np.exp(3.0 * p[5])
    target = p[4] - power + 1.0
    reverted = p[7] * target + (1.0 - p[7]) * damped
    by_d *= (1.0 - p[7]) * (1.0 + p[6] * steps / 9.0)
    by_d[0] += p[7]
    by_d[1] -= 3.0 * p[7] * power
    by_d[2] -= (1.0 - p[7]) * steps * share
    by_d[3] += target - damped
    after: Floats = np.clip(reverted, MINIMUM_DIFFICULTY, MAXIMUM_DIFFICULTY)
    by_d *= after == reverted
    return after
