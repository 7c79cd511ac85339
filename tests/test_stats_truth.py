"""The mirror against learners whose memory is known: its error bars hold the truth.

`python tests/test_stats_truth.py 20 10` prints how often, for ten lives of a year of 20 learners.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from home_makers import Lived, lived, moment_at
from test_stats_answers import of_reviews

from quizlr.fitting.arrays import Floats
from quizlr.fitting.fsrs6 import BatchFsrs6
from quizlr.stats.calibration import APP, AVERAGE, SM2, calibration, comparison, rivals
from quizlr.stats.retention import retention
from quizlr.stats.scoring import MOST_BINS
from quizlr.stats.shares import Share

CARDS, NEW_PER_DAY = 150, 5
LEAST_PER_WEEK = 10
"""Reviews of a week, for its range to be held against the truth."""

Hits = Counter[str]
"""Figure -> how often its range held the truth; with ` of`, how often it was looked at."""


def truth_of(seed: int) -> tuple[float, ...]:
    """A learner drawn from the spread of learners around the published parameters."""
    model, chance = BatchFsrs6(), np.random.default_rng(seed)
    drawn = model.defaults + 0.5 * model.deviations * chance.standard_normal(21)
    return tuple(np.clip(drawn, model.lower, model.upper).tolist())


def years_of(seed: int, days: int, count: int) -> list[list[Lived]]:
    """So many lives of one learner: the same memory, other cards, other luck."""
    life = lived(
        truth_of(seed), cards=CARDS * count, days=days, new_per_day=NEW_PER_DAY * count, seed=seed
    )
    lives: list[list[Lived]] = [[] for _ in range(count)]
    for each in life:
        lives[int(each.review.card_id[-6:]) % count].append(each)
    return lives


class Life:
    """One life as the mirror sees it, and what only the maker knows."""

    def __init__(self, life: Sequence[Lived]) -> None:
        self.seen = of_reviews([each.review for each in life])
        self.chance = np.array([each.chance for each in life])
        self.known = self.seen.log.is_scored & ~np.isnan(self.seen.predicted)
        self.said = {APP: self.seen.predicted, **rivals(self.seen.log)}

    def coming(self, name: str) -> Floats:
        """The log loss that each prediction had coming, by the true chances."""
        said, chance = self.said[name][self.known], self.chance[self.known]
        lost: Floats = -(chance * np.log(said) + (1 - chance) * np.log1p(-said))
        return lost


def held(name: str, low: float, truth: float, high: float) -> Hits:
    return Counter({name: int(low <= truth <= high), f"{name} of": 1})


def _retentions(life: Life, today: int) -> Hits:
    """Shares, against the mean of the true chances of the same reviews."""
    mirrored, due = retention(life.seen, today), life.seen.is_due_review
    ago = today - life.seen.log.study_day
    hits = _share("retention, year", mirrored.all, life.chance[due])
    hits += _share("retention, 30 days", mirrored.recent, life.chance[due & (ago < 30)])
    for at, week in enumerate(reversed(mirrored.weeks)):
        if week.remembered.count >= LEAST_PER_WEEK:
            mine = life.chance[due & (ago // 7 == at)]
            hits += _share("retention, week", week.remembered, mine)
    return hits


def _share(name: str, share: Share, chance: Floats) -> Hits:
    assert share.count == len(chance)
    return held(name, share.low, float(chance.mean()), share.high)


def _dots(life: Life) -> Hits:
    """Dots, against the mean of the true chances of the same reviews."""
    chance = life.chance[life.known]
    order = np.argsort(life.seen.predicted[life.known], kind="stable")
    hits: Hits = Counter()
    dots = calibration(life.seen).dots
    assert len(dots) == MOST_BINS
    for dot, rows in zip(dots, np.array_split(order, MOST_BINS), strict=True):
        hits += held("reliability dot", dot.low, float(chance[rows].mean()), dot.high)
    return hits


def _losses(lives: Sequence[Life]) -> Hits:
    """Log losses, against what the learner's memory makes them in the long run, over all lives.

    The long run is the truth here: how often a card is asked depends on what happened to it, and
    the bootstrap draws whole cards. The running average is left out: it learns from the very log,
    so that a long run of it is another predictor.
    """
    hits: Hits = Counter()
    coming = {name: np.concatenate([life.coming(name) for life in lives]) for name in lives[0].said}
    truth = {name: float(lost.mean()) for name, lost in coming.items()}
    for life in lives:
        for each in comparison(life.seen).predictors:
            if each.name == AVERAGE:
                continue
            loss, excess = each.log_loss, each.excess
            hits += held(f"log loss, {each.name}", loss.low, truth[each.name], loss.high)
            if each.name == SM2:
                less = truth[each.name] - truth[APP]
                hits += held(f"excess, {each.name}", excess.low, less, excess.high)
    return hits


def looked_at(learners: int, lives_each: int, days: int) -> dict[str, Share]:
    """How often the ranges of the mirror's figures hold what is true of the learner."""
    hits: Hits = Counter()
    for seed in range(learners):
        lives = [Life(life) for life in years_of(seed, days, lives_each)]
        hits += _losses(lives)
        for life in lives:
            hits += _retentions(life, moment_at(days - 1).study_day) + _dots(life)
    names = [name for name in hits if f"{name} of" in hits]
    return {name: Share(hits[name], hits[f"{name} of"]) for name in names}


def test_the_ranges_of_some_lives_hold_the_truth() -> None:
    found = looked_at(learners=2, lives_each=6, days=150)
    for name in ("retention, week", "reliability dot", f"log loss, {APP}"):
        assert found[name].value >= 0.90, (name, found[name])
    assert found["retention, week"].value < 0.995


@pytest.mark.nightly
def test_the_ranges_hold_the_truth_as_often_as_they_say() -> None:
    for name, share in looked_at(learners=20, lives_each=10, days=365).items():
        assert share.value >= 0.90, (name, share)


if __name__ == "__main__":
    for name, share in looked_at(int(sys.argv[1]), int(sys.argv[2]), 365).items():
        print(f"{name:32} {share.hits:5} of {share.count:5}: {share.words}")
