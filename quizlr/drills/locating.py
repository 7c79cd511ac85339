"""Where in the worked solution a learner's number stands."""

from __future__ import annotations

from dataclasses import replace

from quizlr.drills.shapes import shape
from quizlr.drills.variant import AskedNumber, Variant
from quizlr.grading.quantities import judge, task_of
from quizlr.grading.reading import read_value
from quizlr.model import Form, Value, Verdict


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

    The last of several. `text` is a wrong answer to the part.
    """
    reached = None
    for place, step in enumerate(variant.steps):
        if shape(step.value) == shape(part.quantity.truth):
            as_if = replace(part.quantity, truth=step.value, slips=())
            if judge(as_if, text).verdict is Verdict.CORRECT:
                reached = place
    return reached
