"""Reading numbers, vectors and matrices as people type them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizlr.grading.numbers import Numeral, read_number
from quizlr.grading.reading import read_value
from quizlr.model import Form, TypeNumber

HUNDREDTH = Decimal("0.01")

DIGITS = st.text(st.sampled_from("0123456789"), max_size=12)
PLAIN = st.tuples(
    st.sampled_from(["", "-", "+", "−"]),
    DIGITS,
    st.none() | DIGITS,
    st.none() | st.integers(-99, 99),
).filter(lambda parts: bool(parts[1] or parts[2]))
"""Sign, digits before the point, digits behind it, exponent."""
SOUP = st.text(st.sampled_from("0123456789.,;|+-−eE/% ()[]{}\n\tinfaxpl∞½＝=*^_'\"١"), max_size=80)
HOSTILE = [
    "1e999999999", "-1e-999999999999999999999", "0e999999999", "1/1e-400", "1e400/1e-400",
    "9" * 5_000, "1" * 60, "1," * 900, "[" * 1_900, " " * 5_000, "1 " * 900, "]\n" * 900,
    "1/" * 900, "%" * 900, "+" * 900, "\x00", "\x1b[31m1", "\ud800", "１２", "1_000", "0x10",
    "1e", "nan(5)", "snan", "--inf", "+-1", "1j", "٣", "∞∞", "1/∞",
    "٪", "1e+", ".", "-", "/", "1/", "/1", "1//2", "1/2/3",
]  # fmt: skip


def number(text: str) -> Numeral:
    numeral, problem = read_number(text, percent_is=HUNDREDTH)
    assert numeral is not None, problem
    return numeral


def vector(n: int) -> TypeNumber:
    return TypeNumber(form=Form.VECTOR, columns=n)


def matrix(rows: int, columns: int) -> TypeNumber:
    return TypeNumber(form=Form.MATRIX, rows=rows, columns=columns)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.3567", "0.3567"), (".3567", "0.3567"), ("3.567e-1", "0.3567"), ("3.567E-1", "0.3567"),
        ("-.5", "-0.5"), ("−2", "-2"), ("–2", "-2"), ("+2", "2"), ("5.", "5"), ("  7  ", "7"),
        ("007", "7"), ("45%", "0.45"), ("45 %", "0.45"), ("-0.5%", "-0.005"), ("1e3", "1000"),
        ("1/4", "0.25"), ("-1/4", "-0.25"), ("1 / -4", "-0.25"), ("1⁄4", "0.25"), ("0.5/2", "0.25"),
        ("inf", "Infinity"), ("+inf", "Infinity"), ("-inf", "-Infinity"), ("Infinity", "Infinity"),
        ("∞", "Infinity"), ("−∞", "-Infinity"),
    ],
)  # fmt: skip
def test_a_number_is_read_in_every_usual_spelling(text: str, value: str) -> None:
    assert number(text).value == Decimal(value)


def test_not_a_number_is_read() -> None:
    assert number("nan").value.is_nan()
    assert number("NaN").value.is_nan()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Type a number first."),
        ("   ", "Type a number first."),
        ("1,234", "1,234 can be read in two ways. Write 1234 or 1.234."),
        ("-1,234", "-1,234 can be read in two ways. Write -1234 or -1.234."),
        ("0,5", "Decimals come after a point: 0.5."),
        ("1.234,5", "Decimals come after a point: 1234.5."),
        ("1,234.5", "Write it without commas: 1234.5."),
        ("1,234,567", "Write it without commas: 1234567."),
        ("1, 2", "One number is wanted here, without commas."),
        ("a,b", "One number is wanted here, without commas."),
        ("1.5.2", "1.5.2 has 2 points. A number has one, as in 1.52."),
        ("--2", "That begins with two signs. Write one, as in -2."),
        ("+ -2", "That begins with two signs. Write one, as in -2."),
        ("1 234", "Write one number without spaces: 1234."),
        ("1e", "The exponent is missing: write it as in 1e-3, which is 0.001."),
        ("1/0", "1/0 divides by 0. Type inf or -inf for infinity."),
        ("0/0", "0/0 divides by 0. Type nan if it has no value."),
        ("1/3%", "Write a fraction or a percentage, not both in one."),
        ("5%5", "Write the % sign once, at the end, as in 45%."),
        ("0.5 bits", "Type the number alone, without 'bits': 0.5."),
        ("2*3", "Type the result. To calculate here, begin with =, as in =2*exp(-1)."),
        ("ln(2)", "Type the result. To calculate here, begin with =, as in =2*exp(-1)."),
        ("1e999999999", "1e999999999 is too large: numbers here go from 1e-323 to 1e308."),
        ("1e-401", "1e-401 is too small: numbers here go from 1e-323 to 1e308."),
        ("9" * 61, "That is longer than 60 characters. Round it to a few digits."),
        ("abc", "'abc' is not a number. Type a number such as 0.357, -2, 1/3 or 1e-3."),
        ("½", "'½' is not a number. Type a number such as 0.357, -2, 1/3 or 1e-3."),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_type(text: str, told: str) -> None:
    assert read_number(text, percent_is=HUNDREDTH) == (None, told)


def test_a_percentage_is_read_only_where_it_makes_sense() -> None:
    told = "No percentage is wanted here: type the number without the % sign."
    assert read_number("45%") == (None, told)
    probability, percent = TypeNumber(unit="probability"), TypeNumber(unit="percent")
    for task, value in ((probability, "0.45"), (percent, "45")):
        reading, _ = read_value("45%", task)
        assert reading is not None
        assert reading.numerals[0].value == Decimal(value)
    assert read_value("45%", TypeNumber(unit="nats")) == (None, told)


def written(parts: tuple[str, str, str | None, int | None]) -> str:
    sign, whole, behind, exponent = parts
    point = "" if behind is None else f".{behind}"
    return f"{sign}{whole}{point}{'' if exponent is None else f'e{exponent}'}"


@given(PLAIN)
def test_the_value_and_the_digits_are_those_of_the_text(
    parts: tuple[str, str, str | None, int | None],
) -> None:
    sign, whole, behind, exponent = parts
    numeral = number(written(parts))
    digits = int(whole + (behind or ""))
    lowest = (exponent or 0) - len(behind or "")
    negative = sign in {"-", "−"}
    assert Fraction(numeral.value) == (-digits if negative else digits) * Fraction(10) ** lowest
    if behind is None and exponent is None:
        while digits and digits % 10 == 0:
            digits, lowest = digits // 10, lowest + 1
    assert numeral.decimals == -lowest
    assert numeral.significant == (len(str(digits)) if digits else 0)


@pytest.mark.parametrize(
    ("text", "decimals", "significant"),
    [
        ("1.0000", 4, 5),  # PrairieLearn #13151 counted one digit
        ("3.5e-1", 2, 2),  # Numbas #705 miscounted the scientific notation
        ("0.0012", 4, 2), ("1200", -2, 2), ("1200.", 0, 4), ("120e1", -1, 3), ("0", 0, 0),
        ("1.2e3", -2, 2), ("0.00", 2, 0), ("12.5%", 3, 3),
    ],
)  # fmt: skip
def test_digits_that_others_miscounted(text: str, decimals: int, significant: int) -> None:
    assert (number(text).decimals, number(text).significant) == (decimals, significant)


@given(st.integers(-999, 999), st.integers(1, 999))
def test_a_fraction_is_its_quotient_and_exact(above: int, below: int) -> None:
    numeral = number(f"{above}/{below}")
    assert abs(Fraction(numeral.value) - Fraction(above, below)) < Fraction(1, 10**40)
    assert numeral.is_fraction
    assert numeral.decimals is None


def test_no_text_breaks_the_reader() -> None:
    for text in HOSTILE:
        for task in (TypeNumber(), vector(3), matrix(2, 2)):
            reading, problem = read_value(text, task)
            assert (reading is None) == bool(problem), text


@given(
    SOUP | st.text(max_size=200), st.sampled_from([TypeNumber(unit="%"), vector(3), matrix(2, 2)])
)
@example("9" * 100_000, vector(1))
@example(" " * 100_000 + "/", vector(1))
def test_every_text_is_read_or_refused_with_a_sentence(text: str, task: TypeNumber) -> None:
    reading, problem = read_value(text, task)
    if reading is None:
        assert problem is not None
        assert problem.endswith((".", "?"))
        assert len(problem) < 200
    else:
        assert [len(row) for row in reading.rows] == [task.columns] * task.rows


# -- vectors and matrices


@pytest.mark.parametrize(
    "text",
    [
        "(1, -2.5, 3)", "[1 -2.5 3]", "1 −2.5 3", "1; -2.5; 3", "1,-2.5,3", "{1, -2.5, 3}",
        "1\t-2.5\n3", "[1, -2.5, 3,]", "[[1], [-2.5], [3]]", "1|-2.5|3", "(1 , -2.5 , 3)",
    ],
)  # fmt: skip
def test_a_vector_is_read_in_every_usual_spelling(text: str) -> None:
    reading, problem = read_value(text, vector(3))
    assert reading is not None, problem
    assert [numeral.value for numeral in reading.numerals] == [1, Decimal("-2.5"), 3]
    assert reading.words == "(1, -2.5, 3)"


@pytest.mark.parametrize(
    "text",
    [
        "[[1, 2], [3, 4]]", "((1, 2), (3, 4))", "[1 2; 3 4]", "1 2; 3 4", "1 2 | 3 4", "1 2\n3 4",
        "1,2;3,4;", "[1, 2], [3, 4]", "[[1,2],\n [3,4]]", "[[1 2]\n [3 4]]", "[1 2]; [3 4]",
    ],
)  # fmt: skip
def test_a_matrix_is_read_in_every_usual_spelling(text: str) -> None:
    reading, problem = read_value(text, matrix(2, 2))
    assert reading is not None, problem
    assert [[n.value for n in row] for row in reading.rows] == [[1, 2], [3, 4]]
    assert reading.words == "[[1, 2], [3, 4]]"


@pytest.mark.parametrize(
    ("text", "task", "told"),
    [
        ("", vector(3), "Type 3 numbers first."),
        ("()", vector(3), "Type 3 numbers first."),
        ("1 2", vector(3), "3 numbers are wanted; this has 2."),
        ("1,, 2", vector(3), "A number is missing between two commas."),
        (", 1", vector(2), "A number is missing between two commas."),
        ("1 x 2", vector(3), "Number 2: 'x' is not a number."),
        ("1 50% 2", vector(3), "Number 2: No percentage is wanted here"),
        ("1 2; x 4", matrix(2, 2), "Number 3: 'x' is not a number."),
        ("1 2 3 4", matrix(2, 2), "2 rows of 2 numbers (; ends a row) are wanted; this has 1 row."),
        ("1 2; 3", matrix(2, 2), "are wanted; row 2 has 1."),
        ("1 2; 3 4; 5 6", matrix(2, 2), "are wanted; this has 3 rows."),
        ("9 " * 2_000, vector(3), "That is too long."),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_refused_and_the_right_one_said(
    text: str, task: TypeNumber, told: str
) -> None:
    reading, problem = read_value(text, task)
    assert reading is None
    assert problem is not None
    assert told in problem


def test_a_comma_is_refused_where_one_number_is_asked_and_separates_where_two_are() -> None:
    assert read_value("1,234", TypeNumber())[0] is None
    reading, _ = read_value("1,234", vector(2))
    assert reading is not None
    assert reading.words == "(1, 234)"


@given(st.lists(PLAIN, min_size=1, max_size=6), st.sampled_from([", ", " ", "; ", ","]))
def test_the_numbers_keep_their_order(
    numbers: list[tuple[str, str, str | None, int | None]], between: str
) -> None:
    texts = [written(parts) for parts in numbers]
    reading, problem = read_value(between.join(texts), vector(len(texts)))
    assert reading is not None, problem
    assert list(reading.numerals) == [number(text) for text in texts]


@given(st.lists(PLAIN, min_size=4, max_size=4), st.sampled_from([vector(4), matrix(2, 2)]))
def test_what_is_shown_as_read_is_read_as_the_same(
    numbers: list[tuple[str, str, str | None, int | None]], task: TypeNumber
) -> None:
    between = " " if task.form is Form.VECTOR else "; "
    a, b, c, d = map(written, numbers)
    reading, _ = read_value(f"{a} {b}{between}{c} {d}", task)
    assert reading is not None
    again, _ = read_value(reading.words, task)
    assert again is not None
    assert [n.value for n in again.numerals] == [n.value for n in reading.numerals]


@pytest.mark.parametrize(
    ("text", "words"),
    [("1/3", "0.333333"), (".30", "0.30"), ("45%", "0.45"), ("−∞", "-inf"), ("nan", "nan"),
     ("1e-7", "0.0000001"), ("1e-20", "1e-20"), ("2.5e30", "2.5e30"), ("(0.5)", "0.5"),
     ("0.5 probability", "0.5"), ("0.5Probability", "0.5")],
)  # fmt: skip
def test_the_reading_is_shown_in_one_spelling(text: str, words: str) -> None:
    reading, problem = read_value(text, TypeNumber(unit="probability"))
    assert reading is not None, problem
    assert reading.words == words
