"""Judging by points, against the rules written out in another way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.grading.coverage import coverage, judged, missed_ids, points_text
from quizlr.grading.wording import quoted
from quizlr.model import Checked, CheckPoint, Grade, Mark, Rating, Verdict

IDS = "abcdefgh"


def point(name: str, weight: float = 1.0, *, is_core: bool = False, quote: str = "") -> CheckPoint:
    return CheckPoint(id=name, text=f"Point {name}", weight=weight, is_core=is_core, quote=quote)


SENIOR = CheckPoint(id="senior", text="It saturates.", weight=0.0, heading="Senior angle")
FOUR = (point("a", 2, is_core=True), point("b", is_core=True), point("c"), point("d"), SENIOR)


def grade(*ticked: str, points: tuple[CheckPoint, ...] = FOUR) -> Grade:
    return judged(points, Checked("text", ticked), quoted)


@pytest.mark.parametrize(
    ("ticked", "score", "verdict", "proposed"),
    [
        ("abcd", 1.0, Verdict.CORRECT, Rating.GOOD),
        ("abc", 0.8, Verdict.CORRECT, Rating.GOOD),
        ("ab", 0.6, Verdict.PARTIAL, Rating.HARD),
        ("acd", 0.8, Verdict.PARTIAL, Rating.AGAIN),
        ("bcd", 0.6, Verdict.PARTIAL, Rating.AGAIN),
        ("bc", 0.4, Verdict.WRONG, Rating.AGAIN),
        ("", 0.0, Verdict.WRONG, Rating.AGAIN),
    ],
)
def test_weight_gives_the_score_and_a_missed_core_point_is_again(
    ticked: str, score: float, verdict: Verdict, proposed: Rating
) -> None:
    judgement = grade(*ticked)
    assert judgement.score == pytest.approx(score)
    assert (judgement.verdict, judgement.proposed) == (verdict, proposed)


def test_all_core_points_are_not_enough_where_they_weigh_little() -> None:
    points = (point("a", 1, is_core=True), point("b", 9))
    judgement = grade("a", points=points)
    assert (judgement.verdict, judgement.proposed) == (Verdict.PARTIAL, Rating.AGAIN)


def test_the_senior_angle_is_told_and_weighs_nothing() -> None:
    with_it, without = grade("a", "b", "senior"), grade("a", "b")
    assert with_it.score == without.score
    assert "You reached the senior angle." in with_it.feedback
    assert "senior" not in without.feedback
    assert "2 of 4 points" in with_it.feedback


def test_missed_core_points_are_named_first_and_each_line_has_its_mark_and_reason() -> None:
    points = (point("a", is_core=True, quote="the words of a"), point("b", quote="those of b"))
    judgement = grade("b", points=points)
    assert judgement.feedback.startswith("Missed at the core: 'Point a'. You made 1 of 2 points")
    assert [line.mark for line in judgement.lines] == [Mark.MISSED, Mark.RIGHT]
    assert [line.why for line in judgement.lines] == ["“the words of a”", ""]


def test_a_tick_at_a_point_that_is_gone_counts_for_nothing() -> None:
    assert grade("a", "b", "gone") == grade("a", "b")


@pytest.mark.parametrize("text", ["", "a,b", "[]", "{}", '{"missed": 3}', "null", "[" * 10_000])
def test_another_text_in_the_log_names_no_missed_point(text: str) -> None:
    assert missed_ids(text) == frozenset()


POINTS = st.lists(
    st.builds(
        CheckPoint,
        id=st.sampled_from(IDS),
        text=st.just("x"),
        weight=st.sampled_from([0.5, 1.0, 2.0, 3.0]),
        is_core=st.booleans(),
    ),
    min_size=1,
    unique_by=lambda each: each.id,
).map(tuple)


@given(POINTS, st.sets(st.sampled_from(IDS)))
def test_every_answer_is_judged_by_the_rules(
    points: tuple[CheckPoint, ...], ticked: set[str]
) -> None:
    judgement = judged(points, Checked("", tuple(ticked)), quoted)
    whole = sum(Fraction(each.weight) for each in points)
    score = sum(Fraction(each.weight) for each in points if each.id in ticked) / whole
    core_is_whole = {each.id for each in points if each.is_core} <= ticked
    assert judgement.score == pytest.approx(float(score))
    if judgement.verdict is Verdict.CORRECT:
        assert core_is_whole
        assert score >= Fraction(4, 5)
        assert judgement.proposed is Rating.GOOD
    elif judgement.verdict is Verdict.WRONG:
        assert not core_is_whole
        assert score < Fraction(1, 2)
    else:
        assert core_is_whole != (score >= Fraction(4, 5)) or score >= Fraction(1, 2)
    assert (judgement.proposed is Rating.AGAIN) == (not core_is_whole or score < Fraction(1, 2))


@given(POINTS, st.sets(st.sampled_from(IDS)), st.sampled_from(IDS))
def test_one_more_tick_never_lowers_the_score(
    points: tuple[CheckPoint, ...], ticked: set[str], more: str
) -> None:
    assert coverage(points, ticked).score <= coverage(points, {*ticked, more}).score


@given(POINTS, st.sets(st.sampled_from(IDS)))
def test_the_log_keeps_what_was_missed(points: tuple[CheckPoint, ...], ticked: set[str]) -> None:
    kept = points_text(coverage(points, ticked))
    assert missed_ids(kept) == {each.id for each in points} - ticked
