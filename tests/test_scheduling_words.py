"""Intervals and due times as the learner reads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizlr.model import CardState, MemoryState, Rating, Schedule
from quizlr.scheduling import Outlook, due_words, interval_words, moment

NOW = moment(datetime(2026, 6, 10, 9, tzinfo=UTC), UTC, "UTC", 4)


def outlook(*, days: int = 0, minutes: float | None = None) -> Outlook:
    return Outlook(
        rating=Rating.GOOD,
        state=CardState.REVIEW if minutes is None else CardState.LEARNING,
        step=0,
        memory=MemoryState(1, 5),
        scheduled_days=days,
        due_day=NOW.study_day + days if minutes is None else None,
        due_at_ms=None if minutes is None else NOW.at_ms + int(minutes * 60_000),
    )


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "<1m"),
        (1, "1m"),
        (5.5, "6m"),
        (10, "10m"),
        (59.6, "1h"),
        (60, "1h"),
        (90, "1.5h"),
        (1439, "1d"),
        (1440, "1d"),
        (2160, "1.5d"),
    ],
)
def test_a_step_is_given_in_minutes_hours_or_days(minutes: float, words: str) -> None:
    assert interval_words(outlook(minutes=minutes), NOW) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1d"),
        (3, "3d"),
        (30, "30d"),
        (31, "1mo"),
        (73, "2.4mo"),
        (364, "12mo"),
        (365, "1y"),
        (475, "1.3y"),
        (36_500, "99.9y"),
    ],
)
def test_an_interval_is_given_in_days_months_or_years(days: int, words: str) -> None:
    assert interval_words(outlook(days=days), NOW) == words


def review(days: int) -> Schedule:
    return Schedule(state=CardState.REVIEW, due_day=NOW.study_day + days)


def learning(minutes: float) -> Schedule:
    return Schedule(state=CardState.LEARNING, due_at_ms=NOW.at_ms + int(minutes * 60_000))


def buried(days: int) -> Schedule:
    return Schedule(buried_until_day=NOW.study_day + days)


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Schedule(), "new"),
        (review(0), "due today"),
        (review(1), "due tomorrow"),
        (review(3), "due in 3 days"),
        (review(-1), "overdue by 1 day"),
        (review(-2), "overdue by 2 days"),
        (learning(-5), "due now"),
        (learning(0), "due now"),
        (learning(0.2), "due in 1 min"),
        (learning(7), "due in 7 min"),
        (learning(59.5), "due in 1 h"),
        (learning(90), "due in 1.5 h"),
        (buried(1), "buried until tomorrow"),
        (buried(3), "buried for 3 days"),
        (buried(0), "new"),
        (Schedule(is_suspended=True), "suspended"),
    ],
)
def test_when_a_card_is_due(schedule: Schedule, words: str) -> None:
    assert due_words(schedule, NOW) == words
