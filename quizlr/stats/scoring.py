"""How well recall was predicted: the scheduler and its rivals on the same reviews, and the learner.

Log loss carries a bootstrap interval over cards: the reviews of one card are no independent trials.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import erfc, nan, sqrt

import numpy as np

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.metrics import (
    Reliability,
    auc,
    benchmark_bins,
    losses,
    reliability,
    rmse_bins,
)
from quizlr.fitting.reviewlog import ReviewLog
from quizlr.values import dataclass

LEAST_REVIEWS = 50
"""Scored reviews below which no figure is worth showing."""
LEAST_FOR_BINS = 20
"""Reviews in each dot of a reliability diagram, at least."""
MOST_BINS = 10
MOST_DRAWS, LEAST_DRAWS = 1000, 200
_WORK = 20_000_000
"""Cards times draws: about half a second."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Predictor:
    """Who predicted, and how well."""

    name: str
    log_loss: Estimate
    excess: Estimate
    """Its log loss less that of the first predictor, on the same draws of cards."""
    rmse_bins: float
    auc: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Predictors on the same reviews."""

    predictors: tuple[Predictor, ...]
    count: int
    """Reviews."""
    cards: int


def compared(
    log: ReviewLog, chances: Mapping[str, Floats], rows: Ints, seed: int = 1
) -> Comparison:
    """Score predictions at some rows of a log.

    Args:
        log: The log.
        chances: Name of the predictor to the chance of a right answer at each row of the log.
        rows: Scored reviews for which all of them have a chance.
        seed: Of the bootstrap.
    """
    names = list(chances)
    happened = log.is_recalled[rows]
    loss = np.array([losses(chances[name][rows], happened) for name in names])
    estimates, excesses = bootstrap(loss, log.card[rows], seed)
    bins = benchmark_bins(log)[rows] if len(rows) else rows
    found = tuple(
        Predictor(
            name=name,
            log_loss=estimate,
            excess=excess,
            rmse_bins=rmse_bins(chances[name][rows], happened, bins),
            auc=auc(chances[name][rows], happened),
        )
        for name, estimate, excess in zip(names, estimates, excesses, strict=True)
    )
    return Comparison(predictors=found, count=len(rows), cards=len(np.unique(log.card[rows])))


def bootstrap(loss: Floats, card: Ints, seed: int) -> tuple[list[Estimate], list[Estimate]]:
    """Mean losses, and their excess over the first row's, with 95 % intervals over cards.

    Cards are drawn with replacement, with all their reviews; the same draws serve every row. 1,000
    draws, and fewer (200 at least) where there are very many cards.

    Args:
        loss: (predictors, reviews).
        card: (reviews,): number of the card.
        seed: Of the draws.
    """
    if not loss.size:
        nothing = Estimate(nan, nan, nan)
        return [nothing] * len(loss), [nothing] * len(loss)
    number = np.unique(card, return_inverse=True)[1]
    cards = int(number.max()) + 1
    counts = np.bincount(number)
    sums = np.array([np.bincount(number, weights=row) for row in loss])
    chance = np.random.default_rng(seed)
    draws = max(LEAST_DRAWS, min(MOST_DRAWS, _WORK // cards))
    means = np.empty((draws, len(loss)))
    for at in range(draws):
        times = np.bincount(chance.integers(0, cards, cards), minlength=cards)
        means[at] = sums @ times / (counts @ times)
    middle = loss.mean(axis=1)
    return (
        _estimates(middle, means),
        _estimates(middle - middle[0], means - means[:, :1]),
    )


def _estimates(middle: Floats, drawn: Floats) -> list[Estimate]:
    low, high = np.quantile(drawn, (0.025, 0.975), axis=0)
    return [Estimate(*map(float, each)) for each in zip(middle, low, high, strict=True)]


def fit_chance(found: Sequence[Reliability]) -> float:
    """How often dots would lie so far from the line by chance alone, if all were predicted right.

    The p-value of Σ (recalled − expected)² / variance over the dots, against chi-squared with one
    degree of freedom for each (nothing was fitted to them), by Wilson and Hilferty's cube root
    (1931). 1 for no dots.
    """
    total = 0.0
    for dot in found:
        sure = min(max(dot.predicted, 0.01), 0.99)
        total += dot.review_count * (dot.recalled - sure) ** 2 / (sure * (1 - sure))
    if not found:
        return 1.0
    spread = 2 / (9 * len(found))
    z = ((total / len(found)) ** (1 / 3) - (1 - spread)) / sqrt(spread)
    return 0.5 * erfc(z / sqrt(2))


def dots(chance: Floats, is_recalled: Bools) -> tuple[Reliability, ...]:
    """The reliability diagram: at most ten dots, each of 20 reviews at least."""
    bins = min(MOST_BINS, len(chance) // LEAST_FOR_BINS)
    return reliability(chance, is_recalled, bins) if bins else ()


def grouped(chance: Floats, is_recalled: Bools) -> tuple[Reliability, ...]:
    """The reliability diagram of a predictor that only says a few different numbers: a dot each."""
    return tuple(
        reliability(chance[chance == said], is_recalled[chance == said], 1)[0]
        for said in np.unique(chance)
    )
