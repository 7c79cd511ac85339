from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from cardtypes_makers import as_yaml, card, problems, rules
from hypothesis import given
from hypothesis import strategies as st

from quizlr.cardtypes import ask, grade, skill_of
from quizlr.model import (
    Evidence,
    Form,
    Grade,
    Mark,
    Picked,
    Prompt,
    Rating,
    Revealed,
    TypedText,
    TypeNumber,
    Verdict,
)

LOSS = {
    "type": "number",
    "front": "The loss of 0.7?",
    "answer": "-ln(0.7)",
    "unit": "nats",
    "slips": {
        "log10": "-log10(0.7)",
        "sign": {"expr": "ln(0.7)", "say": "Minus the log, not {{= ln(0.7) | .2f }}."},
    },
    "steps": [{"say": "Minus the log", "show": "-ln(0.7)"}],
    "back": "It is never below {{= 0 | .1f }}.",
}


def asked(**fields: Any) -> Prompt:
    """The prompt of a number note."""
    return ask(card({"type": "number", "front": "?", **fields}), 0)


def task(prompt: Prompt) -> TypeNumber:
    assert isinstance(prompt.task, TypeNumber)
    return prompt.task


def answered(prompt: Prompt, text: str) -> Grade:
    return grade(prompt, TypedText(text))


def faults(**fields: Any) -> list[tuple[str, str, str]]:
    found = problems(as_yaml({"type": "number", "front": "?", **fields}))
    return [(problem.rule, problem.path, problem.message) for problem in found]


def test_the_prompt_says_what_to_type_and_keeps_the_answer_to_the_back() -> None:
    prompt = ask(card(LOSS), 0)
    assert task(prompt).accepts == "3 decimals, in nats"
    assert prompt.worked == ("Minus the log: 0.3567",)
    assert prompt.back == "1. Minus the log: 0.3567\n\nIt is never below 0.0."
    assert "0.35" not in prompt.front
    assert (prompt.evidence, prompt.guess_rate) == (Evidence.TYPED, 0)


@pytest.mark.parametrize("text", ["0.357", "0.3567", ".357", "3.57e-1", "0,357", " 0.357 "])
def test_the_right_number_is_right_however_it_is_written(text: str) -> None:
    judged = answered(ask(card(LOSS), 0), text)
    is_comma = "," in text
    assert judged.verdict is (Verdict.INVALID if is_comma else Verdict.CORRECT)
    assert judged.proposed is (None if is_comma else Rating.GOOD)


def test_a_wrong_number_is_told_the_right_one() -> None:
    judged = answered(ask(card(LOSS), 0), "0.9")
    assert (judged.verdict, judged.score, judged.slip) == (Verdict.WRONG, 0, "")
    assert (judged.given, judged.truth, judged.proposed) == ("0.9", "0.357", Rating.AGAIN)
    assert "0.357" in judged.feedback


@pytest.mark.parametrize(
    ("text", "slip", "told"),
    [("0.155", "log10", "base 10"), ("-0.357", "sign", "Minus the log, not -0.36.")],
)
def test_a_known_mistake_is_named_and_explained(text: str, slip: str, told: str) -> None:
    judged = answered(ask(card(LOSS), 0), text)
    assert (judged.verdict, judged.slip, judged.score) == (Verdict.SLIP, slip, 0)
    assert told in judged.feedback
    assert judged.proposed is Rating.AGAIN


def test_bits_for_nats_are_another_unit_and_not_a_wrong_number() -> None:
    judged = answered(ask(card(LOSS), 0), f"{-math.log2(0.7):.3f}")
    assert judged.verdict is Verdict.UNIT
    assert 0 < judged.score < 1


def test_too_few_digits_are_asked_for_once_more_and_then_final() -> None:
    exact = asked(answer="-ln(0.7)", tolerance={"abs": 0.0005})
    again = answered(exact, "0.36")
    assert (again.verdict, "3 decimals" in again.feedback) == (Verdict.TOO_FEW_DIGITS, True)
    assert "0.357" not in again.feedback
    final = grade(replace(exact, is_second_try=True), TypedText("0.36"))
    assert (final.verdict, final.score) == (Verdict.TOO_FEW_DIGITS, 0.5)
    assert "0.357" in final.feedback


@pytest.mark.parametrize("answer", [["0.2", "0.7", "1/3"], "[0.2, 0.7, 1/3]", "[0.6, 2.1, 1] / 3"])
def test_a_vector_is_seen_from_the_answer_and_judged_by_component(answer: object) -> None:
    prompt = asked(answer=answer)
    assert (task(prompt).form, task(prompt).rows, task(prompt).columns) == (Form.VECTOR, 1, 3)
    assert task(prompt).accepts == "3 numbers, 3 decimals each"
    assert answered(prompt, "0.2, 0.7, 0.333").verdict is Verdict.CORRECT
    partly = answered(prompt, "(0.2, 0.9, 1/3)")
    assert partly.verdict is Verdict.PARTIAL
    assert partly.score == pytest.approx(2 / 3)
    assert [line.mark for line in partly.lines] == [Mark.RIGHT, Mark.WRONG, Mark.RIGHT]
    assert answered(prompt, "0.2").verdict is Verdict.INVALID


def test_a_matrix_is_asked_for_row_by_row() -> None:
    prompt = asked(answer=["[1, 2]", "[3, 4.5]"], digits=1)
    assert (task(prompt).form, task(prompt).rows, task(prompt).columns) == (Form.MATRIX, 2, 2)
    assert answered(prompt, "1 2; 3 4.5").verdict is Verdict.CORRECT
    assert answered(prompt, "1 3; 2 4.5").score == 0.5


def test_a_vector_of_whole_numbers_is_exact() -> None:
    prompt = asked(answer=["12", "7"], form="integer")
    assert task(prompt).accepts == "2 numbers, all whole"
    assert answered(prompt, "12, 7").verdict is Verdict.CORRECT
    assert answered(prompt, "12.01, 7").verdict is not Verdict.CORRECT


def test_a_slip_of_a_vector_is_named() -> None:
    prompt = asked(answer="softmax([0, 1])", slips={"swapped_args": "softmax([1, 0])"})
    assert answered(prompt, "0.731, 0.269").slip == "swapped_args"


@pytest.mark.parametrize("text", ["3/4", "6/8", "0.75", "0.750", "75%"])
def test_a_fraction_may_be_typed_as_one(text: str) -> None:
    prompt = asked(answer="6/8", form="fraction")
    assert task(prompt).accepts == "a fraction or 3 decimals"
    assert answered(prompt, text).verdict is Verdict.CORRECT
    assert answered(prompt, "4/3").verdict is Verdict.WRONG


def test_a_whole_number_is_exact_whatever_is_usual_elsewhere() -> None:
    prompt = asked(answer="1000", form="integer")
    assert task(prompt).accepts == "a whole number"
    assert answered(prompt, "1001").verdict is Verdict.WRONG
    assert answered(asked(answer="1000"), "1001").verdict is Verdict.CORRECT


def test_a_tolerance_counts_its_bounds() -> None:
    prompt = asked(answer="2", tolerance={"rel": 0.02, "abs": 0.01})
    verdicts = [answered(prompt, text).verdict for text in ("2.04", "1.96", "2.041", "1.959")]
    assert verdicts == [Verdict.CORRECT] * 2 + [Verdict.WRONG] * 2


def test_inf_must_be_allowed() -> None:
    assert answered(asked(answer="-ln(0)", nonfinite="yes"), "inf").verdict is Verdict.CORRECT
    ((rule, path, message),) = faults(answer="-ln(0)")
    assert (rule, path) == ("drill-undrawable", "notes[0].answer")
    assert message == "This cannot be asked: answer is not finite."


def test_looking_is_no_recall_and_another_kind_of_answer_is_asked_again() -> None:
    looked = grade(ask(card(LOSS), 0), Revealed())
    assert (looked.verdict, looked.proposed) == (Verdict.UNGRADED, Rating.AGAIN)
    assert looked.truth == "0.357"
    assert grade(ask(card(LOSS), 0), Picked((0,))).verdict is Verdict.INVALID


def test_the_log_can_tell_the_note_and_whether_it_was_changed() -> None:
    prompts = [asked(answer="1/3"), asked(answer="1/3", convention="mean"), asked(answer="1/4")]
    assert {prompt.template_id for prompt in prompts} == {"d/n"}
    assert {prompt.template_version for prompt in prompts} == {1}
    assert prompts[0].drawn == prompts[1].drawn != prompts[2].drawn
    assert skill_of(prompts[0].card) == "d/n"


@given(st.integers(0, 2**63 - 1))
def test_the_seed_changes_nothing(seed: int) -> None:
    one, other = ask(card(LOSS), 0), ask(card(LOSS), seed)
    assert (one.front, one.back, one.task, one.drawn) == (
        other.front,
        other.back,
        other.task,
        other.drawn,
    )


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**3))
def test_the_answer_rounded_as_asked_is_right(over: int, under: int) -> None:
    prompt = asked(answer=f"{over}/{under}")
    assert answered(prompt, f"{over / under:.3f}").verdict is Verdict.CORRECT
    assert answered(prompt, f"{over}/{under}").verdict is Verdict.CORRECT
    apart = over / under + 0.02 * abs(over / under) + 1
    assert answered(prompt, f"{apart:.3f}").score == 0


@pytest.mark.parametrize(
    ("fields", "path", "told"),
    [
        ({"answer": "ln(0.7"}, "answer", "character"),
        ({"answer": "lnn(0.7)"}, "answer", "`lnn`"),
        ({"answer": "1 + x"}, "answer", "`x` has no value"),
        ({"answer": ["1", "2 +"]}, "answer", "character"),
        ({"answer": "1", "slips": {"s": "y"}}, "slips.s", "`y` has no value"),
        ({"answer": "1", "slips": {"s": {"expr": "2 *"}}}, "slips.s.expr", "character 3"),
        ({"answer": "1", "slips": {"s": {"expr": "2", "say": "{{= q }}"}}}, "slips.s.say", "`q`"),
        ({"answer": "1", "steps": [{"say": "a", "show": "b"}]}, "steps[0].show", "`b`"),
        ({"answer": "1", "front": "Is {{= 1 / }}?"}, "front", "breaks off"),
        ({"answer": "1", "back": "{{= 1 | .3q }}"}, "back", "no form"),
    ],
)
def test_a_fault_is_told_at_its_field(fields: dict[str, Any], path: str, told: str) -> None:
    ((rule, at, message),) = faults(**fields)
    assert (rule, at) == ("drill-expression", f"notes[0].{path}")
    assert told in message


@pytest.mark.parametrize(
    ("slip", "path", "told"),
    [
        ("1/3", "notes[0]", "gives the same as the answer"),
        ("1/3 + 0.01", "notes[0]", "three tolerances"),
        ("[1, 2]", "notes[0].slips.s", "a vector of 2, the answer is a number"),
    ],
)
def test_a_slip_that_is_no_other_answer_is_refused(slip: str, path: str, told: str) -> None:
    ((rule, at, message),) = faults(answer="1/3", slips={"s": slip})
    assert (rule, at) == ("drill-undrawable", path)
    assert told in message
    assert faults(answer="1/3", slips={"s": "1/3 + 0.02"}) == []


def test_an_answer_is_needed() -> None:
    assert rules(as_yaml({"type": "number", "front": "?"})) == ["missing-field"]
    assert rules(as_yaml({"type": "number", "front": "?", "answer": []})) != []
    assert rules(as_yaml({"type": "number", "answer": "1"})) == ["missing-field"]


def test_nothing_is_drawn_in_a_number_note() -> None:
    note = {"type": "number", "front": "?", "answer": "1", "vars": {"a": {"pick": [1]}}}
    assert rules(as_yaml(note)) == ["unknown-field"]


def test_hints_are_computed_and_their_faults_told() -> None:
    assert asked(answer="1", hints=["a", "{{= 1/4 }}"]).hints == ("a", "0.25")
    ((rule, path, message),) = faults(answer="1", hints=["a", "{{= x }}"])
    assert (rule, path) == ("drill-expression", "notes[0].hints[1]")
    assert "`x` has no value" in message
    assert "(character 5)" in message
