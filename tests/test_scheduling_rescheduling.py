"""Rescheduling on request."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from makers import at, known

from quizlr.model import NEW_SCHEDULE, CardId, MemoryState, Schedule
from quizlr.scheduling import DEFAULT_PARAMETERS, SchedulerSettings, interval_days
from quizlr.scheduling.balance import Calendar
from quizlr.scheduling.fuzz import fuzz_range
from quizlr.scheduling.rescheduling import load_change, reschedule

TODAY = at().study_day
SETTINGS = SchedulerSettings(parameters=DEFAULT_PARAMETERS)
FREE = Calendar((1, 1, 1, 1, 1, 1, 0))
stocks = st.lists(
    st.builds(
        lambda stability, ago, due: known(
            TODAY + due, memory=MemoryState(stability, 5.0), last_study_day=TODAY - ago
        ),
        st.floats(0.5, 500),
        st.integers(0, 60),
        st.integers(-60, 60),
    ),
    max_size=30,
).map(lambda found: [(CardId(f"d/{n}"), schedule) for n, schedule in enumerate(found)])
Stock = list[tuple[CardId, Schedule]]


def moved(stock: Stock, *, is_balanced: bool = True) -> Stock:
    moves = reschedule([(*each, SETTINGS) for each in stock], TODAY, FREE, is_balanced=is_balanced)
    days = {move.card_id: move.to_day for move in moves}
    return [(name, replace(s, due_day=days.get(name, s.due_day))) for name, s in stock]


@given(stocks, st.booleans())
def test_each_due_day_lies_in_the_fuzz_range_of_the_interval_or_is_today(
    stock: Stock, is_balanced: bool
) -> None:
    for _, schedule in moved(stock, is_balanced=is_balanced):
        assert schedule.memory is not None
        assert schedule.last_study_day is not None
        exact = interval_days(schedule.memory.stability, 0.9, DEFAULT_PARAMETERS)
        first, last = (max(1, days) for days in fuzz_range(max(1.0, exact)))
        assert schedule.due_day is not None
        assert (
            schedule.last_study_day + first <= schedule.due_day <= schedule.last_study_day + last
            or schedule.due_day == TODAY
        )


@given(stocks)
def test_doing_it_again_moves_nothing(stock: Stock) -> None:
    once = moved(stock)
    assert moved(once) == once


def test_cards_in_steps_and_new_cards_stay() -> None:
    assert (
        reschedule([(CardId("d/1"), NEW_SCHEDULE, SETTINGS)], TODAY, FREE, is_balanced=True) == ()
    )


def test_a_higher_retention_brings_cards_forward_and_the_preview_counts_them() -> None:
    stock = [(CardId(f"d/{n}"), known(TODAY + 5)) for n in range(10)]
    strict = replace(SETTINGS, desired_retention=0.97)
    moves = reschedule([(*each, strict) for each in stock], TODAY, Calendar(), is_balanced=True)
    assert {move.to_day for move in moves} == {TODAY}
    load = load_change(stock, moves, TODAY)
    assert (load.today, load.tomorrow, load.week) == ((0, 10), (0, 0), (10, 10))


@given(stocks)
def test_a_day_that_the_fuzz_might_have_chosen_stays_unless_it_is_to_be_free(stock: Stock) -> None:
    once = moved(stock, is_balanced=False)
    assert moved(once, is_balanced=True) == once
    for (_, before), (_, after) in zip(stock, once, strict=True):
        assert before.memory is not None
        assert before.due_day is not None
        exact = interval_days(before.memory.stability, 0.9, DEFAULT_PARAMETERS)
        first, last = (max(1, days) for days in fuzz_range(max(1.0, exact)))
        ago = before.due_day - (before.last_study_day or 0)
        if first <= ago <= last and FREE.share(before.due_day):
            assert after.due_day == before.due_day
        elif first < last and before.due_day > TODAY:
            assert FREE.share(after.due_day or 0) or after.due_day == TODAY
