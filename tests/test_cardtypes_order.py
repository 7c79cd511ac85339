from __future__ import annotations

from typing import Any

import pytest
from cardtypes_makers import as_yaml, card, problems
from hypothesis import given
from hypothesis import strategies as st

from quizlr.cardtypes import ask, grade
from quizlr.model import (
    Arrange,
    Arranged,
    Card,
    Evidence,
    Grade,
    Mark,
    Picked,
    Rating,
    Revealed,
    Severity,
    Verdict,
)

SEEDS = st.integers(0, 10**6)


def order(*items: Any, **fields: Any) -> Card:
    return card({"type": "order", "front": "Order", "items": list(items)} | fields)


def answered(made: Card, *keys: int) -> Grade:
    return grade(ask(made, 0), Arranged(keys))


STEPS = order("Forward pass", "Loss", "Backward pass", "Update weights")
RECIPE = order(
    {"id": "x", "text": "Load features"},
    {"id": "y", "text": "Load labels"},
    {"id": "fit", "text": "Fit"},
    {"id": "test", "text": "Evaluate"},
    after={"fit": ["x", "y"], "test": "fit"},
    distractors=["Shuffle the weights", "Test on training data"],
)


@given(SEEDS)
def test_the_lines_are_shuffled_and_never_right_from_the_start(seed: int) -> None:
    for made in (STEPS, RECIPE, order("a", "b")):
        prompt = ask(made, seed)
        task = prompt.task
        assert isinstance(task, Arrange)
        assert prompt == ask(made, seed)
        assert sorted(task.keys) == list(range(len(task.lines)))
        items = tuple(key for key in task.keys if key < 4)
        assert grade(prompt, Arranged(items)).verdict is not Verdict.CORRECT


def test_distractors_are_shown_among_the_lines() -> None:
    task = ask(RECIPE, 0).task
    assert isinstance(task, Arrange)
    assert task.has_distractors
    assert dict(zip(task.keys, task.lines, strict=True))[4] == "Shuffle the weights"


def test_a_guess_is_worth_the_share_of_right_orders() -> None:
    assert (ask(STEPS, 0).guess_rate, ask(STEPS, 0).evidence) == (1 / 24, Evidence.GUESSABLE)
    assert ask(RECIPE, 0).guess_rate == 2 / 720


@given(SEEDS, st.sampled_from([(0, 1, 2, 3), (1, 0, 2, 3)]))
def test_every_order_that_the_author_allows_is_right(seed: int, keys: tuple[int, ...]) -> None:
    right = grade(ask(RECIPE, seed), Arranged(keys))
    assert (right.verdict, right.score, right.feedback) == (Verdict.CORRECT, 1, "Right.")
    assert right.proposed is Rating.GOOD
    assert right.given == right.truth


def test_without_after_only_the_listed_order_is_right() -> None:
    assert answered(STEPS, 0, 1, 2, 3).verdict is Verdict.CORRECT
    assert answered(STEPS, 1, 0, 2, 3).verdict is Verdict.PARTIAL


@pytest.mark.parametrize(
    ("keys", "score"),
    [
        ((1, 0, 2, 3), 3 / 4),
        ((3, 0, 1, 2), 3 / 4),
        ((1, 0, 3, 2), 2 / 4),
        ((3, 2, 1, 0), 0),
        ((0, 1, 3), 3 / 4),
        ((2,), 0),
    ],
)
def test_the_score_is_the_share_that_can_stay(keys: tuple[int, ...], score: float) -> None:
    assert answered(STEPS, *keys).score == score


def test_each_distractor_costs_a_line() -> None:
    assert answered(RECIPE, 0, 1, 2, 3, 4).score == 3 / 4
    result = answered(RECIPE, 0, 4, 1, 2, 5, 3)
    assert result.score == 2 / 4
    assert result.feedback == "'Shuffle the weights' and 'Test on training data' do not belong."
    assert [line.mark for line in result.lines] == [
        Mark.RIGHT,
        Mark.WRONG,
        Mark.RIGHT,
        Mark.RIGHT,
        Mark.WRONG,
        Mark.RIGHT,
    ]


def test_the_first_wrong_line_is_named_with_its_reason() -> None:
    early = answered(STEPS, 3, 0, 1, 2)
    assert early.feedback == (
        "'Update weights' stands before 'Backward pass', which must come first."
    )
    late = answered(STEPS, 1, 2, 3, 0)
    assert late.feedback == "'Forward pass' stands after 'Loss', but must come before it."
    assert [(line.mark, line.why) for line in late.lines][3] == (
        Mark.WRONG,
        "This stands after ‘Loss’, but must come before it.",
    )


def test_what_was_left_out_is_missed() -> None:
    result = answered(STEPS, 0, 2)
    assert result.score == 2 / 4
    assert result.feedback == "'Loss' and 'Update weights' were left out."
    assert [(line.mark, line.text) for line in result.lines] == [
        (Mark.RIGHT, "Forward pass"),
        (Mark.RIGHT, "Backward pass"),
        (Mark.MISSED, "Loss"),
        (Mark.MISSED, "Update weights"),
    ]


def test_the_truth_is_the_right_order_nearest_to_the_answer() -> None:
    assert answered(RECIPE, 1, 0, 3, 2).truth == "Load labels → Load features → Fit → Evaluate"


@given(st.permutations(range(6)), st.integers(0, 6))
def test_every_answer_gets_a_grade_whose_parts_agree(keys: list[int], used: int) -> None:
    result = answered(RECIPE, *keys[:used])
    if not used:
        assert result.verdict is Verdict.INVALID
        return
    marks = [line.mark for line in result.lines]
    assert 0 <= result.score <= 1
    assert len(marks) == used + marks.count(Mark.MISSED)
    assert (result.score == 1) == (set(marks) == {Mark.RIGHT}) == (result.feedback == "Right.")
    strangers = sum(key >= 4 for key in keys[:used])
    if marks.count(Mark.RIGHT) > 1:
        assert result.score == max(0, (marks.count(Mark.RIGHT) - strangers) / 4)


@given(st.permutations(range(6)), st.integers(1, 5))
def test_putting_in_a_distractor_never_pays(keys: list[int], used: int) -> None:
    taken = keys[:used]
    for stranger in {4, 5} - set(taken):
        assert answered(RECIPE, *taken, stranger).score <= answered(RECIPE, *taken).score


@pytest.mark.parametrize("keys", [(), (0, 0, 1), (0, 9), (-1, 0)])
def test_an_impossible_arrangement_is_asked_again(keys: tuple[int, ...]) -> None:
    assert answered(STEPS, *keys).verdict is Verdict.INVALID


def test_another_kind_of_answer_is_asked_again_and_looking_is_no_recall() -> None:
    assert grade(ask(STEPS, 0), Picked((0,))).verdict is Verdict.INVALID
    looked = grade(ask(STEPS, 0), Revealed())
    assert (looked.verdict, looked.proposed) == (Verdict.UNGRADED, Rating.AGAIN)
    assert looked.truth == "Forward pass → Loss → Backward pass → Update weights"


def test_items_are_named_by_id_by_text_or_by_number() -> None:
    made = order(
        {"id": "a", "text": "First"}, "Second  one", "Third", after={"3": ["Second one", "a"]}
    )
    assert answered(made, 1, 0, 2).score == 1
    assert answered(made, 0, 2, 1).score < 1


@pytest.mark.parametrize(
    ("fields", "rule", "words"),
    [
        ({"after": {"c": ["a"], "a": ["b"], "b": ["c"]}}, "order-cycle", ["'a'", "'b'", "'c'"]),
        ({"after": {"a": ["a"]}}, "order-cycle", ["'a'", "itself"]),
        ({"after": {"a": ["bb"]}}, "order-unknown-item", ["'bb'"]),
        ({"after": {"9": ["a"]}}, "order-unknown-item", ["'9'"]),
        ({"distractors": ["b"]}, "order-duplicate-line", ["twice"]),
        ({"items": ["a", "b", "a"]}, "order-duplicate-line", ["twice"]),
        ({"items": [{"id": "z", "text": t} for t in "ab"]}, "order-duplicate-id", ["'z'"]),
        ({"items": [f"line {n}" for n in range(41)]}, "order-too-long", ["two notes"]),
    ],
)
def test_an_order_that_cannot_be_graded_is_refused_with_its_cause(
    fields: dict[str, Any], rule: str, words: list[str]
) -> None:
    note = {"type": "order", "front": "?", "items": ["a", "b", "c"]} | fields
    (problem,) = problems(as_yaml(note))
    assert (problem.rule, problem.severity) == (rule, Severity.ERROR)
    assert all(word in problem.message for word in words)


def test_an_order_in_which_anything_goes_is_warned_about() -> None:
    note = {"type": "order", "front": "?", "items": ["a", "b"], "after": {"a": []}}
    (problem,) = problems(as_yaml(note))
    assert (problem.rule, problem.severity) == ("order-without-order", Severity.WARNING)


def test_forty_lines_are_still_asked_and_graded() -> None:
    made = order(*(f"line {number}" for number in range(40)))
    assert answered(made, *reversed(range(40))).score == 0
    assert answered(made, *range(20, 40), *range(20)).score == 20 / 40
