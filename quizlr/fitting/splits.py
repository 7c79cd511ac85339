"""Time-respecting evaluation: fit on what came first, be scored on what came next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from quizlr.fitting.arrays import Floats, Ints
from quizlr.fitting.layout import lay_out
from quizlr.fitting.metrics import Scores, scores
from quizlr.fitting.model import BatchModel
from quizlr.fitting.prediction import replay, with_guessing
from quizlr.fitting.reviewlog import ReviewLog
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Fold:
    """One cut through the log."""

    train_count: int
    """Reviews of the log that may be fitted on."""
    test_rows: Ints
    """Scored reviews to be predicted, all after them."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Predictions of reviews that the fit had not seen."""

    rows: Ints
    """Where they stand in the log."""
    chance: Floats
    """(reviews of the log,): chance of a right answer, guessing included; nan but at `rows`."""
    scores: Scores


Fit = Callable[[ReviewLog], Floats]
"""From the reviews so far to parameters."""


def time_series_folds(log: ReviewLog, fold_count: int = 5) -> tuple[Fold, ...]:
    """`fold_count` + 1 equal stretches of scored reviews; each but the first is held out once.

    Empty if there are not enough scored reviews.
    """
    scored = np.flatnonzero(log.is_scored)
    size = len(scored) // (fold_count + 1)
    if size == 0:
        return ()
    first = len(scored) - fold_count * size
    starts = range(first, len(scored), size)
    return tuple(Fold(int(scored[at]), scored[at : at + size]) for at in starts)


def daily_folds(log: ReviewLog, rows: Ints) -> Iterator[Fold]:
    """The same held-out reviews, with a fit on each morning on which there are some."""
    days = log.study_day[rows]
    for day in np.unique(days):
        of_day = rows[days == day]
        before = int(np.searchsorted(np.maximum.accumulate(log.study_day), day))
        yield Fold(min(before, int(of_day[0])), of_day)


def evaluate(log: ReviewLog, model: BatchModel, fit: Fit, folds: Iterable[Fold]) -> HeldOut:
    """Fit before each fold, predict the fold; all folds are scored together."""
    layout = lay_out(log)
    chance = np.full(len(log), np.nan)
    for fold in folds:
        recall = replay(model, fit(log.head(fold.train_count)), layout).recall
        chance[fold.test_rows] = with_guessing(recall, log.guess_rate)[fold.test_rows]
    rows = np.flatnonzero(~np.isnan(chance))
    return HeldOut(rows, chance, scores(log, chance, rows))
