from __future__ import annotations

import re

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
    Picked,
    Rating,
    Revealed,
    TypedText,
    TypeText,
    Verdict,
)

MATCHES = st.sampled_from(["exact", "fold", "fuzzy"])


def typed(*answers: str, match: str = "") -> Card:
    note = {"type": "typed", "front": "Which loss?", "back": "B", "answers": list(answers)}
    return card(note | ({"match": match} if match else {}))


def answered(made: Card, text: str) -> Grade:
    return grade(ask(made, 0), TypedText(text))


LOSS = typed("cross-entropy", "log loss")


def test_a_line_is_asked_for() -> None:
    prompt = ask(LOSS, 0)
    assert (prompt.task, prompt.evidence, prompt.guess_rate) == (TypeText(), Evidence.TYPED, 0)
    assert (prompt.front, prompt.back) == ("Which loss?", "B")


@pytest.mark.parametrize("text", ["cross-entropy", "Cross Entropy.", " LOG  LOSS ", "“log loss”"])
def test_any_of_the_answers_will_do_in_any_dress(text: str) -> None:
    right = answered(LOSS, text)
    assert (right.verdict, right.score, right.feedback) == (Verdict.CORRECT, 1, "Right.")
    assert right.proposed is Rating.GOOD


def test_a_wrong_answer_is_told_the_right_one() -> None:
    wrong = answered(LOSS, "hinge loss?")
    assert (wrong.verdict, wrong.score, wrong.proposed) == (Verdict.WRONG, 0, Rating.AGAIN)
    assert wrong.feedback == "The answer is 'cross-entropy'."
    assert (wrong.given, wrong.truth) == ("hinge loss?", "cross-entropy")
    assert [line.mark for line in wrong.lines] == [Mark.WRONG, Mark.MISSED]


def test_a_near_miss_is_told_which_letters() -> None:
    wrong = answered(LOSS, "log los")
    assert wrong.verdict is Verdict.WRONG
    assert wrong.feedback == ("Close, but 's' is missing after 'log lo'. The answer is 'log loss'.")
    assert wrong.lines[0].why == r"\'s\' is missing after \'log lo\'"


def test_fuzzy_forgives_spelling_and_says_so() -> None:
    made = typed("naïve Bayes", "regularization", match="fuzzy")
    for text, wanted in [("naive bayes", "naïve Bayes"), ("regularisation", "regularization")]:
        right = answered(made, text)
        assert (right.verdict, right.score) == (Verdict.CORRECT, 1)
        assert right.feedback == f"Right. Spelling: it is written '{wanted}'."


def test_fuzzy_does_not_forgive_another_number_or_another_word() -> None:
    made = typed("supervised", "layer 12", match="fuzzy")
    assert answered(made, "unsupervised").verdict is Verdict.WRONG
    assert answered(made, "layer 13").verdict is Verdict.WRONG


def test_exact_counts_every_character_and_says_so() -> None:
    made = typed("argMax", match="exact")
    assert answered(made, " argMax ").verdict is Verdict.CORRECT
    wrong = answered(made, "argmax")
    assert wrong.verdict is Verdict.WRONG
    assert wrong.feedback == (
        "Close, but here every character counts: 'm' should be 'M' after 'arg'. "
        "The answer is 'argMax'."
    )


@pytest.mark.parametrize("text", ["", "  ", "\t\n", "\u200b"])
def test_a_blank_line_is_asked_again(text: str) -> None:
    assert answered(LOSS, text).verdict is Verdict.INVALID


def test_a_pasted_novel_is_refused() -> None:
    assert answered(LOSS, "x" * 1001).verdict is Verdict.INVALID
    assert answered(LOSS, "x" * 1000).verdict is Verdict.WRONG


def test_another_kind_of_answer_is_asked_again_and_looking_is_no_recall() -> None:
    assert grade(ask(LOSS, 0), Picked((0,))).verdict is Verdict.INVALID
    looked = grade(ask(LOSS, 0), Revealed())
    assert (looked.verdict, looked.proposed) == (Verdict.UNGRADED, Rating.AGAIN)
    assert looked.truth == "cross-entropy"


def test_answers_are_required_and_one_needs_no_list() -> None:
    assert rules(as_yaml({"type": "typed", "front": "?", "back": "x"}))
    assert rules(as_yaml({"type": "typed", "front": "?", "answers": []}))
    assert rules(as_yaml({"type": "typed", "front": "?", "answers": "sigmoid"})) == []


@pytest.mark.parametrize("answer", ["\u200b", "x" * 1001])
def test_an_answer_that_nobody_can_type_is_refused(answer: str) -> None:
    note = {"type": "typed", "front": "?", "answers": ["a", answer]}
    (problem,) = problems(as_yaml(note))
    assert (problem.rule, problem.path) == ("typed-bad-answer", "notes[0].answers[1]")


def test_an_answer_over_two_lines_is_typed_on_one() -> None:
    assert answered(typed("log\nloss", match="exact"), "log loss").verdict is Verdict.CORRECT


def test_an_answer_looks_like_text_even_where_yaml_sees_a_number() -> None:
    note = "- {id: n, type: typed, front: '?', answers: [0.50, no]}"
    assert rules(note) == []


@given(st.text(max_size=80), MATCHES, st.integers())
def test_the_authors_own_answer_is_right_under_every_matching(
    answer: str, match: str, seed: int
) -> None:
    note = as_yaml({"type": "typed", "front": "?", "answers": [answer], "match": match})
    if rules(note):
        return
    made = typed(answer, match=match)
    assert grade(ask(made, seed), TypedText(answer)).score == 1


@given(st.text(max_size=80), MATCHES)
def test_any_line_gets_a_grade_and_shows_no_markup(text: str, match: str) -> None:
    result = answered(typed("sigmoid", "log loss", match=match), text)
    assert result.verdict in {Verdict.CORRECT, Verdict.WRONG, Verdict.INVALID}
    shown = result.feedback + result.given + "".join(line.text + line.why for line in result.lines)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ue000-\ue003]", shown)
    assert all(line.text.startswith("`") for line in result.lines)
