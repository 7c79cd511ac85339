"""Values as text: what a learner reads in a prompt, a formula or a worked step."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from quizlr.model import Value

_FORM = re.compile(r"\.(?:[0-9]|1[0-7])[feg]|d|")
_DIGITS = 12
_LEAST_POSITIONAL = 1e-6
_MOST_POSITIONAL = 1e15
_SQUARE = str.maketrans("()", "[]")


def is_form(form: str) -> bool:
    """Whether `format_value` knows a form: `.3f`, `.3e`, `.3g` (at most 17), `d` or nothing."""
    return _FORM.fullmatch(form) is not None


def format_value(value: Value | str, form: str = "") -> str:
    """A value as text, each number in the same form.

    Args:
        value: A number, a vector, shown as `(1, 2.5, -3)`, a matrix, shown as its rows
            `[[1, 2], [3, 4]]`, or a word, shown as it is.
        form: `.3f` decimals, `.3e` powers of ten, `.3g` significant digits, `d` rounded to a whole
            number; empty for the shortest decimal, of at most 12 significant digits.

    Returns:
        Plain ASCII; no number is shown as -0.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        text = f"({', '.join(format_value(item, form) for item in value)})"
        return text.translate(_SQUARE) if text.startswith("((") else text
    return _number(float(value), form)


def _number(value: float, form: str) -> str:
    if not math.isfinite(value):
        return str(value)
    text = format(value, ".0f" if form == "d" else form) if form else _shortest(value)
    is_zero = not any(sign in "123456789" for sign in text.partition("e")[0])
    return text.lstrip("-") if is_zero else text


def _shortest(value: float) -> str:
    decimal = Decimal(f"{value:.{_DIGITS}g}")
    if value == 0 or _LEAST_POSITIONAL <= abs(value) < _MOST_POSITIONAL:
        text = f"{decimal:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa, _, exponent = f"{value:.{_DIGITS - 1}e}".partition("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
