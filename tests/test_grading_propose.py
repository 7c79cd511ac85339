from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.grading.propose import propose
from quizlr.grading.verdicts import invalid, looked, scored
from quizlr.model import Rating, Verdict

SCORES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("score", "rating"),
    [
        (0.0, Rating.AGAIN),
        (0.49, Rating.AGAIN),
        (0.5, Rating.HARD),
        (0.79, Rating.HARD),
        (0.8, Rating.GOOD),
        (1.0, Rating.GOOD),
    ],
)
def test_the_score_decides_when_no_help_was_taken(score: float, rating: Rating) -> None:
    assert propose(score, 0) is rating


@given(SCORES, st.integers(1, 9))
def test_one_hint_caps_at_hard(score: float, hints: int) -> None:
    assert propose(score, hints) is min(propose(score, 0), Rating.HARD)


@given(SCORES, st.integers(0, 9), st.integers(1, 9))
def test_a_worked_step_that_was_shown_is_no_recall(score: float, hints: int, steps: int) -> None:
    assert propose(score, hints, steps) is Rating.AGAIN


@given(SCORES, SCORES, st.integers(0, 3), st.integers(0, 3))
def test_more_score_never_lowers_and_more_hints_never_raise_the_rating(
    one: float, other: float, hints: int, more: int
) -> None:
    low, high = sorted((one, other))
    assert propose(low, hints) <= propose(high, hints)
    assert propose(low, hints + more) <= propose(low, hints)


@given(SCORES)
def test_the_verdict_follows_from_the_score(score: float) -> None:
    grade = scored(score, feedback="", lines=(), given="", truth="")
    expected = {0.0: Verdict.WRONG, 1.0: Verdict.CORRECT}.get(score, Verdict.PARTIAL)
    assert (grade.verdict, grade.proposed) == (expected, propose(score, 0))


def test_an_unreadable_answer_is_no_lapse_and_looking_is_no_recall() -> None:
    assert invalid("Type an answer.").proposed is None
    assert looked("x", ()).proposed is Rating.AGAIN
