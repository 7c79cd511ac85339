"""The loss of a log under a set of parameters, with its gradient and Fisher information.

One walk gives all three. Nothing of size (parameters × reviews) is kept: each step adds its share.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from quizlr.fitting.arrays import Floats, Ints
from quizlr.fitting.layout import Layout
from quizlr.fitting.metrics import SMALLEST_CHANCE
from quizlr.fitting.model import FittedModel, Sensitivity
from quizlr.values import dataclass

Tick = Callable[[float], None]
"""Told now and then which share of the work is done, 0 to 1; it may raise to stop the work."""


def no_tick(_share: float) -> None:
    """Nobody waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Reviews that a fit looks at."""

    layout: Layout
    outcome: Floats
    """(reviews,): 1 for recalled, 0 for not; between them, the chance that a model expects."""
    weights: Floats
    """(reviews,): how often each counts; 0 for those that are not scored."""


@dataclass(frozen=True, slots=True)
class Curvature:
    """A loss around a point."""

    loss: float
    """Nats."""
    gradient: Floats
    """(parameters,)."""
    information: Floats
    """(parameters, parameters): Fisher's, that is, the expected second derivative."""

    def __add__(self, other: Curvature) -> Curvature:
        return Curvature(
            self.loss + other.loss,
            self.gradient + other.gradient,
            self.information + other.information,
        )


def curvature(
    model: FittedModel, parameters: Floats, evidence: Evidence, tick: Tick = no_tick
) -> Curvature:
    """The weighted sum of log losses."""
    count = len(parameters)
    loss, gradient, information = 0.0, np.zeros(count), np.zeros((count, count))
    blocks = evidence.layout.blocks
    for number, block in enumerate(blocks):
        tick(number / len(blocks))
        for at in model.sensitivities(parameters, block):
            weight, outcome = evidence.weights[at.step.rows], evidence.outcome[at.step.rows]
            chance, by_recall = _chance(at)
            loss -= float(weight @ (outcome * np.log(chance) + (1.0 - outcome) * np.log1p(-chance)))
            spread = chance * (1.0 - chance)
            gradient += at.slopes @ (weight * by_recall / spread * (chance - outcome))
            slopes = at.slopes
            slopes *= by_recall * np.sqrt(weight / spread)
            information += slopes @ slopes.T
    return Curvature(loss, gradient, information)


def scores_by_group(
    model: FittedModel, parameters: Floats, evidence: Evidence, group: Ints
) -> Floats:
    """(parameters, groups): the loss's gradient, summed over the reviews of each group.

    `group` numbers the group of each review, 0, 1, 2, ….
    """
    found = np.zeros((len(parameters), int(group.max(initial=-1)) + 1))
    for block in evidence.layout.blocks:
        for at in model.sensitivities(parameters, block):
            rows = at.step.rows
            chance, by_recall = _chance(at)
            pull = evidence.weights[rows] * by_recall * (chance - evidence.outcome[rows])
            pull /= chance * (1.0 - chance)
            groups = group[rows]
            for parameter, slopes in enumerate(at.slopes):
                found[parameter] += np.bincount(groups, slopes * pull, found.shape[1])
    return found


def _chance(at: Sensitivity) -> tuple[Floats, Floats]:
    """Chance of a right answer, guessing included, and its slope in recall."""
    guess = at.step.guess_rate
    chance = guess + (1.0 - guess) * at.recall
    kept = np.clip(chance, SMALLEST_CHANCE, 1.0 - SMALLEST_CHANCE)
    return kept, np.where(kept == chance, 1.0 - guess, 0.0)
