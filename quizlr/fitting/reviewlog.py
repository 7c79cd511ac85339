"""The log as columns: one array for each fact about a review, in the order of replay.

Everything here counts days as `quizlr.scheduling` does: the study day decides whether two reviews
fall on the same day, and the time between them stays fractional.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.values import dataclass

_DAY_MS = 86_400_000.0
FORGOTTEN = 0
"""In place of a rating: the card's memory was reset, and its next review is a first one again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLog:
    """Reviews in the order of replay; all arrays have shape (reviews,).

    Make it with `review_log` or `ReviewLog.where`: `step`, `elapsed_days` and `is_same_day` follow
    from the other columns.
    """

    card: Ints
    """Number of the card; any whole numbers."""
    history: Ints
    """Number of the card's memory: 0, 1, 2, …; a reset begins another one."""
    at_ms: Ints
    """UTC instant, never falling."""
    study_day: Ints
    rating: Ints
    """1 to 4."""
    guess_rate: Floats
    """Chance of a right answer without any memory, 0 to below 1."""
    is_skill: Bools
    """Evidence of a skill: a drill, asked with new numbers each time."""
    step: Ints
    """Reviews that this memory had before."""
    elapsed_days: Floats
    """Since the review before, fractional; 0 at the first."""
    is_same_day: Bools
    """The review before fell on the same study day. False at the first."""

    @property
    def is_scored(self) -> Bools:
        """A prediction can be held against it: not the first review, nor a second one that day."""
        scored: Bools = (self.step > 0) & ~self.is_same_day
        return scored

    @property
    def is_recalled(self) -> Bools:
        """Rated HARD, GOOD or EASY."""
        recalled: Bools = self.rating > 1
        return recalled

    def __len__(self) -> int:
        return len(self.rating)

    def head(self, count: int) -> ReviewLog:
        """The first `count` reviews. What they say does not depend on those that follow."""
        return ReviewLog(**{name: getattr(self, name)[:count] for name in _COLUMNS})

    def where(self, is_kept: Bools) -> ReviewLog:
        """The reviews of whole memories; `is_kept` must not change within one."""
        kept = {name: getattr(self, name)[is_kept] for name in _COLUMNS}
        kept["history"] = np.unique(kept["history"], return_inverse=True)[1]
        return ReviewLog(**kept)


def skill_memories(log: ReviewLog) -> Bools:
    """(reviews,): of memories that began with evidence of a skill."""
    began = np.zeros(int(log.history.max(initial=-1)) + 1, dtype=np.bool_)
    is_first = log.step == 0
    began[log.history[is_first]] = log.is_skill[is_first]
    return began[log.history]


_COLUMNS = tuple(ReviewLog.__dataclass_fields__)


def review_log(
    *,
    card: Ints | Sequence[float],
    at_ms: Ints | Sequence[float],
    study_day: Ints | Sequence[float],
    rating: Ints | Sequence[float],
    guess_rate: Floats | Sequence[float] | None = None,
    is_skill: Bools | Ints | Sequence[float] | None = None,
) -> ReviewLog:
    """Columns of equal length, in any order, as a log.

    Rows are sorted by time; rows of the same instant keep their order. A rating `FORGOTTEN` stands
    for a reset of the card and is taken out.

    Raises:
        ValueError: the lengths differ, or a rating is not 0 to 4.
    """
    columns = [np.asarray(column, dtype=np.int64) for column in (card, at_ms, study_day, rating)]
    nothing = np.zeros(len(columns[0]))
    guesses = nothing if guess_rate is None else np.asarray(guess_rate, float)
    skills = np.asarray(nothing if is_skill is None else is_skill) != 0
    if len({len(column) for column in (*columns, guesses, skills)}) > 1:
        raise ValueError("the columns of a log must have equal lengths")
    if np.any((columns[3] < FORGOTTEN) | (columns[3] > 4)):
        raise ValueError("ratings are 1 to 4, or 0 for a reset")
    in_time = np.argsort(columns[1], kind="stable")
    cards, times, days, ratings = (column[in_time] for column in columns)
    is_review = ratings != FORGOTTEN
    histories = _histories(cards, ratings)[is_review]
    kept = (cards[is_review], times[is_review], days[is_review])
    step, elapsed_days, is_same_day = _gaps(histories, kept[1], kept[2])
    return ReviewLog(
        card=kept[0],
        history=histories,
        at_ms=kept[1],
        study_day=kept[2],
        rating=ratings[is_review],
        guess_rate=guesses[in_time][is_review],
        is_skill=skills[in_time][is_review],
        step=step,
        elapsed_days=elapsed_days,
        is_same_day=is_same_day,
    )


def _histories(cards: Ints, ratings: Ints) -> Ints:
    """Numbers of memories, 0, 1, 2, …: a card has one, and one more after each reset."""
    if not np.any(ratings == FORGOTTEN):
        return np.unique(cards, return_inverse=True)[1].astype(np.int64)
    by_card = np.argsort(cards, kind="stable")
    begins = np.diff(cards[by_card], prepend=cards[by_card[0]] - 1) != 0
    begins |= np.concatenate(([False], ratings[by_card][:-1] == FORGOTTEN))
    histories = np.empty(len(cards), dtype=np.int64)
    histories[by_card] = np.cumsum(begins)
    is_review = ratings != FORGOTTEN
    histories[is_review] = np.unique(histories[is_review], return_inverse=True)[1]
    return histories


def _gaps(histories: Ints, times: Ints, days: Ints) -> tuple[Ints, Floats, Bools]:
    """Step, elapsed days and same day of each review, from the one before it."""
    by_history = np.argsort(histories, kind="stable")
    sorted_histories = histories[by_history]
    is_first = np.diff(sorted_histories, prepend=-1) != 0
    position = np.arange(len(histories))
    first_position = np.maximum.accumulate(np.where(is_first, position, 0))
    gap_ms = np.where(is_first, 0, np.diff(times[by_history], prepend=0))
    is_same = ~is_first & (np.diff(days[by_history], prepend=0) <= 0)
    step = np.empty(len(histories), dtype=np.int64)
    elapsed, same_day = np.empty(len(histories)), np.empty(len(histories), dtype=np.bool_)
    step[by_history] = position - first_position
    elapsed[by_history] = gap_ms / _DAY_MS
    same_day[by_history] = is_same
    return step, elapsed, same_day
