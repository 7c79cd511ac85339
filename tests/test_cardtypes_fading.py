"""A worked example fades: what is blank follows from the last review; what is typed is judged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cardtypes_makers import card
from hypothesis import given
from hypothesis import strategies as st
from store_makers import review

from quizlr.cardtypes.fading import (
    ask_faded,
    blanks_of,
    can_fade,
    grade_faded,
    pass_seed,
    step_count,
)
from quizlr.model import (
    Card,
    Reveal,
    Revealed,
    Review,
    Stepped,
    Steps,
    TypedText,
    TypeNumber,
    Verdict,
)

DRILL = card(
    {
        "type": "drill",
        "vars": {"a": {"grid": [1, 9, 1]}},
        "let": {"b": "a + 1"},
        "front": "Double the successor of {{= a }}, plus 3.",
        "answer": "2 * b + 3",
        "slips": {"forgot_3": "2 * b"},
        "steps": [
            {"say": "The successor", "show": "b"},
            {"say": "Doubled", "show": "2 * b"},
            {"say": "Plus 3", "show": "2 * b + 3"},
        ],
    }
)


SAID = ("The successor", "Doubled", "Plus 3")


def done(shown: int, verdict: str) -> Review:
    return replace(review(), steps_shown=shown, verdict=verdict)


@pytest.mark.parametrize(
    ("history", "blanks"),
    [
        ([], 0),
        ([done(3, Verdict.UNGRADED)], 1),
        ([done(3, Verdict.UNGRADED), done(2, Verdict.CORRECT)], 2),
        ([done(1, Verdict.CORRECT)], 3),
        ([done(0, Verdict.CORRECT)], 3),
        ([done(2, Verdict.WRONG)], 0),
        ([done(1, Verdict.SLIP)], 1),
        ([done(0, Verdict.WRONG)], 2),
        ([done(0, Verdict.UNGRADED)], 2),
        ([done(1, Verdict.PARTIAL)], 2),
        ([done(1, Verdict.TOO_FEW_DIGITS)], 2),
        ([done(9, Verdict.UNGRADED)], 1),
    ],
)
def test_what_was_right_is_asked_with_one_step_fewer_shown(
    history: list[Review], blanks: int
) -> None:
    assert blanks_of(DRILL, history) == blanks


def numbers(prompt_front: str) -> int:
    return int(prompt_front.split("successor of ")[1].split(",", maxsplit=1)[0])


@given(st.integers(0, 2**63 - 1), st.integers(0, 3))
def test_the_shown_steps_stand_in_the_front_and_the_blank_ones_are_judged(
    seed: int, blanks: int
) -> None:
    prompt = ask_faded(DRILL, seed, blanks)
    a = numbers(prompt.front)
    values = [a + 1, 2 * (a + 1), 2 * (a + 1) + 3]
    for place, value in enumerate(values[: 3 - blanks], 1):
        assert (
            f"{place}. {('The successor', 'Doubled', 'Plus 3')[place - 1]}: {value}" in prompt.front
        )
    right = [TypedText(str(value)) for value in values[3 - blanks :]]
    if not blanks:
        assert isinstance(prompt.task, Reveal)
        assert grade_faded(prompt, 0, Revealed()).verdict is Verdict.UNGRADED
    elif blanks == 1:
        assert isinstance(prompt.task, TypeNumber)
        assert grade_faded(prompt, 1, right[0]).verdict is Verdict.CORRECT
        assert grade_faded(prompt, 1, TypedText("999")).verdict is Verdict.WRONG
        slip = grade_faded(prompt, 1, TypedText(str(values[1])))
        assert (slip.verdict, slip.slip) == (Verdict.SLIP, "forgot_3")
    else:
        assert isinstance(prompt.task, Steps)
        assert len(prompt.task.steps) == blanks
        assert str(values[3 - blanks]) in prompt.task.steps[1].say
        assert grade_faded(prompt, blanks, Stepped(tuple(right))).verdict is Verdict.CORRECT
        wrong = (TypedText("999"), *right[1:])
        assert grade_faded(prompt, blanks, Stepped(wrong)).verdict is Verdict.PARTIAL
        assert grade_faded(prompt, blanks, Revealed()).verdict is Verdict.UNGRADED


def test_leaving_and_coming_back_draws_the_same_numbers_and_the_next_pass_others() -> None:
    assert pass_seed(DRILL, []) == pass_seed(DRILL, [])
    seeds = {pass_seed(DRILL, [review()] * count) for count in range(5)}
    assert len(seeds) == 5


def test_only_a_drill_for_one_number_with_steps_can_fade() -> None:
    bare = {"type": "drill", "vars": {"a": {"grid": [1, 9, 1]}}, "front": "{{= a }}?"}
    assert not can_fade(card({**bare, "answer": "a"}))
    one = {**bare, "answer": "a", "steps": [{"say": "It", "show": "a"}]}
    assert not can_fade(card(one))
    assert not can_fade(card({"front": "F", "back": "B"}))
    assert can_fade(DRILL)
    assert step_count(DRILL) == 3


FAMILIES = [
    c
    for text in ("bce-dataset", "grad-vector", "hessian-2x2", "confusion", "adam-first-step")
    for c in [card({"type": "drill", "family": text})]
]


@pytest.mark.parametrize("drill", FAMILIES, ids=lambda c: str(c.note.content.family))
def test_the_families_fade_step_by_step_to_the_question_itself(drill: Card) -> None:
    from quizlr.cardtypes.fading import _variant
    from quizlr.drills.answering import honest_answer

    for blanks in range(1, step_count(drill) + 1):
        prompt = ask_faded(drill, 7, blanks)
        honest = honest_answer(_variant(drill, 7, blanks))
        assert grade_faded(prompt, blanks, honest).verdict is Verdict.CORRECT
        assert not any(line in prompt.front for line in prompt.worked[-blanks:])
