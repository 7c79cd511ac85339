"""Families with given numbers instead of drawn ones, for tests that reproduce known samples."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from quizlr.drills.building import build_part, derive_names
from quizlr.drills.compiling import compile_template
from quizlr.drills.families import families
from quizlr.drills.scope import Scope
from quizlr.drills.variant import Asked, AskedChoice, AskedNumber
from quizlr.drills.words import right_option
from quizlr.model import Value

Drawn = dict[str, Value | str]


def asked(family: str, **drawn: Value | str) -> tuple[Asked, ...]:
    """The parts of a family for these numbers, whatever it requires of a draw."""
    compiled = compile_template(families()[family])
    plain = {name: float(v) if isinstance(v, int) else v for name, v in drawn.items()}
    scope = Scope(plain)
    derive_names(compiled, scope)
    return tuple(build_part(part, scope) for part in compiled.parts)


def number(family: str, **drawn: Value | str) -> AskedNumber:
    """Its first number part."""
    return next(part for part in asked(family, **drawn) if isinstance(part, AskedNumber))


def option(family: str, **drawn: Value | str) -> str:
    """The text of the right option of its first choice part."""
    part = next(part for part in asked(family, **drawn) if isinstance(part, AskedChoice))
    return part.options[right_option(part)].text


def expect(
    family: str, drawn: Mapping[str, Value | str], answer: Value, slips: Mapping[str, Value]
) -> None:
    """The truth and these slips have these values, to four digits."""
    quantity = number(family, **drawn).quantity
    found = {slip.id: slip.value for slip in quantity.slips}
    assert quantity.truth == pytest.approx(answer, rel=6e-4), family
    for slip_id, value in slips.items():
        assert found[slip_id] == pytest.approx(value, rel=6e-4), slip_id
