from __future__ import annotations

import math
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.expressions import (
    ComputedText,
    ExpressionError,
    check_names,
    format_value,
    parse_computed,
)
from quizlr.model import Value

NAMES: dict[str, Value | str] = {
    "x": (1.0, 2.5, -3.0),
    "w": 0.1,
    "X": ((1.0, 2.0), (3.0, 4.5)),
    "link": "probit",
}


def read(text: str) -> ComputedText:
    computed, faults = parse_computed(text)
    assert computed is not None, faults
    return computed


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", ""),
        ("no values here", "no values here"),
        ("w = {{= w }}.", "w = 0.1."),
        ("{{=w}}", "0.1"),
        ("{{= w + 0.2 }}", "0.3"),
        ("{{= w * 3 }}", "0.3"),
        ("{{= x }}", "(1, 2.5, -3)"),
        ("{{= X }}", "[[1, 2], [3, 4.5]]"),
        ("{{= [w] }}", "(0.1)"),
        ("{{= link }} link", "probit link"),
        ("{{= 1 / 3 }}", "0.333333333333"),
        ("{{= 1 / 3 | .3f }}", "0.333"),
        ("{{= x/3 | .2f}}", "(0.33, 0.83, -1.00)"),
        ("{{= 1/3000 | .2e }}", "3.33e-04"),
        ("{{= 12345.678 | .3g }}", "1.23e+04"),
        ("{{= 16.0 | d }}", "16"),
        ("{{= -0.0 * 1 }} {{= -0.001 | .2f }} {{= -1e-9 | d }}", "0 0.00 0"),
        ("{{= 1/0 }} {{= -1/0 | .3f }} {{= 0/0 | d }}", "inf -inf nan"),
        (r"$\frac{{{= w }}}{b}$", r"$\frac{0.1}{b}$"),
        ("{{c1::{{= w }}}}", "{{c1::0.1}}"),
        ("{{c1::one::hint}} {{ x }} {{x}} {{ = x}}", "{{c1::one::hint}} {{ x }} {{x}} {{ = x}}"),
        ("`{{= w }}` and {{= x[1] }}", "`0.1` and 2.5"),
        ("{{= [[1, 2],\n  [3, 4]] }}", "[[1, 2], [3, 4]]"),
        ("a {{= 1 if link == 'probit' else 0 }} b", "a 1 b"),
        ("{{= 5 }}}}", "5}}"),
    ],
)
def test_values_are_put_in_and_all_else_is_left_alone(text: str, filled: str) -> None:
    assert read(text).fill(NAMES) == filled


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("a {{= w", 2, "has no `}}`"),
        ("a {{= {w} }}", 6, "`{` cannot be used"),
        ("a {{= 2w }}", 7, "write the star"),
        ("a {{= }}", 5, "An expression is missing"),
        ("{{= w | .3 }}", 7, "`.3` is no form"),
        ("{{= w | }}", 7, "is no form"),
        ("{{= w | .99f }}", 7, "is no form"),
        ("{{= w | s }}", 7, "Write .3f, .3e, .3g or d"),
        ("{{= w | .3f | .2f }}", 6, "`|` cannot be used"),
        ("{{= w }} and {{= w.x }}", 18, "A point stands only inside a number"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_in_the_whole_text(
    text: str, column: int, words: str
) -> None:
    computed, faults = parse_computed(text)
    assert computed is None
    assert faults[0].column == column
    assert words in faults[0].message


def test_every_wrong_value_of_a_text_is_told() -> None:
    _, faults = parse_computed("{{= 2x }} {{= w }} {{= 3y | q }} {{= ")
    assert [fault.column for fault in faults] == [5, 24, 27, 33]


def test_an_error_tells_its_place_in_the_whole_text() -> None:
    with pytest.raises(ExpressionError) as caught:
        read("one {{= w }} two {{= w + x[9] }}").fill(NAMES)
    assert caught.value.column == 27


def test_the_free_variables_of_a_text_are_known_and_checked() -> None:
    computed = read("{{= w }} {{= sum(z) }} {{= w }}")
    assert computed.names == {"w", "z"}
    (fault,) = check_names(computed, {"w"})
    assert fault.column == 17
    assert check_names(computed, {"w", "z"}) == ()


def test_a_computed_text_is_a_value() -> None:
    computed = read("{{= sum(x) | .1f }} and {{= w }}")
    again = pickle.loads(pickle.dumps(computed))
    assert again == computed
    assert hash(again) == hash(computed)
    assert again.fill(NAMES) == "0.5 and 0.1"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (100.0, "100"),
        (1e14, "100000000000000"),
        (1e15, "1e15"),
        (-2.5e20, "-2.5e20"),
        (1e-6, "0.000001"),
        (4.248354255291589e-18, "4.24835425529e-18"),
        (0.1 + 0.2, "0.3"),
        (1 - 0.9, "0.1"),
        (123456.789, "123456.789"),
        (5e-324, "4.94065645841e-324"),
    ],
)
def test_numbers_are_shown_short_and_without_noise(number: float, shown: str) -> None:
    assert format_value(number) == shown


@given(st.decimals(-(10**6), 10**6, places=4))
def test_a_decimal_of_a_grid_is_shown_as_it_was_drawn(drawn: Decimal) -> None:
    shown = format_value(float(drawn))
    assert Decimal(shown) == drawn
    assert shown.strip("-0123456789.") == ""
    assert shown != "-0"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_shown_without_a_form_is_right_to_twelve_digits(number: float) -> None:
    assert math.isclose(float(format_value(number)), number, rel_tol=5.1e-12, abs_tol=1e-323)


@given(st.floats(-1e9, 1e9), st.integers(0, 17), st.sampled_from("feg"))
def test_forms_are_those_of_python_but_for_minus_zero(x: float, digits: int, kind: str) -> None:
    shown = format_value(x, f".{digits}{kind}")
    expected = f"{x:.{digits}{kind}}"
    assert shown == (expected.lstrip("-") if float(expected) == 0 else expected)


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=4))
def test_a_vector_is_shown_number_by_number(numbers: list[float]) -> None:
    inside = ", ".join(format_value(number, ".2f") for number in numbers)
    assert format_value(tuple(numbers), ".2f") == f"({inside})"
