"""`verify:` numbers of a note that can be computed, computed: a claim that is off is reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan
from typing import Any

from quizlr.decks.notetype import Draft
from quizlr.model import Problem, Value

NOISE = 1e-9
"""How far off a value may be, relative to its size, where `within` is not given."""


def verified(draft: Draft) -> list[Problem]:
    """What does not hold of a note's `verify` list."""
    return [
        problem
        for number, claim in enumerate(draft.values.get("verify", ()))
        for problem in _checked(draft, claim, f"verify[{number}]")
    ]


def _checked(draft: Draft, claim: Mapping[str, Any], path: str) -> Iterator[Problem]:
    values: list[Value] = []
    for name in ("expr", "equals"):
        value, fault = _value(claim[name])
        if fault:
            yield draft.problem("verify-expression", fault, f"{path}.{name}")
        elif value is not None:
            values.append(value)
    if len(values) < 2:
        return
    from quizlr.expressions import format_value

    found, wanted = values
    if not _is_near(found, wanted, claim.get("within")):
        message = (
            f"`{claim['expr'][:60]}` is {format_value(found)}, not {format_value(wanted)}. "
            "Correct the number here and in the note."
        )
        yield draft.problem("verify-failed", message, path)


def _value(text: str) -> tuple[Value | None, str]:
    from quizlr.expressions import ExpressionError, evaluate, parse_expression

    expression, faults = parse_expression(text)
    if expression is None:
        return None, f"{faults[0].message} (character {faults[0].column + 1})"
    try:
        return evaluate(expression, {}), ""
    except ExpressionError as error:
        return None, f"{error.message} (character {error.column + 1})"


def _is_near(found: Any, wanted: Any, within: float | None) -> bool:
    """Component by component; nan equals nan."""
    if isinstance(found, tuple) or isinstance(wanted, tuple):
        if not isinstance(found, tuple) or not isinstance(wanted, tuple):
            return False
        pairs = zip(found, wanted, strict=False)
        return len(found) == len(wanted) and all(_is_near(*pair, within) for pair in pairs)
    if found == wanted or (isnan(found) and isnan(wanted)):
        return True
    allowed = NOISE * max(abs(found), abs(wanted)) if within is None else within
    return bool(abs(found - wanted) <= allowed)
