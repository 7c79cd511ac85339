"""Days of study, simulated: against what can be computed by hand, and against laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_makers import LEARNER, stock_of

from quizlr.fitting import FSRS6, lay_out, replay, review_log
from quizlr.fitting import draws as draws_of
from quizlr.model import MemoryState, Rating
from quizlr.plan.burndown import unknown_by_day
from quizlr.plan.policies import ReadyBy, Retention
from quizlr.plan.readiness import Doubt, forecast, price
from quizlr.plan.simulate import believing, simulate
from quizlr.plan.stock import Day, Learner
from quizlr.plan.workload import workload
from quizlr.scheduling.fsrs import DEFAULT_PARAMETERS, next_memory, retrievability


def test_one_review_is_the_scalar_formula_and_its_luck_follows_the_predicted_recall() -> None:
    count = 4000
    stock = stock_of([10.0] * count, [8.0] * count)
    path = simulate(stock, LEARNER, Retention(), Day(), days=1, seed=3)
    recall = retrievability(8.0, 10.0, DEFAULT_PARAMETERS)
    stability = path.stock.state[0]
    possible = [
        next_memory(MemoryState(10.0, 5.0), rating, 8.0, False, DEFAULT_PARAMETERS)
        for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)
    ]
    is_kept = np.isin(
        np.round(stability, 6), np.round([memory.stability for memory in possible], 6)
    )
    spread = np.sqrt(recall * (1 - recall) / count)
    assert abs(is_kept.mean() - recall) < 4 * spread
    again = next_memory(MemoryState(10.0, 5.0), Rating.AGAIN, 8.0, False, DEFAULT_PARAMETERS)
    learnt = next_memory(again, Rating.GOOD, 0.0, True, DEFAULT_PARAMETERS)
    assert stability[~is_kept] == pytest.approx(learnt.stability, rel=1e-9)
    assert path.minutes[0] * 60 == pytest.approx(8 * is_kept.sum() + 20 * (~is_kept).sum())


@given(st.integers(0, 40), st.integers(0, 60), st.floats(0, 5), st.integers(1, 8))
def test_no_day_expects_more_than_its_minutes_and_each_new_card_is_learned_once(
    seen: int, new: int, minutes: float, days: int
) -> None:
    stock = stock_of([4.0] * seen, [5.0] * seen, new=new)
    path = simulate(stock, LEARNER, ReadyBy(days), Day(minutes=minutes), days=days, seed=1)
    # the expected cost fits; what it really took exceeds it only where more was forgotten
    assert (path.minutes <= minutes + path.reviews * 12 / 60 + 1e-9).all()
    assert path.new.sum() == new - path.stock.is_new.sum()
    assert not stock.is_new[:seen].any()
    assert ((path.recalls >= 0) & (path.recalls <= 1)).all()


def test_a_day_without_minutes_changes_nothing() -> None:
    stock = stock_of([4.0, 9.0], [5.0, 2.0], new=3)
    path = simulate(stock, LEARNER, ReadyBy(5), Day(minutes=0), days=5, seed=1)
    assert path.minutes.sum() == 0
    expected = [retrievability(10.0, 4.0, DEFAULT_PARAMETERS),
                retrievability(7.0, 9.0, DEFAULT_PARAMETERS), 0, 0, 0]  # fmt: skip
    assert path.recalls.tolist() == pytest.approx(expected)


def test_the_same_seed_gives_the_same_path_and_the_stock_is_left_alone() -> None:
    stock = stock_of([4.0] * 20, [5.0] * 20, new=10)
    before = stock.state.copy()
    one, other = (
        simulate(stock, LEARNER, ReadyBy(9), Day(minutes=4), days=9, seed=5) for _ in range(2)
    )
    assert np.array_equal(one.recalls, other.recalls)
    assert np.array_equal(stock.state, before)


def test_the_plan_beats_plain_scheduling_and_more_minutes_never_make_one_less_ready() -> None:
    chance = np.random.default_rng(1)
    stability = np.exp(chance.normal(2, 1, 120)).tolist()
    stock = stock_of(stability, [5.0] * 120, new=120, due=[3] * 120)
    runs = [
        [
            simulate(stock, LEARNER, policy, Day(minutes=8), days=20, seed=s).recalls.mean()
            for s in range(6)
        ]
        for policy in (ReadyBy(20), Retention())
    ]
    assert np.mean(runs[0]) > np.mean(runs[1]) + 0.02
    curve = price(
        stock, LEARNER, ReadyBy(20), days=20, minutes=8, target=1.1, grid=(0, 4, 8, 16, 32)
    )
    assert list(curve.expected) == sorted(curve.expected)
    half = curve.minutes_for((curve.expected[1] + curve.expected[2]) / 2)
    assert half == pytest.approx(6)
    assert curve.minutes_for(0.0) == 0
    assert curve.minutes_for(1.0) is None
    target = 0.8
    near = price(stock, LEARNER, ReadyBy(20), days=20, minutes=8, target=target)
    wanted = near.minutes_for(target)
    assert wanted is not None
    path = simulate(stock, LEARNER, ReadyBy(20), Day(minutes=wanted), days=20, seed=1)
    assert path.recalls.mean() == pytest.approx(target, abs=0.02)


def test_what_is_idle_now_and_unseen_is_told_by_group() -> None:
    stock = stock_of([10.0, 10.0], [0.0, 10.0], new=2)
    groups = {"old": np.array([True, True, False, False]), "none": np.zeros(4, dtype=bool)}
    found = forecast(
        stock, LEARNER, ReadyBy(10), Day(minutes=0), days=10, groups=groups, doubt=Doubt(), runs=8
    )
    whole, old = found.groups
    assert (whole.cards, whole.unseen_now, whole.unseen_then) == (4, 2, 2)
    assert old.now == pytest.approx((1 + 0.9) / 2)
    late = retrievability(20.0, 10.0, DEFAULT_PARAMETERS)
    assert old.idle == pytest.approx((0.9 + late) / 2)
    assert whole.idle == pytest.approx(old.idle / 2)
    assert found.unknown[0] == pytest.approx(4 - 4 * whole.idle)


def test_the_interval_grows_with_each_kind_of_doubt_and_covers_what_happens() -> None:
    chance = np.random.default_rng(2)
    stability = np.exp(chance.normal(2.5, 0.8, 150)).tolist()
    stock = stock_of(stability, [4.0] * 150)

    def width(doubt: Doubt) -> float:
        found = forecast(
            stock, LEARNER, ReadyBy(15), Day(minutes=2), days=15, groups={}, doubt=doubt, runs=60
        )
        return found.groups[0].high - found.groups[0].low

    parameters = draws_of(FSRS6, FSRS6.defaults, np.diag(FSRS6.deviations**2), 10)
    draws = tuple((p, stock.state * np.exp(0.2 * chance.normal())) for p in parameters)
    alone = width(Doubt())
    assert width(Doubt(calibration_sd=0.5)) > 1.2 * alone
    assert width(Doubt(draws=draws)) > 1.2 * alone
    # luck alone: the spread of a sum of independent chances
    found = forecast(
        stock, LEARNER, ReadyBy(15), Day(minutes=2), days=15, groups={}, doubt=Doubt(), runs=60
    ).groups[0]
    inside = 0
    for seed in range(40):
        path = simulate(stock, LEARNER, ReadyBy(15), Day(minutes=2), days=15, seed=1000 + seed)
        share = (np.random.default_rng(seed).random(150) < path.recalls).mean()
        inside += found.low <= share <= found.high
    assert inside >= 31  # 90 % of 40 is 36; fewer than 31 happens once in 100


def test_a_truth_with_shorter_memory_makes_one_less_ready() -> None:
    stock = stock_of([10.0] * 60, [4.0] * 60)
    short = Learner(parameters=FSRS6.defaults)
    weak = believing(stock_of([2.0] * 60, [4.0] * 60), short)
    real = simulate(stock, LEARNER, ReadyBy(10), Day(minutes=1), days=10, seed=1, truth=weak)
    assumed = simulate(stock, LEARNER, ReadyBy(10), Day(minutes=1), days=10, seed=1)
    assert real.recalls.mean() < assumed.recalls.mean()


def test_a_higher_retention_costs_more_and_keeps_more() -> None:
    stock = stock_of([], [], new=200)
    years = workload(stock, LEARNER, new_a_day=5, days=120, retentions=(0.7, 0.85, 0.95))
    assert [year.minutes_a_day for year in years] == sorted(y.minutes_a_day for y in years)
    assert [year.known_at_end for year in years] == sorted(y.known_at_end for y in years)
    assert years[0].seconds_a_known_card == pytest.approx(
        years[0].minutes_a_day * 120 * 60 / years[0].known_at_end
    )


def test_the_burndown_counts_what_would_not_be_known_had_one_stopped() -> None:
    log = review_log(
        card=[0, 1, 0],
        at_ms=[10 * 86_400_000, 11 * 86_400_000, 14 * 86_400_000],
        study_day=[10, 11, 14],
        rating=[3, 3, 3],
        guess_rate=[0, 0, 0],
    )
    states = replay(FSRS6, FSRS6.defaults, lay_out(log)).states
    found = unknown_by_day(
        log,
        states,
        np.array([0, 1, 2]),
        LEARNER,
        days=np.array([9, 10, 11, 13, 14, 20]),
        on_day=20,
    )
    first = FSRS6.defaults[2]

    def left(day: int) -> float:
        return retrievability(20.0 - day, float(first), DEFAULT_PARAMETERS)

    later = retrievability(6.0, float(states[0, 2]), DEFAULT_PARAMETERS)
    expected = [3, 3 - left(10), 3 - left(10) - left(11), 3 - left(10) - left(11),
                3 - later - left(11), 3 - later - left(11)]  # fmt: skip
    assert found.tolist() == pytest.approx(expected)
