"""The cards of a plan, and the learner who studies them."""

from __future__ import annotations

from dataclasses import field

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.fsrs6 import FSRS6
from quizlr.fitting.model import FittedModel
from quizlr.model import Rating
from quizlr.scheduling.costs import FIRST_RATINGS
from quizlr.values import dataclass

LATER_RATINGS: tuple[float, ...] = (0.1, 0.8, 0.1)
"""How often a recalled card is rated Hard, Good and Easy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Where every card of a plan stands today."""

    state: Floats
    """(state_size, cards): memory; anything for a card that is new."""
    last_day: Floats
    """Day of the last review, 0 or below, fractional; anything for a card that is new."""
    due_day: Floats
    """Day on which it is due as things stand; anything for a card that is new."""
    is_new: Bools
    new_s: Floats
    """Seconds that learning it takes."""
    recalled_s: Floats
    forgotten_s: Floats

    def __len__(self) -> int:
        return len(self.is_new)

    def only(self, cards: Ints | Bools) -> Stock:
        """Some of the cards."""
        return Stock(
            state=self.state[:, cards],
            last_day=self.last_day[cards],
            due_day=self.due_day[cards],
            is_new=self.is_new[cards],
            new_s=self.new_s[cards],
            recalled_s=self.recalled_s[cards],
            forgotten_s=self.forgotten_s[cards],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """How a learner's memory works, as far as the plan knows, and how they rate."""

    parameters: Floats
    model: FittedModel = FSRS6
    first_ratings: tuple[float, ...] = FIRST_RATINGS
    later_ratings: tuple[float, ...] = LATER_RATINGS

    def recall(self, state: Floats, elapsed_days: Floats | float) -> Floats:
        """Chance of recall of each card."""
        elapsed = np.broadcast_to(np.asarray(elapsed_days, dtype=float), state.shape[1:])
        return self.model.predict(self.parameters, state, elapsed)

    def learned(self, rating: Ints) -> Floats:
        """States of new cards at the end of the day on which they got these first ratings."""
        state = self.model.first(self.parameters, rating)
        return self._settled(state, rating != Rating.EASY)

    def reviewed(self, state: Floats, rating: Ints, elapsed_days: Floats) -> Floats:
        """States at the end of the day of a review; a forgotten card is learned again that day."""
        later = np.zeros(len(rating), dtype=bool)
        after = self.model.step(self.parameters, state, rating, elapsed_days, later)
        return self._settled(after, rating == Rating.AGAIN)

    def _settled(self, state: Floats, goes_on: Bools) -> Floats:
        """After a step of learning, rated GOOD, on the same day."""
        rows = np.flatnonzero(goes_on)
        if len(rows):
            good = np.full(len(rows), int(Rating.GOOD))
            no_time, same = np.zeros(len(rows)), np.ones(len(rows), dtype=bool)
            state[:, rows] = self.model.step(self.parameters, state[:, rows], good, no_time, same)
        return state


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a study day may hold."""

    minutes: float = np.inf
    new_cards: float = np.inf
    extra: tuple[tuple[int, float], ...] = field(default=())
    """(day, minutes) of days that differ."""

    def seconds_on(self, day: int) -> float:
        """Seconds of study on a day."""
        return 60.0 * dict(self.extra).get(day, self.minutes)


def day_of(minutes: float, spent_min: float) -> Day:
    """So many minutes a day, of which some of today's are over."""
    return Day(minutes=minutes, extra=((0, max(0.0, minutes - spent_min)),))
