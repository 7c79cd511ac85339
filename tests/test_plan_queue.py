"""What a learner is asked who must be ready by a day."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import at
from plan_makers import LEARNER, TODAY, as_cards, stock_of

from quizlr.model import Card, CardId
from quizlr.plan.policies import ReadyBy, gain_per_second
from quizlr.plan.stock import Stock
from quizlr.scheduling import Fsrs6
from quizlr.scheduling.costs import FIRST_RATINGS, Cost
from quizlr.session import DayDone, Queue, build_queue
from quizlr.session.queue import Limits
from quizlr.session.readying import Goal, ready_queue

NO_LIMITS = Limits(new_per_day=10**6, reviews_per_day=10**6)
COSTS = {"basic": Cost(25.0, 8.0, 20.0)}
stocks = st.lists(
    st.tuples(st.floats(0.5, 300), st.integers(1, 60), st.integers(-20, 60)), max_size=15
).flatmap(
    lambda rows: st.integers(0, 3).map(
        lambda new: stock_of(
            [row[0] for row in rows],
            [float(row[1]) for row in rows],
            due=[row[2] for row in rows],
            new=new,
        )
    )
)


def goal(by: int, seconds: float, card_ids: frozenset[CardId]) -> Goal:
    return Goal(
        by_day=TODAY + by,
        seconds=seconds,
        card_ids=card_ids,
        costs=COSTS,
        model=Fsrs6(),
        first_ratings=FIRST_RATINGS,
    )


def planned(
    stock: Stock, by: int, seconds: float, own: int | None = None
) -> tuple[Queue, list[Card]]:
    """The queue, of which the first `own` cards (all, if None) belong to the goal."""
    found, schedules = as_cards(stock)
    done = DayDone()
    ordinary = build_queue(found, schedules, at(), limits=Limits(new_per_day=1), done=done)
    candidates = build_queue(found, schedules, at(), limits=NO_LIMITS, done=done)
    wanted = goal(by, seconds, frozenset(card.id for card in found[:own]))
    queue = ready_queue(
        ordinary, candidates, found, schedules, at(), goal=wanted, rated_today=frozenset()
    )
    return queue, list(found)


@given(stocks, st.integers(0, 40))
def test_the_queue_and_the_forecast_take_the_cards_in_the_same_order(stock: Stock, by: int) -> None:
    queue, found = planned(stock, by, 10**9)
    order = ReadyBy(by).order(stock, LEARNER, 0)
    asked = [found.index(card) for card in (*queue.reviews, *queue.new)]
    gains = gain_per_second(stock, LEARNER, 0, by)
    assert set(asked) == set(order.tolist())
    by_gain = sorted(asked, key=lambda n: (bool(stock.is_new[n]), -gains[n]))
    assert [gains[n] for n in asked] == pytest.approx([gains[n] for n in by_gain], rel=1e-6)


@given(stocks, st.integers(0, 40), st.floats(0, 300))
def test_what_is_asked_fits_the_time(stock: Stock, by: int, seconds: float) -> None:
    queue, found = planned(stock, by, seconds)
    asked = np.array([found.index(c) for c in (*queue.reviews, *queue.new)], dtype=np.int64)
    seen = asked[~stock.is_new[asked]]
    recall = LEARNER.recall(stock.state[:, seen], -stock.last_day[seen])
    cost = (recall * 8 + (1 - recall) * 20).sum() + 25 * stock.is_new[asked].sum()
    assert cost <= seconds + 1e-3


def test_a_card_that_is_not_due_comes_if_the_day_needs_it() -> None:
    stock = stock_of([5.0, 500.0], [3.0, 3.0], due=[2, 200])
    queue, found = planned(stock, 20, 12.0)
    assert queue.reviews == (found[0],)


def test_cards_outside_the_goal_keep_their_place_after_it() -> None:
    stock = stock_of([5.0, 5.0, 5.0], [6.0, 6.0, 6.0], due=[-1, -1, 3], new=2)
    queue, found = planned(stock, 20, 10**6, own=1)
    assert queue.reviews == (found[0], found[1])
    assert queue.new == (found[3],)


def test_a_note_gives_one_card_and_none_if_it_was_rated_today() -> None:
    stock = stock_of([5.0], [6.0], due=[3])
    found, schedules = as_cards(stock)
    twin = replace(found[0], part="reverse")
    both, states = (*found, twin), {**schedules, twin.id: schedules[found[0].id]}
    empty = Queue()
    wanted = goal(10, 10**6, frozenset(states))
    for rated, count in ((frozenset[CardId](), 1), (frozenset({found[0].id}), 0)):
        queue = ready_queue(empty, empty, both, states, at(), goal=wanted, rated_today=rated)
        assert len(queue.reviews) == count
