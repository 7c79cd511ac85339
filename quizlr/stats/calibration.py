"""The mirror proper: what was predicted, and what was remembered."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from quizlr.fitting.arrays import Bools, Floats
from quizlr.fitting.baselines import Sm2, running_average
from quizlr.fitting.fsrs6 import BatchFsrs6
from quizlr.fitting.layout import lay_out
from quizlr.fitting.metrics import Reliability
from quizlr.fitting.prediction import replay, with_guessing
from quizlr.fitting.reviewlog import ReviewLog
from quizlr.stats.answers import Answers
from quizlr.stats.scoring import Comparison, compared, dots, grouped
from quizlr.stats.shares import Share
from quizlr.values import dataclass

APP, DEFAULT, AVERAGE, SM2, YOU = (
    "the app", "default parameters", "running average", "SM-2", "you",
)  # fmt: skip
SUREST = 0.99
"""Confidence of 100 % is scored as this: a certainty that fails would cost infinitely much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Predictions as they were logged when the cards were asked: no fit can have seen the answer.

    Of reviews on a later study day than the card's last.
    """

    dots: tuple[Reliability, ...]
    predicted: float
    """Mean prediction; nan if nothing was predicted."""
    remembered: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """What the learner said before they saw the answer, beside what the app had predicted."""

    said: tuple[Reliability, ...]
    """A dot for each number that was said; first reviews are in it too."""
    mean: float
    """Mean confidence; nan if nothing was said."""
    remembered: Share
    app: tuple[Reliability, ...]
    """The app's dots on the reviews that both predicted."""
    comparison: Comparison
    """`you` and `the app` on those."""


def calibration(answers: Answers) -> Calibration:
    """The app's calibration as it was lived."""
    known = answers.log.is_scored & ~np.isnan(answers.predicted)
    chance, happened = answers.predicted[known], answers.log.is_recalled[known]
    return Calibration(
        dots=dots(chance, happened),
        predicted=_mean(chance),
        remembered=_share(happened),
    )


def confidence(answers: Answers, seed: int = 1) -> Confidence:
    """The learner's own calibration, of all answers for which they gave a confidence."""
    said = np.minimum(answers.confidence, SUREST)
    is_said = ~np.isnan(said)
    both = is_said & answers.log.is_scored & ~np.isnan(answers.predicted)
    happened = answers.log.is_recalled
    rows = np.flatnonzero(both)
    return Confidence(
        said=grouped(answers.confidence[is_said], happened[is_said]),
        mean=_mean(answers.confidence[is_said]),
        remembered=_share(happened[is_said]),
        app=dots(answers.predicted[both], happened[both]),
        comparison=compared(answers.log, {APP: answers.predicted, YOU: said}, rows, seed),
    )


def comparison(answers: Answers, seed: int = 1) -> Comparison:
    """The app's predictions as they were logged, and simpler ones, of the same reviews."""
    rows = np.flatnonzero(answers.log.is_scored & ~np.isnan(answers.predicted))
    return compared(answers.log, {APP: answers.predicted, **rivals(answers.log)}, rows, seed)


def rivals(log: ReviewLog) -> Mapping[str, Floats]:
    """What could be predicted without knowing the learner: (reviews,) chances of a right answer."""
    layout = lay_out(log)
    fsrs, sm2 = BatchFsrs6(), Sm2()
    return {
        DEFAULT: with_guessing(replay(fsrs, fsrs.defaults, layout).recall, log.guess_rate),
        AVERAGE: running_average(log),
        SM2: with_guessing(replay(sm2, np.empty(0), layout).recall, log.guess_rate),
    }


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _share(happened: Bools) -> Share:
    return Share(int(happened.sum()), len(happened))
