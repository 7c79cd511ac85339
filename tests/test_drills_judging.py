"""Grades of variants: right, slips, errors carried forward, and where the work went off."""

from __future__ import annotations

import pytest
from drills_makers import choice, number, order, template, two_steps
from hypothesis import assume, given
from hypothesis import strategies as st

from quizlr.drills.answering import honest_answer, slip_answer
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary
from quizlr.drills.template import Template
from quizlr.drills.variant import AskedNumber, Variant
from quizlr.drills.writing import option, pick, slip, step
from quizlr.model import (
    Arranged,
    Form,
    Mark,
    Picked,
    Rating,
    Revealed,
    Stepped,
    TypedText,
    Verdict,
)

SEEDS = st.integers(0, 2**63)


def fixed(a: str = "3", b: str = "5", **fields: object) -> Variant:
    """Sides 3 and 5, so that the numbers can be followed by hand."""
    return vary(template(vars={"a": pick(a), "b": pick(b)}, **fields), 0)


def fixed_steps() -> Variant:
    """Area 15, price 45."""
    made = two_steps()
    return vary(Template(**{**vars(made), "vars": {"a": pick(3), "b": pick(5)}}), 0)


def typed(*texts: str) -> Stepped:
    return Stepped(tuple(TypedText(text) for text in texts))


# -- one number


@given(SEEDS)
def test_the_honest_answer_is_right(seed: int) -> None:
    for made in (template(), two_steps(), template(parts=(choice(), order()), steps=())):
        variant = vary(made, seed)
        graded = grade(variant, honest_answer(variant))
        assert (graded.verdict, graded.score) == (Verdict.CORRECT, 1.0)
        assert graded.proposed is Rating.GOOD


@given(SEEDS)
def test_a_slip_is_named_and_teaches(seed: int) -> None:
    variant = vary(template(), seed)
    answer = slip_answer(variant, "sum")
    assert answer == TypedText(f"{variant.drawn['a'] + variant.drawn['b']:.3f}")  # type: ignore[operator]
    graded = grade(variant, answer)
    assert (graded.verdict, graded.slip, graded.score) == (Verdict.SLIP, "sum", 0.0)
    assert "That is the sum." in graded.feedback
    assert graded.proposed is Rating.AGAIN


def test_a_common_slip_has_a_sentence_of_its_own() -> None:
    graded = grade(fixed(), TypedText("7.5"))
    assert graded.slip == "no_half"
    assert "half is missing" in graded.feedback


def test_a_wrong_number_tells_the_answer() -> None:
    graded = grade(fixed(), TypedText("99"))
    assert (graded.verdict, graded.slip) == (Verdict.WRONG, "")
    assert graded.given == "99"
    assert "15.000" in graded.feedback
    assert graded.truth == "15.000"


def test_a_step_of_the_solution_given_as_the_answer_is_recognised() -> None:
    steps = (step("The sum", "a + b"), step("Its double", "2 * (a + b)"))
    variant = fixed(parts=(number(answer="2 * (a + b)", slips=()),), steps=steps)
    assert "step 1 of the solution (The sum)" in grade(variant, TypedText("8")).feedback
    assert "of the solution" not in grade(variant, TypedText("9")).feedback
    assert "of the solution" not in grade(variant, TypedText("inf")).feedback
    assert grade(variant, TypedText("16")).feedback == "Right."


def test_too_few_digits_ask_again_once() -> None:
    variant = fixed(a="3.5", b="4.5")
    assert grade(variant, TypedText("16")).verdict is Verdict.TOO_FEW_DIGITS
    final = grade(variant, TypedText("16"), is_second_try=True)
    assert final.score == 0.5


@pytest.mark.parametrize("text", ["", "fifteen", "1,234"])
def test_what_cannot_be_read_is_no_lapse(text: str) -> None:
    graded = grade(fixed(), TypedText(text))
    assert (graded.verdict, graded.proposed) == (Verdict.INVALID, None)


@pytest.mark.parametrize("answer", [Picked((0,)), Arranged((0,)), Stepped(())])
def test_an_answer_of_another_kind_is_invalid(answer: Picked | Arranged | Stepped) -> None:
    assert grade(fixed(), answer).verdict is Verdict.INVALID


def test_looking_is_no_recall() -> None:
    graded = grade(fixed(), Revealed())
    assert (graded.verdict, graded.proposed) == (Verdict.UNGRADED, Rating.AGAIN)
    assert (graded.truth, graded.lines) == ("15.000", ())


def test_looking_shows_every_option_and_its_reason() -> None:
    part = choice()
    graded = grade(fixed(parts=(part,), steps=()), Revealed())
    assert graded.truth == "The second is longer"
    assert {line.text: line.why for line in graded.lines} == {
        each.text: each.why for each in part.options
    }
    missed = [line.text for line in graded.lines if line.mark is Mark.MISSED]
    assert missed == ["The second is longer"]
    assert {line.mark for line in graded.lines} == {Mark.MISSED, Mark.NEUTRAL}


def test_looking_shows_the_right_order_in_full() -> None:
    graded = grade(fixed(parts=(order(),), steps=()), Revealed())
    assert graded.truth == "first 3 → second 5 → their sum"
    assert graded.solution.startswith("A right order:")
    places = [graded.solution.index(text) for text in ("first 3", "second 5", "their sum")]
    assert places == sorted(places)


def test_looking_at_steps_shows_each_of_them() -> None:
    options = (option("yes", "a < b", "It is shorter."), option("no", "a >= b"))
    parts = (number(slips=()), choice(options=options), order())
    graded = grade(fixed(parts=parts, steps=()), Revealed())
    assert [line.text for line in graded.lines[:2]] == ["Step 1: 15.000", "Step 2: yes"]
    assert graded.lines[2].text.startswith("Step 3: first 3 → ")
    assert [line.why for line in graded.lines] == ["", "It is shorter.", ""]
    assert graded.truth.startswith("15.000; yes; ")
    assert graded.solution.startswith("A right order:")


def test_a_vector_is_scored_by_component() -> None:
    part = number(answer="[a, b, a + b]", form=Form.VECTOR, slips=(slip("sign", "[-a, -b, 1]"),))
    variant = fixed(parts=(part,), steps=())
    graded = grade(variant, TypedText("3, 5, 9"))
    assert graded.verdict is Verdict.PARTIAL
    assert graded.score == pytest.approx(2 / 3)
    assert [line.mark for line in graded.lines] == [Mark.RIGHT, Mark.RIGHT, Mark.WRONG]
    assert grade(variant, TypedText("-3 -5 1")).slip == "sign"


# -- choices and orders


def test_a_choice_is_right_or_wrong() -> None:
    variant = fixed(parts=(choice(),), steps=())
    right = grade(variant, Picked((1,)))
    wrong = grade(variant, Picked((0,)))
    assert (right.verdict, wrong.verdict) == (Verdict.CORRECT, Verdict.WRONG)
    assert wrong.feedback == "The answer is: The second is longer. Look again."
    marks = {line.text: line.mark for line in wrong.lines}
    assert marks == {
        "The first is longer": Mark.WRONG,
        "The second is longer": Mark.MISSED,
        "Neither": Mark.NEUTRAL,
    }


def test_an_option_can_tell_a_slip_unless_it_is_right() -> None:
    variant = fixed(a="5", b="3", parts=(choice(),), steps=())
    graded = grade(variant, Picked((1,)))
    assert (graded.verdict, graded.slip) == (Verdict.SLIP, "swapped_args")
    assert slip_answer(variant, "swapped_args") == Picked((1,))
    assert slip_answer(fixed(parts=(choice(),), steps=()), "swapped_args") is None


def test_a_wrong_line_of_a_program_is_named_by_number_and_the_right_one_explained() -> None:
    options = (option("x = 1"), option("y = 2", "1", "It should be 3."), option("print(y)"))
    variant = fixed(parts=(choice(options=options, is_code=True),), steps=())
    graded = grade(variant, Picked((0,)))
    assert (graded.given, graded.truth) == ("line 1", "line 2")
    assert graded.feedback == "It is line 2. It should be 3."


@pytest.mark.parametrize("keys", [(), (0, 1), (7,), (-1,)])
def test_a_pick_that_is_none_is_invalid(keys: tuple[int, ...]) -> None:
    assert grade(fixed(parts=(choice(),), steps=()), Picked(keys)).verdict is Verdict.INVALID


def test_an_order_gets_the_share_that_stands_rightly() -> None:
    part = order(items=("a", "b", "c", "d"), by="[1, 2, 3, 4]", slips=())
    variant = fixed(parts=(part,), steps=())
    assert grade(variant, Arranged((0, 1, 2, 3))).verdict is Verdict.CORRECT
    graded = grade(variant, Arranged((0, 2, 1, 3)))
    assert (graded.verdict, graded.score) == (Verdict.PARTIAL, 0.75)
    assert graded.truth == "a → b → c → d"
    assert grade(variant, Arranged((3, 2, 1, 0))).score == 0


def test_ties_may_stand_either_way() -> None:
    variant = fixed(a="3", b="3", parts=(order(),), steps=())
    assert grade(variant, Arranged((0, 1, 2))).verdict is Verdict.CORRECT
    assert grade(variant, Arranged((1, 0, 2))).verdict is Verdict.CORRECT
    assert grade(variant, Arranged((2, 0, 1))).verdict is Verdict.SLIP


def test_a_known_wrong_order_is_a_slip() -> None:
    variant = fixed(parts=(order(),), steps=())
    graded = grade(variant, Arranged((2, 1, 0)))
    assert (graded.verdict, graded.slip, graded.score) == (Verdict.SLIP, "by_inverse", 0.0)
    assert graded.feedback == "That is descending."


@pytest.mark.parametrize("keys", [(), (0, 1), (0, 1, 1), (0, 1, 3)])
def test_an_order_that_is_none_is_invalid(keys: tuple[int, ...]) -> None:
    assert grade(fixed(parts=(order(),), steps=()), Arranged(keys)).verdict is Verdict.INVALID


# -- several parts


def test_an_error_is_carried_forward() -> None:
    graded = grade(fixed_steps(), typed("16", "48"))
    assert (graded.verdict, graded.score) == (Verdict.PARTIAL, 0.5)
    assert [line.mark for line in graded.lines] == [Mark.WRONG, Mark.RIGHT]
    assert "Step 2: Consistent with your earlier step. From the right one it is 45.000." in (
        graded.feedback
    )


def test_too_few_digits_of_a_step_count_half_and_the_digits_are_told() -> None:
    made = Template(**{**vars(two_steps()), "vars": {"a": pick("3.5"), "b": pick("4.5")}})
    graded = grade(vary(made, 0), typed("16", "47.25"))
    assert (graded.verdict, graded.score) == (Verdict.PARTIAL, 0.75)
    assert "Step 1: Half right: give 3 decimals. The answer is 15.750." in graded.feedback
    assert [line.mark for line in graded.lines] == [Mark.NEUTRAL, Mark.RIGHT]
    assert "3 decimals" in graded.lines[0].why


def test_the_right_value_counts_after_a_wrong_step_too() -> None:
    graded = grade(fixed_steps(), typed("16", "45"))
    assert [line.mark for line in graded.lines] == [Mark.WRONG, Mark.RIGHT]
    assert "Step 2" not in graded.feedback


def test_a_step_that_fits_neither_is_wrong() -> None:
    graded = grade(fixed_steps(), typed("16", "51"))
    assert (graded.verdict, graded.score) == (Verdict.WRONG, 0.0)
    assert graded.feedback.count("Step") == 2


def test_a_slip_on_ones_own_number_is_named() -> None:
    graded = grade(fixed_steps(), typed("16", "16"))
    assert (graded.verdict, graded.slip) == (Verdict.SLIP, "forgot_price")


def test_rounding_of_an_earlier_step_is_forgiven() -> None:
    """A third, rounded to 0.333, times 300 is 99.9."""
    parts = (
        number(name="third", answer="1 / 3 + 0 * a * b", slips=()),
        number(name="many", answer="300 * third", slips=()),
    )
    graded = grade(fixed(parts=parts, steps=()), typed("0.333", "99.9"))
    assert (graded.verdict, graded.score) == (Verdict.CORRECT, 1.0)


def test_a_choice_is_carried_forward_too() -> None:
    kinds = choice(options=(option("large", "area > 15.5"), option("small", "area <= 15.5")))
    variant = fixed(parts=(number(name="area", slips=()), kinds), steps=())
    graded = grade(variant, Stepped((TypedText("16"), Picked((0,)))))
    assert [line.mark for line in graded.lines] == [Mark.WRONG, Mark.RIGHT]
    assert "The answer is" not in graded.feedback.partition("Step 2")[2]


@given(SEEDS, st.floats(1, 100))
def test_whatever_the_first_answer_the_second_can_be_earned(seed: int, own: float) -> None:
    variant = vary(two_steps(), seed)
    own = round(own, 3)
    assume(abs(own - variant.names["area"]) > 0.1)  # type: ignore[operator]
    graded = grade(variant, typed(f"{own:.3f}", f"{3 * own:.3f}"))
    assert graded.lines[1].mark is Mark.RIGHT


def test_the_right_order_of_a_wrong_step_is_told_in_full() -> None:
    variant = fixed(parts=(number(slips=()), order()), steps=())
    graded = grade(variant, Stepped((TypedText("15"), Arranged((2, 1, 0)))))
    places = [graded.solution.index(text) for text in ("first 3", "second 5", "their sum")]
    assert places == sorted(places)


def test_a_step_that_cannot_be_read_is_no_lapse() -> None:
    graded = grade(fixed_steps(), typed("15", "x"))
    assert graded.verdict is Verdict.INVALID
    assert graded.feedback.startswith("Step 2: ")


@pytest.mark.parametrize("answer", [typed("15"), TypedText("15"), typed("15", "45", "1")])
def test_all_steps_are_wanted(answer: Stepped | TypedText) -> None:
    assert grade(fixed_steps(), answer).verdict is Verdict.INVALID


@given(SEEDS, st.text(max_size=12))
def test_any_text_has_a_grade(seed: int, text: str) -> None:
    variant = vary(two_steps(), seed)
    graded = grade(variant, typed(text, text))
    assert 0 <= graded.score <= 1
    assert isinstance(variant.parts[0], AskedNumber)
