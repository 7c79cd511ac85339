"""Lab notes: reading, asking, grading."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from cardtypes_makers import as_yaml, card, problems
from hypothesis import given
from hypothesis import strategies as st

from quizlr.cardtypes import ask, cards_of, grade
from quizlr.cardtypes.lab import LabContent
from quizlr.labs.lab import Lab, lab_of
from quizlr.model import Card, Evidence, Mark, Pick, Picked, Rating, Revealed, Verdict

ASK: dict[str, Any] = {
    "ask": "Which way does the loss go?",
    "at": {"z": -2},
    "to": {"z": -4},
    "options": [{"text": "up", "why": "It is nearly $-z$."}, "down", "nowhere"],
    "correct": "1 if log_loss_after > log_loss else 2",
}
NOTE: dict[str, Any] = {
    "type": "lab", "scene": "loss-curves", "front": "One row.", "predict": [ASK],
}  # fmt: skip
OWN: dict[str, Any] = {
    "type": "lab",
    "front": "A parabola.",
    "inputs": [
        {"name": "x", "range": [-2, 2], "step": 0.5, "start": 1},
        {"name": "a", "range": [0, 3], "step": 1, "start": 2},
    ],
    "plot": {"x": "x", "y": {"the curve": "a * x ** 2"}},
    "outputs": {"twice": "2 * the_curve", "slope": "2 * a * x"},
}


def lab(made: Card) -> Lab:
    content = made.note.content
    assert isinstance(content, LabContent)
    return lab_of(content.spec)


def test_a_prediction_shows_the_state_and_asks_without_the_answer() -> None:
    prompt = ask(card(NOTE), 0)
    assert prompt.front == (
        "One row.\n\nNow `z = -2.00, y = 1`. Then `z = -4.00`.\n\nWhich way does the loss go?"
    )
    assert isinstance(prompt.task, Pick)
    assert sorted(prompt.task.options) == ["down", "nowhere", "up"]
    assert (prompt.evidence, prompt.guess_rate) == (Evidence.SKILL, 1 / 3)
    # log(1 + e^2) and log(1 + e^4)
    assert "| log loss | 2.1269 | 4.0181 |" in prompt.back
    assert "4.0181" not in prompt.front


@given(st.integers(0, 10**6))
def test_a_prediction_is_graded_whatever_the_order_of_its_options(seed: int) -> None:
    prompt = ask(card(NOTE), seed)
    right = grade(prompt, Picked((0,)))
    wrong = grade(prompt, Picked((1,)))
    assert (right.verdict, right.proposed) == (Verdict.CORRECT, Rating.GOOD)
    assert (wrong.verdict, wrong.proposed) == (Verdict.WRONG, Rating.AGAIN)
    assert wrong.feedback == "Not 'down': the answer is 'up'."
    marks = {line.text: line.mark for line in wrong.lines}
    assert marks == {"up": Mark.MISSED, "down": Mark.WRONG, "nowhere": Mark.NEUTRAL}
    assert prompt == ask(card(NOTE), seed)


def test_each_review_draws_one_of_the_predictions() -> None:
    other = ASK | {"ask": "And the squared error?", "at": {}, "to": {}, "correct": "3"}
    made = card(NOTE | {"predict": [ASK, other]})
    fronts = {ask(made, seed).front.rpartition("\n")[2] for seed in range(20)}
    assert fronts == {"Which way does the loss go?", "And the squared error?"}
    still = next(p for p in (ask(made, s) for s in range(20)) if "squared" in p.front)
    assert "Now `z = -2.00, y = 1`.\n" in still.front
    assert "| | value |" in still.back


@pytest.mark.parametrize("keys", [(), (0, 1), (7,)])
def test_what_is_no_pick_is_asked_again(keys: tuple[int, ...]) -> None:
    assert grade(ask(card(NOTE), 0), Picked(keys)).verdict is Verdict.INVALID


def test_looking_proposes_again() -> None:
    looked = grade(ask(card(NOTE), 0), Revealed())
    assert (looked.proposed, looked.truth) == (Rating.AGAIN, "up")


def test_a_lab_without_predictions_has_no_card() -> None:
    from cardtypes_makers import read

    deck, found = read(as_yaml(OWN))
    assert not found
    assert not cards_of(deck)


def test_an_own_plot_is_computed_by_its_expressions() -> None:
    asked = ASK | {"at": {"x": 1}, "to": {"x": 2}, "correct": "1 if the_curve_after == 8 else 2"}
    made = lab(card(OWN | {"predict": [asked]}))
    assert made.scene.title == "the curve over x"
    assert made.compute(made.start).values == {"the_curve": 2, "twice": 4, "slope": 4}
    (plot,) = made.compute(made.start).plots
    assert not hasattr(plot, "bars")
    series = plot.series[0]
    assert all(y == pytest.approx(2 * x * x) for x, y in zip(series.xs, series.ys, strict=True))
    assert (series.xs[0], series.xs[-1]) == (-2, 2)
    assert made.question(made.predictions[0]).right == 0


@pytest.mark.parametrize(
    "expression",
    [
        "sum(x)",
        "x - mean(x) + max(x)",
        "abs(x) * sign(x)",
        "x if x > 0 else x",
    ],
)
def test_curves_mean_what_their_expression_means_at_each_point(expression: str) -> None:
    plot = {"x": "x", "y": {"c": expression}}
    asked = ASK | {"at": {}, "to": {}, "correct": "1"}
    made = lab(card(OWN | {"plot": plot, "outputs": {}, "predict": [asked]}))
    (drawn,) = made.compute(made.start).plots
    assert not hasattr(drawn, "bars")
    assert drawn.series[0].ys == drawn.series[0].xs


def test_a_curve_that_is_constant_is_drawn_over_the_whole_axis() -> None:
    plot = {"x": "x", "y": {"c": "a + 1"}}
    asked = ASK | {"at": {}, "to": {}, "correct": "1"}
    made = lab(card(OWN | {"plot": plot, "outputs": {}, "predict": [asked]}))
    (drawn,) = made.compute(made.start).plots
    assert not hasattr(drawn, "bars")
    assert set(drawn.series[0].ys) == {3.0}
    assert len(drawn.series[0].ys) == len(drawn.series[0].xs)


def test_the_inputs_of_a_scene_can_be_changed() -> None:
    inputs = [{"name": "z", "range": [-4, 4], "step": 0.5, "start": 1}]
    made = lab(card(NOTE | {"inputs": inputs}))
    assert made.shown(made.start) == "z = 1.0, y = 1"


def test_the_data_of_a_scene_can_be_changed() -> None:
    params = {"scores": "[0.9, 0.8, 0.3]", "y": "[1, 0, 1]"}
    asked = ASK | {"at": {}, "to": {}, "correct": "1 if auc == 0.5 else 2"}
    made = lab(card({"type": "lab", "scene": "roc", "front": "?", "params": params,
                     "predict": [asked]}))  # fmt: skip
    assert made.question(made.predictions[0]).right == 0


@pytest.mark.parametrize(
    ("changes", "rule", "path"),
    [
        ({"scene": "los-curves"}, "lab-scene", "notes[0].scene"),
        ({"scene": ""}, "empty-text", "notes[0].scene"),
        ({"plot": OWN["plot"]}, "lab-scene", "notes[0].scene"),
        ({"inputs": [{"name": "q"}]}, "lab-input", "notes[0].inputs[0].name"),
        ({"inputs": [{"name": "z", "start": 0.1}]}, "lab-input", "notes[0].inputs[0]"),
        ({"inputs": [{"name": "z", "range": [2, 1]}]}, "lab-input", "notes[0].inputs[0].range"),
        ({"params": {"y": "[1"}}, "lab-params", "notes[0].params.y"),
        ({"params": {"rows": "[1]"}}, "lab-params", "notes[0].params.rows"),
        ({"outputs": {"a": "b + 1"}}, "lab-run", "notes[0].outputs"),
        ({"predict": [ASK | {"correct": "4"}]}, "lab-correct", "notes[0].predict[0].correct"),
        ({"predict": [ASK | {"correct": "1.5"}]}, "lab-correct", "notes[0].predict[0].correct"),
        ({"predict": [ASK | {"correct": "zz"}]}, "lab-correct", "notes[0].predict[0].correct"),
        ({"predict": [ASK | {"at": {"z": 0.1}}]}, "lab-predict", "notes[0].predict[0].at.z"),
        ({"predict": [ASK | {"to": {"q": 1}}]}, "lab-predict", "notes[0].predict[0].to.q"),
    ],
)
def test_what_cannot_run_is_refused_where_it_stands(
    changes: dict[str, Any], rule: str, path: str
) -> None:
    found = problems(as_yaml(NOTE | changes))
    assert [(problem.rule, problem.path) for problem in found] == [(rule, path)]


def test_an_own_plot_needs_whole_inputs() -> None:
    (problem,) = problems(as_yaml(OWN | {"inputs": [{"name": "x"}]}))
    assert problem.rule == "lab-input"
    (problem,) = problems(as_yaml({k: v for k, v in OWN.items() if k != "inputs"}))
    assert problem.rule == "lab-input"
    (problem,) = problems(as_yaml(OWN | {"plot": {"x": "q", "y": {"c": "x"}}}))
    assert (problem.rule, problem.path) == ("lab-plot", "notes[0].plot.x")


def test_a_note_comes_out_of_the_cache_as_it_went_in() -> None:
    made = card(NOTE)
    again = pickle.loads(pickle.dumps(made))
    assert again == made
    assert ask(again, 3) == ask(made, 3)


@given(st.data())
def test_a_question_made_of_a_state_has_the_answer_that_moving_shows(data: st.DataObject) -> None:
    made = lab(card(NOTE))
    places = tuple(data.draw(st.integers(0, each.last)) for each in made.inputs)
    question = made.quiz(places, 0, data.draw(st.integers(0, 9)))
    assert question is not None
    assert question.before == places
    assert abs(question.after[0] - places[0]) == 10 or question.after[0] in (0, made.inputs[0].last)
    before, after = made.compute(places).figures, made.compute(question.after).figures
    label = question.ask.split("`")[1]
    ((a, b),) = [(a, b) for a, b in zip(before, after, strict=True) if a.label == label]
    assert question.right == (0 if b.value > a.value else 1)
    assert a.value != b.value
