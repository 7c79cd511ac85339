"""Which texts are numbers in a deck: decimal, finite, of a length that a person writes."""

from __future__ import annotations

import math
import re

from quizlr.decks.fields import Number

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
INTEGER = re.compile(r"[+-]?[0-9]+")
_MAX_LENGTH = 60


def number_fault(text: str, kind: Number) -> tuple[str, str] | None:
    """The rule that a number breaks and the sentence that says so; None if it is fine."""
    shown = text if len(text) <= 30 else f"{text[:29]}…"
    pattern = INTEGER if kind.is_integer else NUMBER
    if len(text) > _MAX_LENGTH:
        return "not-a-number", f"`{shown}` has {len(text)} digits, too many. Write it shorter."
    if not pattern.fullmatch(text):
        return "not-a-number", f"`{shown}` is no {_number_name(kind)}. {_number_advice(text)}"
    value = float(text)
    if math.isinf(value):
        return "out-of-range", f"`{shown}` is too large. Write a smaller number."
    low, high = kind.minimum, kind.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        return "out-of-range", f"`{shown}` does not fit here. Write {_range_name(low, high)}."
    return None


def _number_name(kind: Number) -> str:
    return "whole number" if kind.is_integer else "decimal number"


def _number_advice(text: str) -> str:
    if text.endswith("%"):
        return "Write per cent as a fraction: 0.9 for 90%."
    if "," in text:
        return "Write a point, not a comma, and nothing between thousands."
    return "Write digits, with a point if needed, as in 3 or 0.02."


def _range_name(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"a number from {low:g} to {high:g}"
    bounds = [f"of at least {low:g}"] if low is not None else []
    bounds += [f"of at most {high:g}"] if high is not None else []
    return f"a number {' and '.join(bounds)}"
