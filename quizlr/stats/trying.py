"""What a fit is worth to this learner: reviews predicted by parameters that had not seen them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from quizlr.fitting.arrays import Floats
from quizlr.fitting.fsrs6 import BatchFsrs6
from quizlr.fitting.learner import LEAST_DAYS, LEAST_SCORED
from quizlr.fitting.metrics import Reliability
from quizlr.fitting.posterior import fit
from quizlr.fitting.reviewlog import ReviewLog
from quizlr.fitting.splits import evaluate, time_series_folds
from quizlr.stats.answers import Answers
from quizlr.stats.calibration import rivals
from quizlr.stats.scoring import Comparison, compared, dots
from quizlr.values import dataclass

FITTED = "fitted to you"
FOLDS = 5

Tick = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """Five sixths of the log, each stretch predicted by a fit to what came before it."""

    comparison: Comparison
    """`fitted to you` first, then what could be predicted without a fit."""
    dots: tuple[Reliability, ...]
    """Of the fitted predictions."""
    fits: int
    """Stretches for which there was enough before them to fit; the defaults serve the others."""


def held_out(answers: Answers, tick: Tick, seed: int = 1) -> HeldOut:
    """The time-series split of the log, on the same reviews for all predictors.

    Args:
        answers: The log.
        tick: Told of the progress, 0 to 1; what it raises ends the work.
        seed: Of the bootstrap.
    """
    log = answers.log
    fitter = _Fitter(tick)
    found = evaluate(log, fitter.model, fitter, time_series_folds(log, FOLDS))
    chances = {FITTED: found.chance, **rivals(log)}
    happened = log.is_recalled[found.rows]
    return HeldOut(
        comparison=compared(log, chances, found.rows, seed),
        dots=dots(found.chance[found.rows], happened),
        fits=fitter.fits,
    )


class _Fitter:
    """Fits as the app does: not before there is enough, and from where it was the last time."""

    def __init__(self, tick: Tick) -> None:
        self.model = BatchFsrs6()
        self.fits = 0
        self._asked = 0
        self._last: Floats | None = None
        self._tick = tick

    def __call__(self, log: ReviewLog) -> Floats:
        """Parameters from the reviews so far."""
        done = self._asked
        self._asked += 1
        scored = log.is_scored
        if scored.sum() < LEAST_SCORED or len(np.unique(log.study_day[scored])) < LEAST_DAYS:
            return self.model.defaults

        def tick(share: float) -> None:
            self._tick((done + share) / FOLDS)

        self.fits += 1
        self._last = fit(self.model, log, self._last, tick).parameters
        return self._last
