from __future__ import annotations

from typing import Any

import pytest
from cardtypes_makers import as_yaml, card, problems, rules
from hypothesis import given
from hypothesis import strategies as st

from quizlr.cardtypes import ask, grade
from quizlr.model import (
    Card,
    Evidence,
    Grade,
    Mark,
    Pick,
    Picked,
    Rating,
    Revealed,
    Severity,
    TypedText,
    Verdict,
)

SEEDS = st.integers(0, 10**6)


def choice(*options: str, **fields: Any) -> Card:
    """A card from option texts; those that begin with `+` are right."""
    made = [
        {"text": text.lstrip("+"), "correct": text[0] == "+", "why": f"why {text.lstrip('+')}"}
        for text in options
    ]
    return card({"type": "choice", "front": "Which?", "options": made} | fields)


SINGLE = choice("+convex", "concave", "linear", "constant")
MULTIPLE = choice("+a", "+b", "+c", "x", "y")


def answered(made: Card, *keys: int, seed: int = 0) -> Grade:
    return grade(ask(made, seed), Picked(keys))


@given(SEEDS)
def test_the_options_are_shuffled_by_the_seed_and_graded_all_the_same(seed: int) -> None:
    prompt = ask(SINGLE, seed)
    assert isinstance(prompt.task, Pick)
    assert sorted(prompt.task.keys) == [0, 1, 2, 3]
    assert prompt.task.options[prompt.task.keys.index(0)] == "convex"
    assert prompt == ask(SINGLE, seed)
    assert grade(prompt, Picked((0,))).score == 1
    assert all(grade(prompt, Picked((key,))).score == 0 for key in (1, 2, 3))


def test_the_order_changes_between_reviews_unless_the_author_says_no() -> None:
    assert len({ask(SINGLE, seed).task for seed in range(20)}) > 5
    fixed = choice("+a", "b", "all of the above", shuffle=False)
    assert {ask(fixed, seed).task for seed in range(20)} == {
        Pick(("a", "b", "all of the above"), (0, 1, 2))
    }


def test_a_guess_is_worth_what_chance_gives() -> None:
    assert (ask(SINGLE, 0).guess_rate, ask(SINGLE, 0).evidence) == (0.25, Evidence.GUESSABLE)
    assert ask(MULTIPLE, 0).guess_rate == 1 / 31


def test_a_right_pick_is_good() -> None:
    right = answered(SINGLE, 0)
    assert (right.verdict, right.feedback, right.given) == (Verdict.CORRECT, "Right.", "convex")
    assert right.proposed is Rating.GOOD


def test_a_wrong_pick_is_named_and_so_is_the_right_one() -> None:
    wrong = answered(SINGLE, 2)
    assert (wrong.verdict, wrong.proposed) == (Verdict.WRONG, Rating.AGAIN)
    assert wrong.feedback == "Not 'linear': the answer is 'convex'."
    assert wrong.truth == "convex"


def test_each_line_says_how_it_stands_and_why_in_the_order_shown() -> None:
    prompt = ask(MULTIPLE, 5)
    assert isinstance(prompt.task, Pick)
    lines = grade(prompt, Picked((0, 3))).lines
    assert tuple(line.text for line in lines) == prompt.task.options
    assert all(line.why == f"why {line.text}" for line in lines)
    assert {line.text: line.mark for line in lines} == {
        "a": Mark.RIGHT,
        "b": Mark.MISSED,
        "c": Mark.MISSED,
        "x": Mark.WRONG,
        "y": Mark.NEUTRAL,
    }


@pytest.mark.parametrize(
    ("keys", "score", "verdict", "rating"),
    [
        ((0, 1, 2), 1, Verdict.CORRECT, Rating.GOOD),
        ((0, 1), 2 / 3, Verdict.PARTIAL, Rating.HARD),
        ((0, 1, 2, 3), 2 / 3, Verdict.PARTIAL, Rating.HARD),
        ((0,), 1 / 3, Verdict.PARTIAL, Rating.AGAIN),
        ((0, 3), 0, Verdict.WRONG, Rating.AGAIN),
        ((0, 1, 2, 3, 4), 1 / 3, Verdict.PARTIAL, Rating.AGAIN),
    ],
)
def test_several_right_options_give_part_of_the_score(
    keys: tuple[int, ...], score: float, verdict: Verdict, rating: Rating
) -> None:
    result = answered(MULTIPLE, *keys)
    assert (result.score, result.verdict, result.proposed) == (score, verdict, rating)


def test_missing_and_wrong_picks_are_both_named() -> None:
    assert answered(MULTIPLE, 0, 1, 3).feedback == (
        "You found 2 of the 3 right options. Missing: 'c'. Not right: 'x'."
    )


@given(st.sets(st.integers(0, 4), min_size=1), st.integers(0, 4), SEEDS)
def test_a_right_pick_never_costs_and_a_wrong_pick_never_pays(
    picks: set[int], more: int, seed: int
) -> None:
    before = answered(MULTIPLE, *sorted(picks), seed=seed).score
    after = answered(MULTIPLE, *sorted(picks | {more}), seed=seed).score
    assert after >= before if more < 3 else after <= before


@pytest.mark.parametrize("keys", [(), (9,), (-1,), (0, 1)])
def test_no_pick_or_an_impossible_one_is_asked_again(keys: tuple[int, ...]) -> None:
    assert answered(SINGLE, *keys).verdict is Verdict.INVALID


def test_another_kind_of_answer_is_asked_again() -> None:
    assert grade(ask(SINGLE, 0), TypedText("convex")).verdict is Verdict.INVALID


def test_looking_shows_the_right_option_and_proposes_again() -> None:
    result = grade(ask(SINGLE, 0), Revealed())
    assert (result.verdict, result.proposed, result.truth) == (
        Verdict.UNGRADED,
        Rating.AGAIN,
        "convex",
    )
    assert [line.text for line in result.lines if line.mark is Mark.MISSED] == ["convex"]


def test_feedback_has_no_markup() -> None:
    made = choice(r"+$\frac{1}{m}$", "**bold** `code`")
    assert answered(made, 1).feedback == "Not 'bold code': the answer is '1/m'."


@pytest.mark.parametrize(
    ("options", "rule", "path"),
    [
        ([{"text": "a"}, {"text": "b"}], "choice-without-correct", "notes[0].options"),
        (["a", {"text": "a", "correct": True}], "choice-duplicate-option", "notes[0].options[1]"),
    ],
)
def test_a_choice_that_cannot_be_graded_is_refused(
    options: list[Any], rule: str, path: str
) -> None:
    (problem,) = problems(as_yaml({"type": "choice", "front": "?", "options": options}))
    assert (problem.rule, problem.path, problem.severity) == (rule, path, Severity.ERROR)


def test_one_option_is_no_choice() -> None:
    note = {"type": "choice", "front": "?", "options": [{"text": "a", "correct": True}]}
    assert rules(as_yaml(note))


def test_only_right_options_are_pointed_out() -> None:
    options = [{"text": text, "correct": True} for text in "ab"]
    (problem,) = problems(as_yaml({"type": "choice", "front": "?", "options": options}))
    assert (problem.rule, problem.severity) == ("choice-all-correct", Severity.HINT)
