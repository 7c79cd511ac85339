"""The columns of the log that the mirror looks at, one array each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.prediction import with_guessing
from quizlr.fitting.reviewlog import FORGOTTEN, ReviewLog, review_log
from quizlr.model import CardState
from quizlr.values import dataclass

Column = Sequence[float] | Ints | Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Live reviews without practice, in the order of replay; all arrays have shape (reviews,)."""

    log: ReviewLog
    state_before: Ints
    """`CardState`."""
    duration_ms: Ints
    predicted: Floats
    """The chance of a right answer by what was logged with the review; nan if nothing was."""
    confidence: Floats
    """The chance that the learner gave themself before they saw the answer; nan if none."""
    desired: Floats
    """The desired retention in force."""

    def __len__(self) -> int:
        return len(self.log)

    @property
    def is_due_review(self) -> Bools:
        """Of a card in the REVIEW state, on a later study day than its last: what retention is of.

        Cards in learning steps are left out, and what is asked again on the same day.
        """
        is_later: Bools = self.log.is_scored & (self.state_before == CardState.REVIEW)
        return is_later

    @property
    def age_days(self) -> Floats:
        """Days since the first review of this memory."""
        first_at = np.zeros(int(self.log.history.max(initial=-1)) + 1, dtype=np.int64)
        is_first = self.log.step == 0
        first_at[self.log.history[is_first]] = self.log.at_ms[is_first]
        age: Floats = (self.log.at_ms - first_at[self.log.history]) / 86_400_000.0
        return age


def answers(
    *,
    card: Column,
    at_ms: Column,
    study_day: Column,
    rating: Column,
    guess_rate: Column,
    state_before: Column,
    duration_ms: Column,
    predicted: Column,
    confidence: Column,
    desired: Column,
    is_skill: Column | None = None,
) -> Answers:
    """Columns of equal length in any order. A rating 0 is a reset of the card's memory.

    `predicted` comes as it was logged, a chance of recall; who does not recall may still guess.
    There and in `confidence` a number below 0 stands for nothing.

    Raises:
        ValueError: the lengths differ, or a rating is not 0 to 4.
    """
    times = np.asarray(at_ms, dtype=np.int64)
    order = np.argsort(times, kind="stable")
    ratings = np.asarray(rating, dtype=np.int64)[order]
    log = review_log(
        card=np.asarray(card, dtype=np.int64)[order],
        at_ms=times[order],
        study_day=np.asarray(study_day, dtype=np.int64)[order],
        rating=ratings,
        guess_rate=np.asarray(guess_rate, dtype=float)[order],
        is_skill=None if is_skill is None else np.asarray(is_skill)[order],
    )
    is_review = ratings != FORGOTTEN

    def kept(column: Column, kind: type[float] | type[np.int64]) -> NDArray[Any]:
        array: NDArray[Any] = np.asarray(column, dtype=kind)[order][is_review]
        return array

    return Answers(
        log=log,
        state_before=kept(state_before, np.int64),
        duration_ms=kept(duration_ms, np.int64),
        predicted=with_guessing(_known(kept(predicted, float)), log.guess_rate),
        confidence=_known(kept(confidence, float)),
        desired=kept(desired, float),
    )


def _known(values: Floats) -> Floats:
    known: Floats = np.where(values < 0, np.nan, values)
    return known
