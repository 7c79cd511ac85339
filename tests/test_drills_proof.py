"""Proofs: a sound template holds, and each way of being unsound is found and said."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from drills_makers import choice, number, order, template, two_steps
from hypothesis import assume, given
from hypothesis import strategies as st

from quizlr.drills.faults import Gravity
from quizlr.drills.habits import prefer
from quizlr.drills.proof import Proof, prove
from quizlr.drills.rounding import rounded
from quizlr.drills.sampling import vary
from quizlr.drills.separation import collision
from quizlr.drills.shapes import cells
from quizlr.drills.template import Example, OrderSlip, Template
from quizlr.drills.variant import AskedNumber
from quizlr.drills.writing import grid, option, pick, slip, step, within
from quizlr.grading.quantities import judge, words_of_value
from quizlr.model import Form, Quantity, Slip, Verdict

SEEDS = range(40)


def rules(made: Template) -> dict[str, str]:
    return {problem.rule: problem.message for problem in prove(made, SEEDS).problems}


@pytest.mark.parametrize(
    "made",
    [template(), two_steps(), template(parts=(choice(), order()), steps=())],
    ids=["number", "steps", "choice and order"],
)
def test_a_sound_template_holds(made: Template) -> None:
    proof = prove(made, SEEDS)
    assert proof.problems == ()
    assert proof.holds
    assert proof.variants == 40
    assert 0.5 < proof.acceptance <= 1
    assert all(count.named == count.shown > 0 for count in proof.slips)


def test_acceptance_is_the_share_of_the_draws_that_are_used() -> None:
    made = template(vars={"a": pick(2, 3, 5, 7), "b": pick(9)}, require=("a == 2",))
    proof = prove(made, range(200))
    draws = sum(vary(made, seed).attempts for seed in range(200))
    assert proof.acceptance == 200 / draws
    assert proof.acceptance == pytest.approx(1 / 4, abs=0.05)
    assert proof.distinct == 1


def test_a_proof_and_its_template_can_cross_processes() -> None:
    again = pickle.loads(pickle.dumps(template()))
    proof = prove(again, range(5))
    assert isinstance(proof, Proof)
    assert pickle.loads(pickle.dumps(proof)) == prove(template(), range(5)) == proof


def test_faults_stop_the_proof() -> None:
    proof = prove(template(front="{{= c }}"), SEEDS)
    assert (proof.variants, proof.holds) == (0, False)
    assert [problem.path for problem in proof.problems] == ["front"]


# -- what is found


def test_low_acceptance() -> None:
    said = rules(template(require=("a > 8.9", "b > 8.4")))["drill-acceptance"]
    assert said.startswith("Only 17 of 1032 draws can be used")
    assert "require[0]" in said


def test_slips_that_never_separate() -> None:
    made = template(parts=(number(slips=(slip("swapped_args", "b * a"),)),))
    said = rules(made)["drill-slip-collides"]
    assert "the slip swapped_args gives the same as the answer" in said
    assert "parts[" not in said
    assert said.startswith("Only 0 of 1000 draws can be used")


def test_a_wide_tolerance_is_named_beside_the_slip_that_it_swallows() -> None:
    part = number(tolerance=within(abs="5"), slips=(slip("one_more", "a * b + 1"),))
    said = rules(template(parts=(part,)))["drill-slip-collides"]
    assert "the slip one_more comes within three tolerances of the answer" in said
    assert "tolerance 5 is wide" in said


def test_what_rejects_most_is_a_hint_while_enough_is_left() -> None:
    made = template(require=("a > 6.9",))
    (problem,) = prove(made, SEEDS).problems
    assert (problem.rule, problem.gravity) == ("drill-acceptance", Gravity.HINT)
    assert "require[0] (a > 6.9) does not hold" in problem.message
    assert prove(replace(made, topic="fields"), SEEDS).problems == ()


def test_an_answer_that_never_changes_is_told() -> None:
    same = template(parts=(number(answer="a - a + b / b", slips=()),), steps=())
    assert "same answer" in rules(same)["drill-same-answer"]
    picked = choice(options=(option("yes", "a > 0"), option("no", "a <= 0")))
    assert "drill-same-answer" in rules(template(parts=(picked,), steps=()))
    assert "drill-same-answer" not in rules(template(parts=(choice(),), steps=()))
    derivation = order(by="[1, 2, 3]", slips=())
    assert "drill-same-answer" not in rules(template(parts=(derivation,), steps=()))


def test_nothing_is_counted_where_nothing_is_drawn() -> None:
    part = number(answer="6", slips=(slip("never", "nan"),))
    fixed = template(vars={}, front="", parts=(part,), steps=(step("Add", "5"),))
    said = rules(fixed)
    assert said["drill-last-step"].startswith("The last step gives 5")
    assert said["drill-slip-never"].startswith("This slip has no value")
    assert not any("variants" in message for message in said.values())


def test_few_variants_are_a_hint_and_none_for_a_fixed_number() -> None:
    made = template(vars={"a": pick(2), "b": pick(3, 5)})
    (problem,) = prove(made, SEEDS).problems
    assert (problem.rule, problem.gravity) == ("drill-few-variants", Gravity.HINT)
    fixed = template(vars={}, front="", parts=(number(answer="6", slips=()),), steps=())
    assert prove(fixed, SEEDS).problems == ()


def test_a_tolerance_too_narrow_for_honest_rounding() -> None:
    made = template(
        let={"p": "1 / a"},
        parts=(number(answer="p * b * 1000", tolerance=within(abs="0.0001"), slips=()),),
        steps=(),
    )
    said = rules(made)["drill-tolerance-narrow"]
    assert "rounds each step" in said
    wide = number(answer="p * b * 1000", tolerance=within(rel="0.001"), digits=5, slips=())
    assert rules(replace(made, parts=(wide,))) == {}


def test_a_step_that_shows_more_digits_is_rounded_to_those() -> None:
    part = number(answer="p * b * 1000", tolerance=within(abs="0.01"), slips=())
    made = template(let={"p": "1 / a"}, parts=(part,), steps=())
    assert "drill-tolerance-narrow" in rules(made)
    shown = (step("One over a", "p", 9), step("Times b", "p * b * 1000"))
    assert rules(replace(made, steps=shown)) == {}


def test_a_last_step_that_is_not_the_answer() -> None:
    said = rules(template(steps=(step("Add", "a + b"),)))["drill-last-step"]
    assert "the last step gives" in said


def test_a_slip_that_never_has_a_value() -> None:
    made = template(parts=(number(slips=(slip("log10", "nan * a"),)),))
    (problem,) = prove(made, SEEDS).problems
    assert (problem.rule, problem.path) == ("drill-slip-never", "parts[0].slips.log10")


def test_a_slip_that_looks_like_another_unit_is_still_named() -> None:
    """In percent is also a unit; a slip is tried before units."""
    part = number(
        answer="a / (a + b)", unit="probability", slips=(slip("percent", "100 * a / (a + b)"),)
    )
    assert rules(template(parts=(part,), steps=())) == {}


def test_a_choice_whose_slip_is_right_for_no_variant() -> None:
    options = (option("yes", "a > 0"), option("no", "a < 0", slip="sign"), option("0", "a == 0"))
    proof = prove(template(parts=(choice(options=options),), steps=()), SEEDS)
    assert [(count.path, count.shown) for count in proof.slips] == [("parts[0].slips.sign", 40)]


def test_a_wrong_order_that_agrees_with_the_right_one() -> None:
    slips = (OrderSlip(id="same", by="[a, b, 2 * a + 2 * b]"),)
    assert (
        "the slip same can be the same order as the answer"
        in rules(template(parts=(order(slips=slips),), steps=()))["drill-slip-collides"]
    )


@pytest.mark.parametrize("wide", ["| " + "x" * 80 + " |", "```\n" + "x" * 81 + "\n```"])
def test_lines_that_cannot_be_wrapped(wide: str) -> None:
    assert "columns" in rules(template(front=f"{wide}\n\n{{{{= a }}}}"))["drill-too-wide"]


def test_prose_wraps() -> None:
    assert rules(template(front="word " * 60 + "\n\n```\n" + "x" * 80 + "\n```")) == {}


# -- examples


def test_examples_that_hold() -> None:
    product = vary(template(), 7).names["answer"]
    total = sum(vary(template(), 7).drawn.values())  # type: ignore[arg-type]
    examples = (
        Example(seed=7, answer=str(product), verdict="correct"),
        Example(seed=7, answer=str(total), verdict="slip:sum"),
        Example(seed=7, answer="words", verdict="invalid"),
    )
    assert rules(template(examples=examples)) == {}


def test_examples_of_other_kinds() -> None:
    made = template(vars={"a": pick(3), "b": pick(5)}, parts=(choice(), order()), steps=())
    good = replace(made, examples=(Example(seed=0, answer="2\n1 2 3", verdict="correct"),))
    assert "drill-example" not in rules(good)
    bad = replace(made, examples=(Example(seed=0, answer="2", verdict="correct"),))
    assert "is no answer" in rules(bad)["drill-example"]


def test_an_example_that_does_not_hold() -> None:
    said = rules(template(examples=(Example(seed=1, answer="-7", verdict="correct"),)))
    assert "'-7' is judged wrong, not correct" in said["drill-example"]


def test_an_example_without_a_variant() -> None:
    made = template(require=("a > 99",), examples=(Example(seed=1, answer="1", verdict="correct"),))
    assert "Seed 1 gives no variant" in rules(made)["drill-example"]


# -- habits


def test_a_variant_that_shows_a_habit_is_preferred() -> None:
    part = number(slips=(slip("sign", "-a * b if a > 7 else nan"), slip("sum", "a + b")))
    made = template(vars={"a": grid("2", "9", "0.5"), "b": pick(4)}, parts=(part,))
    seed = prefer(made, range(50), {"sign"})
    assert seed > 0
    assert vary(made, seed).drawn["a"] > 7  # type: ignore[operator]
    assert all(vary(made, earlier).drawn["a"] <= 7 for earlier in range(seed))  # type: ignore[operator]


def test_without_habits_the_next_seed_is_taken() -> None:
    assert prefer(template(), [5, 6], ()) == 5
    assert prefer(template(), [5, 6], {"unheard_of"}) == 5


# -- separation and the grader agree


NUMBERS = st.floats(-1e6, 1e6) | st.floats(-1, 1) | st.sampled_from([0.0, 1e-9, -1e-12, 1e12])
TOLERANCES = st.builds(
    within,
    rel=st.sampled_from(["0", "0.001", "0.01", "0.02"]),
    abs=st.sampled_from(["0", "0.0005", "0.005", "0.01", "0.5"]),
)
FORMS = st.sampled_from([Form.NUMBER, Form.FRACTION, Form.INTEGER])


def quantities(draw: st.DrawFn) -> Quantity:
    form = draw(FORMS)
    values = draw(st.lists(NUMBERS, min_size=2, max_size=5))
    if form is Form.INTEGER:
        values = [float(round(value)) for value in values]
    slips = tuple(Slip(id=f"slip{k}", value=value, say="No.") for k, value in enumerate(values[1:]))
    tolerance = within() if form is Form.INTEGER else draw(TOLERANCES)
    return Quantity(
        truth=values[0], form=form, tolerance=tolerance, digits=draw(st.integers(1, 6)), slips=slips
    )


@given(st.composite(quantities)())
def test_what_is_apart_is_graded_apart(quantity: Quantity) -> None:
    """Rounded as asked, the truth is correct and each slip is named, whatever the tolerance."""
    asked = AskedNumber(name="answer", ask="", quantity=quantity)
    assume(collision(asked) is None)
    assert judge(quantity, words_of_value(quantity.truth, quantity)).verdict is Verdict.CORRECT
    for known in quantity.slips:
        judged = judge(quantity, words_of_value(known.value, quantity))
        assert judged.verdict is Verdict.SLIP
        assert [slip.id for slip in judged.slips] == [known.id]


@given(st.floats(-1e5, 1e5), st.integers(1, 6))
def test_rounding_keeps_enough_digits(number: float, digits: int) -> None:
    (kept,) = cells(rounded(number, digits))
    assert abs(kept - number) <= 0.5001 * 10.0**-digits
    assert abs(kept - number) <= 0.5001 * abs(number) * 10.0 ** (1 - digits)
    assert rounded(kept, digits) == kept


def test_rounding_keeps_what_is_no_number() -> None:
    assert rounded((float("inf"), 0.0, 12.3456), 2) == (float("inf"), 0.0, 12.35)
