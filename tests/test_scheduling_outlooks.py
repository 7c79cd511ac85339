"""What the four buttons do: steps as in Anki, then days, always in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.model import CardState, MemoryState, Moment, Rating, Schedule
from quizlr.scheduling import DEFAULT_PARAMETERS, Outlook, SchedulerSettings, moment, outlooks
from quizlr.scheduling.fuzz import fuzz_range

A, H, G, E = Rating
NEW, LEARNING, REVIEW, RELEARNING = CardState
SETTINGS = SchedulerSettings(parameters=DEFAULT_PARAMETERS)
NOW = moment(datetime(2026, 6, 10, 9, tzinfo=UTC), UTC, "UTC", 4)
DAY_MS = 86_400_000

Button = tuple[CardState, int, float]
"""State, step, and minutes or days to wait."""


def stands(
    state: CardState,
    step: int = 0,
    *,
    days_ago: int = 0,
    interval: int = 0,
    stability: float = 10,
    difficulty: float = 5,
) -> Schedule:
    if state is NEW:
        return Schedule()
    return Schedule(
        state=state,
        step=step,
        memory=MemoryState(stability, difficulty),
        due_day=NOW.study_day - days_ago + interval if state is REVIEW else None,
        due_at_ms=None if state is REVIEW else NOW.at_ms,
        last_review_at_ms=NOW.at_ms - days_ago * DAY_MS,
        last_study_day=NOW.study_day - days_ago,
        scheduled_days=interval,
        review_count=4,
    )


def buttons(schedule: Schedule, settings: SchedulerSettings = SETTINGS) -> list[Button]:
    found = outlooks(schedule, NOW, settings, None)
    assert list(found) == [A, H, G, E]
    return [(o.state, o.step, wait(o)) for o in found.values()]


def wait(outlook: Outlook, now: Moment = NOW) -> float:
    if outlook.due_at_ms is not None:
        assert outlook.scheduled_days == 0
        assert outlook.due_day is None
        return (outlook.due_at_ms - now.at_ms) / 60_000
    assert outlook.due_day == now.study_day + outlook.scheduled_days
    return outlook.scheduled_days


def test_a_new_card_walks_the_learning_steps() -> None:
    assert buttons(stands(NEW)) == [
        (LEARNING, 0, 1),
        (LEARNING, 0, 5.5),
        (LEARNING, 1, 10),
        (REVIEW, 0, 8),
    ]


def test_on_the_last_step_hard_repeats_it_and_good_leaves_it() -> None:
    found = buttons(stands(LEARNING, 1, stability=2.3))
    assert found[:2] == [(LEARNING, 0, 1), (LEARNING, 1, 10)]
    assert [state for state, _, _ in found[2:]] == [REVIEW, REVIEW]


def test_hard_on_a_lone_step_is_half_as_long_again() -> None:
    found = buttons(stands(NEW), replace(SETTINGS, learning_steps_min=(10.0,)))
    assert found[:2] == [(LEARNING, 0, 10), (LEARNING, 0, 15)]
    assert found[2][0] is REVIEW


def test_hard_on_a_lone_step_of_days_adds_at_most_a_day() -> None:
    found = buttons(stands(NEW), replace(SETTINGS, learning_steps_min=(5760.0,)))
    assert found[:2] == [(LEARNING, 0, 5760), (LEARNING, 0, 7200)]
    assert found[2][2] >= 5


def test_without_steps_every_button_gives_days() -> None:
    found = buttons(stands(NEW), replace(SETTINGS, learning_steps_min=()))
    assert found == [(REVIEW, 0, 1), (REVIEW, 0, 1), (REVIEW, 0, 2), (REVIEW, 0, 8)]


def test_a_lapse_goes_to_the_relearning_steps_and_the_rest_to_days() -> None:
    found = buttons(stands(REVIEW, days_ago=10, interval=10))
    assert found[:1] == [(RELEARNING, 0, 10)]
    assert [state for state, _, _ in found[1:]] == [REVIEW] * 3
    assert found[1][2] > 10


def test_a_lapse_without_relearning_steps_comes_back_after_a_day_at_least() -> None:
    settings = replace(SETTINGS, relearning_steps_min=())
    found = buttons(stands(REVIEW, days_ago=1, interval=1, stability=0.5), settings)
    assert found[:1] == [(REVIEW, 0, 1)]


def test_relearning_follows_its_own_steps() -> None:
    settings = replace(SETTINGS, relearning_steps_min=(5.0, 20.0))
    found = buttons(stands(RELEARNING, 0, stability=2), settings)
    assert found[:3] == [(RELEARNING, 0, 5), (RELEARNING, 0, 12.5), (RELEARNING, 1, 20)]
    assert found[3][0] is REVIEW


def test_a_card_whose_step_was_taken_out_of_the_settings_waits_in_the_last_one() -> None:
    found = buttons(stands(LEARNING, 3, stability=2.3))
    assert found[1:2] == [(LEARNING, 1, 10)]
    assert found[2][0] is REVIEW


def test_steps_that_shrink_do_not_put_good_before_hard() -> None:
    found = buttons(stands(NEW), replace(SETTINGS, learning_steps_min=(30.0, 2.0)))
    assert [minutes for _, _, minutes in found[:3]] == [30, 30, 30]


def test_buttons_in_days_differ_by_a_day_at_least() -> None:
    found = buttons(stands(REVIEW, days_ago=0, interval=3, stability=3))
    hard, good, easy = (days for _, _, days in found[1:])
    assert hard < good < easy


def test_the_longest_interval_bounds_every_button() -> None:
    settings = replace(SETTINGS, maximum_interval_days=30)
    found = buttons(stands(REVIEW, days_ago=300, interval=300, stability=300), settings)
    assert [days for _, _, days in found[1:]] == [30, 30, 30]


def test_rating_on_the_study_day_of_the_last_review_is_within_the_day() -> None:
    # 23 hours apart and on two study days: not the same day; half an hour on one: the same
    late = moment(datetime(2026, 6, 10, 3, 45, tzinfo=UTC), UTC, "UTC", 4)
    soon = moment(datetime(2026, 6, 10, 4, 15, tzinfo=UTC), UTC, "UTC", 4)
    card = replace(
        stands(REVIEW, interval=1), last_review_at_ms=late.at_ms, last_study_day=late.study_day
    )
    across = outlooks(card, soon, SETTINGS, None)[A].memory
    within = outlooks(replace(card, last_study_day=soon.study_day), soon, SETTINGS, None)[A].memory
    assert across.stability < within.stability


def test_a_clock_that_was_set_back_counts_as_no_time_passed() -> None:
    ahead = stands(REVIEW, days_ago=-5, interval=10)
    same = stands(REVIEW, days_ago=0, interval=10)
    for one, other in zip(
        outlooks(ahead, NOW, SETTINGS, None).values(),
        outlooks(same, NOW, SETTINGS, None).values(),
        strict=True,
    ):
        assert one.memory == other.memory


def test_fuzz_does_not_shrink_an_interval_that_grows() -> None:
    card = stands(REVIEW, days_ago=5, interval=100, stability=100)
    exact = outlooks(card, NOW, SETTINGS, None)[H].scheduled_days
    fuzzed = {outlooks(card, NOW, SETTINGS, d / 50)[H].scheduled_days for d in range(50)}
    assert fuzz_range(exact)[0] < 100 < exact
    assert min(fuzzed) == 101
    assert len(fuzzed) > 5


def test_memory_does_not_depend_on_fuzz() -> None:
    card = stands(REVIEW, days_ago=30, interval=30, stability=30)
    for draw in (None, 0.0, 0.99):
        found = outlooks(card, NOW, SETTINGS, draw)
        assert found[G].memory == outlooks(card, NOW, SETTINGS, 0.5)[G].memory


steps = st.lists(st.floats(0.1, 3000), max_size=3).map(tuple)
any_settings = st.builds(
    SchedulerSettings,
    parameters=st.just(DEFAULT_PARAMETERS),
    desired_retention=st.floats(0.7, 0.97),
    learning_steps_min=steps,
    relearning_steps_min=steps,
    maximum_interval_days=st.integers(1, 36_500),
)
any_schedule = st.builds(
    stands,
    st.sampled_from(CardState),
    st.integers(0, 4),
    days_ago=st.integers(0, 400),
    interval=st.integers(0, 400),
    stability=st.floats(0.001, 36_500),
    difficulty=st.floats(1, 10),
)
any_draw = st.none() | st.floats(0, 1, exclude_max=True)


@given(any_schedule, any_settings, any_draw)
def test_again_is_never_after_hard_nor_hard_after_good_nor_good_after_easy(
    schedule: Schedule, settings: SchedulerSettings, draw: float | None
) -> None:
    found = outlooks(schedule, NOW, settings, draw)
    assert list(found) == [A, H, G, E]
    longest = settings.maximum_interval_days
    for sooner, later in pairwise(found.values()):
        if sooner.due_at_ms is not None and later.due_at_ms is not None:
            assert sooner.due_at_ms <= later.due_at_ms
        elif sooner.due_at_ms is not None:
            assert wait(sooner) <= max(later.scheduled_days, 1) * 1440 or (
                later.scheduled_days == longest
            )
        else:
            apart = 0 if sooner.rating is A else 1
            assert later.due_at_ms is None
            assert later.scheduled_days >= min(sooner.scheduled_days + apart, longest)


@given(any_schedule, any_settings, any_draw)
def test_days_are_between_one_and_the_maximum(
    schedule: Schedule, settings: SchedulerSettings, draw: float | None
) -> None:
    for outlook in outlooks(schedule, NOW, settings, draw).values():
        if outlook.state is REVIEW:
            assert 1 <= outlook.scheduled_days <= settings.maximum_interval_days
            assert outlook.due_day == NOW.study_day + outlook.scheduled_days
        else:
            assert outlook.due_at_ms is not None
            assert outlook.due_at_ms > NOW.at_ms
            assert outlook.scheduled_days == 0


@given(any_schedule, any_settings, st.floats(0.7, 0.97), st.floats(0.7, 0.97))
def test_wanting_more_recall_never_means_a_longer_wait(
    schedule: Schedule, settings: SchedulerSettings, one: float, other: float
) -> None:
    lower, higher = sorted((one, other))
    relaxed = outlooks(schedule, NOW, replace(settings, desired_retention=lower), None)
    strict = outlooks(schedule, NOW, replace(settings, desired_retention=higher), None)
    for rating in Rating:
        assert strict[rating].scheduled_days <= relaxed[rating].scheduled_days


@pytest.mark.parametrize("state", [REVIEW, LEARNING, RELEARNING])
def test_a_first_rating_after_the_memory_was_lost_starts_anew(state: CardState) -> None:
    card = replace(stands(state), memory=None)
    assert outlooks(card, NOW, SETTINGS, None)[G].memory.stability == DEFAULT_PARAMETERS[2]
