"""Stocks of cards, as arrays and as the app has them."""

from __future__ import annotations

import numpy as np
from makers import at, cards, known

from quizlr.fitting import FSRS6
from quizlr.model import NEW_SCHEDULE, Card, CardId, MemoryState, Schedule
from quizlr.plan.stock import Learner, Stock

TODAY = at().study_day
DAY_MS = 86_400_000
LEARNER = Learner(parameters=FSRS6.defaults)


def stock_of(
    stability: list[float],
    ago: list[float],
    *,
    new: int = 0,
    due: list[int] | None = None,
    costs: tuple[float, float, float] = (25.0, 8.0, 20.0),
) -> Stock:
    """Cards of these stabilities, reviewed so many days ago; then some that are new."""
    count = len(stability) + new
    seen = len(stability)
    state = np.full((2, count), 5.0)
    state[0, :seen] = stability
    last = np.zeros(count)
    last[:seen] = [-days for days in ago]
    due_day = np.zeros(count)
    due_day[:seen] = due if due is not None else 0
    is_new = np.zeros(count, dtype=bool)
    is_new[seen:] = True
    return Stock(
        state=state,
        last_day=last,
        due_day=due_day,
        is_new=is_new,
        new_s=np.full(count, costs[0]),
        recalled_s=np.full(count, costs[1]),
        forgotten_s=np.full(count, costs[2]),
    )


def as_cards(stock: Stock) -> tuple[tuple[Card, ...], dict[CardId, Schedule]]:
    """The same cards as the queue knows them."""
    found = cards("d", *(f"n{n}" for n in range(len(stock))))
    schedules = {}
    for n, card in enumerate(found):
        if stock.is_new[n]:
            schedules[card.id] = NEW_SCHEDULE
        else:
            schedules[card.id] = known(
                TODAY + int(stock.due_day[n]),
                memory=MemoryState(float(stock.state[0, n]), float(stock.state[1, n])),
                last_review_at_ms=round(at().at_ms + float(stock.last_day[n]) * DAY_MS),
                last_study_day=TODAY + int(np.floor(stock.last_day[n])),
            )
    return found, schedules
