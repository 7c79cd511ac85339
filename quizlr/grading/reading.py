"""Reading what was typed for a number, a vector or a matrix.

In a vector or a matrix commas and spaces separate numbers, brackets may be there or not, and rows
end at `;`, `|`, a new line, or where brackets do: `(1, -2.5, 3)`, `1 2 3`, `[[1, 2], [3, 4]]`,
`1 2; 3 4`. Where one number is asked for a comma is refused.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

from quizlr.grading.numbers import Numeral, read_number, same_signs
from quizlr.grading.units import percent_is
from quizlr.model import Form, TypeNumber
from quizlr.values import dataclass

LONGEST_ANSWER = 2_000
"""Characters that are read."""

_BETWEEN_ROWS = re.compile(r"[\])}]\s*[,;|]?\s*[\[({]|[;|\n\r]")
_BETWEEN_NUMBERS = re.compile(r"\s*,\s*|\s+")
_BRACKETS = "()[]{} \t\r\n"
_IN_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_SHOWN = Context(prec=6)

_Rows = tuple[tuple[Numeral, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was typed, as numbers."""

    rows: _Rows
    """One row of one number for a scalar, one row for a vector."""
    words: str
    """The same in one spelling: `0.3567`, `(0.1, -2)`, `[[1, 2], [3, 4]]`."""

    @property
    def numerals(self) -> tuple[Numeral, ...]:
        """All numbers, row after row."""
        return tuple(numeral for row in self.rows for numeral in row)


def read_value(text: str, task: TypeNumber) -> tuple[Reading, None] | tuple[None, str]:
    """What was typed for a task, or a sentence that says why it cannot be read."""
    if len(text) > LONGEST_ANSWER:
        return None, "That is too long. Type the numbers asked for, each with a few digits."
    plain = _without_unit(same_signs(text), task.unit)
    worth = percent_is(task.unit, task.form)
    if task.form in {Form.VECTOR, Form.MATRIX}:
        return _read_rows(plain, task, worth)
    if found := _IN_BRACKETS.fullmatch(plain):
        plain = found[1] or found[2] or ""
    numeral, problem = read_number(plain, percent_is=worth)
    if numeral is None:
        return None, problem or ""
    return Reading(rows=((numeral,),), words=number_words(numeral)), None


def _without_unit(text: str, unit: str) -> str:
    """A learner may write the unit that is asked for behind the number."""
    at = len(text) - len(unit)
    if unit and unit != "%" and at > 0 and text[at:].casefold() == unit.casefold():
        return text[:at].rstrip()
    return text


def number_words(numeral: Numeral) -> str:
    """A number as it was understood; a fraction as a decimal of 6 digits."""
    value = numeral.value
    if not value.is_finite():
        return str(value).replace("Infinity", "inf").lower()
    if numeral.is_fraction:
        value = _SHOWN.plus(value).normalize(_SHOWN)
    return f"{value:f}" if -8 < value.adjusted() < 16 else f"{value:e}".replace("e+", "e")


def joined_words(rows: tuple[tuple[str, ...], ...], form: Form) -> str:
    """Numbers in words, put together: a number alone, `(1, 2)`, `[[1, 2], [3, 4]]`."""
    if form is Form.MATRIX:
        return f"[{', '.join(f'[{joined}]' for joined in map(', '.join, rows))}]"
    return f"({', '.join(rows[0])})" if form is Form.VECTOR else rows[0][0]


def _read_rows(
    text: str, task: TypeNumber, worth: Decimal | None
) -> tuple[Reading, None] | tuple[None, str]:
    texts = _split(text, task.form)
    problem = _wrong_shape(texts, task)
    if problem:
        return None, problem
    rows: list[tuple[Numeral, ...]] = []
    for place, row in enumerate(texts):
        read = [read_number(each, percent_is=worth) for each in row]
        for number, (_, why) in enumerate(read, 1):
            if why:
                return None, f"Number {place * task.columns + number}: {why}"
        rows.append(tuple(numeral for numeral, _ in read if numeral is not None))
    words = tuple(tuple(map(number_words, row)) for row in rows)
    return Reading(rows=tuple(rows), words=joined_words(words, task.form)), None


def _split(text: str, form: Form) -> list[list[str]]:
    inside = _BETWEEN_ROWS.sub("," if form is Form.VECTOR else ";", text.strip(_BRACKETS))
    rows = [row.strip(_BRACKETS) for row in inside.split(";")]
    # An end sign after the last row, or the last number, says nothing.
    kept = rows[:-1] if len(rows) > 1 and not rows[-1] else rows
    return [_BETWEEN_NUMBERS.split(row.removesuffix(",").strip()) if row else [] for row in kept]


def _wrong_shape(texts: list[list[str]], task: TypeNumber) -> str:
    """What is wanted, if something else was typed."""
    if not any(texts):
        return f"Type {wanted_words(task)} first."
    if not all(each for row in texts for each in row):
        return "A number is missing between two commas."
    sizes = [len(row) for row in texts]
    if sizes == [task.columns] * task.rows:
        return ""
    if len(sizes) != task.rows:
        return f"{_capital(wanted_words(task))} are wanted; this has {_count(len(sizes), 'row')}."
    where = f"row {1 + next(i for i, size in enumerate(sizes) if size != task.columns)}"
    size = next(size for size in sizes if size != task.columns)
    which = where if task.form is Form.MATRIX else "this"
    return f"{_capital(wanted_words(task))} are wanted; {which} has {size}."


def wanted_words(task: TypeNumber) -> str:
    """`a number`, `3 numbers`, `2 rows of 3 numbers, rows apart by ;`."""
    if task.form is Form.MATRIX:
        return f"{_count(task.rows, 'row')} of {_count(task.columns, 'number')} (; ends a row)"
    return _count(task.columns, "number") if task.form is Form.VECTOR else "a number"


def _count(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
