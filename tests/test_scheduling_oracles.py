"""FSRS-6 and the learning steps against two independent implementations, fuzz off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import fsrs
import fsrs_rs_python
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizlr.model import CardId, CardState, MemoryState, Rating, Schedule
from quizlr.scheduling import (
    DEFAULT_PARAMETERS,
    Outlook,
    SchedulerSettings,
    fold,
    interval_days,
    moment,
    outlooks,
    to_review,
)
from quizlr.scheduling.fsrs import Fsrs6

HARDER = (
    0.4, 1.0, 3.2, 12.0, 6.9, 0.6, 2.1, 0.02, 1.5, 0.25, 1.1, 1.8, 0.1, 0.3, 1.4, 0.4, 2.4, 0.7,
    0.3, 0.12, 0.25,
)  # fmt: skip
"""A second set, so that no parameter can hide behind its default."""

START = datetime(2026, 3, 2, 5, tzinfo=UTC)
ratings = st.sampled_from(Rating)
parameter_sets = st.sampled_from([DEFAULT_PARAMETERS, HARDER])
step_lists = st.sampled_from([(), (1.0,), (1.0, 10.0), (2.0, 5.0, 15.0)])
gaps_days = st.sampled_from([0, 0, 1, 1, 2, 3, 5, 8, 21, 60, 200, 1000])
histories = st.lists(st.tuples(ratings, gaps_days), min_size=1, max_size=14)


def our_memory(history: list[tuple[Rating, int]], p: tuple[float, ...]) -> MemoryState:
    memory: MemoryState | None = None
    for rating, gap_days in history:
        memory = Fsrs6(p).step(memory, rating, gap_days, gap_days == 0)
    assert memory is not None
    return memory


@given(histories, parameter_sets)
@settings(max_examples=300)
def test_memory_equals_that_of_fsrs_rs(
    history: list[tuple[Rating, int]], p: tuple[float, ...]
) -> None:
    history[0] = (history[0][0], 0)
    reviews = [fsrs_rs_python.FSRSReview(int(rating), gap) for rating, gap in history]
    theirs = fsrs_rs_python.FSRS(parameters=list(p)).memory_state(fsrs_rs_python.FSRSItem(reviews))
    ours = our_memory(history, p)
    # fsrs-rs computes in single precision
    assert ours.stability == pytest.approx(theirs.stability, rel=2e-4)
    assert ours.difficulty == pytest.approx(theirs.difficulty, rel=2e-4)


@given(st.floats(0.01, 10_000), st.floats(0.7, 0.97), parameter_sets)
def test_the_interval_equals_that_of_fsrs_rs(
    stability: float, retention: float, p: tuple[float, ...]
) -> None:
    theirs = fsrs_rs_python.FSRS(parameters=list(p)).next_interval(stability, retention, 3)
    assert interval_days(stability, retention, p) == pytest.approx(theirs, rel=2e-4)


@given(histories, parameter_sets)
def test_memory_equals_that_of_py_fsrs(
    history: list[tuple[Rating, int]], p: tuple[float, ...]
) -> None:
    scheduler = fsrs.Scheduler(parameters=p, enable_fuzzing=False)
    card, at = fsrs.Card(card_id=1), START
    for rating, gap_days in history:
        at += timedelta(days=gap_days)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), at)
    ours = our_memory([(history[0][0], 0), *history[1:]], p)
    assert ours.stability == pytest.approx(card.stability, rel=1e-9)
    assert ours.difficulty == pytest.approx(card.difficulty, rel=1e-9)


@given(histories, parameter_sets, step_lists, step_lists, st.sampled_from([0.8, 0.9]))
def test_states_steps_and_due_times_equal_those_of_py_fsrs(
    history: list[tuple[Rating, int]],
    p: tuple[float, ...],
    learning_min: tuple[float, ...],
    relearning_min: tuple[float, ...],
    retention: float,
) -> None:
    """Gaps are minutes within a study day or whole days, where its 24-hour rule agrees."""
    scheduler = fsrs.Scheduler(
        parameters=p,
        desired_retention=retention,
        learning_steps=[timedelta(minutes=m) for m in learning_min],
        relearning_steps=[timedelta(minutes=m) for m in relearning_min],
        enable_fuzzing=False,
    )
    ours_settings = SchedulerSettings(
        parameters=p,
        desired_retention=retention,
        learning_steps_min=learning_min,
        relearning_steps_min=relearning_min,
    )
    card, schedule, at = fsrs.Card(card_id=1), Schedule(), START
    for rating, gap_days in history:
        at += timedelta(days=gap_days) if gap_days else timedelta(minutes=7)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), at)
        now = moment(at, UTC, "UTC", 4)
        buttons = outlooks(schedule, now, ours_settings, None)
        outlook = buttons[rating]
        schedule = fold(
            [to_review(CardId("d/n"), schedule, outlook, now, ours_settings)], p, schedule
        )

        assert schedule.state == CardState(card.state.value)
        assert schedule.step == (card.step or 0)
        assert schedule.memory is not None
        assert schedule.memory.stability == pytest.approx(card.stability, rel=1e-9)
        if outlook.due_at_ms is not None:
            assert outlook.due_at_ms - now.at_ms == (card.due - at) // timedelta(milliseconds=1)
            continue
        assert outlook.scheduled_days == max((card.due - at).days, least_days(buttons, rating))


def least_days(buttons: Mapping[Rating, Outlook], rating: Rating) -> int:
    """What the button before leaves for this one; py-fsrs does not keep them in order."""
    if rating is Rating.AGAIN:
        return 1
    before = buttons[Rating(rating - 1)]
    if before.due_at_ms is not None:
        return 1
    return before.scheduled_days + (before.rating is not Rating.AGAIN)


def test_the_published_interval_history_is_ours() -> None:
    """py-fsrs' own test: Good six times, Again twice, Good five times, each when it is due."""
    p_settings = SchedulerSettings(parameters=DEFAULT_PARAMETERS)
    schedule, at, found = Schedule(), START.replace(hour=12), []
    for rating in [Rating.GOOD] * 6 + [Rating.AGAIN] * 2 + [Rating.GOOD] * 5:
        now = moment(at, UTC, "UTC", 4)
        outlook = outlooks(schedule, now, p_settings, None)[rating]
        review = to_review(CardId("d/n"), schedule, outlook, now, p_settings)
        schedule = fold([review], DEFAULT_PARAMETERS, schedule)
        found.append(outlook.scheduled_days)
        wait_ms = (outlook.due_at_ms or now.at_ms) - now.at_ms
        at += timedelta(days=outlook.scheduled_days, milliseconds=wait_ms)
    assert found == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]
