from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from cardtypes_makers import as_yaml, card, problems
from content_decks import NOTES
from hypothesis import given
from hypothesis import strategies as st

from quizlr.cardtypes import ask, grade, skill_of, template_of
from quizlr.cardtypes.failure import FailureContent
from quizlr.drills.answering import honest_answer
from quizlr.drills.sampling import vary
from quizlr.labs.failures import scenarios
from quizlr.model import (
    Answer,
    Arranged,
    Evidence,
    Mark,
    Pick,
    Picked,
    Prompt,
    Rating,
    Revealed,
    Stepped,
    Steps,
    TypedText,
    TypeNumber,
    Verdict,
)

SEEDS = st.integers(0, 2**63 - 1)
FAILURE: dict[str, Any] = {
    "type": "failure",
    "version": 2,
    "front": "A mean of {{= 2 }} models.",
    "scenario": "one-class-auc",
    "repair": [
        {"text": "Both classes in each fold", "correct": "yes", "why": "Pairs need both."},
        {"text": "Count {{= 0.5 }}", "why": "An invention."},
        {"text": "Count 0"},
    ],
    "back": "The label was {{= label }}.",
    "hints": ["Count the pairs."],
}


def steps(prompt: Prompt) -> Steps:
    assert isinstance(prompt.task, Steps)
    return prompt.task


def honest(prompt: Prompt) -> Stepped:
    template = template_of(prompt.card, prompt.seed)
    assert template is not None
    answer = honest_answer(vary(template, prompt.seed))
    assert isinstance(answer, Stepped)
    return answer


def found(**fields: Any) -> list[tuple[str, str]]:
    told = problems(as_yaml({**FAILURE, **fields}))
    return [(problem.rule, problem.path.removeprefix("notes[0].")) for problem in told]


@given(SEEDS)
def test_the_same_card_and_seed_give_the_same_prompt(seed: int) -> None:
    assert ask(card(FAILURE), seed) == ask(card(FAILURE), seed)


def test_it_asks_what_is_printed_then_the_repair_then_another_program() -> None:
    prompt = ask(card(FAILURE), 1)
    assert prompt.front.startswith("A mean of 2 models.\n\n```python\ns = np.array(")
    first, second, third = steps(prompt).steps
    assert first.say == "What does it print, warnings aside?"
    assert "`nan`" not in prompt.front + first.say
    assert "Step 1: the right answer is `nan`." in second.say
    assert second.say.endswith("Which change mends it?")
    assert "Step 2: the right answer is Both classes in each fold." in third.say
    assert isinstance(first.task, Pick)
    assert isinstance(second.task, Pick)
    assert set(second.task.options) == {"Both classes in each fold", "Count 0.5", "Count 0"}
    assert isinstance(third.task, TypeNumber)
    assert (prompt.evidence, prompt.guess_rate) == (Evidence.SKILL, 0)
    assert prompt.hints == ("Count the pairs.",)
    assert prompt.back in {"The label was 0.", "The label was 1."}


def test_new_numbers_come_with_each_seed() -> None:
    made = card(FAILURE)
    assert len({ask(made, seed).front for seed in range(10)}) > 8


def test_each_step_is_judged_by_itself_and_a_wrong_pick_is_told_why() -> None:
    prompt = ask(card(FAILURE), 3)
    right = honest(prompt)
    assert grade(prompt, right).proposed is Rating.GOOD
    for place in range(3):
        answers = list(right.answers)
        wrong = next(key for key in (0, 1) if Picked((key,)) != answers[place])
        answers[place] = Picked((wrong,)) if place < 2 else TypedText("0.1234")
        judged = grade(prompt, Stepped(tuple(answers)))
        assert judged.score == pytest.approx(2 / 3)
        assert [line.mark for line in judged.lines].index(Mark.WRONG) == place
    picked_wrong = grade(prompt, Stepped((right.answers[0], Picked((1,)), right.answers[2])))
    assert picked_wrong.lines[1].why == "An invention. Right: Both classes in each fold"
    assert "Pairs need both." in picked_wrong.feedback


def test_a_known_slip_in_the_held_out_variant_is_named() -> None:
    made = card(FAILURE)
    prompt = ask(made, 3)
    template = template_of(made, 3)
    assert template is not None
    a = vary(template, 3).names["a"]
    assert isinstance(a, tuple)
    given_up = Stepped((*honest(prompt).answers[:2], TypedText(f"{sum(map(float, a)) / 3:.4f}")))  # type: ignore[arg-type]
    assert grade(prompt, given_up).slip == "as_zero"


@given(
    SEEDS,
    st.just(Revealed())
    | st.builds(TypedText, st.text(max_size=9))
    | st.lists(
        st.builds(TypedText, st.text(max_size=9))
        | st.builds(Picked, st.lists(st.integers(-1, 5), max_size=2).map(tuple))
        | st.builds(Arranged, st.just(())),
        max_size=4,
    ).map(lambda answers: Stepped(tuple(answers))),
)
def test_any_answer_gets_a_grade(seed: int, answer: Answer) -> None:
    judged = grade(ask(card(FAILURE), seed), answer)
    assert judged.verdict is Verdict.INVALID or 0 <= judged.score <= 1


def test_draws_and_outcomes_of_the_author_take_the_place_of_the_scenario_s() -> None:
    note = {
        **FAILURE,
        "scenario": "naive-log-sigmoid",
        "params": {"z": {"pick": ["40"]}, "y": {"pick": ["0"]}},
        "predict": [
            {"text": "no number", "correct": "1 / printed == 0"},
            {"text": "{{= z }}", "correct": "printed == z"},
        ],
        "back": "True: {{= true }}.",
    }
    prompts = [ask(card(note), seed) for seed in range(8)]
    assert all("z, y = 40.0, 0" in prompt.front for prompt in prompts)
    assert {prompt.back for prompt in prompts} == {"True: 40."}
    for prompt in prompts:
        task = steps(prompt).steps[0].task
        assert isinstance(task, Pick)
        assert set(task.options) == {"no number", "40"}
        assert honest(prompt).answers[0] == Picked((0,))


def test_outcomes_of_the_author_may_leave_names_of_the_scenario_unused() -> None:
    predict = [{"text": "inf", "correct": "y == 0"}, {"text": "nan", "correct": "y == 1"}]
    assert found(scenario="naive-log-sigmoid", predict=predict, back="Back.") == []


def test_the_log_keeps_version_draws_and_skill() -> None:
    prompt = ask(card(FAILURE), 5)
    assert (prompt.template_id, prompt.template_version) == ("d/n", 2)
    assert skill_of(prompt.card) == "d/n"
    assert set(json.loads(prompt.drawn)["drawn"]) == {"label", "s", "a"}


def test_an_unknown_scenario_is_refused_with_the_nearest() -> None:
    (told,) = problems(as_yaml({**FAILURE, "scenario": "one-class-auk"}))
    assert (told.rule, told.path) == ("failure-unknown-scenario", "notes[0].scenario")
    assert "Did you mean `one-class-auc`?" in told.message
    (told,) = problems(as_yaml({**FAILURE, "scenario": "xyz"}))
    assert all(name in told.message for name in scenarios())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"params": {"q": {"pick": ["1"]}}}, ("failure-unknown-param", "params.q")),
        ({"params": {"label": {"pick": ["1"], "grid": [0, 1, 1]}}}, ("drill-draw", "params.label")),
        ({"front": "{{= nothing }}"}, ("drill-expression", "front")),
        ({"back": "{{= 1 + }}"}, ("drill-expression", "back")),
        (
            {"repair": [{"text": "a"}, {"text": "b"}]},
            ("drill-undrawable", "repair"),
        ),
        (
            {"repair": [{"text": "a", "correct": "yes"}, {"text": "b", "correct": "1 / ("}]},
            ("drill-expression", "repair[1].correct"),
        ),
        (
            {"predict": [{"text": "{{= zzz }}", "correct": "yes"}, {"text": "b"}]},
            ("drill-expression", "predict[0].text"),
        ),
    ],
)
def test_a_fault_is_told_at_its_field(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected[0] in [rule for rule, _ in found(**fields)]
    assert any(path.startswith(expected[1]) for _, path in found(**fields))


def test_the_bundled_deck_has_every_scenario_and_explains_every_repair() -> None:
    notes = [note for note in NOTES.values() if isinstance(note.content, FailureContent)]
    contents = [note.content for note in notes]
    used = [content.scenario for content in contents if isinstance(content, FailureContent)]
    assert sorted(used) == sorted(scenarios())
    for content in contents:
        assert isinstance(content, FailureContent)
        assert len(content.repair) == 4
        assert all(option.why for option in content.repair)
        assert [option.correct for option in content.repair].count("1") == 1


def test_every_outcome_of_the_catalogue_says_why() -> None:
    for scenario in scenarios().values():
        assert all(option.why for option in scenario.outcomes)


REPAIRS: dict[str, tuple[str, float]] = {
    "naive-log-sigmoid": ("np.logaddexp(0, 40.0) - 0 * 40.0", 40.0),
    "sigmoid-saturation": ("sigmoid(30.0) * sigmoid(-30.0)", math.exp(-30)),
    "softmax-overflow": ("softmax(np.array([1000.0, 999.0]))[1]", 1 / (1 + math.e)),
    "float32-running-sum": ("np.sum(np.full(10**6, np.float32(0.1))) / 10**6", 0.1),
    "column-labels": ("np.mean((np.array([0.1, 0.9]) - np.array([[0], [1]]).ravel()) ** 2)", 0.01),
}


@pytest.mark.parametrize("name", REPAIRS)
def test_a_repair_mends_what_it_says(name: str) -> None:
    def sigmoid(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    def softmax(v: Any) -> Any:
        e = np.exp(v - v.max())
        return e / e.sum()

    code, expected = REPAIRS[name]
    found_ = eval(code, {"np": np, "sigmoid": sigmoid, "softmax": softmax})
    assert float(found_) == pytest.approx(expected, rel=1e-4)
