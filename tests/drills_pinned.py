"""Variants of families with numbers of the test's choice."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from quizlr.drills.building import build_part, build_step, derive_names
from quizlr.drills.compiling import compile_template
from quizlr.drills.families import family
from quizlr.drills.judging import grade
from quizlr.drills.scope import Scope
from quizlr.drills.shapes import cells
from quizlr.drills.variant import AskedNumber, Variant
from quizlr.model import Grade, Quantity, TypedText, Value

Drawn = Mapping[str, Value]


def pinned(name: str, drawn: Drawn) -> Variant:
    """The variant of a family that has these numbers, whether or not it would be drawn."""
    template = family(name)
    assert template is not None
    compiled = compile_template(template)
    scope = Scope(drawn)
    derive_names(compiled, scope)
    return Variant(
        template=template,
        seed=0,
        drawn=drawn,
        names=scope.names,
        front=scope.text(compiled.front, "front"),
        parts=tuple(build_part(part, scope) for part in compiled.parts),
        steps=tuple(build_step(step, scope) for step in compiled.steps),
        back=scope.text(compiled.back, "back"),
        attempts=1,
    )


def first_quantity(variant: Variant) -> Quantity:
    """What the first part asks for."""
    part = variant.parts[0]
    assert isinstance(part, AskedNumber)
    return part.quantity


def assert_values(name: str, drawn: Drawn, answer: Value, slips: Mapping[str, Value]) -> None:
    """The answer and the named slips are these, to the four digits that are given."""
    quantity = first_quantity(pinned(name, drawn))
    found = {slip.id: slip.value for slip in quantity.slips}
    for wanted, value in ((answer, quantity.truth), *((slips[key], found[key]) for key in slips)):
        assert list(cells(value)) == pytest.approx(list(cells(wanted)), rel=6e-4, abs=6e-5)


def graded(name: str, drawn: Drawn, text: str) -> Grade:
    """The grade of a typed answer."""
    return grade(pinned(name, drawn), TypedText(text))
