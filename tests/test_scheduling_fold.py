"""History to schedule: the log's events, folded, stand where the buttons said they would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.model import (
    CardId,
    CardMark,
    CardState,
    MarkKind,
    Moment,
    Rating,
    Review,
    ReviewKind,
    Schedule,
)
from quizlr.scheduling import (
    DEFAULT_PARAMETERS,
    Outlook,
    SchedulerSettings,
    fold,
    fuzz_draw,
    moment,
    outlooks,
    to_review,
)
from quizlr.scheduling.fsrs import initial_memory

P = DEFAULT_PARAMETERS
CARD = CardId("logreg/cost")
START = datetime(2026, 6, 10, 9, tzinfo=UTC)
SETTINGS = SchedulerSettings(parameters=P)


def at(days: float) -> Moment:
    return moment(START + timedelta(days=days), UTC, "UTC", 4)


def mark(kind: MarkKind, value: int = 0) -> CardMark:
    return CardMark(card_id=CARD, at_ms=at(0).at_ms, kind=kind, value=value)


@dataclass
class Study:
    """A learner and one card."""

    settings: SchedulerSettings = SETTINGS

    def __post_init__(self) -> None:
        self.history: list[Review | CardMark] = []

    @property
    def schedule(self) -> Schedule:
        return fold(self.history, P)

    def rate(self, rating: Rating, days: float) -> Outlook:
        schedule, now = self.schedule, at(days)
        draw = fuzz_draw(CARD, schedule.review_count)
        outlook = outlooks(schedule, now, self.settings, draw)[rating]
        self.history.append(to_review(CARD, schedule, outlook, now, self.settings))
        return outlook


def studied(*turns: tuple[Rating, float]) -> Study:
    study = Study()
    for rating, days in turns:
        study.rate(rating, days)
    return study


GRADUATED = ((Rating.EASY, 0.0), (Rating.GOOD, 8.0))


def test_a_card_without_events_is_new() -> None:
    assert fold([], P) == Schedule()


gaps_days = st.floats(0, 3) | st.floats(0, 400)
turns = st.lists(st.tuples(st.sampled_from(Rating), gaps_days), min_size=1, max_size=10)
step_lists = st.sampled_from([(), (1.0,), (1.0, 10.0)])
any_settings = st.builds(
    SchedulerSettings,
    parameters=st.just(P),
    desired_retention=st.floats(0.7, 0.97),
    learning_steps_min=step_lists,
    relearning_steps_min=step_lists,
)


@given(turns, any_settings)
def test_folding_the_log_gives_what_the_button_said(
    turns: list[tuple[Rating, float]], settings: SchedulerSettings
) -> None:
    study, days = Study(settings), 0.0
    for number, (rating, gap_days) in enumerate(turns, start=1):
        days += gap_days
        outlook = study.rate(rating, days)
        schedule = study.schedule
        assert (schedule.state, schedule.step) == (outlook.state, outlook.step)
        assert (schedule.due_day, schedule.due_at_ms) == (outlook.due_day, outlook.due_at_ms)
        assert schedule.memory == outlook.memory
        assert schedule.scheduled_days == outlook.scheduled_days
        assert schedule.review_count == number


@given(turns, st.integers(0, 10))
def test_folding_in_two_pieces_is_folding_at_once(
    turns: list[tuple[Rating, float]], cut: int
) -> None:
    study, days = Study(), 0.0
    for rating, gap_days in turns:
        days += gap_days
        study.rate(rating, days)
    study.history.insert(len(turns) // 2, mark(MarkKind.FLAG, 3))
    start = fold(study.history[:cut], P)
    assert fold(study.history[cut:], P, start) == study.schedule


@given(turns)
def test_what_was_predicted_is_never_read_back(turns: list[tuple[Rating, float]]) -> None:
    study, days = Study(), 0.0
    for rating, gap_days in turns:
        days += gap_days
        study.rate(rating, days)
    forgetful = [
        replace(
            review,
            elapsed_days=99.0,
            stability_before=1.0,
            difficulty_before=1.0,
            predicted_recall=0.0,
            state_before=CardState.NEW,
            desired_retention=0.5,
        )
        for review in study.history
        if isinstance(review, Review)
    ]
    assert fold(forgetful, P) == study.schedule


def test_a_review_keeps_what_was_known_before_it() -> None:
    study = studied(*GRADUATED)
    first, second = study.history
    assert isinstance(first, Review)
    assert isinstance(second, Review)
    assert (first.kind, first.state_before) == (ReviewKind.LEARN, CardState.NEW)
    assert (first.stability_before, first.predicted_recall, first.elapsed_days) == (None, None, 0)
    assert (second.kind, second.state_before) == (ReviewKind.REVIEW, CardState.REVIEW)
    assert (second.stability_before, second.difficulty_before) == (8.2956, 1.0)
    assert second.elapsed_days == 8
    assert second.predicted_recall == pytest.approx(0.90247, abs=1e-5)
    assert (second.tz, second.rollover_hour, second.study_day) == ("UTC", 4, at(8).study_day)


def test_again_on_a_review_card_is_a_lapse_and_again_in_steps_is_not() -> None:
    study = studied((Rating.AGAIN, 0), *((r, d + 0.01) for r, d in GRADUATED))
    assert study.schedule.lapse_count == 0
    study.rate(Rating.AGAIN, 60)
    assert (study.schedule.lapse_count, study.schedule.state) == (1, CardState.RELEARNING)
    again = study.history[-1]
    study.rate(Rating.AGAIN, 60.01)
    relearn = study.history[-1]
    assert study.schedule.lapse_count == 1
    assert isinstance(again, Review)
    assert isinstance(relearn, Review)
    assert (again.kind, relearn.kind) == (ReviewKind.REVIEW, ReviewKind.RELEARN)


def test_cramming_changes_nothing() -> None:
    study = studied(*GRADUATED)
    before = study.schedule
    study.rate(Rating.AGAIN, 9)
    crammed = study.history.pop()
    assert isinstance(crammed, Review)
    study.history.append(replace(crammed, kind=ReviewKind.CRAM))
    assert study.schedule == before


def test_an_undone_review_leaves_no_trace() -> None:
    study = studied(*GRADUATED)
    before = study.schedule
    study.rate(Rating.AGAIN, 9)
    study.history.pop()
    assert study.schedule == before


def test_rescheduling_moves_the_due_day_until_the_next_rating() -> None:
    study = studied(*GRADUATED)
    study.history.append(mark(MarkKind.RESCHEDULE, at(12).study_day))
    assert study.schedule.due_day == at(12).study_day
    outlook = study.rate(Rating.GOOD, 12)
    assert study.schedule.due_day == outlook.due_day


def test_a_card_in_steps_cannot_be_moved_to_a_day() -> None:
    study = studied((Rating.GOOD, 0))
    before = study.schedule
    study.history.append(mark(MarkKind.RESCHEDULE, at(12).study_day))
    assert study.schedule == before


def test_bury_suspend_and_flag_leave_the_schedule_alone() -> None:
    study = studied(*GRADUATED)
    before = study.schedule
    study.history += [
        mark(MarkKind.BURY, at(9).study_day),
        mark(MarkKind.SUSPEND, 1),
        mark(MarkKind.FLAG, 4),
    ]
    assert study.schedule == replace(
        before, buried_until_day=at(9).study_day, is_suspended=True, flag=4
    )
    study.history += [mark(MarkKind.SUSPEND, 0), mark(MarkKind.FLAG, 0)]
    assert study.schedule == replace(before, buried_until_day=at(9).study_day)


def test_adoption_is_the_business_of_whoever_joins_the_histories() -> None:
    study = studied(*GRADUATED)
    before = study.schedule
    study.history.append(mark(MarkKind.ADOPT))
    assert study.schedule == before


def test_a_reset_card_is_new_but_keeps_the_learners_marks_and_its_count() -> None:
    study = studied(*GRADUATED, (Rating.AGAIN, 60.0))
    study.history += [
        mark(MarkKind.FLAG, 2),
        mark(MarkKind.SUSPEND, 1),
        mark(MarkKind.RESET),
    ]
    assert study.schedule == Schedule(review_count=3, flag=2, is_suspended=True)
    study.rate(Rating.GOOD, 70)
    assert study.schedule.memory == initial_memory(Rating.GOOD, P)
    assert study.schedule.review_count == 4


def test_a_review_from_a_clock_set_back_counts_as_no_time_passed() -> None:
    study = studied(*GRADUATED)
    memory = study.schedule.memory
    review = study.history[-1]
    assert isinstance(review, Review)
    earlier = at(3)
    study.history.append(replace(review, at_ms=earlier.at_ms, study_day=earlier.study_day))
    after = study.schedule
    assert memory is not None
    assert after.memory is not None
    assert after.memory.stability == pytest.approx(memory.stability)
    assert after.due_day == earlier.study_day + review.scheduled_days


def test_a_review_before_the_next_rollover_is_on_the_same_study_day() -> None:
    # 23:00 and 03:30 are one study day, 03:30 and 04:30 are two, whatever the hours between
    evening, night, morning = 14 / 24, 18.5 / 24, 19.5 / 24
    within = studied((Rating.EASY, evening), (Rating.AGAIN, night)).schedule.memory
    across = studied((Rating.EASY, night), (Rating.AGAIN, morning)).schedule.memory
    assert within is not None
    assert across is not None
    assert within.stability > 2 * across.stability
