"""What a desired retention costs over a year: a curve, not one number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from quizlr.plan.policies import Retention
from quizlr.plan.simulate import simulate
from quizlr.plan.stock import Day, Learner, Stock
from quizlr.values import dataclass

YEAR_DAYS = 365
RETENTIONS: Sequence[float] = (0.70, 0.75, 0.80, 0.85, 0.90, 0.93, 0.95, 0.97)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """A year under one desired retention."""

    desired_retention: float
    minutes_a_day: float
    reviews_a_day: float
    known_at_end: float
    """Expected cards recalled, if all were asked on the day after."""
    seconds_a_known_card: float
    """Study of the year for each of them."""


def workload(
    stock: Stock,
    learner: Learner,
    *,
    new_a_day: float,
    days: int = YEAR_DAYS,
    retentions: Sequence[float] = RETENTIONS,
    seed: int = 1,
    on_year: Callable[[int], None] | None = None,
) -> tuple[Workload, ...]:
    """The same year, once for each desired retention; `on_year` is told of each that is over."""
    found = []
    for number, retention in enumerate(retentions):
        policy = Retention(retention)
        path = simulate(stock, learner, policy, Day(new_cards=new_a_day), days=days, seed=seed)
        known = float(path.recalls.sum())
        found.append(
            Workload(
                desired_retention=retention,
                minutes_a_day=float(path.minutes.mean()),
                reviews_a_day=float(path.reviews.mean()),
                known_at_end=known,
                seconds_a_known_card=60.0 * float(path.minutes.sum()) / known if known else np.inf,
            )
        )
        if on_year is not None:
            on_year(number)
    return tuple(found)
