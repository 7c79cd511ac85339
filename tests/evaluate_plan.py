"""Is the plan worth it? Recall on the day at equal minutes: plan, plain FSRS, cramming.

    python tests/evaluate_plan.py [learners]

Each learner starts with some cards known and some unseen. Truth is either FSRS-6 with other
parameters than the scheduler assumes, or another model of memory altogether (activation that sums
over all past encounters, after ACT-R). `fsrs` is plain scheduling at 0.90, which leaves minutes
unused when nothing is due; `ahead` spends those on what is due next. `cram` studies only in the
last week, the minutes of all days together; `lowest` studies every day what would be recalled worst
on the day. Means over learners with 95 % intervals, and the difference from plain FSRS, learner by
learner.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from quizlr.fitting import FSRS6, draws
from quizlr.fitting.arrays import Floats, Ints
from quizlr.plan.policies import Policy, ReadyBy, Retention
from quizlr.plan.simulate import Truth, believing, simulate
from quizlr.plan.stock import Day, Learner, Stock

SCENES = (  # days, minutes a day, cards, share of them seen before
    (21, 20, 300, 0.0),
    (30, 15, 500, 0.3),
    (45, 30, 800, 0.5),
    (60, 15, 600, 0.3),
    (90, 20, 1200, 0.2),
)
CRAM_DAYS = 7


class Lowest:
    """Every day what would be recalled worst on the day, new cards first."""

    def __init__(self, on_day: int) -> None:
        self._on_day = on_day

    def order(self, stock: Stock, learner: Learner, day: int) -> Ints:
        seen = np.flatnonzero(~stock.is_new & (stock.last_day < day))
        recall = learner.recall(stock.state[:, seen], self._on_day - stock.last_day[seen])
        return np.concatenate([np.flatnonzero(stock.is_new), seen[np.argsort(recall)]])

    def interval(self, learner: Learner, state: Floats) -> Floats:
        return Retention().interval(learner, state)


class Ahead:
    """Plain FSRS that spends the minutes which are left on what is due next."""

    def order(self, stock: Stock, _learner: Learner, day: int) -> Ints:
        seen = np.flatnonzero(~stock.is_new & (stock.last_day < day))
        seen = seen[np.argsort(stock.due_day[seen], kind="stable")]
        is_due = stock.due_day[seen] <= day
        return np.concatenate([seen[is_due], np.flatnonzero(stock.is_new), seen[~is_due]])

    def interval(self, learner: Learner, state: Floats) -> Floats:
        return Retention().interval(learner, state)


class Activation:
    """Recall after ACT-R: log odds grow with the summed, decaying traces of all encounters.

    The decay of a trace depends on the activation at its encounter, so that spacing pays.
    """

    NOISE, THRESHOLD, SCALE, BASE = 0.35, -0.7, 0.25, 0.16

    def __init__(self, cards: int, seed: int) -> None:
        self._at = np.full((cards, 64), np.nan)
        self._decay = np.full((cards, 64), np.nan)
        self._count = np.zeros(cards, dtype=np.int64)
        self._ease = np.random.default_rng(seed).normal(0.0, 0.35, cards)

    def _activation(self, cards: Ints, day: float) -> Floats:
        gap = np.maximum(day - self._at[cards], 0.02)
        traces = np.nansum(gap ** -self._decay[cards], axis=1)
        found: Floats = np.log(np.maximum(traces, 1e-9)) + self._ease[cards]
        return found

    def _meet(self, cards: Ints, day: float, is_first: bool) -> None:
        strength = np.full(len(cards), 0.0)
        if not is_first:
            strength = np.exp(self._activation(cards, day))
        slot = np.minimum(self._count[cards], 63)
        self._decay[cards, slot] = np.minimum(self.SCALE * strength + self.BASE, 1.2)
        self._at[cards, slot] = day
        self._count[cards] += 1

    def learn(self, cards: Ints, _rating: Ints, day: int) -> None:
        self._meet(cards, day, is_first=True)

    def recall(self, cards: Ints, day: float) -> Floats:
        odds = (self._activation(cards, day) - self.THRESHOLD) / self.NOISE
        chance: Floats = 1.0 / (1.0 + np.exp(-odds))
        return chance

    def review(self, cards: Ints, _rating: Ints, day: int) -> None:
        self._meet(cards, day, is_first=False)


def drawn_parameters(seed: int) -> Floats:
    """A learner: the published spread around the defaults, within bounds."""
    spread = np.diag(FSRS6.deviations**2)
    drawn: Floats = draws(FSRS6, FSRS6.defaults, spread, 1, seed)[0]
    return drawn


def beginning(cards: int, seed: int) -> Stock:
    """All new."""
    chance = np.random.default_rng(seed)
    pace = np.exp(chance.normal(0.0, 0.3, cards))
    return Stock(
        state=np.ones((2, cards)),
        last_day=np.zeros(cards),
        due_day=np.zeros(cards),
        is_new=np.ones(cards, dtype=bool),
        new_s=30.0 * pace,
        recalled_s=9.0 * pace,
        forgotten_s=24.0 * pace,
    )


def shifted(stock: Stock, days: int) -> Stock:
    """The same cards, with days counted from `days` later."""
    return replace(stock, last_day=stock.last_day - days, due_day=stock.due_day - days)


class Later:
    """A truth whose days began earlier."""

    def __init__(self, truth: Truth, days: int) -> None:
        self._truth, self._days = truth, days

    def learn(self, cards: Ints, rating: Ints, day: int) -> None:
        self._truth.learn(cards, rating, day + self._days)

    def recall(self, cards: Ints, day: float) -> Floats:
        return self._truth.recall(cards, day + self._days)

    def review(self, cards: Ints, rating: Ints, day: int) -> None:
        self._truth.review(cards, rating, day + self._days)


def recalls_on_the_day(
    name: str, scene: tuple[int, int, int, float], seed: int, is_fsrs: bool
) -> tuple[float, float, float, float]:
    """Realised and expected recall on the day, minutes, and recall 30 days after it."""
    days, minutes, cards, seen_share = scene
    learner = Learner(parameters=FSRS6.defaults)
    fresh = beginning(cards, seed)
    truth: Truth = (
        believing(fresh, Learner(parameters=drawn_parameters(seed)))
        if is_fsrs
        else Activation(cards, seed)
    )
    before = 40
    new_a_day = seen_share * cards / before
    past = simulate(
        fresh, learner, Retention(), Day(new_cards=new_a_day), days=before, seed=seed, truth=truth
    )
    stock, later = shifted(past.stock, before), Later(truth, before)
    policies: dict[str, Policy] = {
        "plan": ReadyBy(days),
        "fsrs": Retention(),
        "ahead": Ahead(),
        "cram": Lowest(days),
        "lowest": Lowest(days),
    }
    policy = policies[name]
    limit = Day(minutes=minutes)
    if name == "cram":
        bunch = minutes * days / CRAM_DAYS
        first = days - CRAM_DAYS
        limit = Day(minutes=0, extra=tuple((day, bunch) for day in range(first, days)))
    path = simulate(stock, learner, policy, limit, days=days, seed=seed + 1, truth=later)
    seen = np.flatnonzero(~path.stock.is_new)
    expected = learner.recall(path.stock.state[:, seen], days - path.stock.last_day[seen])
    after = later.recall(seen, days + 30.0)
    return (
        float(path.recalls.mean()),
        float(expected.sum() / cards),
        float(path.minutes.sum()),
        float(after.sum() / cards),
    )


def interval(values: NDArray[np.float64]) -> str:
    """Mean and half-width of its 95 % interval."""
    half = 1.96 * values.std(ddof=1) / np.sqrt(len(values))
    return f"{values.mean():7.4f} ± {half:.4f}"


def main(learners: int) -> None:
    for title, is_fsrs in (("FSRS-6, other parameters", True), ("ACT-R", False)):
        print(f"truth: {title}; {learners} learners")
        print("days min/day cards seen  policy   realised          expected  minutes  +30 days"
              "   realised - fsrs")  # fmt: skip
        for scene in SCENES:
            found = {
                name: np.array(
                    [recalls_on_the_day(name, scene, 100 + n, is_fsrs) for n in range(learners)]
                )
                for name in ("fsrs", "ahead", "plan", "lowest", "cram")
            }
            for name, rows in found.items():
                gain = rows[:, 0] - found["fsrs"][:, 0]
                print(
                    f"{scene[0]:4} {scene[1]:7} {scene[2]:5} {scene[3]:4}  {name:7} "
                    f"{interval(rows[:, 0])}  {rows[:, 1].mean():.4f} {rows[:, 2].mean():9.0f} "
                    f"{rows[:, 3].mean():9.4f}  {interval(gain)}"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
