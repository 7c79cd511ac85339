"""Figures as plain lists and mappings, for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from math import isfinite
from typing import Any

from quizlr.stats.shares import Share


def listed(value: object) -> Any:
    """A value made of dataclasses, tuples, mappings and numbers as JSON knows them.

    Properties stand beside fields. Numbers that are not finite become None, dates ISO text; a share
    is {value, low, high, of}.
    """
    match value:
        case Share():
            ends = {"value": value.value, "low": value.low, "high": value.high}
            return {name: listed(end) for name, end in ends.items()} | {"of": value.count}
        case float():
            return value if isfinite(value) else None
        case date():
            return value.isoformat()
        case Enum():
            return listed(value.value)
        case Mapping():
            return {str(name): listed(each) for name, each in value.items()}
        case tuple() if hasattr(value, "_asdict"):
            return listed(value._asdict())
        case tuple() | list():
            return [listed(each) for each in value]
        case _ if is_dataclass(value):
            return {name: listed(getattr(value, name)) for name in _names(value)}
        case _:
            return value


def _names(value: Any) -> list[str]:
    """Fields of a dataclass, then what follows from them."""
    made = vars(type(value)).items()
    derived = [name for name, what in made if isinstance(what, property) and name[0] != "_"]
    return [*(field.name for field in fields(value)), *derived]
