"""The calculator of number fields: arithmetic, powers, exp, ln, sqrt. Nothing else, on purpose.

sum     = product (("+" | "-") product)*
product = signed (("*" | "/") signed)*
signed  = ("+" | "-") signed | power
power   = atom (("^" | "**") signed)?          so -2^2 is -4, and 2^3^2 is 2^9
atom    = number | "(" sum ")" | ("exp" | "ln" | "sqrt") "(" sum ")"
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from quizlr.grading.numbers import same_signs
from quizlr.grading.wording import quoted

LONGEST_SUM: Final = 200
"""Characters of one calculation."""

_DEEPEST = 40
_SHOWN_DIGITS = 8
_SAME = str.maketrans({"×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "[": "(", "]": ")"})
_TOKEN = re.compile(
    r"\s*(?P<token>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
    r"|(?i:log(?:2|10))(?![0-9.])|[A-Za-z]+|\*\*|[-+*/^()])"
)
_FUNCTIONS: Mapping[str, Callable[[float], float]] = MappingProxyType(
    {"exp": math.exp, "ln": math.log, "sqrt": math.sqrt}
)
_KNOWN = "+ - * / ^ ( ) exp ln sqrt"
_LOGS: Mapping[str, str] = MappingProxyType(
    {
        "log": "Write ln for the natural logarithm; log base 10 of x is ln(x)/ln(10).",
        "lg": "Write ln for the natural logarithm; log base 10 of x is ln(x)/ln(10).",
        "log2": "Write ln(x)/ln(2) for log2(x).",
        "log10": "Write ln(x)/ln(10) for log10(x).",
    }
)


def calculate(
    text: str, *, is_one_of_several: bool = False
) -> tuple[float, None] | tuple[None, str]:
    """The (finite) value of a calculation, or a sentence that says what is wrong with it.

    Args:
        text: the calculation.
        is_one_of_several: whether others may stand beside it, which a missing comma would join.
    """
    if len(text) > LONGEST_SUM:
        return None, f"That is longer than {LONGEST_SUM} characters. Calculate it in pieces."
    try:
        tokens = _tokens(same_signs(text).translate(_SAME))
        return _Reader(tokens, is_one_of_several).whole(), None
    except _ProblemError as problem:
        return None, str(problem)


def calculate_all(text: str, *, are_several: bool) -> tuple[str, None] | tuple[None, str]:
    """The result of a line as text that can be typed as an answer, or what is wrong.

    Args:
        text: what stands behind the `=`.
        are_several: whether commas and semicolons separate several calculations.
    """
    pieces = re.split(r"\s*([,;])\s*", text) if are_several else [text]
    results: list[str] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            results.append(f"{piece} ")
            continue
        value, problem = calculate(piece, is_one_of_several=are_several)
        if value is None:
            return None, f"Number {place // 2 + 1}: {problem}" if len(pieces) > 1 else problem or ""
        results.append(result_words(value))
    return "".join(results), None


def result_words(value: float) -> str:
    """A result with 8 significant digits."""
    return f"{value + 0.0:.{_SHOWN_DIGITS}g}"


class _ProblemError(Exception):
    """Why there is no value; a sentence for the learner. Never leaves this file."""


def _tokens(text: str) -> list[str]:
    if not text:
        raise _ProblemError("Type a calculation, such as =-ln(0.7).")
    tokens: list[str] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _ProblemError(_unknown_sign(text[at:].lstrip()[:1]))
        tokens.append(match["token"])
        at = match.end()
    return tokens


def _unknown_sign(sign: str) -> str:
    if sign == ",":
        return "Decimals come after a point, as in 0.5."
    if sign == "%":
        return "Write 0.05 for 5%."
    return f"{quoted(sign)} cannot be calculated with. There is {_KNOWN}."


class _Reader:
    """Reads the tokens once, from left to right, and calculates on the way."""

    def __init__(self, tokens: list[str], is_one_of_several: bool) -> None:
        self._left = tokens[::-1]
        self._is_one_of_several = is_one_of_several
        self._depth = 0

    def whole(self) -> float:
        value = self._sum()
        if self._left:
            raise _ProblemError(_surplus(self._left[-1], self._is_one_of_several))
        return value

    def _next(self) -> str:
        return self._left[-1] if self._left else ""

    def _take(self, *tokens: str) -> str:
        """The next token if it is one of these, else nothing."""
        return self._left.pop() if self._next() in tokens and self._left else ""

    def _sum(self) -> float:
        value = self._product()
        while sign := self._take("+", "-"):
            other = self._product()
            value = _finite(value + other if sign == "+" else value - other)
        return value

    def _product(self) -> float:
        value = self._signed()
        while sign := self._take("*", "/"):
            other = self._signed()
            if sign == "/" and other == 0:
                raise _ProblemError("That divides by 0.")
            value = _finite(value * other if sign == "*" else value / other)
        return value

    def _signed(self) -> float:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _ProblemError("That has too many brackets or signs inside each other.")
        sign = self._take("+", "-")
        value = self._signed() if sign else self._power()
        self._depth -= 1
        return -value if sign == "-" else value

    def _power(self) -> float:
        base = self._atom()
        return _power(base, self._signed()) if self._take("^", "**") else base

    def _atom(self) -> float:
        token = self._left.pop() if self._left else ""
        if token == "(":
            return self._inside()
        if token[:1].isdigit() or token[:1] == ".":
            return _finite(float(token))
        if token.lower() in _FUNCTIONS:
            if not self._take("("):
                raise _ProblemError(f"Put brackets behind {token}: {token}(0.7).")
            return _applied(token.lower(), self._inside())
        raise _ProblemError(_no_number(token))

    def _inside(self) -> float:
        value = self._sum()
        if not self._take(")"):
            raise _ProblemError("A closing bracket is missing.")
        return value


def _finite(value: float) -> float:
    if math.isinf(value):
        raise _ProblemError("That is too large: numbers go up to 1.8e308.")
    return value


def _power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return _finite(math.inf)
    except ValueError:
        if base == 0:
            raise _ProblemError("That divides by 0: it is 0 to a negative power.") from None
        raise _ProblemError("A negative number has no power that is not whole.") from None


def _applied(name: str, value: float) -> float:
    try:
        return _FUNCTIONS[name](value)
    except OverflowError:
        return _finite(math.inf)
    except ValueError:
        wanted = "a number above 0" if name == "ln" else "a number that is not negative"
        raise _ProblemError(f"{name}({value:.4g}) has no value: {name} needs {wanted}.") from None


def _surplus(token: str, is_one_of_several: bool) -> str:
    if token == ")":
        return "There is a closing bracket too many."
    if is_one_of_several:
        missing = f"A comma or a sign is missing before {quoted(token)}"
        return f"{missing}: calculated numbers are separated by commas."
    return f"A sign is missing before {quoted(token)}: write * to multiply."


def _no_number(token: str) -> str:
    if not token:
        return "The calculation ends too early: a number is missing."
    if token.lower() in _LOGS:
        return _LOGS[token.lower()]
    if token.lower() == "e":
        return "Write exp(x) for e to the power x."
    if token.isalpha():
        return f"{quoted(token)} is not known here. There is {_KNOWN}."
    return f"A number is missing before {quoted(token)}."
