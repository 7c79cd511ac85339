"""The batched model against the scheduler's, one card at a time, and its slopes."""

from __future__ import annotations

import numpy as np
import pytest
from fitting_makers import DAY_MS, FIRST_DAY, josh, random_log
from hypothesis import given, settings
from hypothesis import strategies as st

from quizlr.fitting import FORGOTTEN, FSRS6, ReviewLog, lay_out, replay, review_log
from quizlr.fitting.arrays import Floats
from quizlr.model import MemoryState, Rating
from quizlr.scheduling import Fsrs6

seeds = st.integers(0, 10_000)


def drawn_parameters(seed: int, spread: float = 1.0) -> Floats:
    """A learner drawn from the prior, some of their parameters at a bound."""
    drawn = np.random.default_rng(seed).normal(FSRS6.defaults, spread * FSRS6.deviations)
    return np.clip(drawn, FSRS6.lower, FSRS6.upper)


def assert_equal_to_the_scheduler(log: ReviewLog, parameters: Floats) -> None:
    scalar = Fsrs6(tuple(parameters.tolist()))
    replayed = replay(FSRS6, parameters, lay_out(log))
    memories: dict[int, MemoryState] = {}
    for row, history in enumerate(log.history.tolist()):
        memory = memories.get(history)
        elapsed, same_day = float(log.elapsed_days[row]), bool(log.is_same_day[row])
        if memory is None:
            assert np.isnan(replayed.recall[row])
        else:
            assert replayed.recall[row] == pytest.approx(scalar.predict(memory, elapsed), rel=1e-9)
        memory = scalar.step(memory, Rating(int(log.rating[row])), elapsed, same_day)
        assert replayed.states[0, row] == pytest.approx(memory.stability, rel=1e-9)
        assert replayed.states[1, row] == pytest.approx(memory.difficulty, rel=1e-9)
        memories[history] = memory


@given(seeds, seeds)
def test_the_batched_model_equals_the_scheduler(log_seed: int, seed: int) -> None:
    assert_equal_to_the_scheduler(random_log(log_seed, card_count=8), drawn_parameters(seed))


def test_a_real_log_replays_as_the_scheduler_would() -> None:
    assert_equal_to_the_scheduler(josh(), FSRS6.defaults)


@given(seeds, st.floats(0.7, 0.97))
def test_intervals_equal_the_schedulers(seed: int, retention: float) -> None:
    parameters = drawn_parameters(seed)
    scalar = Fsrs6(tuple(parameters.tolist()))
    state = np.array([[0.01, 3.0, 900.0], [1.0, 5.0, 10.0]])
    for column, days in enumerate(FSRS6.interval(parameters, state, retention)):
        memory = MemoryState(*state[:, column].tolist())
        assert days == pytest.approx(scalar.interval(memory, retention), rel=1e-9)


def slopes(log: ReviewLog, parameters: Floats) -> Floats:
    found = np.zeros((21, len(log)))
    for block in lay_out(log).blocks:
        for step, recall, by_parameter in FSRS6.sensitivities(parameters, block):
            found[:, step.rows] = by_parameter
            straight = replay(FSRS6, parameters, lay_out(log)).recall[step.rows]
            assert recall == pytest.approx(straight, rel=1e-12)
    return found


@settings(max_examples=25)
@given(seeds, seeds)
def test_slopes_equal_central_differences(log_seed: int, seed: int) -> None:
    log = random_log(log_seed, card_count=12)
    inside = 0.02 * (FSRS6.upper - FSRS6.lower)
    parameters = np.clip(drawn_parameters(seed, 0.5), FSRS6.lower + inside, FSRS6.upper - inside)
    ours, layout = slopes(log, parameters), lay_out(log)
    for index in range(21):
        step = 1e-5 * max(1.0, abs(parameters[index])) * np.eye(21)[index]
        above = np.nan_to_num(replay(FSRS6, parameters + step, layout).recall)
        below = np.nan_to_num(replay(FSRS6, parameters - step, layout).recall)
        numeric = (above - below) / (2 * step[index])
        off = np.abs(numeric - ours[index]) > 1e-6 + 1e-5 * np.abs(numeric)
        # a difference across a kink (a bound of stability or difficulty) is no slope
        assert off.mean() < 0.02


def test_a_reset_begins_a_new_memory_of_the_same_card() -> None:
    at_ms = [(FIRST_DAY + day) * DAY_MS for day in range(4)]
    log = review_log(
        card=[7, 7, 7, 7],
        at_ms=at_ms,
        study_day=[FIRST_DAY + day for day in range(4)],
        rating=[3, 3, FORGOTTEN, 3],
    )
    assert log.history.tolist() == [0, 0, 1]
    assert log.step.tolist() == [0, 1, 0]
    assert log.is_scored.tolist() == [False, True, False]


def test_the_same_day_is_decided_by_the_study_day_and_time_stays_fractional() -> None:
    hours = (0, 2, 12, 36)
    log = review_log(
        card=[1, 1, 1, 1],
        at_ms=[FIRST_DAY * DAY_MS + hour * 3_600_000 for hour in hours],
        study_day=[FIRST_DAY, FIRST_DAY, FIRST_DAY + 1, FIRST_DAY + 1],
        rating=[3, 1, 3, 3],
    )
    assert log.is_same_day.tolist() == [False, True, False, True]
    assert log.elapsed_days.tolist() == pytest.approx([0, 1 / 12, 10 / 24, 1.0])


@given(seeds, st.integers(0, 200))
def test_the_head_of_a_log_says_what_the_whole_says(seed: int, count: int) -> None:
    log = random_log(seed)
    whole = replay(FSRS6, FSRS6.defaults, lay_out(log))
    head = log.head(count)
    start = head.where(np.ones(len(head), dtype=bool))
    found = replay(FSRS6, FSRS6.defaults, lay_out(start))
    assert found.recall.tolist() == pytest.approx(whole.recall[:count].tolist(), nan_ok=True)


def test_the_state_before_a_review_is_that_after_the_one_before() -> None:
    log = random_log(3)
    layout = lay_out(log)
    replayed = replay(FSRS6, FSRS6.defaults, layout)
    before = replayed.before(layout)
    recall = FSRS6.predict(FSRS6.defaults, before, log.elapsed_days)
    assert recall.tolist() == pytest.approx(replayed.recall.tolist(), nan_ok=True)


def test_unequal_columns_and_unknown_ratings_are_refused() -> None:
    with pytest.raises(ValueError, match="equal lengths"):
        review_log(card=[1], at_ms=[1, 2], study_day=[1], rating=[1])
    with pytest.raises(ValueError, match="ratings"):
        review_log(card=[1], at_ms=[1], study_day=[1], rating=[5])
