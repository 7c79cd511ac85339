"""Where in the worked solution a learner's number stands."""

from __future__ import annotations

from quizlr.drills.separation import tolerances_apart
from quizlr.drills.shapes import is_finite, shape
from quizlr.drills.variant import AskedNumber, Variant, WorkedStep
from quizlr.grading.quantities import task_of
from quizlr.grading.reading import read_value
from quizlr.model import Form, Quantity, Value


def typed_value(part: AskedNumber, text: str) -> Value | None:
    """What the learner typed, as a value; None if it cannot be read."""
    reading, _ = read_value(text, task_of(part.quantity))
    if reading is None:
        return None
    rows = tuple(tuple(float(numeral.value) for numeral in row) for row in reading.rows)
    if part.quantity.form is Form.MATRIX:
        return rows
    return rows[0] if part.quantity.form is Form.VECTOR else rows[0][0]


def step_reached(variant: Variant, part: AskedNumber, text: str) -> int | None:
    """Index of the worked step whose value was given as the answer; None if there is none.

    The last of several; never a step whose value is the answer itself.
    """
    given = typed_value(part, text)
    if given is None or not is_finite(given):
        return None
    found = None
    for place, step in enumerate(variant.steps):
        if _is_value_of(given, step, part.quantity):
            found = place
    return found


def _is_value_of(given: Value, step: WorkedStep, quantity: Quantity) -> bool:
    if shape(given) != shape(step.value) or not is_finite(step.value):
        return False
    return tolerances_apart(given, step.value, quantity) <= 1
