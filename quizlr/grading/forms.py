"""How an answer is to be given, in words, and how the right one is written."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

from quizlr.grading.closeness import asks_significant, asks_whole, decimals_asked, rows_of
from quizlr.grading.numbers import Numeral
from quizlr.grading.reading import joined_words, wanted_words
from quizlr.grading.units import unit_words
from quizlr.model import Form, Quantity, TypeNumber, Value

_WRITING = Context(prec=60, rounding=ROUND_HALF_EVEN)
_SHORT_EXPONENTS = range(-7, 16)
"""Powers of ten that are written out."""


def task_of(quantity: Quantity) -> TypeNumber:
    """What the learner is asked to type."""
    rows = rows_of(quantity.truth)
    return TypeNumber(
        form=quantity.form,
        accepts=accepted_form(quantity),
        rows=len(rows),
        columns=len(rows[0]),
        unit=quantity.unit,
    )


def accepted_form(quantity: Quantity) -> str:
    """What to type, in words: `3 decimals, in nats, natural log, mean over the rows`."""
    parts = (_shape_words(quantity), unit_words(quantity.unit), quantity.note)
    return ", ".join(part for part in parts if part)


def _shape_words(quantity: Quantity) -> str:
    digits = digits_words(quantity)
    if quantity.form is Form.FRACTION:
        return f"a fraction or {digits}"
    if quantity.form in {Form.NUMBER, Form.INTEGER}:
        return digits
    rows = rows_of(quantity.truth)
    task = TypeNumber(form=quantity.form, rows=len(rows), columns=len(rows[0]))
    return f"{wanted_words(task)}, {'all whole' if asks_whole(quantity) else f'{digits} each'}"


def digits_words(quantity: Quantity) -> str:
    """The digits asked for: `3 decimals`, `1 significant digit`, `a whole number`."""
    return "a whole number" if asks_whole(quantity) else _counted(quantity.digits, quantity)


def typed_digits_words(typed: Numeral, quantity: Quantity) -> str:
    """The digits that a (finite) number was typed with, counted as they are asked for."""
    if asks_significant(quantity):
        return _counted(typed.significant, quantity)
    return _counted(max(0, typed.decimals or 0), quantity)


def _counted(n: int, quantity: Quantity) -> str:
    word = "significant digit" if asks_significant(quantity) else "decimal"
    return f"{n or 'no'} {word}{'s' * (n != 1)}"


def words_of_value(value: Value, quantity: Quantity) -> str:
    """A value as the right answer to a quantity is written: it would be graded correct."""
    rows = tuple(tuple(cell_words(cell, quantity) for cell in row) for row in rows_of(value))
    return joined_words(rows, quantity.form)


def cell_words(value: Decimal, quantity: Quantity) -> str:
    """One number, rounded as it is asked for; what is very large keeps all its digits."""
    if not value.is_finite():
        return str(value).replace("Infinity", "inf").lower()
    if value.adjusted() >= _SHORT_EXPONENTS.stop:
        return _scientific(value)
    if quantity.form is Form.INTEGER:
        return _without_zeros(value)
    unit = Decimal((0, (1,), -decimals_asked(value, quantity)))
    rounded = value.quantize(unit, context=_WRITING)
    if rounded and rounded.adjusted() not in _SHORT_EXPONENTS:
        return _scientific(rounded)
    return f"{rounded or abs(rounded):f}"


def _without_zeros(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _scientific(value: Decimal) -> str:
    return f"{value:e}".replace("e+", "e")
