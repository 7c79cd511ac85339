from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from cardtypes_makers import as_yaml, card, problems
from content_decks import CARDS, NOTES

from quizlr.cardtypes import ask, grade, template_of
from quizlr.cardtypes.walkthrough import WalkthroughContent
from quizlr.drills.answering import honest_answer
from quizlr.drills.proof import prove
from quizlr.drills.sampling import vary
from quizlr.expressions import evaluate, parse_expression
from quizlr.model import (
    Arranged,
    Card,
    Mark,
    Pick,
    Picked,
    Prompt,
    Revealed,
    Stepped,
    Steps,
    TypedText,
    TypeNumber,
    Verdict,
)
from quizlr.rendering import render

CODE = "def cost(p, y):\n    error = p - y\n    return (error ** 2).mean()"
STAGES: dict[str, Any] = {
    "contract": {
        "ask": "What comes back?",
        "options": [{"text": "One number", "correct": "yes", "why": "A mean."}, "Five numbers"],
    },
    "mapping": [
        {"concept": "residuals", "find": "p - y", "why": "A difference."},
        {"concept": "the mean", "find": ".mean()"},
    ],
    "tradeoff": {"ask": "Why squares?", "options": [{"text": "a", "correct": "yes"}, "b", "c"]},
    "failure": {"ask": "For p = (0.5, 0.5)?", "answer": "mean(([0.5, 0.5] - [1, 0]) ** 2)"},
}
NOTE: dict[str, Any] = {
    "type": "walkthrough",
    "front": "Read {{= 3 }} lines.",
    "code": CODE,
    "stages": STAGES,
    "back": "It is the Brier score.",
}
RIGHT = (Picked((0,)), Picked((1,)), Picked((2,)), Picked((0,)), TypedText("0.25"))


def steps(prompt: Prompt) -> Steps:
    assert isinstance(prompt.task, Steps)
    return prompt.task


def picked(prompt: Prompt, place: int) -> Pick:
    task = steps(prompt).steps[place].task
    assert isinstance(task, Pick)
    return task


def shown(markdown: str) -> str:
    return "\n".join("".join(span.text for span in line) for line in render(markdown, 76))


def found(**stages: Any) -> list[tuple[str, str]]:
    told = problems(as_yaml({**NOTE, "stages": {**STAGES, **stages}}))
    return [(problem.rule, problem.path.removeprefix("notes[0].")) for problem in told]


def test_the_stages_come_in_order_below_the_code() -> None:
    prompt = ask(card(NOTE), 4)
    asked = [step.say.rpartition("\n")[2] for step in steps(prompt).steps]
    assert asked == [
        "What comes back?",
        "Which line is this: residuals?",
        "Which line is this: the mean?",
        "Why squares?",
        "For p = (0.5, 0.5)?",
    ]
    assert prompt.front.startswith("Read 3 lines.\n\n```text\n 1  def cost(p, y):\n 2      error")
    assert all(line.strip() in shown(prompt.front) for line in CODE.split("\n"))
    for place in (1, 2):
        lines = [shown(option).strip() for option in picked(prompt, place).options]
        assert lines == [line.strip() for line in CODE.split("\n")]
    assert isinstance(steps(prompt).steps[4].task, TypeNumber)


def test_lines_stay_in_order_and_other_options_are_shuffled() -> None:
    made = card(NOTE)
    prompts = [ask(made, seed) for seed in range(20)]
    assert {picked(prompt, 1).keys for prompt in prompts} == {(0, 1, 2)}
    assert len({picked(prompt, 3).keys for prompt in prompts}) > 1


def test_right_answers_are_right_and_the_back_shows_the_code() -> None:
    prompt = ask(card(NOTE), 4)
    assert grade(prompt, Stepped(RIGHT)).verdict is Verdict.CORRECT
    assert prompt.back == f"```python\n{CODE}\n```\n\nIt is the Brier score."


@pytest.mark.parametrize("place", range(5))
def test_each_stage_counts_alike(place: int) -> None:
    prompt = ask(card(NOTE), 4)
    answers: list[TypedText | Picked | Arranged] = list(RIGHT)
    answers[place] = TypedText("7") if place == 4 else Picked((1 if place != 1 else 0,))
    judged = grade(prompt, Stepped(tuple(answers)))
    assert judged.score == pytest.approx(4 / 5)
    assert [line.mark for line in judged.lines].index(Mark.WRONG) == place


def test_a_wrong_line_is_told_which_it_is_and_why() -> None:
    prompt = ask(card(NOTE), 4)
    judged = grade(prompt, Stepped((RIGHT[0], Picked((0,)), *RIGHT[2:])))
    assert "error = p - y" in judged.feedback
    assert "A difference." in judged.feedback
    wrong = grade(prompt, Stepped((Picked((1,)), *RIGHT[1:])))
    assert wrong.lines[0].why == "Right: One number"


def test_who_looks_or_answers_too_little_is_told_so() -> None:
    prompt = ask(card(NOTE), 4)
    assert grade(prompt, Stepped(RIGHT[:3])).verdict is Verdict.INVALID
    assert grade(prompt, Revealed()).score == 0


QUESTION = {"ask": "?", "options": [{"text": "a", "correct": "yes"}, "b"]}


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        (
            {"mapping": [{"concept": "c", "find": "p"}]},
            ("walkthrough-find", "stages.mapping[0].find"),
        ),
        (
            {"mapping": [STAGES["mapping"][0], {"concept": "c", "find": "zzz"}]},
            ("walkthrough-find", "stages.mapping[1].find"),
        ),
        ({"contract": {"ask": "?"}}, ("walkthrough-question", "stages.contract")),
        ({"failure": {**QUESTION, "answer": "1"}}, ("walkthrough-question", "stages.failure")),
        (
            {"tradeoff": {"ask": "?", "options": ["a", "b"]}},
            ("walkthrough-question", "stages.tradeoff.options"),
        ),
        ({"failure": {"ask": "?", "answer": "1 +"}}, ("drill-expression", "stages.failure.answer")),
        (
            {"tradeoff": {**QUESTION, "ask": "{{= nothing }}"}},
            ("drill-expression", "stages.tradeoff.ask"),
        ),
    ],
)
def test_a_fault_is_told_at_its_field(stages: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected in found(**stages)


@pytest.mark.parametrize("code", ["one line", "a = 1\n\nb = 2", "a = 1\n  a = 1\nb = 2"])
def test_lines_must_be_told_apart(code: str) -> None:
    assert "walkthrough-lines" in [p.rule for p in problems(as_yaml({**NOTE, "code": code}))]


def test_every_stage_is_needed() -> None:
    for name in STAGES:
        kept = {other: stage for other, stage in STAGES.items() if other != name}
        assert [p.rule for p in problems(as_yaml({**NOTE, "stages": kept}))] == ["missing-field"]


def test_hostile_code_is_shown_as_it_is_written() -> None:
    lines = ["x = `a` + ``b`` # ```", "[b]y[/b] **z** <b>w</b>", "$k$ {{ q }} \\n", "p - y .mean()"]
    note = {
        **NOTE,
        "code": "\n".join(lines),
        "stages": {**STAGES, "mapping": [STAGES["mapping"][1]]},
    }
    prompt = ask(card(note), 0)
    assert [shown(option).strip() for option in picked(prompt, 1).options] == lines
    for text in (prompt.front, prompt.back):
        assert all(line in shown(text) for line in lines)


# The deck


DECK = {
    name.removeprefix("walkthroughs/"): note
    for name, note in NOTES.items()
    if isinstance(note.content, WalkthroughContent)
}


def content(name: str) -> WalkthroughContent:
    found_ = DECK[name].content
    assert isinstance(found_, WalkthroughContent)
    return found_


def function(name: str, code: str = "") -> Callable[..., Any]:
    """The function that a walkthrough shows."""
    place: dict[str, Any] = {"np": np}
    exec(code or content(name).code, place)
    ((_, made),) = [
        (key, value) for key, value in place.items() if key not in {"np", "__builtins__"}
    ]
    assert isinstance(made, FunctionType)
    return made


def right(name: str, stage: str) -> str:
    """The right option of a stage."""
    question = getattr(content(name), stage)
    return str(next(option.text for option in question.options if option.correct))


def number(name: str) -> float:
    expression, faults = parse_expression(content(name).failure.answer)
    assert expression is not None, faults
    value = evaluate(expression, {})
    assert isinstance(value, float)
    return value


def test_there_are_at_least_six_and_each_option_says_why() -> None:
    assert len(DECK) >= 6
    for name in DECK:
        made = content(name)
        assert len(made.mapping) == 3
        assert all(mapped.why for mapped in made.mapping)
        for question in (made.contract, made.tradeoff, made.failure):
            assert all(option.why for option in question.options)


@pytest.mark.parametrize("name", DECK)
def test_a_walkthrough_can_be_proved_and_answered(name: str) -> None:
    (made,) = cards_of_note(name)
    template = template_of(made, 0)
    assert template is not None
    assert prove(template, [0]).problems == ()
    prompt = ask(made, 3)
    assert grade(prompt, honest_answer(vary(template, 3))).verdict is Verdict.CORRECT


def cards_of_note(name: str) -> list[Card]:
    return [each for each in CARDS if each.note is DECK[name]]


def test_cost_from_scores() -> None:
    cost = function("cost-from-scores")
    assert float(cost(np.array([2.0]), np.array([-1]))) == pytest.approx(number("cost-from-scores"))
    scores, labels = np.array([3.0, -2.0, 0.5]), np.array([1, 0, 0])
    p = 1 / (1 + np.exp(-scores))
    expected = -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p))
    assert float(cost(scores, labels)) == pytest.approx(float(expected))
    assert float(cost(np.array([1e4, -1e4]), np.array([0, 0]))) == 5000


def test_softmax_loss() -> None:
    loss = function("softmax-loss")
    p, k = np.array([[0.7, 0.2, 0.1]]), np.array([0])
    assert float(loss(p, k)) == pytest.approx(number("softmax-loss"), rel=1e-9)
    assert float(loss(np.log(p), k)) == pytest.approx(-np.log(0.7))
    assert np.isfinite(loss(np.array([[1000.0, 0.0]]), np.array([1])))


def test_descent_loop() -> None:
    train = function("descent-loop")
    rows, y = np.zeros((10, 2)), np.array([1] * 9 + [0])
    w = train(rows, y, 0.5, 50)
    assert w.shape == (2,)
    assert set(1 / (1 + np.exp(-rows @ w))) == {0.5}
    assert right("descent-loop", "failure") == "0.5 for every row"
    x = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    growing = [train(x, np.array([0, 0, 1, 1]), 1.0, steps)[0] for steps in (10, 100, 1000)]
    assert growing == sorted(growing)
    assert growing[2] > growing[1] + 1


def test_newton_solver() -> None:
    step = function("newton-solver")
    rows = np.array([[-2.0, 1], [-1, 1], [1, 1], [2, 1], [3, 1]])
    y = np.array([0, 1, 0, 1, 1])
    w = np.zeros(2)
    for _ in range(8):
        w = step(rows, y, w)
    assert rows.T @ (1 / (1 + np.exp(-rows @ w)) - y) == pytest.approx([0, 0], abs=1e-10)
    by_mean = function("newton-solver", content("newton-solver").code.replace("X.T @", "X.T / 5 @"))
    assert by_mean(rows, y, np.ones(2)) == pytest.approx(step(rows, y, np.ones(2)))
    with pytest.raises(np.linalg.LinAlgError):
        step(np.ones((4, 2)), np.array([0, 1, 1, 1]), np.zeros(2))


def test_backprop_by_hand() -> None:
    gradients = function("backprop-by-hand")
    rng = np.random.default_rng(1)
    x, first, second = rng.normal(size=3), rng.normal(size=(2, 3)), rng.normal(size=2)

    def loss(one: Any, two: Any) -> float:
        h = 1 / (1 + np.exp(-one @ x))
        return float(-np.log(1 / (1 + np.exp(-two @ h))))

    by_first, by_second = gradients(x, 1, first, second)
    assert (by_first.shape, by_second.shape) == ((2, 3), (2,))
    h = 1e-6
    for place in np.ndindex(2, 3):
        move = np.zeros((2, 3))
        move[place] = h
        slope = (loss(first + move, second) - loss(first - move, second)) / (2 * h)
        assert by_first[place] == pytest.approx(slope, rel=1e-4)
    alike, _ = gradients(x, 1, np.full((2, 3), 0.3), np.full(2, 0.7))
    assert alike[0] == pytest.approx(alike[1])
    still, _ = gradients(x, 1, first, np.zeros(2))
    assert not still.any()


def test_gradient_checker() -> None:
    check = function("gradient-checker")
    w = np.array([0.3, -1.7])

    def cubes(v: Any) -> float:
        return float((v**3).sum())

    good, tiny = check(cubes, 3 * w**2, w, 1e-5), check(cubes, 3 * w**2, w, 1e-14)
    assert good < 1e-8
    assert tiny > 1e5 * good
    assert check(cubes, 2 * w**2, w, 1e-5) > 0.1


def test_calibration_gap() -> None:
    gap = function("calibration-gap")
    y = np.array([1] * 3 + [0] * 7)
    assert float(gap(np.full(10, 0.3), y, 10)) == pytest.approx(0, abs=1e-12)
    assert right("calibration-gap", "failure").startswith("0,")
    assert float(gap(np.ones(10), y, 10)) == pytest.approx(0.7)
    rng = np.random.default_rng(2)
    p = rng.uniform(size=2000)
    perfect = (rng.uniform(size=2000) < p).astype(int)
    assert gap(p, perfect, 500) > gap(p, perfect, 5)


def test_auc_by_pairs() -> None:
    auc = function("auc-by-pairs")
    y = np.array([1, 1, 0, 0])
    assert float(auc(np.array([4.0, 2, 3, 1]), y)) == 0.75
    assert float(auc(np.ones(4), y)) == 0.5
    assert float(auc(np.exp([4.0, 2, 3, 1]), y)) == 0.75
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert np.isnan(auc(np.ones(2), np.array([1, 1])))
    assert right("auc-by-pairs", "failure") == "`nan`"


def test_every_walkthrough_is_run_here() -> None:
    run = {name for name in globals() if name.startswith("test_")}
    assert {f"test_{re.sub('-', '_', name)}" for name in DECK} <= run
