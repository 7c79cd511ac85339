"""What to study on a day: the order in which a policy would take the cards."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from quizlr.fitting.arrays import Floats, Ints
from quizlr.model import Rating
from quizlr.plan.stock import Learner, Stock
from quizlr.session.readying import LAST_HOURS_DAYS
from quizlr.values import dataclass


class Policy(Protocol):
    """Orders the cards of a day; the day's limits cut the order off."""

    def order(self, stock: Stock, learner: Learner, day: int) -> Ints:
        """Cards by number, the first to study first; those not to study today are left out."""

    def interval(self, learner: Learner, state: Floats) -> Floats:
        """Days after which reviewed cards are due."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Plain scheduling: what is due, the most overdue first, then new cards."""

    desired_retention: float = 0.9

    def order(self, stock: Stock, _learner: Learner, day: int) -> Ints:
        """Reviews that are due, then new cards in their order."""
        due = np.flatnonzero(~stock.is_new & (stock.due_day <= day))
        due = due[np.argsort(stock.due_day[due], kind="stable")]
        return np.concatenate([due, np.flatnonzero(stock.is_new)])

    def interval(self, learner: Learner, state: Floats) -> Floats:
        """Days until recall falls to the desired retention."""
        exact = learner.model.interval(learner.parameters, state, self.desired_retention)
        days: Floats = np.maximum(1.0, np.round(exact))
        return days


@dataclass(frozen=True, slots=True)
class ReadyBy:
    """For a date: the cards that gain most recall on it per second, whether due or not.

    `tests/evaluate_plan.py` holds it against plain scheduling and cramming at equal minutes.
    """

    on_day: int
    """The day to be ready on, counted from today."""
    desired_retention: float = 0.9
    """For the due days that hold again afterwards."""

    def order(self, stock: Stock, learner: Learner, day: int) -> Ints:
        """All cards that a review today would help, the best first."""
        gains = gain_per_second(stock, learner, day, self.on_day)
        order = np.argsort(-gains, kind="stable")
        return order[gains[order] > 0.0]

    def interval(self, learner: Learner, state: Floats) -> Floats:
        """As plain scheduling has it."""
        return Retention(self.desired_retention).interval(learner, state)


def gain_per_second(stock: Stock, learner: Learner, day: int, on_day: int) -> Floats:
    """(cards,): recall gained on the day by studying each card today, per second of study.

    For seen cards `quizlr.scheduling.worth` on arrays; a card reviewed today gains nothing.
    """
    ahead = max(float(on_day - day), LAST_HOURS_DAYS)
    gains = np.zeros(len(stock))
    seen = np.flatnonzero(~stock.is_new & (np.floor(stock.last_day) < day))
    if len(seen):
        gains[seen] = _review_gain(stock.only(seen), learner, day, ahead)
    new = np.flatnonzero(stock.is_new)
    if len(new):
        gains[new] = _first_recall(learner, ahead) / stock.new_s[new]
    return gains


def _review_gain(seen: Stock, learner: Learner, day: int, ahead: float) -> Floats:
    model, parameters = learner.model, learner.parameters
    elapsed = day - seen.last_day
    now = learner.recall(seen.state, elapsed)
    later = np.zeros(len(seen), dtype=bool)
    kept, lost = (
        learner.recall(
            model.step(parameters, seen.state, np.full(len(seen), int(rating)), elapsed, later),
            ahead,
        )
        for rating in (Rating.GOOD, Rating.AGAIN)
    )
    gain = now * kept + (1.0 - now) * lost - learner.recall(seen.state, elapsed + ahead)
    per_second: Floats = gain / (now * seen.recalled_s + (1.0 - now) * seen.forgotten_s)
    return per_second


def _first_recall(learner: Learner, ahead: float) -> float:
    """Expected recall, `ahead` days later, of a card that is learned today."""
    states = learner.model.first(learner.parameters, np.arange(1, 5))
    return float(np.dot(learner.first_ratings, learner.recall(states, ahead)))
