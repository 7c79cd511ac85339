from __future__ import annotations

import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.expressions import (
    Expression,
    ExpressionError,
    Fault,
    check_names,
    evaluate,
    parse_expression,
)
from quizlr.model import Value

NAMES: dict[str, Value | str] = {
    "w": 0.5,
    "k": 1.0,
    "x": (1.0, -2.0, 3.0),
    "y": (0.0, 1.0, 1.0),
    "X": ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0)),
    "link": "probit",
}
NUMBERS = st.floats(0, 1e6, allow_subnormal=False).map(repr)
NUMBERS |= st.sampled_from(["0.0", "1.0", ".5", "2.", "1e-3", "3E2"])


def read(text: str) -> Expression:
    expression, faults = parse_expression(text)
    assert expression is not None, faults
    assert faults == ()
    return expression


def fault(text: str) -> Fault:
    expression, faults = parse_expression(text)
    assert expression is None
    return faults[0]


def value(text: str, **names: Value | str) -> Value:
    return evaluate(read(text), {**NAMES, **names})


def error(text: str, **names: Value | str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        value(text, **names)
    return caught.value


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signed = st.builds("{} {} {}".format, parts, st.sampled_from("+-*/"), parts)
    conditions = st.builds(
        "{} {} {} {} {}".format,
        parts,
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        parts,
        st.sampled_from(["<", "==", "!=", ">="]),
        parts,
    )
    either = st.builds("{} {} {}".format, conditions, st.sampled_from(["and", "or"]), conditions)
    chosen = st.builds("({} if {} else {})".format, parts, conditions | either, parts)
    negated = st.builds("({} if not {} else {})".format, parts, conditions, parts)
    return signed | parts.map("({})".format) | parts.map("-{}".format) | chosen | negated


@given(st.recursive(NUMBERS, _joined, max_leaves=12))
def test_arithmetic_and_choices_are_those_of_python_to_the_last_bit(text: str) -> None:
    try:
        expected = eval(text)
    except ZeroDivisionError:
        value(text)
        return
    assert value(text) == expected or math.isnan(expected)


@given(st.floats(-50, 50), st.floats(-9, 9))
def test_powers_are_those_of_the_mathematics_library(base: float, exponent: float) -> None:
    found = value("b ** p", b=base, p=exponent)
    try:
        expected = math.pow(base, exponent)
    except ValueError:  # 0 to a negative power, or a root of a negative number
        expected = math.inf if base == 0 else math.nan
    except OverflowError:
        expected = math.inf
    assert isinstance(found, float)
    assert math.isclose(abs(found), abs(expected), rel_tol=1e-14) or math.isnan(expected)
    assert math.isnan(found) == math.isnan(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-2 ** 2", -4),
        ("2 ** 3 ** 2", 512),
        ("2 ** -1", 0.5),
        ("9**9**9", math.inf),
        ("1 / 0", math.inf),
        ("-1 / 0", -math.inf),
        ("inf", math.inf),
        ("1 < 2 < 3", 1),
        ("3 > 2 > 2", 0),
        ("not 0", 1),
        ("not 3", 0),
        ("2 and 3", 1),
        ("0 or 5", 1),
        ("0 or 0", 0),
        ("1 if w > 0 else 2", 1),
        ("link == 'probit'", 1),
        ('link != "probit"', 0),
        ("x + 1", (2, -1, 4)),
        ("x * y", (0, -2, 3)),
        ("2 ** x", (2, 0.25, 8)),
        ("-x", (-1, 2, -3)),
        ("x > 0", (1, 0, 1)),
        ("0 < x < 2", (1, 0, 0)),
        ("x == y", (0, 0, 0)),
        ("x @ y", 1),
        ("X @ [1, 10]", (21, 43, 65)),
        ("x @ X", (10, 12)),
        ("X @ [[1, 0], [0, 2]]", ((1, 4), (3, 8), (5, 12))),
        ("X - X", ((0, 0), (0, 0), (0, 0))),
        ("[1, w, k + 1]", (1, 0.5, 2)),
        ("[[1, 2], [3, 4]]", ((1, 2), (3, 4))),
        ("[x, y]", ((1, -2, 3), (0, 1, 1))),
        ("[1, 2,]", (1, 2)),
        ("x[0]", 1),
        ("x[k]", -2),
        ("X[2]", (5, 6)),
        ("X[2][k]", 6),
        ("1 +\n   2", 3),
        ("  3", 3),
        ("1e15", 1e15),
        (".5 + 5.", 5.5),
    ],
)
def test_what_the_language_says(text: str, expected: Value) -> None:
    assert value(text) == expected


def test_zero_by_zero_has_no_value_and_says_nan() -> None:
    found = value("0 / 0")
    assert isinstance(found, float)
    assert math.isnan(found)


def test_only_the_branch_that_is_taken_is_computed() -> None:
    assert value("1 if w else x[9]") == 1
    assert value("x[9] if not w else 2") == 2
    assert value("0 and x[9]") == 0
    assert value("1 or x[9]") == 1


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("x + [1, 2]", 2, "`+` cannot join a vector of 3 and a vector of 2"),
        ("x + X", 2, "a vector of 3 and a 3 x 2 matrix"),
        ("(x) * (X)", 4, "`*` cannot join"),
        ("x < [1]", 0, "`<` cannot join"),
        ("X @ x", 2, "`@` cannot multiply a 3 x 2 matrix and a vector of 3"),
        ("2 @ x", 2, "`@` cannot multiply a number and a vector of 3"),
        ("dot(x, [1, 2])", 0, "`dot` cannot join a vector of 3 and a vector of 2"),
        ("1 + sum(dot(x, 2))", 15, "`dot(a, b)` takes a vector here, and got 2"),
        ("mean_log_loss([0.5], y)", 0, "`mean_log_loss` cannot join a vector of 1 and a vector"),
        ("[1, [2, 3]]", 0, "this holds a number and a vector of 2"),
        ("[[[1]]]", 0, "this holds a 1 x 1 matrix"),
        ("1 + concat(1, X)", 14, "`concat(a, …)` takes a number or a vector here, and got a 3 x 2"),
        ("diag(X)", 0, "`diag`: the matrix is not square"),
        ("diag(1)", 0, "`diag`: a number has no diagonal"),
        ("determinant(X)", 12, "takes a square matrix here, and got a 3 x 2 matrix"),
        ("col(X, 2)", 0, "there is no column 2: they are counted from 0 to 1"),
        ("row(X, 0.5)", 7, "takes a whole number, at least 0, here, and got 0.5"),
        ("naive_sigmoid(1, 2)", 17, "takes a word in quotes here, and got 2"),
        ("sigmoid('a')", 8, "takes numbers here, and got the word 'a'"),
        ("identity(0)", 0, "n must be at least 1"),
        ("round_to(1, 16)", 0, "digits can be 0 to 15, not 16"),
        ("clip(x, 2, 1)", 0, "low is above high"),
        ("x[3]", 2, "counted from 0 to 2"),
        ("x[-1]", 2, "counted from 0 to 2"),
        ("x[0.5]", 2, "counted from 0 to 2"),
        ("w[0]", 0, "A single number has no items"),
        ("x and y", 0, "`and` takes a single number, and got a vector of 3"),
        ("1 if x else 2", 5, "`if` takes a single number"),
        ("not x", 4, "`not` takes a single number"),
        ("1 + link", 4, "`+` takes numbers, and got 'probit'"),
        ("link < 'a'", 0, "`<` cannot compare the word 'probit' and the word 'a'"),
        ("0 < link < x", 0, "`<` cannot compare a number and the word 'probit'"),
        ("link", 0, "A number is needed here, and this gives 'probit'"),
        ("2 * missing", 4, "`missing` has no value"),
        ("log_loss(1.5, 1)", 0, "`log_loss`: p must be in [0, 1], not 1.5"),
        ("precision([0, 0, 1, 2])", 0, "nothing was predicted positive"),
        ("1 + inverse([[1, 2], [2, 4]])", 4, "`inverse`: the matrix is singular"),
    ],
)
def test_what_has_no_value_says_why_and_where(text: str, column: int, words: str) -> None:
    found = error(text)
    assert found.column == column
    assert words in found.message
    assert str(found) == f"Column {column + 1}: {found.message}"


@pytest.mark.parametrize("bad", [(), ((1.0,), (1.0, 2.0)), ((),), (((1.0,),),)])
def test_a_name_must_stand_for_a_value(bad: Value) -> None:
    assert error("1 + v", v=bad).column == 4


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("2x", 1, "write the star: 2*x"),
        ("2 (x)", 2, "write the star: 2*(b)"),
        ("x y", 2, "A sign is missing between `x` and `y`"),
        ("1 + ", 2, "breaks off after `+`"),
        ("* 2", 0, "A value is missing before `*`"),
        ("log(x)", 0, "write ln, log2 or log10"),
        ("x ^ 2", 2, "write **"),
        ("sigmoide(x)", 0, "Did you mean `sigmoid`?"),
        ("w(x)", 0, "There is no function `w`"),
        ("sqrt(1, 2)", 0, "`sqrt(x)` takes 1 value, and got 2"),
        ("clip(1)", 0, "`clip(x, low, high)` takes 3 values, and got 1"),
        ("fbeta_from_rates(1)", 0, "takes 2 to 3 values"),
        ("max()", 0, "takes 1 or more value"),
        ("x \u2212 1", 2, "the minus sign of the keyboard"),
        ("1 + é", 4, "`é` cannot be used"),
        ("\ufeff1", 0, "U+FEFF"),
        ("lambda * 2", 0, "lam for lambda"),
        ("_x", 0, "begins with an underscore"),
        ("x = 1", 2, "write =="),
        ("5 % 2", 2, "per cent"),
        ("x.y", 1, "A point stands only inside a number"),
        ("1, 2", 0, "Write a vector in square brackets"),
        ("True", 0, "Write 1 for True"),
        ("x[1:2]", 3, "there are no ranges"),
        ("1 if x", 2, "a if condition else b"),
        ("1 - not x", 4, "brackets around `not`"),
        ("(not x) + (x == not x)", 16, "brackets around `not`"),
        ("x not 2", 2, "A sign is missing between `x` and `not`."),
        ("'a' 'b'", 4, "A sign is missing between `'a'` and `'b'`."),
        ("1 if 2 if 3 else 4 else", 19, "breaks off after `else`"),
        ("(1 + 2", 0, "`(` is never closed"),
        ("1 + 2]", 5, "`]` closes nothing"),
        ("(1]", 2, "`]` cannot close `(`"),
        ("[]", 0, "An empty list has no value"),
        ("012", 0, "Write 12"),
        ("1or 2", 1, "Put a blank between `1` and `or`"),
        ("", 0, "An expression is missing"),
        ("\n x +\n +", 7, "breaks off"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(text: str, column: int, words: str) -> None:
    found = fault(text)
    assert words in found.message
    assert found.column == column


def test_an_expression_knows_its_free_variables_and_functions() -> None:
    expression = read("sum((s - y) * x) / m + inf + max(s, 1)")
    assert expression.names == {"s", "y", "x", "m"}
    assert expression.functions == {"sum", "max"}


def test_an_expression_is_a_value() -> None:
    expression = read("sum(x) + (1 if link == 'a' else [2][0])")
    again = pickle.loads(pickle.dumps(expression))
    assert again == expression
    assert hash(again) == hash(expression)
    assert evaluate(again, NAMES) == evaluate(expression, NAMES) == 4


def test_an_error_comes_out_of_a_pickle_as_it_went_in() -> None:
    again = pickle.loads(pickle.dumps(error("1 + x[9]")))
    assert (again.column, str(again)) == (6, str(error("1 + x[9]")))


def test_names_are_checked_before_there_are_values() -> None:
    assert check_names(read("x * w"), {"x", "w"}) == ()
    unknown, function = check_names(read("wieght + sum"), ["weight", "sum"])
    assert (unknown.column, function.column) == (0, 9)
    assert "Did you mean `weight`?" in unknown.message
    assert "`sum` is a function" in function.message
    (alone,) = check_names(read("z"), ["weight", "bias"])
    assert "Names here: bias, weight." in alone.message
