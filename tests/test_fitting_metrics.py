"""Metrics, splits and baselines, against their definitions and an independent implementation."""

from __future__ import annotations

from dataclasses import replace
from math import floor, log

import fsrs_rs_python
import numpy as np
import pytest
from fitting_makers import josh, random_log
from hypothesis import given
from hypothesis import strategies as st

from quizlr.fitting import (
    FSRS6,
    SM2,
    ReviewLog,
    daily_folds,
    evaluate,
    lay_out,
    moving_average,
    reliability,
    replay,
    running_average,
    scores,
    time_series_folds,
)
from quizlr.fitting.metrics import benchmark_bins, losses, rmse_bins

seeds = st.integers(0, 10_000)


def power(base: float, number: int) -> int:
    return floor(log(number) / log(base))


def published_bin(gaps_days: list[int], ratings: list[int]) -> tuple[float, ...]:
    """The benchmark's bin of the last review of a history, as its text gives it."""
    later = [(gap, rating) for gap, rating in zip(gaps_days, ratings, strict=True) if gap > 0]
    lapses = sum(rating == 1 for _, rating in later[:-1])
    return (
        round(2.48 * 3.62 ** power(3.62, gaps_days[-1]), 2),
        round(1.99 * 1.89 ** power(1.89, len(later) + 1)),
        round(1.65 * 1.73 ** power(1.73, lapses)) if lapses else 0,
    )


def in_whole_days(log: ReviewLog) -> ReviewLog:
    """The log as tools see it that count in study days."""
    gaps = np.zeros(len(log))
    for reviews in whole_days(log).values():
        for row, gap, _ in reviews:
            gaps[row] = gap
    return replace(log, elapsed_days=gaps)


def whole_days(log: ReviewLog) -> dict[int, list[tuple[int, int, int]]]:
    """Per history: (row, study days since the review before, rating)."""
    histories: dict[int, list[tuple[int, int, int]]] = {}
    last: dict[int, int] = {}
    for row, history in enumerate(log.history.tolist()):
        day = int(log.study_day[row])
        gap = day - last.get(history, day)
        histories.setdefault(history, []).append((row, gap, int(log.rating[row])))
        last[history] = day
    return histories


@given(seeds)
def test_bins_are_those_of_the_benchmark(seed: int) -> None:
    log = random_log(seed)
    ours, theirs = benchmark_bins(log), {}
    for reviews in whole_days(log).values():
        for count, (row, gap, _) in enumerate(reviews, start=1):
            if gap > 0:
                theirs[row] = published_bin(
                    [g for _, g, _ in reviews[:count]], [r for _, _, r in reviews[:count]]
                )
    rows = sorted(theirs)
    pairs = {(int(ours[row]), theirs[row]) for row in rows}
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def test_log_loss_of_whole_days_equals_that_of_fsrs_rs() -> None:
    """fsrs-rs takes whole days only, and weights the reviews by their recency."""
    log = in_whole_days(josh())
    items = {}
    for reviews in whole_days(log).values():
        seen = []
        for row, gap, rating in reviews:
            seen.append(fsrs_rs_python.FSRSReview(rating, gap))
            if gap > 0:
                items[row] = fsrs_rs_python.FSRSItem(list(seen))
    rows = np.array(sorted(items))
    theirs = fsrs_rs_python.FSRS(FSRS6.defaults.tolist()).evaluate([items[row] for row in rows])
    recall = replay(FSRS6, FSRS6.defaults, lay_out(log)).recall[rows]
    weights = 0.25 + 0.75 * np.linspace(0, 1, len(rows)) ** 3
    ours = np.average(losses(recall, log.is_recalled[rows]), weights=weights)
    assert rows.tolist() == np.flatnonzero(log.is_scored).tolist()
    assert ours == pytest.approx(theirs.log_loss, abs=1e-5)


@given(seeds)
def test_no_prediction_depends_on_what_comes_after_it(seed: int) -> None:
    log = random_log(seed)
    for fold in time_series_folds(log):
        assert fold.train_count == fold.test_rows[0]
    for baseline in (running_average, moving_average):
        half = len(log) // 2
        whole, head = baseline(log)[:half], baseline(log.head(half))
        assert whole.tolist() == pytest.approx(head.tolist(), nan_ok=True)


def test_whole_days_and_defaults_score_as_the_anchor_says() -> None:
    log = in_whole_days(josh())
    found = evaluate(log, FSRS6, lambda _: FSRS6.defaults, time_series_folds(log)).scores
    assert found.log_loss == pytest.approx(0.4417, abs=5e-5)
    assert found.rmse_bins == pytest.approx(0.0625, abs=5e-5)
    assert found.auc == pytest.approx(0.6753, abs=5e-5)


def test_the_protocol_holds_out_5310_reviews_and_the_defaults_score_as_published() -> None:
    log = josh()
    folds = time_series_folds(log)
    assert int(log.is_scored.sum()) == 6372
    held_out = evaluate(log, FSRS6, lambda _: FSRS6.defaults, folds)
    assert held_out.scores.review_count == 5310
    assert held_out.scores.log_loss == pytest.approx(0.4401, abs=5e-5)
    assert scores(log, moving_average(log), held_out.rows).log_loss == pytest.approx(
        0.4777, abs=5e-5
    )


def test_daily_folds_hold_out_the_same_reviews_and_look_at_no_later_day() -> None:
    log = josh()
    rows = np.concatenate([fold.test_rows for fold in time_series_folds(log)])
    folds = list(daily_folds(log, rows))
    assert np.concatenate([fold.test_rows for fold in folds]).tolist() == rows.tolist()
    for fold in folds:
        first_day = log.study_day[fold.test_rows].min()
        assert np.all(log.study_day[: fold.train_count] < first_day)


def test_a_forecast_that_is_right_on_average_has_no_rmse() -> None:
    is_recalled = np.array([True, True, True, False])
    assert rmse_bins(np.full(4, 0.75), is_recalled, np.zeros(4, dtype=np.int64)) == 0.0


def test_scores_of_no_reviews_are_not_a_number() -> None:
    log = random_log(1).head(1)
    found = scores(log, np.full(1, np.nan))
    assert found.review_count == 0
    assert np.isnan([found.log_loss, found.rmse_bins, found.auc]).all()


def test_reliability_bins_hold_every_review_and_their_intervals_hold_the_share() -> None:
    draw = np.random.default_rng(0)
    chance = draw.uniform(0.3, 1.0, 4001)
    dots = reliability(chance, draw.uniform(size=4001) < chance)
    assert sum(dot.review_count for dot in dots) == 4001
    assert [dot.predicted for dot in dots] == sorted(dot.predicted for dot in dots)
    assert all(dot.low < dot.recalled < dot.high for dot in dots)
    assert sum(dot.low < dot.predicted < dot.high for dot in dots) >= 8


def test_sm2_multiplies_the_interval_by_the_ease_and_starts_again_after_a_failure() -> None:
    ratings = [3, 3, 3, 1, 3]
    state = SM2.first(np.zeros(0), np.array([ratings[0]]))
    intervals = [state[0, 0]]
    for rating in ratings[1:]:
        state = SM2.step(np.zeros(0), state, np.array([rating]), np.array([1.0]), np.array([False]))
        intervals.append(state[0, 0])
    assert intervals == [1.0, 6.0, 15.0, 1.0, 1.0]
    assert SM2.predict(np.zeros(0), state, state[0])[0] == pytest.approx(0.9)


def test_sm2_replays_a_log() -> None:
    log = josh()
    recall = replay(SM2, np.zeros(0), lay_out(log)).recall
    assert 0.45 < scores(log, recall).log_loss < 0.7
