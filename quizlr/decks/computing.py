"""Computed values in texts that never change: `{{= expression | .3f }}` is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizlr.decks.notetype import Draft
from quizlr.model import Problem

_OPENING = "{{="


def computed(draft: Draft) -> tuple[dict[str, Any], list[Problem]]:
    """A note's values with the computed ones worked out, and what is wrong with those."""
    problems: list[Problem] = []
    values = {name: _filled(draft, value, name, problems) for name, value in draft.values.items()}
    return values, problems


def _filled(draft: Draft, value: Any, path: str, problems: list[Problem]) -> Any:
    if isinstance(value, str):
        return _text(draft, value, path, problems) if _OPENING in value else value
    if isinstance(value, tuple):
        return tuple(_filled(draft, v, f"{path}[{at}]", problems) for at, v in enumerate(value))
    if isinstance(value, Mapping):
        return {k: _filled(draft, v, f"{path}.{k}", problems) for k, v in value.items()}
    return value


def _text(draft: Draft, text: str, path: str, problems: list[Problem]) -> str:
    from quizlr.expressions import ExpressionError, parse_computed

    parsed, faults = parse_computed(text)
    found = [(fault.column, fault.message) for fault in faults]
    if parsed is not None:
        try:
            return parsed.fill({})
        except ExpressionError as error:
            found = [(error.column, error.message)]
    for column, message in found:
        told = f"{message} (character {column + 1} of the text)"
        problems.append(draft.problem("computed-value", told, path))
    return text
