"""Days of study to come, many cards at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.model import Rating
from quizlr.plan.opening import Opening
from quizlr.plan.policies import Policy
from quizlr.plan.stock import Day, Learner, Stock
from quizlr.values import dataclass

Generator = np.random.Generator


class Truth(Protocol):
    """How memory really works; it may be another than the learner's model."""

    def learn(self, cards: Ints, rating: Ints, day: int) -> None:
        """New cards were seen first and learned, on a day."""

    def recall(self, cards: Ints, day: float) -> Floats:
        """Chance of recall of cards that were seen."""

    def review(self, cards: Ints, rating: Ints, day: int) -> None:
        """Cards were reviewed, and learned again where they had been forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """What came of it."""

    stock: Stock
    """At the end; days are still counted from the first."""
    recalls: Floats
    """(cards,): the true chance of recall when the cards are looked at; 0 if never seen."""
    minutes: Floats
    """(days,): studied on each day."""
    reviews: Ints
    """(days,): cards reviewed on each day."""
    new: Ints
    """(days,): cards seen first on each day."""
    held: int = 0
    """New cards that still wait for others at the end."""


def simulate(
    stock: Stock,
    learner: Learner,
    policy: Policy,
    limit: Day,
    *,
    days: int,
    seed: int,
    truth: Truth | None = None,
    opening: Opening | None = None,
    look_at: float | None = None,
    on_day: Callable[[int], None] | None = None,
) -> Path:
    """Study for some days, from day 0 on, and look at the cards on the day after.

    Args:
        stock: Where the cards stand.
        learner: What the policy knows of the learner.
        policy: What to study.
        limit: What a day may hold.
        days: How many days are studied.
        seed: Of the learner's luck.
        truth: How memory really works; None if the learner's model is right.
        opening: Which new cards wait for others; None if none does.
        look_at: When the cards are looked at, in days from today; None for the day after the last.
        on_day: Told of each day that is over; it may raise to stop.
    """
    chance = np.random.default_rng(seed)
    real = truth or _Believed(stock, learner)
    world = _World(stock, learner, policy, real, chance, opening=opening)
    minutes, reviews, new = np.zeros(days), np.zeros(days, np.int64), np.zeros(days, np.int64)
    for day in range(days):
        minutes[day], reviews[day], new[day] = world.study(day, limit)
        if on_day is not None:
            on_day(day)
    seen = np.flatnonzero(~world.is_new)
    recalls = np.zeros(len(stock))
    recalls[seen] = real.recall(seen, float(days) if look_at is None else look_at)
    return Path(
        stock=world.stock,
        recalls=recalls,
        minutes=minutes,
        reviews=reviews,
        new=new,
        held=int(world.closed().sum()),
    )


class _World:
    """The state of all cards while days go by."""

    def __init__(
        self,
        stock: Stock,
        learner: Learner,
        policy: Policy,
        truth: Truth,
        chance: Generator,
        *,
        opening: Opening | None,
    ) -> None:
        self._opening = opening
        self._today = np.zeros(0, dtype=np.int64)
        self._learner = learner
        self._policy = policy
        self._truth = truth
        self._chance = chance
        self.is_new: Bools = stock.is_new.copy()
        self.stock = Stock(
            state=stock.state.copy(),
            last_day=stock.last_day.copy(),
            due_day=stock.due_day.copy(),
            is_new=self.is_new,
            new_s=stock.new_s,
            recalled_s=stock.recalled_s,
            forgotten_s=stock.forgotten_s,
        )

    def study(self, day: int, limit: Day) -> tuple[float, int, int]:
        """One day; its minutes, reviews and new cards."""
        budget_s = limit.seconds_on(day)
        self._today = np.zeros(0, dtype=np.int64)
        closed = self.closed()
        order = self._policy.order(self.stock, self._learner, day)
        seconds, reviews, new = self._work(order[~closed[order]], day, budget_s, limit.new_cards)
        # what opens while one studies comes on the same day
        while new and (opened := closed & ~(closed := self.closed())).any():
            order = self._policy.order(self.stock, self._learner, day)
            room = limit.new_cards - new
            more = self._work(order[opened[order]], day, budget_s - seconds, room)
            if not more[2]:
                break
            seconds, new = seconds + more[0], new + more[2]
        return seconds / 60.0, reviews, new

    def closed(self) -> Bools:
        """(cards,): whether a card waits for others."""
        if self._opening is None:
            return np.zeros(len(self.is_new), dtype=bool)
        return self._opening.is_closed(self.is_new)

    def _work(
        self, order: Ints, day: int, budget_s: float, most_new: float
    ) -> tuple[float, int, int]:
        """Of these cards those that fit; seconds, reviews and new cards."""
        if self._opening is not None:
            order = self._opening.one_a_note(order, self._today)
        is_new = self.is_new[order]
        order = order[~is_new | (np.cumsum(is_new) <= most_new)]
        order = self._fitting(order, day, budget_s)
        self._today = np.concatenate([self._today, order])
        is_new = self.is_new[order]
        seconds = self._review(order[~is_new], day) + self._learn(order[is_new], day)
        return seconds, int((~is_new).sum()), int(is_new.sum())

    def _fitting(self, order: Ints, day: int, seconds: float) -> Ints:
        """The first cards whose expected cost fits the day."""
        if not np.isfinite(seconds) or not len(order):
            return order
        stock, new = self.stock, self.is_new[order]
        cost = stock.new_s[order].copy()
        seen = order[~new]
        recall = self._learner.recall(stock.state[:, seen], day - stock.last_day[seen])
        cost[~new] = recall * stock.recalled_s[seen] + (1.0 - recall) * stock.forgotten_s[seen]
        return order[: int(np.searchsorted(np.cumsum(cost), seconds + 1e-9, side="right"))]

    def _learn(self, cards: Ints, day: int) -> float:
        if not len(cards):
            return 0.0
        rating = 1 + self._chance.choice(4, len(cards), p=self._learner.first_ratings)
        self._truth.learn(cards, rating, day)
        self._put(cards, self._learner.learned(rating), day)
        self.is_new[cards] = False
        return float(self.stock.new_s[cards].sum())

    def _review(self, cards: Ints, day: int) -> float:
        if not len(cards):
            return 0.0
        stock = self.stock
        is_recalled = self._chance.random(len(cards)) < self._truth.recall(cards, float(day))
        passed = 2 + self._chance.choice(3, len(cards), p=self._learner.later_ratings)
        rating = np.where(is_recalled, passed, int(Rating.AGAIN))
        self._truth.review(cards, rating, day)
        elapsed = day - stock.last_day[cards]
        self._put(cards, self._learner.reviewed(stock.state[:, cards], rating, elapsed), day)
        took = np.where(is_recalled, stock.recalled_s[cards], stock.forgotten_s[cards])
        return float(took.sum())

    def _put(self, cards: Ints, state: Floats, day: int) -> None:
        self.stock.state[:, cards] = state
        self.stock.last_day[cards] = day
        self.stock.due_day[cards] = day + self._policy.interval(self._learner, state)


class _Believed:
    """The learner's model is right."""

    def __init__(self, stock: Stock, learner: Learner) -> None:
        self._learner = learner
        self._state = stock.state.copy()
        self._last_day = stock.last_day.copy()

    def learn(self, cards: Ints, rating: Ints, day: int) -> None:
        """New cards were learned."""
        self._state[:, cards] = self._learner.learned(rating)
        self._last_day[cards] = day

    def recall(self, cards: Ints, day: float) -> Floats:
        """Chance of recall."""
        return self._learner.recall(self._state[:, cards], day - self._last_day[cards])

    def review(self, cards: Ints, rating: Ints, day: int) -> None:
        """Cards were reviewed."""
        elapsed = day - self._last_day[cards]
        self._state[:, cards] = self._learner.reviewed(self._state[:, cards], rating, elapsed)
        self._last_day[cards] = day


def believing(stock: Stock, learner: Learner) -> Truth:
    """Memory that works as another learner's model says, from the same stock."""
    return _Believed(stock, learner)
