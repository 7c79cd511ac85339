"""Fitting a model of memory to a learner's log, and measuring how well it predicts them.

Shapes: a log is columns over reviews (`ReviewLog`), in the order of replay; a `Layout` is the same
log step by step, for walking it with a model. Times are days, stability too.

    log = review_log(card=…, at_ms=…, study_day=…, rating=…, guess_rate=…)
    replayed = replay(FSRS6, FSRS6.defaults, lay_out(log))     # recall before, states after
    chance = with_guessing(replayed.recall, log.guess_rate)
    scores(log, chance)                                        # log loss, RMSE(bins), AUC
    reliability(chance[log.is_scored], log.is_recalled[log.is_scored])
    evaluate(log, FSRS6, fit, time_series_folds(log))          # held out, fitted before each fold
    outcome = fit_learner(FSRS6, log, in_force)                # the whole policy, with a trial
    outcome.fitted.parameters, .low, .high, .covariance        # and what is not known about them
    draws(FSRS6, fitted.parameters, fitted.covariance, 24)     # parameters that may be the truth
    draws(FSRS6, FSRS6.defaults, prior_covariance(FSRS6), 24)  # the same before there is a log

The room imports numpy: import it in a worker or in a command, never before the first frame.
"""

from __future__ import annotations

from quizlr.fitting.baselines import SM2, moving_average, running_average
from quizlr.fitting.doubt import draws, from_triangle, prior_covariance
from quizlr.fitting.fsrs6 import FSRS6
from quizlr.fitting.layout import Layout, lay_out
from quizlr.fitting.learner import LEAST_DAYS, LEAST_SCORED, Decision, Outcome, Trial, fit_learner
from quizlr.fitting.metrics import Reliability, Scores, reliability, scores
from quizlr.fitting.model import BatchModel, FittedModel
from quizlr.fitting.posterior import Fitted, fit
from quizlr.fitting.prediction import Replayed, last_states, replay, with_guessing
from quizlr.fitting.reviewlog import FORGOTTEN, ReviewLog, review_log, skill_memories
from quizlr.fitting.splits import Fold, HeldOut, daily_folds, evaluate, time_series_folds

__all__ = [
    "FORGOTTEN",
    "FSRS6",
    "LEAST_DAYS",
    "LEAST_SCORED",
    "SM2",
    "BatchModel",
    "Decision",
    "Fitted",
    "FittedModel",
    "Fold",
    "HeldOut",
    "Layout",
    "Outcome",
    "Reliability",
    "Replayed",
    "ReviewLog",
    "Scores",
    "Trial",
    "daily_folds",
    "draws",
    "evaluate",
    "fit",
    "fit_learner",
    "from_triangle",
    "last_states",
    "lay_out",
    "moving_average",
    "prior_covariance",
    "reliability",
    "replay",
    "review_log",
    "running_average",
    "scores",
    "skill_memories",
    "time_series_folds",
    "with_guessing",
]
