"""Figures made of the whole log, against plain loops over the reviews."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from math import log, sqrt

import numpy as np
import pytest
from home_makers import Lived, lived, moment_at
from hypothesis import given
from hypothesis import strategies as st

from quizlr.fitting.metrics import benchmark_bins
from quizlr.model import CardId, CardState, Rating, Review
from quizlr.model.moment import EPOCH
from quizlr.scheduling import DEFAULT_PARAMETERS
from quizlr.stats.answers import Answers, answers
from quizlr.stats.calibration import APP, AVERAGE, DEFAULT, SM2, calibration, confidence, rivals
from quizlr.stats.pace import BIN_S, PRIOR_REVIEWS, SLOWEST, UNKNOWN_MS, paces, times
from quizlr.stats.retention import AGES, retention
from quizlr.stats.scoring import bootstrap, compared, grouped
from quizlr.stats.slips import RECENT_WEEKS, WEEKS, SlipRow, slips
from quizlr.stats.year import year

DAYS = 150
TODAY = moment_at(DAYS - 1).study_day


@lru_cache
def life() -> tuple[Lived, ...]:
    """A learner who remembers worse than the app believes."""
    truth = (*DEFAULT_PARAMETERS[:8], 1.6, *DEFAULT_PARAMETERS[9:])
    return tuple(lived(truth, cards=120, days=DAYS, new_per_day=4))


def of_reviews(reviews: Sequence[Review]) -> Answers:
    numbers: dict[CardId, int] = {}
    return answers(
        card=[numbers.setdefault(r.card_id, len(numbers)) for r in reviews],
        at_ms=[r.at_ms for r in reviews],
        study_day=[r.study_day for r in reviews],
        rating=[r.rating for r in reviews],
        guess_rate=[r.guess_rate for r in reviews],
        state_before=[r.state_before for r in reviews],
        duration_ms=[r.duration_ms for r in reviews],
        predicted=[-1.0 if r.predicted_recall is None else r.predicted_recall for r in reviews],
        confidence=[-1.0 if r.confidence is None else r.confidence for r in reviews],
        desired=[r.desired_retention for r in reviews],
    )


def reviews_of_life() -> list[Review]:
    return [each.review for each in life()]


def counted(reviews: Sequence[Review]) -> list[tuple[Review, float]]:
    """The reviews that retention is of, with the card's age in days, by a plain loop."""
    found = []
    last_day: dict[CardId, int] = {}
    first_at: dict[CardId, int] = {}
    for each in reviews:
        first_at.setdefault(each.card_id, each.at_ms)
        if each.state_before is CardState.REVIEW and each.study_day > last_day[each.card_id]:
            found.append((each, (each.at_ms - first_at[each.card_id]) / 86_400_000))
        last_day[each.card_id] = each.study_day
    return found


def test_retention_by_week_day_and_age_counts_as_a_plain_loop_does() -> None:
    reviews = reviews_of_life()
    found = retention(of_reviews(reviews), TODAY)
    due = counted(reviews)
    assert (found.all.hits, found.all.count) == (
        sum(r.rating > 1 for r, _ in due),
        len(due),
    )
    for period, length in ((found.weeks[-3], 7), (found.days[-5], 1)):
        first = (period.first_on - EPOCH).days
        mine = [r for r, _ in due if first <= r.study_day < first + length]
        assert period.remembered.count == len(mine) > 0
        assert period.remembered.hits == sum(r.rating > 1 for r in mine)
    assert found.days[-1].first_on == EPOCH + timedelta(days=TODAY)
    assert found.weeks[-1].first_on == EPOCH + timedelta(days=TODAY - 6)
    youngest = 0.0
    for age, (oldest, name) in zip(found.ages, AGES, strict=True):
        mine = [r for r, days in due if youngest <= days < oldest]
        assert (age.name, age.remembered.count) == (name, len(mine))
        assert age.remembered.hits == sum(r.rating > 1 for r in mine)
        youngest = oldest
    recent = [r for r, _ in due if r.study_day > TODAY - 30]
    assert found.recent.count == len(recent)
    expected = statistics.fmean(r.predicted_recall or 0 for r in recent)
    assert found.recent_expected == pytest.approx(expected)
    assert found.recent_goal == pytest.approx(0.9)


def test_what_comes_after_today_is_not_counted() -> None:
    reviews = reviews_of_life()
    early = retention(of_reviews(reviews), TODAY - 50)
    assert early.all.count == sum(r.study_day <= TODAY - 50 for r, _ in counted(reviews))


def test_times_are_the_medians_of_their_answers() -> None:
    reviews = reviews_of_life()
    kinds = ["drill" if i % 3 == 0 else "basic" for i in range(120)]
    numbers = {card_id: i for i, card_id in enumerate(dict.fromkeys(r.card_id for r in reviews))}
    found = times(of_reviews(reviews), list(numbers), kinds, TODAY)
    for took, state in zip(found.by_state, CardState, strict=True):
        mine = [r.duration_ms for r in reviews if r.state_before is state]
        assert took.count == len(mine)
        assert took.median_ms == pytest.approx(statistics.median(mine))
    for took in found.by_type:
        mine = [r.duration_ms for r in reviews if kinds[numbers[r.card_id]] == took.name]
        assert took.mean_ms == pytest.approx(statistics.fmean(mine))
    means = {
        card_id: statistics.fmean(r.duration_ms for r in reviews if r.card_id == card_id)
        for card_id in numbers
        if sum(r.card_id == card_id for r in reviews) >= 3
    }
    slowest = sorted(means, key=lambda card_id: -means[card_id])[:SLOWEST]
    assert [each.card_id for each in found.slowest] == slowest
    assert found.slowest[0].mean_ms == pytest.approx(means[CardId(slowest[0])])
    week = found.weeks[-2]
    first = (week.first_on - EPOCH).days
    mine = [r.duration_ms for r in reviews if first <= r.study_day < first + 7]
    assert (week.count, week.total_ms) == (len(mine), sum(mine))
    low = 0.0
    for high, count in zip(BIN_S, found.bin_counts, strict=True):
        assert count == sum(low * 1000 < r.duration_ms <= high * 1000 for r in reviews)
        low = high


def test_a_card_s_own_time_is_drawn_to_its_type_s_while_it_is_little_known() -> None:
    reviews = reviews_of_life()
    own, by_type = paces(of_reviews(reviews), ["basic"] * 120)
    due = [r for r in reviews if r.state_before is CardState.REVIEW]
    work = [r for r in reviews if r.state_before in (CardState.REVIEW, CardState.RELEARNING)]
    total = sum(r.duration_ms for r in work)
    overall = (total + PRIOR_REVIEWS * UNKNOWN_MS) / (len(due) + PRIOR_REVIEWS)
    kind = (total + PRIOR_REVIEWS * overall) / (len(due) + PRIOR_REVIEWS)
    assert by_type == pytest.approx({"": overall, "basic": kind})
    first = reviews[0].card_id
    mine = sum(r.duration_ms for r in work if r.card_id == first)
    asked = sum(r.card_id == first for r in due)
    assert own[0] == pytest.approx((mine + PRIOR_REVIEWS * kind) / (asked + PRIOR_REVIEWS))


@given(st.dictionaries(st.integers(-900, 20), st.integers(0, 40), max_size=60))
def test_the_calendars_hold_every_answer_up_to_today_once(counts: dict[int, int]) -> None:
    today = 20_000
    found = year({today + ago: count for ago, count in counts.items()}, today)
    past = {today + ago: count for ago, count in counts.items() if ago <= 0 and count}
    assert found.total == sum(past.values()) == sum(s.total for s in found.stretches)
    for stretch in found.stretches:
        assert stretch.first_on.weekday() == 0
        first = (stretch.first_on - EPOCH).days
        assert list(stretch.counts) == [past.get(first + i, 0) for i in range(len(stretch.counts))]
    day = today if today in past else today - 1
    length = 0
    while day - length in past:
        length += 1
    assert found.streak_days == length <= found.longest_streak_days


def test_slips_are_counted_by_week_and_skill_and_their_trend_is_said() -> None:
    today = 20_000
    rows = [
        SlipRow(study_day=today - 7 * week - 3, skill="ce", slip=slip, count=count)
        for week in range(8)
        for slip, count in (("", 20), ("log10", 1 if week < 4 else 9))
    ]
    rows.append(SlipRow(study_day=today + 1, skill="ce", slip="log10", count=99))
    rows.append(SlipRow(study_day=today - 400, skill="ce", slip="sign", count=2))
    found = slips(rows, today)
    log10, sign = found.slips
    assert (log10.recent.hits, log10.recent.count) == (4, 4 * 21)
    assert (log10.before.hits, log10.before.count) == (36, 4 * 29)
    assert log10.trend == "fewer"
    assert log10.by_week == (*[0] * (WEEKS - 8), *[9] * (8 - RECENT_WEEKS), *[1] * RECENT_WEEKS)
    assert (sign.total, sum(sign.by_week)) == (2, 0)
    assert (found.by_week[-1].hits, found.by_week[-1].count) == (1, 21)
    assert found.weeks_on[-1] == EPOCH + timedelta(days=today - 6)


def test_of_reviews_that_are_no_kin_the_bootstrap_is_the_standard_error() -> None:
    chance = np.random.default_rng(5)
    loss = chance.exponential(0.4, 4000)
    estimates, excesses = bootstrap(np.array([loss, loss + 0.1]), np.arange(4000), seed=1)
    error = loss.std() / sqrt(len(loss))
    assert estimates[0].value == pytest.approx(loss.mean())
    assert estimates[0].high - estimates[0].low == pytest.approx(2 * 1.96 * error, rel=0.1)
    assert (excesses[1].low, excesses[1].high) == pytest.approx((0.1, 0.1))
    assert (excesses[0].low, excesses[0].high) == (0, 0)


def test_reviews_of_one_card_that_go_alike_count_as_one() -> None:
    chance = np.random.default_rng(6)
    loss = np.repeat(chance.exponential(0.4, 400), 10)
    alone, _ = bootstrap(loss[None], np.arange(4000), seed=1)
    by_card, _ = bootstrap(loss[None], np.repeat(np.arange(400), 10), seed=1)
    wider = (by_card[0].high - by_card[0].low) / (alone[0].high - alone[0].low)
    assert wider == pytest.approx(sqrt(10), rel=0.15)


def test_the_app_s_figures_are_those_of_a_plain_loop() -> None:
    reviews = reviews_of_life()
    found = of_reviews(reviews)
    rows = np.flatnonzero(found.log.is_scored & ~np.isnan(found.predicted))
    scored = [r for r in reviews if r.predicted_recall is not None and r.elapsed_days > 0.5]
    assert len(rows) == len(scored)
    comparison = compared(found.log, {APP: found.predicted, **rivals(found.log)}, rows)
    by_name = {each.name: each for each in comparison.predictors}
    assert list(by_name) == [APP, DEFAULT, AVERAGE, SM2]
    loss = statistics.fmean(
        -log(r.predicted_recall if r.rating > 1 else 1 - r.predicted_recall)
        for r in scored
        if r.predicted_recall is not None
    )
    assert by_name[APP].log_loss.value == pytest.approx(loss)
    # the app believed the defaults, so what it said is what they say
    assert by_name[DEFAULT].log_loss.value == pytest.approx(loss, rel=1e-6)
    assert by_name[DEFAULT].excess.value == pytest.approx(0, abs=1e-6)
    bins = benchmark_bins(found.log)[rows]
    gaps: dict[int, list[float]] = defaultdict(list)
    for number, r in zip(bins.tolist(), scored, strict=True):
        gaps[number].append((r.predicted_recall or 0) - (r.rating > 1))
    square = sum(len(g) * statistics.fmean(g) ** 2 for g in gaps.values()) / len(scored)
    assert by_name[APP].rmse_bins == pytest.approx(sqrt(square))


def test_guessing_counts_in_what_was_predicted() -> None:
    one = reviews_of_life()[-1]
    assert one.predicted_recall is not None
    guessable = of_reviews([*reviews_of_life()[:-1], replace(one, guess_rate=0.25)])
    expected = 0.25 + 0.75 * one.predicted_recall
    assert guessable.predicted[-1] == pytest.approx(expected)


def test_the_learner_s_confidence_has_a_dot_for_each_number_that_was_said() -> None:
    reviews = [
        replace(r, confidence=(0.5, 0.7, 1.0)[i % 3]) for i, r in enumerate(reviews_of_life())
    ]
    found = confidence(of_reviews(reviews))
    assert [dot.predicted for dot in found.said] == pytest.approx([0.5, 0.7, 1.0])
    sure = [r for r in reviews if r.confidence == 1.0]
    assert found.said[2].review_count == len(sure)
    assert found.said[2].recalled == pytest.approx(statistics.fmean(r.rating > 1 for r in sure))
    assert found.remembered.count == len(reviews)
    both = [r for r in reviews if r.predicted_recall is not None and r.elapsed_days > 0.5]
    assert found.comparison.count == len(both)
    you = found.comparison.predictors[1]
    loss = statistics.fmean(
        -log(said if r.rating > 1 else 1 - said)
        for r in both
        if (said := min(r.confidence or 0, 0.99))
    )
    assert you.log_loss.value == pytest.approx(loss)


def test_without_answers_every_figure_is_there_and_says_so() -> None:
    nothing = of_reviews([])
    assert retention(nothing, TODAY).all.count == 0
    assert times(nothing, [], [], TODAY).all.count == 0
    assert calibration(nothing).dots == ()
    assert confidence(nothing).remembered.count == 0
    assert slips([], TODAY).slips == ()
    assert year({}, TODAY).total == 0
    assert paces(nothing, [])[1] == {"": pytest.approx(UNKNOWN_MS)}
    assert grouped(np.zeros(0), np.zeros(0, dtype=bool)) == ()


def test_ratings_again_are_what_was_forgotten() -> None:
    found = of_reviews(reviews_of_life())
    assert list(found.log.is_recalled) == [r.rating is not Rating.AGAIN for r in reviews_of_life()]
