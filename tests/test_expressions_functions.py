from __future__ import annotations

import inspect
import math
import statistics
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizlr import numeric
from quizlr.expressions import FUNCTIONS, evaluate, parse_expression
from quizlr.model import Value

FINITE = st.floats(-1e6, 1e6)
VECTORS = st.lists(FINITE, min_size=1, max_size=6).map(tuple)
SMALL = st.integers(-9, 9).map(float)


def value(text: str, **names: Value | str) -> Value:
    expression, faults = parse_expression(text)
    assert expression is not None, faults
    return evaluate(expression, names)


def close(found: Value, expected: Value, error: float = 1e-12) -> bool:
    if isinstance(expected, tuple):
        assert isinstance(found, tuple)
        pairs = zip(found, expected, strict=True)
        return all(close(cast(Value, one), cast(Value, other), error) for one, other in pairs)
    assert isinstance(found, float)
    return math.isclose(found, expected, rel_tol=error, abs_tol=error) or (
        math.isnan(found) and math.isnan(expected)
    )


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_every_function_has_a_value(name: str) -> None:
    spec = FUNCTIONS[name]
    expression, faults = parse_expression(spec.example)
    assert faults == ()
    assert expression is not None
    assert name in expression.functions
    evaluate(expression, {})


@pytest.mark.parametrize("name", [n for n, spec in FUNCTIONS.items() if spec.engine_name])
def test_the_engine_means_the_same_by_a_parameter_and_its_place(name: str) -> None:
    spec = FUNCTIONS[name]
    theirs = inspect.signature(getattr(numeric, spec.engine_name)).parameters
    ours = [parameter for parameter, _ in spec.parameters]
    assert list(theirs)[: len(ours)] == ours
    assert sum(parameter.default is parameter.empty for parameter in theirs.values()) == (
        spec.required
    )


def test_all_of_the_engine_that_takes_and_gives_numbers_can_be_called() -> None:
    # These take functions, give several values of different shapes, or work without a bound.
    left_out = {
        "adam_descent", "central_difference", "central_difference_gradient", "fit_logistic",
        "fit_temperature", "forward_difference", "gradient_check", "gradient_descent",
        "is_separable", "mlp_forward", "mlp_gradients", "momentum_descent", "separation",
    }  # fmt: skip
    bound = {spec.engine_name for spec in FUNCTIONS.values()}
    assert {name for name in numeric.__all__ if name[0].islower()} - bound == left_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sigmoid([0, 0])", (0.5, 0.5)),
        ("softmax([0, 0])", (0.5, 0.5)),
        ("logistic_weight_gradient([[1], [2]], [0, 1], [0])", (-0.25,)),
        ("adam_step(1, 0, 0, 0.3, 1, 0.01)", (0.03, 0.00009, 0.99)),
        ("momentum_step([1, 2], 0, 0.5, 0.9, 0.1)", ((0.5, 0.5), (0.95, 1.95))),
        ("confusion([0.8, 0.3, 0.6], [1, 0, 0])", (1, 1, 0, 1)),
        ("precision(confusion([0.8, 0.3, 0.6], [1, 0, 0]))", 0.5),
        ("is_canonical('probit', 'bernoulli')", 0),
        ("roc_curve([0.9, 0.1], [1, 0])", ((0, 0, 1), (0, 1, 1), (math.inf, 0.9, 0.1))),
        ("running_sum(0.1, 3, 'float64')", 0.30000000000000004),
        ("softmax_cross_entropy([0, 0, 0, 0], 2)", math.log(4)),
    ],
)
def test_the_engine_takes_and_gives_the_values_of_the_language(text: str, expected: Value) -> None:
    assert close(value(text), expected, 1e-6)


@given(st.floats(0.001, 700))
def test_functions_of_one_number_are_those_of_the_mathematics_library(x: float) -> None:
    expected: dict[str, Callable[[float], float]] = {
        "exp": math.exp, "ln": math.log, "log2": math.log2, "log10": math.log10,
        "sqrt": math.sqrt, "expm1": math.expm1, "log1p": math.log1p, "tanh": math.tanh,
        "floor": math.floor, "ceil": math.ceil, "abs": abs,
    }  # fmt: skip
    for name, function in expected.items():
        assert close(value(f"{name}(x)", x=x), float(function(x)), 1e-14)
        assert close(value(f"{name}([x, x])", x=x), (float(function(x)),) * 2, 1e-14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ln(0)", -math.inf),
        ("ln(-1)", math.nan),
        ("sqrt(-1)", math.nan),
        ("exp(1000)", math.inf),
        ("sign(-3)", -1),
        ("sign([0, 2])", (0, 1)),
        ("floor(-2.5)", -3),
        ("ceil(-2.5)", -2),
        ("clip([-1, 0.5, 9], 0, 1)", (0, 0.5, 1)),
        ("where([1, 0, 2] > 0, 5, [7, 8, 9])", (5, 8, 5)),
        ("float32(0.1)", 0.10000000149011612),
        ("float32(1e15 ** 3)", math.inf),
        ("max([1, 5, 2])", 5),
        ("max([1, 5], 3)", (3, 5)),
        ("min(4, 2, 3)", 2),
        ("max(nan, 1)", math.nan),
        ("sum([[1, 2], [3, 4]])", 10),
        ("mean([[1, 2], [3, 6]])", 3),
        ("sum(5)", 5),
        ("any([0, 0])", 0),
        ("any([0, 3])", 1),
        ("all([1, 2])", 1),
        ("all([1, 0])", 0),
        ("count([1, 0, 2])", 2),
        ("count([0.2, 0.7] >= 0.5)", 1),
        ("len([4, 5, 6])", 3),
        ("len([[1, 2, 3], [4, 5, 6]])", 2),
        ("sort([3, 1, 2])", (1, 2, 3)),
        ("sort_index([3, 1, 2, 1])", (1, 3, 2, 0)),
        ("argmax([1, 5, 5])", 1),
        ("argmin([1, 0, 0])", 1),
        ("concat(1, [2, 3], 4)", (1, 2, 3, 4)),
        ("diag([1, 2])", ((1, 0), (0, 2))),
        ("diag([[1, 2], [3, 4]])", (1, 4)),
        ("row([[1, 2], [3, 4]], 1)", (3, 4)),
        ("col([[1, 2], [3, 4]], 1)", (2, 4)),
        ("transpose([[1, 2, 3]])", ((1,), (2,), (3,))),
        ("outer([1, 2], [3, 4])", ((3, 4), (6, 8))),
        ("identity(2)", ((1, 0), (0, 1))),
        ("round_to(2.675, 2)", 2.68),
        ("round_to(1.005, 2)", 1.01),
        ("round_to(-2.5, 0)", -3),
        ("round_to(0.7 - 0.2, 2) == 0.5", 1),
        ("round_to(0.1 + 0.2, 1) == 0.3", 1),
        ("round_to(1e15, 15)", 1e15),
        ("round_to([0.125, inf], 2)", (0.13, math.inf)),
        ("norm_cdf(0)", 0.5),
    ],
)
def test_what_the_general_functions_give(text: str, expected: Value) -> None:
    assert close(value(text), expected)


@given(VECTORS)
def test_sums_and_their_like_are_those_of_exact_arithmetic(v: tuple[float, ...]) -> None:
    scale = math.fsum(map(abs, v)) + 1
    assert abs(float(value("sum(v)", v=v)) - float(sum(map(Fraction, v)))) <= 1e-12 * scale  # type: ignore[arg-type]
    assert abs(float(value("mean(v)", v=v)) - float(statistics.mean(map(Fraction, v)))) <= (  # type: ignore[arg-type]
        1e-12 * scale
    )
    assert value("sort(v)", v=v) == tuple(sorted(v))
    assert value("max(v)", v=v) == max(v)
    assert value("v[argmin(v)]", v=v) == min(v)
    assert value("cumsum(v)[len(v) - 1] - sum(v)", v=v) == pytest.approx(0, abs=1e-9 * scale)


@given(VECTORS)
def test_sort_index_says_which_item_comes_where(v: tuple[float, ...]) -> None:
    order = value("sort_index(v)", v=v)
    assert isinstance(order, tuple)
    assert sorted(order) == list(range(len(v)))
    assert [v[int(i)] for i in order] == sorted(v)  # type: ignore[arg-type]


@given(st.decimals(-(10**6), 10**6, places=6), st.integers(0, 6))
def test_rounding_is_that_of_the_decimal_that_is_shown(shown: Decimal, digits: int) -> None:
    expected = shown.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert value(f"round_to(x, {digits})", x=float(shown)) == float(expected)


@given(st.floats(), st.integers(0, 15))
def test_rounding_moves_a_number_by_half_a_unit_at_most(x: float, digits: int) -> None:
    found = value(f"round_to(x, {digits})", x=x)
    assert isinstance(found, float)
    assert abs(found - x) <= 0.5 * 10.0**-digits * (1 + 1e-9) + abs(x) * 1e-15 or not (
        math.isfinite(x)
    )
    assert math.isfinite(found) == math.isfinite(x)


@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[SMALL] * n), min_size=n, max_size=n))
)
def test_inverse_and_determinant_are_those_of_exact_elimination(rows: list[tuple[float]]) -> None:
    matrix = tuple(rows)
    expected = _determinant([[Fraction(cell) for cell in row] for row in rows])
    assert close(value("determinant(A)", A=matrix), float(expected), 1e-9)
    assume(expected != 0)
    product = value("A @ inverse(A) - identity(len(A))", A=matrix)
    assert isinstance(product, tuple)
    assert max(abs(cell) for row in product for cell in row) < 1e-9  # type: ignore[union-attr]


def _determinant(rows: list[list[Fraction]]) -> Fraction:
    """By expansion along the first row."""
    if not rows:
        return Fraction(1)
    head, *rest = rows
    minors = ([row[:j] + row[j + 1 :] for row in rest] for j in range(len(head)))
    return sum(
        (
            (-1) ** j * cell * _determinant(minor)
            for j, (cell, minor) in enumerate(zip(head, minors, strict=True))
        ),
        Fraction(0),
    )


@given(SMALL, SMALL, SMALL)
def test_eigenvalues_of_two_by_two_solve_the_quadratic(a: float, b: float, d: float) -> None:
    middle, spread = (a + d) / 2, math.hypot((a - d) / 2, b)
    found = value("eigenvalues([[a, b], [b, d]])", a=a, b=b, d=d)
    assert found == pytest.approx((middle - spread, middle + spread), abs=1e-12)
