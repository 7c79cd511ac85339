"""How good predictions of recall are: log loss, RMSE(bins), AUC, and the reliability diagram.

`chance` and `is_recalled` have shape (reviews,): what was predicted and what happened, of scored
reviews only.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.reviewlog import ReviewLog
from quizlr.numeric import roc_auc

SMALLEST_CHANCE = 1e-7
"""A prediction of exactly 0 or 1 that fails costs 16 nats, not infinitely many."""


class Scores(NamedTuple):
    """The three figures; nan where they are not defined (no review, one outcome only)."""

    log_loss: float
    rmse_bins: float
    auc: float
    review_count: int


class Reliability(NamedTuple):
    """One dot of the reliability diagram."""

    predicted: float
    """Mean chance of the reviews in the bin."""
    recalled: float
    """Share of them that was recalled."""
    review_count: int
    low: float
    high: float
    """95 % interval of the true share (Wilson's)."""


def losses(chance: Floats, is_recalled: Bools) -> Floats:
    """−ln of the chance that was given to what happened, for each review."""
    kept = np.clip(chance, SMALLEST_CHANCE, 1.0 - SMALLEST_CHANCE)
    loss: Floats = -np.where(is_recalled, np.log(kept), np.log1p(-kept))
    return loss


def log_loss(chance: Floats, is_recalled: Bools) -> float:
    """Mean of `losses`; nan for no reviews."""
    return float(losses(chance, is_recalled).mean()) if len(chance) else float("nan")


def auc(chance: Floats, is_recalled: Bools) -> float:
    """The chance that a review that was recalled had been given more than one that was not."""
    if not len(chance) or is_recalled.all() or not is_recalled.any():
        return float("nan")
    return float(roc_auc(chance, is_recalled.astype(float)))


def rmse_bins(chance: Floats, is_recalled: Bools, bins: Ints) -> float:
    """Root of the size-weighted squared gap between mean chance and recall over `bins`.

    `bins` numbers the bin of each review (see `benchmark_bins`).
    """
    if not len(chance):
        return float("nan")
    number = np.unique(bins, return_inverse=True)[1]
    gaps = np.bincount(number, weights=chance - is_recalled)
    return float(np.sqrt(np.sum(gaps**2 / np.bincount(number)) / len(chance)))


def benchmark_bins(log: ReviewLog) -> Ints:
    """The bin of each review of a log by interval, number of reviews and lapses.

    As the FSRS benchmark defines it: reviews on later days count, each of the three is cut at
    powers (3.62 for the interval in study days, 1.89 for the number, 1.73 for the lapses).
    """
    later = (log.step > 0) & ~log.is_same_day
    reviews = _running(log, later)
    lapses = _running(log, later & (log.rating == 1))
    lapses -= later & (log.rating == 1)  # those before this review
    days = np.maximum(1, np.round(_study_days_since(log)))
    by_days = np.floor(np.log(days) / np.log(3.62))
    by_count = np.floor(np.log(reviews + 1.0) / np.log(1.89))
    by_lapses = np.where(lapses > 0, np.floor(np.log(np.maximum(lapses, 1)) / np.log(1.73)) + 1, 0)
    bins: Ints = ((by_days * 64 + by_count) * 64 + by_lapses).astype(np.int64)
    return bins


def scores(log: ReviewLog, chance: Floats, rows: Ints | None = None) -> Scores:
    """The figures of predictions (one for each review of the log) at `rows`; None for all scored.

    `chance` is read at `rows` only.
    """
    at = np.flatnonzero(log.is_scored) if rows is None else rows
    given, happened = chance[at], log.is_recalled[at]
    return Scores(
        log_loss=log_loss(given, happened),
        rmse_bins=rmse_bins(given, happened, benchmark_bins(log)[at]),
        auc=auc(given, happened),
        review_count=len(at),
    )


def reliability(chance: Floats, is_recalled: Bools, bin_count: int = 10) -> tuple[Reliability, ...]:
    """The reliability diagram over bins of equal size, from the least certain reviews up."""
    order = np.argsort(chance, kind="stable")
    bins = [rows for rows in np.array_split(order, bin_count) if len(rows)]
    return tuple(_dot(chance[rows], is_recalled[rows]) for rows in bins)


def _dot(chance: Floats, is_recalled: Bools) -> Reliability:
    count, share, z = len(chance), float(is_recalled.mean()), 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z / (1 + z * z / count)
    reach *= float(np.sqrt(share * (1 - share) / count + z * z / (4 * count**2)))
    return Reliability(float(chance.mean()), share, count, middle - reach, middle + reach)


def _running(log: ReviewLog, counts: Bools) -> Ints:
    """How many reviews that count the memory has had, this one included."""
    by_history = np.lexsort((log.step, log.history))
    total = np.cumsum(counts[by_history])
    is_first = log.step[by_history] == 0
    before = np.where(is_first, total - counts[by_history], 0)
    found = np.empty(len(log), dtype=np.int64)
    found[by_history] = total - np.maximum.accumulate(before)
    return found


def _study_days_since(log: ReviewLog) -> Ints:
    """Study days since the review before; 0 at the first."""
    by_history = np.lexsort((log.step, log.history))
    gaps = np.diff(log.study_day[by_history], prepend=0)
    gaps[log.step[by_history] == 0] = 0
    found = np.empty(len(log), dtype=np.int64)
    found[by_history] = gaps
    return found
