"""Figures made of schedules: forecast, spreads, readiness, the curve of a card."""

from __future__ import annotations

from itertools import product
from math import inf, sqrt

import pytest
from home_makers import moment_at, simulated
from hypothesis import given
from hypothesis import strategies as st
from makers import at, cards, in_step, known, note

from quizlr.model import Card, CardId, CardMark, CardState, MarkKind, MemoryState, Rating, Schedule
from quizlr.scheduling import DEFAULT_PARAMETERS, Fsrs6, fold, retrievability
from quizlr.stats.curve import memory_curve
from quizlr.stats.due_ahead import DAYS, WEEKS, due_ahead
from quizlr.stats.shares import Z95
from quizlr.stats.spreads import DAYS as ENDS
from quizlr.stats.spreads import spread, spreads
from quizlr.stats.topic_recall import chance_now, topic_recall

NOW = at()
TODAY = NOW.study_day


def test_the_forecast_counts_each_card_once_where_it_falls_due() -> None:
    schedules = {
        CardId("d/overdue"): known(TODAY - 3),
        CardId("d/today"): known(TODAY),
        CardId("d/tomorrow"): known(TODAY + 1),
        CardId("d/step"): in_step(NOW.at_ms + 60_000),
        CardId("d/buried"): known(TODAY, buried_until_day=TODAY + 2),
        CardId("d/away"): known(TODAY, is_suspended=True),
        CardId("d/new"): Schedule(),
        CardId("d/far"): known(TODAY + 7 * WEEKS),
    }
    found = due_ahead(schedules.items(), NOW, lambda card_id: 1000.0 * len(card_id))
    assert [load.due for load in found.days[:4]] == [3, 1, 1, 0]
    assert (found.overdue, found.later) == (1, 1)
    assert found.days[0].first_on == NOW.study_on
    chars = sum(len(name) for name in ("d/overdue", "d/today", "d/step"))
    assert found.days[0].minutes == pytest.approx(chars / 60)


@given(st.lists(st.integers(-400, 400), max_size=60))
def test_days_weeks_and_the_rest_hold_all_cards(ahead: list[int]) -> None:
    schedules = [(CardId(f"d/{i}"), known(TODAY + days)) for i, days in enumerate(ahead)]
    found = due_ahead(schedules, NOW, lambda _: 60_000.0)
    assert sum(load.due for load in found.weeks) + found.later == len(ahead)
    assert sum(load.minutes for load in found.weeks) == pytest.approx(len(ahead) - found.later)
    assert len(found.days) == DAYS
    for day, load in enumerate(found.days):
        assert load.due == sum(max(a, 0) == day for a in ahead)


@given(st.lists(st.floats(0.001, 36_500), max_size=50))
def test_a_spread_counts_every_value_in_the_bin_that_holds_it(values: list[float]) -> None:
    found = spread(values, ENDS)
    for each in found.bins:
        assert each.count == sum(each.low < value <= each.high for value in values)
    assert sum(each.count for each in found.bins) == len(values) == found.count
    if values:
        assert min(values) <= found.lower_quartile <= found.median <= found.upper_quartile
        below = sum(value < found.median for value in values)
        above = sum(value > found.median for value in values)
        assert max(below, above) <= len(values) / 2


def test_intervals_are_of_cards_in_review_and_stabilities_of_all_that_were_rated() -> None:
    found = spreads([known(TODAY), in_step(NOW.at_ms), Schedule()])
    assert found.interval_days.count == 1
    assert found.stability_days.count == found.difficulty.count == 2
    assert found.interval_days.bins[-1].high == inf


def test_readiness_is_the_mean_chance_and_its_range_that_of_one_asking() -> None:
    chances = {"a": 0.9, "b": 0.6, "c": None}
    found = topic_recall(
        cards("d", *chances), lambda _: ("t",), lambda c: chances[c.note.id], lambda _: False
    )
    topic = found[0]
    # every way in which one asking can go, with its probability
    mean = square = 0.0
    for outcome in product((0, 1), repeat=3):
        weight = 1.0
        for hit, chance in zip(outcome, chances.values(), strict=True):
            weight *= (chance or 0.0) if hit else 1 - (chance or 0.0)
        share = sum(outcome) / 3
        mean, square = mean + weight * share, square + weight * share**2
    assert topic.expected == pytest.approx(mean)
    reach = Z95 * sqrt(square - mean**2)
    assert (topic.low, topic.high) == pytest.approx((max(0, mean - reach), min(1, mean + reach)))
    assert (topic.cards, topic.unseen) == (3, 1)


def test_a_card_counts_in_each_of_its_topics_and_a_suspended_one_in_none() -> None:
    both = Card("d", note("x", about=("loss", "sigmoid")))
    away = Card("d", note("y", about=("loss",)))
    found = {
        topic.name: topic
        for topic in topic_recall(
            (both, away), lambda card: card.note.about, lambda _: 0.8, lambda card: card is away
        )
    }
    assert set(found) == {"loss", "sigmoid"}
    assert (found["loss"].cards, found["loss"].suspended) == (1, 1)


def test_a_card_s_chance_now_is_the_forgetting_curve() -> None:
    model = Fsrs6()
    schedule = known(TODAY, memory=MemoryState(10.0, 5.0), last_review_at_ms=at(-10).at_ms)
    assert chance_now(schedule, NOW, model) == pytest.approx(0.9)
    assert chance_now(Schedule(), NOW, model) is None


def test_the_curve_of_a_card_goes_through_what_was_predicted_at_each_rating() -> None:
    reviews = simulated(DEFAULT_PARAMETERS, cards=1, days=120, seed=3)
    now = moment_at(130)
    found = memory_curve(reviews, now.at_ms, now.study_day, DEFAULT_PARAMETERS)
    assert [each.rating for each in found.rated] == [review.rating for review in reviews]
    for rated, review in zip(found.rated, reviews, strict=True):
        if review.predicted_recall is None:
            assert rated.recall is None
        else:
            assert rated.recall == pytest.approx(review.predicted_recall, rel=1e-9)
    schedule = fold(reviews, DEFAULT_PARAMETERS)
    assert schedule.memory is not None
    since = (now.at_ms - reviews[-1].at_ms) / 86_400_000
    assert found.recall_now == pytest.approx(
        retrievability(since, schedule.memory.stability, DEFAULT_PARAMETERS)
    )
    assert found.due is not None
    assert schedule.due_day is not None
    assert found.due - found.today == schedule.due_day - now.study_day
    assert list(found.days) == sorted(found.days)
    assert found.days[-1] > max(found.today, found.due)
    assert all(0 < recall <= 1 for recall in found.recall)


def test_after_a_reset_a_card_has_a_new_curve() -> None:
    reviews = simulated(DEFAULT_PARAMETERS, cards=1, days=30, seed=3)
    now = moment_at(31)
    reset = CardMark(card_id=reviews[0].card_id, at_ms=now.at_ms - 1, kind=MarkKind.RESET)
    found = memory_curve([*reviews, reset], now.at_ms, now.study_day, DEFAULT_PARAMETERS)
    assert found.recall_now is None
    assert len(found.rated) == len(reviews)
    nothing = memory_curve([], now.at_ms, now.study_day, DEFAULT_PARAMETERS)
    assert not nothing.rated
    assert not nothing.days


def test_the_simulated_learner_is_one_that_the_app_could_have() -> None:
    reviews = simulated(DEFAULT_PARAMETERS, cards=30, days=60, seed=5)
    assert {review.rating for review in reviews} == set(Rating)
    by_card: dict[CardId, list[CardState]] = {}
    for review in reviews:
        states = by_card.setdefault(review.card_id, [])
        assert review.state_before is (states[-1] if states else CardState.NEW)
        states.append(review.state_after)
