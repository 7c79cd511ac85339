"""The calculator of number fields."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizlr.grading.calculator import calculate, calculate_all, result_words
from quizlr.grading.numbers import read_number

TOKENS = [
    "2.",
    "0.5",
    "3.",
    "0.",
    "1e-2",
    "+",
    "-",
    "*",
    "/",
    "**",
    "(",
    ")",
    "exp(",
    "ln(",
    "sqrt(",
]
PIECES = st.sampled_from(["2.", "0.5", "3.", "0.", "1e-2"])
SUMS = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**"]), inner).map(" ".join),
        st.tuples(st.sampled_from(["-", "+", "- -"]), inner).map(" ".join),
        st.tuples(st.sampled_from(["exp(", "ln(", "sqrt(", "("]), inner, st.just(")")).map("".join),
    ),
    max_leaves=8,
)
# Floats throughout: towers of Python's integers would never end.
NAMES = {"exp": math.exp, "ln": math.log, "sqrt": math.sqrt, "__builtins__": {}}


def by_python(text: str) -> float | None:
    """What Python makes of the same text; its grammar of powers and signs is ours."""
    try:
        value = eval(text, dict(NAMES))
    except (ArithmeticError, ValueError, SyntaxError, TypeError):
        return None
    return value if isinstance(value, float) and math.isfinite(value) else None


@given(SUMS)
@example("2. ** 3. ** 2.")
@example("- 2. ** 2.")
@example("2. ** - 1.")
@example("2. - 3. - 4.")
@example("8. / 4. / 2.")
def test_it_calculates_as_python_does(text: str) -> None:
    value, problem = calculate(text)
    expected = by_python(text)
    if expected is None:
        assert value is None
        assert problem
    else:
        assert value == pytest.approx(expected, rel=1e-12)


@given(st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join))
@pytest.mark.filterwarnings("ignore::SyntaxWarning")  # Python's, on `2 (3)`
def test_it_accepts_what_python_accepts(text: str) -> None:
    value, problem = calculate(text)
    assert value == by_python(text)
    assert (value is None) == bool(problem)


@given(
    st.text(max_size=250)
    | st.text(st.sampled_from("0123456789.eE+-*/^() lnexpsqrt,%"), max_size=250)
)
@example("(" * 199)
@example("-" * 199 + "1")
@example("2^" * 99 + "2")
@example("exp(" * 49 + "1")
@example("1" * 200)
@example("9^9^9^9")
@example("1e308*1e308-1e308*1e308")
@example("(-8)^(1/3)")
def test_every_text_has_a_finite_value_or_a_sentence(text: str) -> None:
    value, problem = calculate(text)
    if value is None:
        assert problem is not None
        assert problem.endswith(".")
    else:
        assert math.isfinite(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-ln(0.7)", -math.log(0.7)), ("2^10", 1024), ("2**10", 1024), ("−3×2÷4", -1.5),
        ("1/(1+exp(-2))", 1 / (1 + math.exp(-2))), ("[1+2]*3", 9), ("SQRT(9)", 3), ("1e3/2.", 500),
        ("0^0", 1),
    ],
)  # fmt: skip
def test_usual_spellings(text: str, value: float) -> None:
    assert calculate(text)[0] == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Type a calculation, such as =-ln(0.7)."),
        ("1/0", "That divides by 0."),
        ("0^-1", "That divides by 0: it is 0 to a negative power."),
        ("ln(0)", "ln(0) has no value: ln needs a number above 0."),
        ("sqrt(-1)", "sqrt(-1) has no value: sqrt needs a number that is not negative."),
        ("(-8)^(1/3)", "A negative number has no power that is not whole."),
        ("exp(1000)", "That is too large: numbers go up to 1.8e308."),
        ("9^9^9", "That is too large: numbers go up to 1.8e308."),
        ("1e400", "That is too large: numbers go up to 1.8e308."),
        ("2(3)", "A sign is missing before '(': write * to multiply."),
        ("2x", "A sign is missing before 'x': write * to multiply."),
        ("(1+2", "A closing bracket is missing."),
        ("1+2)", "There is a closing bracket too many."),
        ("1+", "The calculation ends too early: a number is missing."),
        ("2+*3", "A number is missing before '*'."),
        ("ln 2", "Put brackets behind ln: ln(0.7)."),
        ("log(2)", "Write ln for the natural logarithm; log base 10 of x is ln(x)/ln(10)."),
        ("log2(8)", "Write ln(x)/ln(2) for log2(x)."),
        ("1 + Log2 8", "Write ln(x)/ln(2) for log2(x)."),
        ("log10(8)", "Write ln(x)/ln(10) for log10(x)."),
        ("log25", "Write ln for the natural logarithm; log base 10 of x is ln(x)/ln(10)."),
        ("e^2", "Write exp(x) for e to the power x."),
        ("sigmoid(2)", "'sigmoid' is not known here. There is + - * / ^ ( ) exp ln sqrt."),
        ("0,5", "Decimals come after a point, as in 0.5."),
        ("5%", "Write 0.05 for 5%."),
        ("2$", "'$' cannot be calculated with. There is + - * / ^ ( ) exp ln sqrt."),
        ("(" * 60, "That has too many brackets or signs inside each other."),
        ("1+" * 101, "That is longer than 200 characters. Calculate it in pieces."),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_type(text: str, told: str) -> None:
    assert calculate(text) == (None, told)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_result_can_be_typed_as_an_answer(value: float) -> None:
    numeral, problem = read_number(result_words(value))
    assert numeral is not None, problem
    assert abs(numeral.value - Decimal(value)) <= abs(Decimal(value)) * Decimal("5.1e-8")


def test_several_are_calculated_each_where_several_are_asked() -> None:
    assert calculate_all("1/4, 2^3; ln(1)", are_several=True) == ("0.25, 8; 0", None)
    assert calculate_all("1/3", are_several=False) == ("0.33333333", None)
    assert calculate_all("-(0)", are_several=False) == ("0", None)
    told = "Decimals come after a point, as in 0.5."
    assert calculate_all("1/4, 2", are_several=False) == (None, told)
    assert calculate_all("1/4, 1/0", are_several=True) == (None, "Number 2: That divides by 0.")


COMMAS = "calculated numbers are separated by commas"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ln(2) 3", f"A comma or a sign is missing before '3': {COMMAS}."),
        ("ln(2) 3; 2 exp(1)", f"Number 1: A comma or a sign is missing before '3': {COMMAS}."),
        ("3, 2 exp(1)", f"Number 2: A comma or a sign is missing before 'exp': {COMMAS}."),
        ("1, 2)", "Number 2: There is a closing bracket too many."),
    ],
)
def test_spaces_do_not_separate_calculations_and_it_says_what_does(text: str, told: str) -> None:
    assert calculate_all(text, are_several=True) == (None, told)
