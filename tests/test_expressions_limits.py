"""Each limit: what is just allowed, and what is just too much."""

from __future__ import annotations

import pytest

from quizlr.expressions import Budget, ExpressionError, evaluate, parse_computed, parse_expression
from quizlr.model import Value

LONG = tuple(float(i) for i in range(4096))
SQUARE = tuple(tuple(float(i == j) for j in range(64)) for i in range(64))
NAMES: dict[str, Value | str] = {"v": LONG, "M": SQUARE, "c": tuple((i,) for i in LONG)}


def refusal(text: str) -> str:
    expression, faults = parse_expression(text)
    if expression is None:
        return faults[0].message
    try:
        evaluate(expression, NAMES)
    except ExpressionError as error:
        return error.message
    return ""


@pytest.mark.parametrize(
    ("allowed", "refused", "words"),
    [
        ("1" + " " * 399, "1" + " " * 400, "at most 400 characters; this has 401"),
        ("-" * 199 + "1", "-" * 200 + "1", "more than 200 parts"),
        ("1" + "+1" * 99, "1" + "+1" * 100, "more than 200 parts"),
        ("(" * 40 + "1" + ")" * 40, "(" * 41 + "1" + ")" * 41, "at most 40 deep"),
        ("[0][" * 40 + "0" + "]" * 40, "[0][" * 41 + "0" + "]" * 41, "at most 40 deep"),
        ("1e15", "1.0000000000000002e15", "the largest number to write is 1e+15"),
        ("'a' == '" + "b" * 24 + "'", "'a' == '" + "b" * 25 + "'", "at most 24 letters"),
        ("identity(64)", "identity(65)", "4225 numbers; at most 4096"),
        ("outer([1], v)", "outer([1, 2], v)", "8192 numbers; at most 4096"),
        ("concat(v)", "concat(v, 1)", "4097 numbers; at most 4096"),
        ("diag(M[0])", "diag(concat(M[0], 1))", "4225 numbers; at most 4096"),
        ("[v]", "[v, v]", "at most 4096 numbers; this has 8192"),
        ("v @ c", "c @ [v]", "at most 4096 numbers; this has 16777216"),
        ("inverse(identity(8))", "inverse(identity(9))", "at most 8 x 8"),
        ("running_sum(1, 19990)", "running_sum(1, 20000)", "more than 20000 steps"),
        ("sum(M@M@M@M@M@M@M)", "sum(M@M@M@M@M@M@M@M@M)", "too much work"),
        ("calibration_bins(v / 4096, 1, 9)", "calibration_bins(v / 4096, 1, 999)", "too much work"),
        ("sum(eigenvalues(M))", "+".join(["sum(eigenvalues(M))"] * 9), "too much work"),
    ],
)
def test_a_limit_allows_so_much_and_no_more(allowed: str, refused: str, words: str) -> None:
    assert refusal(allowed) == ""
    assert words in refusal(refused)


def test_a_variable_may_not_bring_more_than_an_expression_could_make() -> None:
    expression, _ = parse_expression("sum(v)")
    assert expression is not None
    with pytest.raises(ExpressionError, match="at most 4096 numbers; this has 4097"):
        evaluate(expression, {"v": (1.0,) * 4097})


def test_functions_that_compute_with_fifty_digits_are_charged_for_it() -> None:
    few, many = LONG[:150], LONG[:300]
    expression, _ = parse_expression("mean(odds_ratio(v / 1e4, 0.3))")
    assert expression is not None
    assert isinstance(evaluate(expression, {"v": few}), float)
    with pytest.raises(ExpressionError, match="too much work"):
        evaluate(expression, {"v": many})


def test_several_evaluations_can_share_a_budget_and_a_spent_one_stays_spent() -> None:
    expression, _ = parse_expression("sum(v)")
    cheap, _ = parse_expression("1")
    assert expression is not None
    assert cheap is not None
    budget = Budget(cells=16_384)
    for _ in range(2):
        evaluate(expression, NAMES, budget)
    with pytest.raises(ExpressionError, match="too much work"):
        evaluate(expression, NAMES, budget)
    with pytest.raises(ExpressionError, match="too much work"):
        evaluate(cheap, NAMES, budget)
    assert evaluate(expression, NAMES) == sum(LONG)


def test_the_values_of_a_text_share_the_budget_that_it_is_given() -> None:
    text, _ = parse_computed("{{= 1 + 1 }} {{= 2 + 2 }}")
    assert text is not None
    assert text.fill({}, Budget(steps=6)) == "2 4"
    with pytest.raises(ExpressionError, match="more than 5 steps"):
        text.fill({}, Budget(steps=5))
