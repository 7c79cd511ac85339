"""Judging what was typed for a quantity: right, a known mistake, another unit, too few digits.

The order in which these are tried, each for all components of a vector or matrix together:

1. correct: within the tolerance, or the truth rounded honestly to at least the digits asked for;
2. a slip whose value the answer meets in that same sense, the nearest one, all of a tie;
3. right in another unit: bits for nats, percent for a probability;
4. too few digits: the truth rounded to the digits typed;
5. a slip rounded to the digits typed; later than 4, as a short answer that may be right is asked
   for more digits;
6. component by component: partly right, or wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from quizlr.grading.closeness import Fit, asks_significant, fit, rows_of
from quizlr.grading.forms import (
    accepted_form,
    cell_words,
    digits_words,
    task_of,
    typed_digits_words,
    words_of_value,
)
from quizlr.grading.numbers import Numeral
from quizlr.grading.reading import Reading, number_words, read_value
from quizlr.grading.units import other_unit
from quizlr.model import Form, Mark, MarkedLine, Quantity, Slip, Value, Verdict
from quizlr.values import dataclass

__all__ = ["Judgement", "accepted_form", "judge", "task_of", "words_of_value"]

_SCORE_OF_UNIT = 0.5
_SCORE_OF_ROUNDED = 0.5
_TIE = Decimal("1e-9")
"""Relative: two slips as near as this are one value, computed in two ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What we make of a typed answer to a quantity."""

    verdict: Verdict
    """TOO_FEW_DIGITS asks again, unless this was the second try."""
    score: float = 0.0
    """0 to 1: the share of components that are right."""
    slips: tuple[Slip, ...] = ()
    """The mistake that was made; several if they give the same value."""
    feedback: str
    """One to three sentences; with the Markdown of the slip's own."""
    marks: tuple[MarkedLine, ...] = ()
    """How each component stands, where there are several and not all are right."""
    given: str = ""
    truth: str = ""
    """As it is written; not to be shown while the learner is asked again."""


def judge(quantity: Quantity, text: str, *, is_second_try: bool = False) -> Judgement:
    """Judge a typed answer.

    Args:
        quantity: What was asked.
        text: As typed.
        is_second_try: Whether the learner was already asked for more digits.
    """
    reading, problem = read_value(text, task_of(quantity))
    if reading is None:
        return Judgement(verdict=Verdict.INVALID, feedback=problem or "")
    judged = _judged(quantity, reading, is_second_try)
    return replace(judged, given=reading.words, truth=words_of_value(quantity.truth, quantity))


def _judged(quantity: Quantity, reading: Reading, is_second_try: bool) -> Judgement:
    fits = _fits(reading, quantity.truth, quantity)
    if min(fits) is Fit.NEAR:
        return Judgement(verdict=Verdict.CORRECT, score=1.0, feedback="Right.")
    if slips := _slips_met(quantity, reading, Fit.NEAR):
        return _slipped(quantity, reading, slips)
    if told := _other_unit(quantity, reading):
        feedback = f"{told} {_answer(quantity)}."
        return Judgement(verdict=Verdict.UNIT, score=_SCORE_OF_UNIT, feedback=feedback)
    if min(fits) is Fit.ROUNDED:
        return _too_few_digits(quantity, reading, fits, is_second_try)
    says_enough = all(typed.significant >= 2 for typed in reading.numerals)
    if says_enough and (slips := _slips_met(quantity, reading, Fit.ROUNDED)):
        return _slipped(quantity, reading, slips)
    return _by_component(quantity, reading, fits)


def _fits(reading: Reading, value: Value, quantity: Quantity) -> list[Fit]:
    """The fit of each component; APART throughout if the shapes differ."""
    rows = rows_of(value)
    if [len(row) for row in rows] != [len(row) for row in reading.rows]:
        return [Fit.APART] * len(reading.numerals)
    cells = (cell for row in rows for cell in row)
    return [fit(typed, cell, quantity) for typed, cell in zip(reading.numerals, cells, strict=True)]


# -- the mistakes that are known


def _slips_met(quantity: Quantity, reading: Reading, least: Fit) -> tuple[Slip, ...]:
    """The nearest of the slips that fit at least so well; several if they are equally near."""
    met = [slip for slip in quantity.slips if min(_fits(reading, slip.value, quantity)) >= least]
    if not met:
        return ()
    gaps = [_gap(reading, slip.value) for slip in met]
    nearest = min(gaps)
    return tuple(slip for slip, gap in zip(met, gaps, strict=True) if gap <= nearest + _TIE)


def _gap(reading: Reading, value: Value) -> Decimal:
    """The largest distance of a component from the slip's, relative to what was typed."""
    cells = [cell for row in rows_of(value) for cell in row]
    return max(map(_distance, reading.numerals, cells))


def _distance(typed: Numeral, value: Decimal) -> Decimal:
    if not (typed.value.is_finite() and value.is_finite()):
        return Decimal(0)
    return abs(typed.value - value) / (abs(typed.value) or Decimal(1))


def _slipped(quantity: Quantity, reading: Reading, slips: Sequence[Slip]) -> Judgement:
    say = " Or: ".join(slip.say for slip in slips)
    feedback = f"{say} {_answer(quantity)}; you gave {reading.words}."
    return Judgement(verdict=Verdict.SLIP, slips=tuple(slips), feedback=feedback)


def _other_unit(quantity: Quantity, reading: Reading) -> str:
    """What to do with an answer in another unit; empty if it is none."""
    other = other_unit(quantity.unit, quantity.form)
    if other is None or any(typed.is_percent for typed in reading.numerals):
        return ""
    tolerance = quantity.tolerance
    # Significant digits are as many in every unit.
    extra = 0 if asks_significant(quantity) else other.extra_decimals
    asked = replace(
        quantity,
        tolerance=replace(tolerance, absolute=tolerance.absolute / other.factor),
        digits=quantity.digits + extra,
    )
    cells = (cell / other.factor for row in rows_of(quantity.truth) for cell in row)
    pairs = zip(reading.numerals, cells, strict=True)
    return other.say if all(fit(*pair, asked) is Fit.NEAR for pair in pairs) else ""


# -- right as far as it goes


def _too_few_digits(
    quantity: Quantity, reading: Reading, fits: Sequence[Fit], is_second_try: bool
) -> Judgement:
    wanted = digits_words(quantity)
    if is_second_try:
        feedback = f"Right as far as it goes, but {wanted} were asked for. {_answer(quantity)}."
    elif len(fits) > 1:
        feedback = f"Right as far as it goes. Give {wanted} of each number."
    else:
        given = typed_digits_words(reading.numerals[0], quantity)
        feedback = f"Right as far as it goes, with {given}. Give {wanted}."
    return Judgement(verdict=Verdict.TOO_FEW_DIGITS, score=_score(fits), feedback=feedback)


def _score(fits: Sequence[Fit]) -> float:
    points = {Fit.NEAR: 1.0, Fit.ROUNDED: _SCORE_OF_ROUNDED, Fit.APART: 0.0}
    return sum(points[each] for each in fits) / len(fits)


# -- component by component


def _by_component(quantity: Quantity, reading: Reading, fits: Sequence[Fit]) -> Judgement:
    score = _score(fits)
    feedback = f"{_answer(quantity)}; you gave {reading.words}."
    if len(fits) > 1:
        right = sum(each is Fit.NEAR for each in fits)
        are = "is" if right == 1 else "are"
        feedback = f"{right} of {len(fits)} numbers {are} right. {_answer(quantity)}."
    return Judgement(
        verdict=Verdict.PARTIAL if score else Verdict.WRONG,
        score=score,
        feedback=feedback,
        marks=tuple(_marks(quantity, reading, fits)) if len(fits) > 1 else (),
    )


def _marks(quantity: Quantity, reading: Reading, fits: Sequence[Fit]) -> Iterator[MarkedLine]:
    truths = [cell for row in rows_of(quantity.truth) for cell in row]
    for place, (typed, truth) in enumerate(zip(reading.numerals, truths, strict=True)):
        is_right = fits[place] is Fit.NEAR
        why = "" if is_right else f"{_rounding(fits[place])}It is {cell_words(truth, quantity)}."
        mark = Mark.RIGHT if is_right else Mark.WRONG
        yield MarkedLine(mark, f"Number {place + 1}: {number_words(typed)}", why)


def _rounding(fit_found: Fit) -> str:
    return "More digits are asked for. " if fit_found is Fit.ROUNDED else ""


def _answer(quantity: Quantity) -> str:
    kind = ", a whole number" if quantity.form is Form.INTEGER else ""
    return f"The answer is {words_of_value(quantity.truth, quantity)}{kind}"
