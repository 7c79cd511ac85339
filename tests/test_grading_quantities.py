"""Judging typed numbers: the verdicts, their order, and what is said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizlr.grading.quantities import Judgement, accepted_form, judge, task_of, words_of_value
from quizlr.model import Form, Mark, Quantity, Slip, Tolerance, TypeNumber, Value, Verdict

INF, NAN = math.inf, math.nan


def within(rel: str = "0", abs: str = "0") -> Tolerance:
    return Tolerance(relative=Decimal(rel), absolute=Decimal(abs))


LOSS, PROBABILITY, FINE = within("0.01", "0.005"), within(abs="0.005"), within(abs="0.0005")
GRADIENT, TINY, EXACT = within("0.02", "0.005"), within("0.01"), within()


def quantity(
    truth: Value, tolerance: Tolerance = FINE, /, *slips: Value, form: Form = Form.NUMBER,
    digits: int = 3, unit: str = "", note: str = "",
) -> Quantity:  # fmt: skip
    made = tuple(
        Slip(id=f"slip{n}", value=value, say=f"Mistake {n}.") for n, value in enumerate(slips)
    )
    return Quantity(
        truth=truth, form=form, tolerance=tolerance, digits=digits, unit=unit, note=note, slips=made
    )


def vector(truth: tuple[float, ...], tolerance: Tolerance = PROBABILITY, *slips: Value) -> Quantity:
    return quantity(truth, tolerance, *slips, form=Form.VECTOR)


def verdict(asked: Quantity, text: str) -> str:
    judged = judge(asked, text)
    slips = "+".join(slip.id for slip in judged.slips)
    return f"{judged.verdict}:{slips}" if slips else str(judged.verdict)


BCE = quantity(-math.log(0.7), LOSS, -math.log(0.3), 0.154902, -math.log2(0.7), unit="nats")
COUNT = quantity(16.0, EXACT, 15.0, 1000.0, 15.625, form=Form.INTEGER)
PRECISION = quantity(5 / 7, EXACT, 0.6, form=Form.FRACTION)
PERCENT = quantity(45.0, PROBABILITY, unit="percent")
LOGSUMEXP = quantity(1001.313262, within(abs="0.01"), INF, 1001.0, 2001.0)
STABLE = quantity(4.248354e-18, TINY, 0.0, 40.0)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        # drills.md 3.3: spellings
        (BCE, "0.3567", "correct"), (BCE, ".3567", "correct"), (BCE, "3.567e-1", "correct"),
        (quantity(-1 / 3), "-1/3", "correct"), (quantity(INF), "inf", "correct"),
        (quantity(-2.0), "−2", "correct"), (BCE, "1,234", "invalid"), (BCE, "35%", "invalid"),
        (quantity(0.45, unit="probability"), "45%", "correct"),
        (BCE, "", "invalid"), (BCE, "about a third", "invalid"), (BCE, "1.5.2", "invalid"),
        # within the tolerance, inclusive, in Decimal
        (quantity(0.5, PROBABILITY), "0.505", "correct"),
        (quantity(0.5, PROBABILITY), "0.495", "correct"),
        (quantity(0.5, PROBABILITY), "0.50500001", "wrong"),
        (quantity(45.8, within(abs="0.2")), "46", "correct"),  # qlicker #624 in floats
        (quantity(0.3, within(abs="0.1")), "0.4", "correct"),
        (quantity(200.0, LOSS), "202", "correct"), (quantity(200.0, LOSS), "202.1", "wrong"),
        # log-sum-exp is graded by an absolute tolerance, or the largest logit would pass
        (LOGSUMEXP, "1001.31", "correct"), (LOGSUMEXP, "1001", "slip:slip1"),
        (LOGSUMEXP, "inf", "slip:slip0"), (LOGSUMEXP, "2001", "slip:slip2"),
        # tiny answers by a relative one, or zero would pass
        (STABLE, "4.25e-18", "correct"), (STABLE, "0", "slip:slip0"), (STABLE, "0.0", "slip:slip0"),
        (STABLE, "4e-18", "too_few_digits"), (STABLE, "5e-18", "wrong"),
        # slips, nearest first; before too few digits, unless both would do
        (BCE, "1.204", "slip:slip0"), (BCE, "1.2", "slip:slip0"), (BCE, "0.155", "slip:slip1"),
        (BCE, "0.515", "slip:slip2"),  # a slip comes before the unit
        (BCE, "0.4", "too_few_digits"),
        (quantity(0.4432, FINE, 0.3567), "0.4", "too_few_digits"),
        (quantity(0.4432, FINE, 0.3567), "0.36", "slip:slip0"),
        (quantity(0.5, PROBABILITY, 0.7, 0.7), "0.7", "slip:slip0+slip1"),
        (quantity(0.5, PROBABILITY, 0.7, 0.704), "0.703", "slip:slip1"),
        (quantity(0.5, PROBABILITY, 0.5), "0.5", "correct"),
        # too few digits, with at least one significant digit right
        (quantity(0.3567), "0.36", "too_few_digits"), (quantity(0.3567), "0.4", "too_few_digits"),
        (quantity(0.3567), "0.35", "wrong"), (quantity(0.6), "1", "wrong"),
        (quantity(0.96), "1", "wrong"), (quantity(1.04), "1", "too_few_digits"),
        (quantity(0.0004, EXACT, digits=4), "0", "wrong"),
        (quantity(1234.5), "1200", "too_few_digits"), (quantity(1234.5), "1200.", "wrong"),
        (quantity(1234.5), "1.2e3", "too_few_digits"), (quantity(1234.5), "1300", "wrong"),
        (quantity(1234.5, within("0.0001")), "1230", "correct"),
        (quantity(0.3567), "0.4%", "invalid"), (quantity(0.30012, EXACT), "0.3", "correct"),
        # the other unit
        (quantity(math.log(2), unit="nats"), "1", "unit"),
        (quantity(math.log(2), unit="nats"), "1.000", "unit"),
        (quantity(1.0, unit="bits"), "0.693", "unit"), (quantity(1.0, unit="bits"), "1", "correct"),
        (quantity(0.45, PROBABILITY, unit="probability"), "45", "unit"),
        (quantity(0.451, EXACT, unit="probability"), "45.1", "unit"),
        (quantity(0.451, PROBABILITY, unit="probability"), "45.4", "unit"),
        (quantity(45.0, within(abs="0.5"), unit="percent"), "0.454", "unit"),
        (quantity(45.0, within(abs="0.5"), unit="percent"), "0.9", "wrong"),
        (quantity(0.54, EXACT, unit="probability", digits=1), "50", "unit"),
        (quantity(0.54, EXACT, unit="probability", digits=1), "55", "wrong"),
        (quantity(5 / 7, within("0.0001"), unit="probability"), "71.4", "unit"),
        (quantity(5 / 7, within("0.0001"), unit="probability"), "71", "wrong"),
        (quantity(45.0, PROBABILITY, unit="%"), "45%", "correct"),
        (quantity(45.0, PROBABILITY, unit="%"), "0.45%", "wrong"),
        (PERCENT, "45", "correct"), (PERCENT, "45%", "correct"), (PERCENT, "0.45", "unit"),
        (PERCENT, "0.45%", "wrong"),
        # whole numbers
        (COUNT, "16", "correct"), (COUNT, "16.0", "correct"), (COUNT, "32/2", "correct"),
        (COUNT, "1.6e1", "correct"), (COUNT, "15", "slip:slip0"), (COUNT, "15.625", "slip:slip2"),
        (COUNT, "15.6", "slip:slip2"), (COUNT, "17", "wrong"), (COUNT, "16.1", "wrong"),
        (COUNT, "10", "wrong"),
        (quantity(12.0, EXACT, digits=0), "10", "wrong"),
        (quantity(12.4, EXACT, digits=0), "12", "correct"),
        # fractions of counts
        (PRECISION, "5/7", "correct"), (PRECISION, "10/14", "correct"),
        (PRECISION, "0.714", "correct"), (PRECISION, "71.4%", "correct"),
        (PRECISION, "0.71", "too_few_digits"), (PRECISION, "71.4", "unit"),
        (PRECISION, "3/5", "slip:slip0"), (PRECISION, "5/8", "wrong"), (PRECISION, "0.72", "wrong"),
        # infinity and nan
        (quantity(INF), "-inf", "wrong"), (quantity(INF), "1e300", "wrong"),
        (quantity(NAN), "nan", "correct"), (quantity(NAN), "0", "wrong"),
        (quantity(0.5), "nan", "wrong"), (quantity(0.5, FINE, NAN, -INF), "nan", "slip:slip0"),
        (quantity(0.5, FINE, NAN, -INF), "-inf", "slip:slip1"),
        (quantity(0.5, FINE, NAN, -INF), "inf", "wrong"),
    ],
)  # fmt: skip
def test_verdicts(asked: Quantity, text: str, expected: str) -> None:
    assert verdict(asked, text) == expected


@pytest.mark.parametrize(
    ("asked", "text", "expected", "score"),
    [
        (vector((0.3, 0.2)), "0.3, 0.2", "correct", 1.0),
        (vector((0.3, 0.2)), "0.2, 0.3", "wrong", 0.0),
        (vector((0.3, 0.2)), "0.3 0.9", "partial", 0.5),
        (vector((0.3, 0.2)), "0.3", "invalid", 0.0),
        (vector((0.3, 0.2), PROBABILITY, (0.5, 0.2)), "0.5 0.2", "slip:slip0", 0.0),
        (vector((0.3, 0.2), PROBABILITY, (0.5, 0.2)), "0.5 0.9", "wrong", 0.0),
        (vector((0.3, 0.2), PROBABILITY, (-0.3, -0.2), (0.2, 0.3)), ".2 .3", "slip:slip1", 0.0),
        (vector((0.3, 0.2), PROBABILITY, (NAN, NAN)), "nan nan", "slip:slip0", 0.0),
        (vector((0.3, 0.2), PROBABILITY, 0.7), "0.7 0.7", "wrong", 0.0),
        (vector((0.3567, 0.2), FINE), "0.36 0.2", "too_few_digits", 0.75),
        (vector((0.3567, 0.2), FINE), "0.36 0.9", "partial", 0.25),
        (vector((0.3567, 0.2, 0.1), FINE), "0.357 0.2 0.9", "partial", 2 / 3),
        (vector((INF, 0.2)), "inf 0.2", "correct", 1.0),
        (vector((3.0, 1.0, 1.0, 2.0), EXACT), "3 1 1 2", "correct", 1.0),
        (quantity((12.0, 3.0), EXACT, form=Form.VECTOR, digits=0), "10 3", "partial", 0.5),
        (quantity(((0.5, 0.25), (0.0, 1.0)), GRADIENT, form=Form.MATRIX), "0.5 .25; 0 1",
         "correct", 1.0),
        (quantity(((0.5, 0.25), (0.0, 1.0)), GRADIENT, form=Form.MATRIX), "0.5 0; .25 1",
         "partial", 0.5),
        (quantity((0.2, 0.8), PROBABILITY, form=Form.VECTOR, unit="probability"), "20 80",
         "unit", 0.5),
        (quantity((0.2, 0.8), PROBABILITY, form=Form.VECTOR, unit="probability"), "20% 80%",
         "correct", 1.0),
    ],
)  # fmt: skip
def test_vectors_and_matrices(asked: Quantity, text: str, expected: str, score: float) -> None:
    assert verdict(asked, text) == expected
    assert judge(asked, text).score == pytest.approx(score)


def test_each_component_is_marked_and_the_wrong_ones_told() -> None:
    judged = judge(vector((0.3567, 0.2, 0.1), FINE), "0.36 0.2 0.9")
    assert [mark.mark for mark in judged.marks] == [Mark.WRONG, Mark.RIGHT, Mark.WRONG]
    assert [mark.text for mark in judged.marks] == [
        "Number 1: 0.36", "Number 2: 0.2", "Number 3: 0.9",
    ]  # fmt: skip
    assert [mark.why for mark in judged.marks] == [
        "More digits are asked for. It is 0.357.", "", "It is 0.100.",
    ]  # fmt: skip
    assert judged.feedback == "1 of 3 numbers is right. The answer is (0.357, 0.200, 0.100)."


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        (quantity(0.512), "1.2", "The answer is 0.512; you gave 1.2."),
        (quantity(0.512, FINE, 1.2), "1.2", "Mistake 0. The answer is 0.512; you gave 1.2."),
        (quantity(0.5, FINE, 0.7, 0.7), ".7",
         "Mistake 0. Or: Mistake 1. The answer is 0.500; you gave 0.7."),
        (quantity(math.log(2), unit="nats"), "1",
         "That is in bits. Multiply by ln 2 = 0.693 to get nats. The answer is 0.693."),
        (PRECISION, "71.4", "That is in percent. Divide by 100. The answer is 0.714."),
        (quantity(0.3567), "0.4", "Right as far as it goes, with 1 decimal. Give 3 decimals."),
        (STABLE, "4e-18",
         "Right as far as it goes, with 1 significant digit. Give 3 significant digits."),
        (vector((0.3567, 0.2), FINE), "0.4 0.2",
         "Right as far as it goes. Give 3 decimals of each number."),
        (COUNT, "16.5", "The answer is 16, a whole number; you gave 16.5."),
        (vector((0.3, 0.2)), "0.3", "2 numbers are wanted; this has 1."),
    ],
)  # fmt: skip
def test_feedback_teaches(asked: Quantity, text: str, told: str) -> None:
    assert judge(asked, text).feedback == told


def test_too_few_digits_asks_once_without_the_answer_and_then_is_final() -> None:
    asked = quantity(0.3567)
    assert "0.357" not in judge(asked, "0.4").feedback
    final = judge(asked, "0.4", is_second_try=True)
    assert final.verdict is Verdict.TOO_FEW_DIGITS
    assert final.score == 0.5
    told = "Right as far as it goes, but 3 decimals were asked for. The answer is 0.357."
    assert final.feedback == told


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (quantity(0.5, LOSS, unit="nats", note="natural log, mean over the rows"),
         "3 decimals, in nats, natural log, mean over the rows"),
        (COUNT, "a whole number"),
        (PRECISION, "a fraction or 3 decimals"),
        (vector((1.0, 2.0, 3.0)), "3 numbers, 3 decimals each"),
        (quantity((1.0, 2.0), EXACT, form=Form.VECTOR, digits=0), "2 numbers, all whole"),
        (STABLE, "3 significant digits"),
        (quantity(0.5, TINY, digits=1), "1 significant digit"),
        (quantity(0.5, PROBABILITY, unit="probability", digits=1), "1 decimal, from 0 to 1"),
        (quantity(0.5, PROBABILITY, unit="metres"), "3 decimals, in metres"),
        (quantity(((1.0, 2.0),), GRADIENT, form=Form.MATRIX),
         "1 row of 2 numbers (; ends a row), 3 decimals each"),
    ],
)  # fmt: skip
def test_the_accepted_form_in_words(asked: Quantity, words: str) -> None:
    assert accepted_form(asked) == words


def test_the_task_has_the_shape_but_nothing_of_the_truth() -> None:
    asked = quantity(((0.1, 0.2, 0.3), (0.4, 0.5, 0.6)), form=Form.MATRIX, unit="nats")
    assert task_of(asked) == TypeNumber(
        form=Form.MATRIX, accepts=accepted_form(asked), rows=2, columns=3, unit="nats"
    )
    assert task_of(quantity(INF)) == task_of(quantity(0.5))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (quantity(0.35667), "0.357"), (quantity(-0.0001), "0.000"), (quantity(-0.0), "0.000"),
        (quantity(0.1 + 0.2), "0.300"), (quantity(2.0), "2.000"), (quantity(INF), "inf"),
        (quantity(-INF), "-inf"), (quantity(NAN), "nan"), (COUNT, "16"), (STABLE, "4.25e-18"),
        (quantity(1234.5, TINY), "1230"), (quantity(99.96, TINY), "100.0"),
        (quantity(7.2257e86), "7.2257e86"), (vector((-0.0001, 0.2)), "(0.000, 0.200)"),
        (quantity(((1.0, 2.0), (3.0, 4.5)), form=Form.MATRIX, digits=1),
         "[[1.0, 2.0], [3.0, 4.5]]"),
        (quantity(1e6, EXACT, form=Form.INTEGER), "1000000"),
    ],
)  # fmt: skip
def test_the_answer_in_words(asked: Quantity, words: str) -> None:
    assert words_of_value(asked.truth, asked) == words


# -- laws

TOLERANCES = st.builds(
    Tolerance,
    relative=st.sampled_from(["0", "0.001", "0.01", "0.02"]).map(Decimal),
    absolute=st.sampled_from(["0", "0.0005", "0.005", "0.05"]).map(Decimal),
)
VALUES = st.floats(-1e9, 1e9, allow_subnormal=False) | st.floats(-2, 2, allow_subnormal=False)
DIGITS = st.integers(1, 6)


@given(VALUES | st.sampled_from([INF, -INF, NAN, 1e300, 5e-324]), TOLERANCES, DIGITS)
def test_the_answer_as_shown_is_correct(truth: float, tolerance: Tolerance, digits: int) -> None:
    asked = quantity(truth, tolerance, digits=digits)
    assert verdict(asked, words_of_value(truth, asked)) == "correct"


@given(VALUES, TOLERANCES, DIGITS, st.integers(0, 4))
def test_an_honest_rounding_is_correct(
    truth: float, tolerance: Tolerance, digits: int, more: int
) -> None:
    asked = quantity(truth, tolerance, digits=digits)
    is_relative = tolerance.relative > 0 and not tolerance.absolute
    as_asked = f"{digits - 1 + more}e" if is_relative else f"{digits + more}f"
    assert verdict(asked, f"{truth:.{as_asked}}") == "correct"


@given(st.lists(VALUES, min_size=2, max_size=5), TOLERANCES, st.data())
def test_an_honest_vector_is_correct_and_counts_what_is_right(
    truths: list[float], tolerance: Tolerance, data: st.DataObject
) -> None:
    asked = vector(tuple(truths), tolerance)
    wrong = data.draw(st.sets(st.integers(0, len(truths) - 1)))
    texts = [words_of_value(truth, quantity(truth, tolerance)) for truth in truths]
    typed = ["1e11" if place in wrong else text for place, text in enumerate(texts)]
    judged = judge(asked, ", ".join(typed))
    assert judged.score == pytest.approx(1 - len(wrong) / len(truths))
    marks = [Mark.WRONG if place in wrong else Mark.RIGHT for place in range(len(truths))]
    assert [mark.mark for mark in judged.marks] == (marks if wrong else [])


def reach(value: float, tolerance: Tolerance, digits: int) -> float:
    """How far an honest answer may lie from a value, in floats."""
    bound = max(float(tolerance.absolute), float(tolerance.relative) * abs(value))
    if tolerance.relative > 0 and not tolerance.absolute:
        power = math.floor(math.log10(abs(value))) if value else 0
        return max(bound, 0.51 * 10.0 ** (power - digits + 1))
    return max(bound, 0.51 * 10.0**-digits)


@given(VALUES, VALUES, TOLERANCES, DIGITS)
def test_a_slip_three_tolerances_away_is_named(
    truth: float, slip: float, tolerance: Tolerance, digits: int
) -> None:
    near = max(reach(truth, tolerance, digits), reach(slip, tolerance, digits))
    assume(abs(truth - slip) > 3 * near)
    asked = quantity(truth, tolerance, slip, digits=digits)
    assert verdict(asked, words_of_value(slip, asked)) == "slip:slip0"


@given(
    VALUES, st.lists(VALUES, max_size=4), TOLERANCES, st.sampled_from([*Form][:3]),
    st.sampled_from(["", "nats", "bits", "probability", "percent"]),
    VALUES.map(repr) | st.integers(-50, 50).map(str) | st.sampled_from(["0.5", "1/3", "inf", "5%"]),
)  # fmt: skip
def test_verdict_score_and_slips_go_together(
    truth: float, slips: Sequence[float], tolerance: Tolerance, form: Form, unit: str, text: str
) -> None:
    judged = judge(quantity(truth, tolerance, *slips, form=form, unit=unit), text)
    assert (judged.verdict is Verdict.CORRECT) == (judged.score == 1)
    assert (judged.verdict is Verdict.SLIP) == bool(judged.slips)
    halves = {Verdict.UNIT, Verdict.TOO_FEW_DIGITS}
    if judged.verdict is not Verdict.CORRECT:
        assert judged.score == (0.5 if judged.verdict in halves else 0)
    assert bool(judged.given) == (judged.verdict is not Verdict.INVALID)
    assert judged.feedback.endswith(".")


@given(
    st.decimals(-50, 50, places=3), TOLERANCES, st.sampled_from([-1, 1]),
    st.sampled_from(["-1e-15", "0", "1e-15", "0.1", "-0.1"]).map(Decimal), st.integers(1, 4),
)  # fmt: skip
def test_correct_is_within_the_tolerance_or_rounded_as_asked(
    truth: Decimal, tolerance: Tolerance, side: int, beyond: Decimal, digits: int
) -> None:
    """Against the definition in exact fractions, on and beside the bound."""
    assume(truth)
    tolerance = Tolerance(
        relative=tolerance.relative, absolute=tolerance.absolute + Decimal("1e-9")
    )
    given_value = truth + side * tolerance.around(truth) + beyond
    text = f"{given_value:f}"
    apart = abs(Fraction(text) - Fraction(str(float(truth))))
    bound = max(
        Fraction(tolerance.absolute), Fraction(tolerance.relative) * abs(Fraction(str(truth)))
    )
    decimals = max(digits, len(text.partition(".")[2]))
    is_right = apart <= bound or 2 * apart * 10**decimals <= 1
    judged = judge(quantity(float(truth), tolerance, digits=digits), text)
    assert (judged.verdict is Verdict.CORRECT) == is_right


@given(VALUES, TOLERANCES, st.integers(1, 5))
def test_an_honest_rounding_to_fewer_digits_is_never_wrong(
    truth: float, tolerance: Tolerance, decimals: int
) -> None:
    text = f"{truth:.{decimals}f}"
    assume(Decimal(text) and decimals >= -math.floor(math.log10(abs(truth))))
    judged = judge(quantity(truth, tolerance, digits=6), text)
    assert judged.verdict in {Verdict.CORRECT, Verdict.TOO_FEW_DIGITS}


@given(st.text(max_size=60), st.sampled_from([BCE, COUNT, PRECISION, PERCENT, vector((0.1, 0.2))]))
def test_every_text_is_judged(text: str, asked: Quantity) -> None:
    assert isinstance(judge(asked, text), Judgement)
