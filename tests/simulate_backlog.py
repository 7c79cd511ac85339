"""In which order should a backlog be worked off? Mean recall over the days, by order.

    python tests/simulate_backlog.py [learners]

3,000 cards, sixty days without study, then so many reviews a day for ninety days, all due cards
competing. `worth N` is what the app does: most recall gained N days later comes first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from quizlr.fitting import FSRS6
from quizlr.fitting.arrays import Floats, Ints
from quizlr.model import Rating

P = FSRS6.defaults
CARDS, ABSENCE_DAYS, DAYS = 3_000, 60, 90
Order = Callable[[Floats, Floats, Floats], Floats]
"""(state, elapsed, overdue) -> key; the smallest comes first."""


def stepped(state: Floats, rating: Ints, elapsed: Floats) -> Floats:
    return FSRS6.step(P, state, rating, elapsed, np.zeros(len(rating), dtype=bool))


def worth(horizon_days: float) -> Order:
    def key(state: Floats, elapsed: Floats, _overdue: Floats) -> Floats:
        count = state.shape[1]
        recall = FSRS6.predict(P, state, elapsed)
        ahead = np.full(count, horizon_days)
        kept, lost = (
            FSRS6.predict(P, stepped(state, np.full(count, int(rating)), elapsed), ahead)
            for rating in (Rating.GOOD, Rating.AGAIN)
        )
        gain: Floats = recall * kept + (1 - recall) * lost
        return FSRS6.predict(P, state, elapsed + horizon_days) - gain

    return key


ORDERS: Mapping[str, Order] = {
    "most overdue": lambda _s, _e, overdue: -overdue,
    "least overdue": lambda _s, _e, overdue: overdue,
    "highest recall": lambda s, e, _o: -FSRS6.predict(P, s, e),
    "lowest recall": lambda s, e, _o: FSRS6.predict(P, s, e),
    "least stable": lambda s, _e, _o: s[0],
    "most stable": lambda s, _e, _o: -s[0],
    "easiest": lambda s, _e, _o: s[1],
    "worth 7": worth(7),
    "worth 30": worth(30),
    "worth 60": worth(60),
}


def mean_recall(order: Order, a_day: int, seed: int) -> tuple[float, float]:
    """Over the days, and at their end."""
    chance = np.random.default_rng(seed)
    stability = np.exp(chance.normal(2.7, 1.2, CARDS)).clip(0.5, 2000)
    state = np.stack([stability, chance.uniform(2, 9.5, CARDS)])
    last = np.floor(-chance.uniform(0, 1, CARDS) * stability) - ABSENCE_DAYS
    due = last + np.maximum(1, np.round(stability))
    recalls = []
    for day in range(DAYS + 1):
        recalls.append(float(FSRS6.predict(P, state, day - last).mean()))
        waiting = np.flatnonzero(due <= day)
        keys = order(state[:, waiting], day - last[waiting], day - due[waiting])
        taken = waiting[np.argsort(keys, kind="stable")][:a_day]
        recall = FSRS6.predict(P, state[:, taken], day - last[taken])
        rating = np.where(chance.random(len(taken)) < recall, 3, 1)
        state[:, taken] = stepped(state[:, taken], rating, day - last[taken])
        last[taken] = day
        due[taken] = day + np.maximum(1, np.round(state[0, taken]))
    return float(np.mean(recalls)), recalls[-1]


def main(learners: int) -> None:
    for a_day in (60, 120):
        print(f"{a_day} reviews a day; {learners} learners\norder            mean    end")
        for name, order in ORDERS.items():
            found = np.array([mean_recall(order, a_day, seed) for seed in range(learners)])
            print(f"{name:15} {found[:, 0].mean():.4f} {found[:, 1].mean():.4f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6)
