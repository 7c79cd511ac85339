from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from typing import Any

import pytest
from cardtypes_makers import as_yaml, card, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from quizlr.cardtypes import ask, grade, seed_for, skill_of, template_of
from quizlr.drills.families import families
from quizlr.model import (
    Arrange,
    Arranged,
    Card,
    Evidence,
    Form,
    Pick,
    Picked,
    Prompt,
    Rating,
    Severity,
    Stepped,
    Steps,
    TypedText,
    TypeNumber,
    Verdict,
)

SEEDS = st.integers(0, 2**63 - 1)
GRADIENT: dict[str, Any] = {
    "id": "grad",
    "type": "drill",
    "version": 3,
    "tier": "intermediate",
    "vars": {
        "x": {"vector": {"n": 3, "grid": [-2, 2, 0.5]}},
        "y": {"vector": {"n": 3, "pick": [0, 1]}},
        "w": {"grid": [-1.5, 1.5, 0.25]},
        "kind": {"pick": ["mean", "average"]},
        "M": {"matrix": {"rows": 2, "columns": 2, "pick": [1, 2]}},
        "d": {"vector": {"n": 3, "grid": [1, 3, 1], "distinct": "yes"}},
    },
    "let": {"p": "sigmoid(w * x)", "r": "p - y"},
    "require": ["sum(y) > 0", "all(x != 0)"],
    "front": "x {{= x }}, y {{= y }}, w {{= w }}, {{= M }}, {{= d }}. The {{= kind }} gradient?",
    "answer": "sum(r * x) / 3",
    "tolerance": {"rel": 0.02, "abs": 0.005},
    "digits": 2,
    "unit": "nats",
    "convention": "natural log",
    "slips": {"forgot_x": {"expr": "sum(r) / 3", "say": "dJ/db is {{= sum(r) / 3 | .3f }}."}},
    "steps": [
        {"say": "Residuals of {{= w }}", "show": "r", "digits": 2},
        {"say": "Mean", "show": "sum(r * x) / 3"},
    ],
    "hints": ["The residuals are {{= r | .2f }}."],
    "back": "The slope at w = {{= w }}.",
}


def drawn(prompt: Prompt) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(prompt.drawn)["drawn"]
    return values


def gradient(values: dict[str, Any]) -> tuple[float, float]:
    """dJ/dw and dJ/db, row by row."""
    rows = list(zip(values["x"], values["y"], strict=True))
    residuals = [1 / (1 + math.exp(-values["w"] * x)) - y for x, y in rows]
    by_w = sum(r * x for r, (x, _) in zip(residuals, rows, strict=True)) / 3
    return by_w, sum(residuals) / 3


def found(**fields: Any) -> list[tuple[str, str]]:
    """Rules and fields of what is wrong; hints of the reader count too."""
    return [(problem.rule, problem.path) for problem in problems(as_yaml({**fields}))]


def drill(**fields: Any) -> dict[str, Any]:
    """A drill that is right, but for these fields."""
    small = {"type": "drill", "front": "{{= a }}?", "vars": {"a": {"grid": [1, 50, 1]}}}
    return {**small, "answer": "a", **fields}


# A family


def test_a_family_needs_its_name_only() -> None:
    prompt = ask(card({"type": "drill", "family": "bce-single"}), 4)
    values = drawn(prompt)
    assert set(values) == {"p", "y"}
    assert f"{values['p']:g}" in prompt.front
    loss = -math.log(values["p"] if values["y"] else 1 - values["p"])
    right = grade(prompt, TypedText(f"{loss:.3f}"))
    assert (right.verdict, right.proposed) == (Verdict.CORRECT, Rating.GOOD)
    assert (prompt.template_id, prompt.evidence) == ("bce-single", Evidence.SKILL)
    assert prompt.template_version == families()["bce-single"].version


def test_a_family_is_one_skill_whatever_note_it_is_in() -> None:
    one, other = (card({"id": i, "type": "drill", "family": "grad-w"}) for i in ("a", "b"))
    assert skill_of(one) == skill_of(other) == "grad-w"
    assert skill_of(card(drill())) == "d/n"


@given(SEEDS)
def test_params_take_the_place_of_the_familys_draws(seed: int) -> None:
    note = {"type": "drill", "family": "bce-single", "params": {"p": {"pick": [0.25, 0.75]}}}
    values = drawn(ask(card(note), seed))
    assert values["p"] in (0.25, 0.75)
    assert values["y"] in (0, 1)


def test_the_authors_back_stands_after_the_familys_solution() -> None:
    note = {"type": "drill", "family": "bce-single", "back": "See {{= p }}.", "hints": ["{{= y }}"]}
    plain, own = ask(card({"type": "drill", "family": "bce-single"}), 7), ask(card(note), 7)
    assert own.back == f"{plain.back}\n\nSee {drawn(own)['p']:g}."
    assert own.hints == (f"{drawn(own)['y']:g}",)


@pytest.mark.parametrize(
    ("fields", "rule", "path", "told"),
    [
        ({"family": "grad-ww"}, "drill-unknown-family", "family", "`grad-w`"),
        ({"params": {"q": {"pick": [1]}}}, "drill-unknown-param", "params.q", "p, y"),
        ({"params": {"p": {}}}, "drill-draw", "params.p", "exactly one"),
        ({"answer": "1"}, "drill-family-and-template", "answer", "Remove one"),
        ({"vars": {"p": {"pick": [1]}}}, "drill-family-and-template", "vars", "Remove one"),
        ({"front": "?"}, "drill-family-and-template", "front", "Remove one"),
        ({"slips": {"s": "1"}}, "drill-family-and-template", "slips", "Remove one"),
        ({"tolerance": {"abs": 1}}, "drill-family-and-template", "tolerance", "Remove one"),
        ({"digits": 2}, "drill-family-and-template", "digits", "Remove one"),
        ({"unit": "bits"}, "drill-family-and-template", "unit", "Remove one"),
        ({"convention": "log"}, "drill-family-and-template", "convention", "Remove one"),
        ({"form": "integer"}, "drill-family-and-template", "form", "Remove one"),
        ({"nonfinite": "yes"}, "drill-family-and-template", "nonfinite", "Remove one"),
        ({"steps": [{"say": "a", "show": "1"}]}, "drill-family-and-template", "steps", "Remove"),
        ({"items": ["a", "b"]}, "drill-family-and-template", "items", "Remove one"),
        ({"by": "[1, 2]"}, "drill-family-and-template", "by", "Remove one"),
        ({"version": 2}, "drill-family-and-template", "version", "Remove one"),
        ({"back": "{{= nope }}"}, "drill-expression", "back", "`nope`"),
        ({"hints": ["{{= nope }}"]}, "drill-expression", "hints[0]", "`nope`"),
        ({"params": {"p": {"pick": [0]}}}, "drill-undrawable", "params", "cannot be asked"),
    ],
)
def test_a_wrong_use_of_a_family_is_told(
    fields: dict[str, Any], rule: str, path: str, told: str
) -> None:
    (problem,) = problems(as_yaml({"type": "drill", "family": "bce-single", **fields}))
    assert (problem.rule, problem.path) == (rule, f"notes[0].{path}")
    assert told in problem.message


# A template of one's own


@settings(max_examples=40)
@given(SEEDS)
def test_every_field_of_a_template_has_its_effect(seed: int) -> None:
    prompt = ask(card(GRADIENT), seed)
    values = drawn(prompt)
    by_w, by_b = gradient(values)
    assert sum(values["y"]) > 0
    assert 0 not in values["x"]
    assert sorted(values["d"]) == [1, 2, 3]
    assert {cell for row in values["M"] for cell in row} <= {1, 2}
    assert f"w {values['w']:g}," in prompt.front
    assert f"The {values['kind']} gradient?" in prompt.front
    assert isinstance(prompt.task, TypeNumber)
    assert prompt.task.accepts == "2 decimals, in nats, natural log"
    assert prompt.hints[0].startswith("The residuals are (")
    assert prompt.worked[0].startswith(f"Residuals of {values['w']:g}: (")
    assert prompt.back.startswith(f"1. {prompt.worked[0]}\n2. {prompt.worked[1]}\n\n")
    assert prompt.back.endswith(f"The slope at w = {values['w']:g}.")
    assert float(prompt.worked[1].rpartition(": ")[2]) == pytest.approx(by_w, abs=1e-4)
    assert grade(prompt, TypedText(f"{by_w:.3f}")).verdict is Verdict.CORRECT
    slip = grade(prompt, TypedText(f"{by_b:.6f}"))
    assert (slip.verdict, slip.slip) == (Verdict.SLIP, "forgot_x")
    assert "dJ/db is" in slip.feedback


@given(SEEDS)
def test_the_same_card_and_seed_give_the_same_prompt(seed: int) -> None:
    assert ask(card(GRADIENT), seed) == ask(card(GRADIENT), seed)


def test_other_seeds_draw_other_numbers() -> None:
    assert len({ask(card(GRADIENT), seed).drawn for seed in range(30)}) == 30


def test_the_version_is_kept_and_draws_anew() -> None:
    old, new = card(GRADIENT), card({**GRADIENT, "version": 4})
    assert (ask(old, 5).template_version, ask(new, 5).template_version) == (3, 4)
    assert ask(old, 5).front != ask(new, 5).front
    assert ask(card(drill()), 0).template_version == 1


def test_the_log_tells_a_changed_drill_from_a_reworded_one() -> None:
    prompt = ask(card(GRADIENT), 5)
    kept = json.loads(prompt.drawn)
    assert set(kept) == {"drawn", "hash"}
    reworded = {**GRADIENT, "front": "What is it for {{= x }}, {{= y }}, {{= kind }}, {{= w }}?"}
    reworded["back"] = "{{= M }} {{= d }}"
    assert ask(card(reworded), 5).drawn == prompt.drawn
    changed = {**GRADIENT, "answer": "sum(r * x) / 3 + 0"}
    assert json.loads(ask(card(changed), 5).drawn)["hash"] != kept["hash"]


def test_vectors_are_typed_as_such() -> None:
    prompt = ask(card(drill(vars={"a": {"vector": {"n": 2, "grid": [1, 9, 1]}}})), 0)
    assert isinstance(prompt.task, TypeNumber)
    assert (prompt.task.form, prompt.task.columns) == (Form.VECTOR, 2)
    one, other = drawn(prompt)["a"]
    assert grade(prompt, TypedText(f"{one}, {other}")).verdict is Verdict.CORRECT
    assert grade(prompt, TypedText(f"{one}, {other + 1}")).score == 0.5


def test_too_few_digits_are_final_at_the_second_try() -> None:
    prompt = ask(card(drill(answer="a + 1/3", tolerance={"abs": 0.0005})), 0)
    short = TypedText(f"{drawn(prompt)['a'] + 1 / 3:.1f}")
    assert grade(prompt, short).verdict is Verdict.TOO_FEW_DIGITS
    final = grade(replace(prompt, is_second_try=True), short)
    assert (final.verdict, final.proposed) == (Verdict.TOO_FEW_DIGITS, Rating.HARD)


OPTIONS = [
    {"text": "{{= a }} is more", "correct": "a > b", "why": "By {{= abs(a - b) }}."},
    {"text": "{{= b }} is more", "correct": "a < b", "slip": "swapped_args"},
    {"text": "neither", "correct": "no"},
]
TWO = {"a": {"grid": [1, 9, 1]}, "b": {"grid": [1, 9, 1]}}


@given(SEEDS)
def test_the_option_whose_condition_holds_is_right(seed: int) -> None:
    note = {"type": "drill", "front": "?", "vars": TWO, "options": OPTIONS}
    prompt = ask(card(note), seed)
    a, b = drawn(prompt)["a"], drawn(prompt)["b"]
    assert a != b
    assert isinstance(prompt.task, Pick)
    assert prompt.task.options[prompt.task.keys.index(0)] == f"{a:g} is more"
    assert prompt.guess_rate == pytest.approx(1 / 3)
    right, wrong = (0, 1) if a > b else (1, 0)
    assert grade(prompt, Picked((right,))).verdict is Verdict.CORRECT
    judged = grade(prompt, Picked((wrong,)))
    assert judged.slip == ("swapped_args" if wrong == 1 else "")
    assert judged.proposed is Rating.AGAIN
    assert grade(prompt, Picked((2,))).verdict is Verdict.WRONG


@given(SEEDS)
def test_items_are_in_order_by_their_numbers(seed: int) -> None:
    items = ["a {{= a }}", "b {{= b }}", "both"]
    note = {"type": "drill", "front": "?", "vars": TWO, "items": items, "by": "[-a, -b, -a - b]"}
    prompt = ask(card(note), seed)
    a, b = drawn(prompt)["a"], drawn(prompt)["b"]
    assert isinstance(prompt.task, Arrange)
    right = (2, 0, 1) if a >= b else (2, 1, 0)
    assert grade(prompt, Arranged(right)).score == 1
    assert grade(prompt, Arranged(right[::-1])).score < 1


PARTS: dict[str, Any] = {
    "type": "drill",
    "vars": {"z": {"grid": [0.5, 3, 0.25]}},
    "front": "z = {{= z }}",
    "parts": [
        {"ask": "p?", "answer": "sigmoid(z)", "slips": {"one_minus": "sigmoid(-z)"}},
        {"name": "loss", "ask": "The loss?", "answer": "-ln(answer1)", "digits": 2},
        {"ask": "Is it above 0.2?", "options": [
            {"text": "yes", "correct": "loss > 0.2"}, {"text": "no", "correct": "not loss > 0.2"}]},
    ],
}  # fmt: skip


@given(SEEDS)
def test_parts_are_asked_in_turn_and_an_error_is_counted_once(seed: int) -> None:
    prompt = ask(card(PARTS), seed)
    assert isinstance(prompt.task, Steps)
    p = 1 / (1 + math.exp(-drawn(prompt)["z"]))
    right = (f"{p:.4f}", f"{-math.log(p):.4f}")
    is_above = -math.log(p) > 0.2
    pick = Picked((0 if is_above else 1,))
    assert [bool(re.search(f"Step {k}: ", s.say)) for k, s in enumerate(prompt.task.steps)] == [
        False, True, True,
    ]  # fmt: skip
    assert grade(prompt, Stepped((*map(TypedText, right), pick))).verdict is Verdict.CORRECT
    carried = (TypedText(f"{1 - p:.4f}"), TypedText(f"{-math.log(1 - p):.4f}"))
    judged = grade(prompt, Stepped((*carried, Picked((0,)))))
    assert judged.score == pytest.approx(2 / 3)
    assert judged.slip == "one_minus"
    assert "Consistent with your earlier step" in judged.feedback
    assert grade(prompt, Stepped((TypedText("0.5"),))).verdict is Verdict.INVALID


# What is wrong with a template


@pytest.mark.parametrize(
    ("fields", "path", "told"),
    [
        ({"vars": {"a": {"grid": [1, 50, 1]}}, "answer": "a +"}, "answer", "(character 3)"),
        ({"answer": "a + c"}, "answer", "`c` has no value. Names here: a. (character 5)"),
        ({"let": {"s": "a * zz"}, "answer": "s"}, "let.s", "(character 5)"),
        ({"require": ["a > 0", "a >< 1"]}, "require[1]", "(character"),
        ({"front": "Is {{= a + }}?"}, "front", "(character 10)"),
        ({"back": "Is {{= b }}?"}, "back", "(character 8)"),
        ({"slips": {"s": "a / "}}, "slips.s", "(character 3)"),
        ({"slips": {"s": {"expr": "q"}}}, "slips.s.expr", "(character 1)"),
        ({"slips": {"s": {"expr": "2*a", "say": "{{= q }}"}}}, "slips.s.say", "(character 5)"),
        ({"steps": [{"say": "{{= q }}", "show": "a"}]}, "steps[0].say", "(character 5)"),
        ({"steps": [{"say": "s", "show": "1 + q"}]}, "steps[0].show", "(character 5)"),
        ({"hints": ["h", "{{= q }}"]}, "hints[1]", "(character 5)"),
    ],
)
def test_a_fault_is_told_at_its_field_with_its_character(
    fields: dict[str, Any], path: str, told: str
) -> None:
    found = problems(as_yaml(drill(**fields)))
    (problem,) = [each for each in found if each.severity is Severity.ERROR]
    assert (problem.rule, problem.path) == ("drill-expression", f"notes[0].{path}")
    assert told in problem.message


def asks(**fields: Any) -> dict[str, Any]:
    note = drill(**fields)
    del note["answer"]
    return note


PART = {"ask": "1", "answer": "a"}
YES_NO = [{"text": "{{= a }}", "correct": "yes"}, {"text": "b"}]


@pytest.mark.parametrize(
    ("note", "rule", "path"),
    [
        (drill(options=YES_NO), "drill-no-answer", ""),
        (drill(items=["a", "b"], by="[a, 2]"), "drill-no-answer", ""),
        (asks(), "drill-no-answer", ""),
        (asks(items=["a", "b"]), "drill-no-order", ""),
        (asks(parts=[PART, {"ask": "2"}]), "drill-no-answer", ".parts[1]"),
        (drill(vars={"a": {"grid": [1, 50, 1], "pick": [1]}}), "drill-draw", ".vars.a"),
        (drill(vars={"a": {}}), "drill-draw", ".vars.a"),
        (drill(vars={"a": {"vector": {"n": 2}}}), "drill-draw", ".vars.a"),
        (drill(vars={"a": {"grid": [1, 50, 1, 2]}}), "drill-draw", ".vars.a"),
        (drill(vars={"a": {"grid": [1, 50, 0]}}), "drill-draw", ".vars.a"),
        (drill(vars={"a": {"grid": [50, 1, 1]}}), "drill-draw", ".vars.a"),
        (drill(vars={"a": {"grid": [0, 1000000, 1]}}), "drill-draw", ".vars.a"),
        (drill(vars={"a": {"grid": [1, 50, 1]}, "1b": {"pick": [1]}}), "drill-name", ".vars.1b"),
        (drill(let={"b c": "a"}), "drill-name", ".let.b c"),
        (drill(let={"exp": "a"}), "drill-name", ".let.exp"),
        (drill(let={"x" * 25: "a"}), "drill-name", f".let.{'x' * 25}"),
        (drill(let={"a": "a + 1"}), "drill-duplicate", ""),
        (drill(let={"b": "a"}), "drill-unused", ".let.b"),
        (drill(require="a < 0"), "drill-undrawable", ".require[0]"),
        (drill(require="running_sum(0.1, 9999) < a"), "drill-undrawable", ".require[0]"),
        (drill(answer="ln(-a)"), "drill-undrawable", ".answer"),
        (drill(slips={"s": "a"}), "drill-undrawable", ""),
        (asks(options=[{"text": "{{= a }}"}, {"text": "b"}]), "drill-undrawable", ".options"),
        (asks(options=YES_NO[:1]), "too-few-items", ".options"),
        (asks(items=["{{= a }}", "b"], by="[a, 2, 3]"), "drill-undrawable", ""),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(note: dict[str, Any], rule: str, path: str) -> None:
    told = found(**note)
    assert told[0] == (rule, f"notes[0]{path}")
    assert {other for other, _ in told[1:]} <= {"drill-unused"}


def test_a_front_is_missing_only_without_a_family() -> None:
    note = drill()
    del note["front"]
    assert found(**note) == [("missing-field", "notes[0]")]
    assert found(type="drill", family="bce-single") == []


def test_a_drill_that_cannot_be_drawn_says_how_often_and_why() -> None:
    (problem,) = problems(as_yaml(drill(require="a < 0")))
    assert problem.message == (
        "This cannot be asked: in 1000 of 1000 draws require[0] (a < 0) does not hold."
    )


def test_the_seed_that_shows_a_slip_is_preferred() -> None:
    note = drill(slips={"sometimes": "2 * a if a > 40 else nan", "sign": "-a"})
    made: Card = card(note)
    seeds = range(100)
    chosen = seed_for(made, seeds, {"sometimes"})
    assert drawn(ask(made, chosen))["a"] > 40
    assert all(drawn(ask(made, seed))["a"] <= 40 for seed in range(chosen))
    assert seed_for(made, seeds, ()) == seed_for(made, seeds, {"unknown"}) == 0


def test_examples_are_kept_for_check() -> None:
    note = drill(examples=[{"seed": 1, "answer": "7", "verdict": "slip:sign"}])
    template = template_of(card(note), 0)
    assert template is not None
    assert [(each.seed, each.answer) for each in template.examples] == [(1, "7")]
