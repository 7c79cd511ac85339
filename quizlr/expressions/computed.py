"""`{{= expression | .3f }}`: values computed into a text.

Any other `{{` is text. The expression and its form end at the first `}}` where the braces inside
balance; a form follows the last `|`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from quizlr.expressions.budget import Budget
from quizlr.expressions.evaluation import evaluate_any
from quizlr.expressions.faults import ExpressionError, Fault
from quizlr.expressions.formatting import format_value, is_form
from quizlr.expressions.parsing import Expression, parse_expression
from quizlr.model import Value
from quizlr.values import dataclass

_OPEN = "{{="
_BRACE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One computed value of a text."""

    expression: Expression
    form: str
    column: int
    """Of the expression, from 0, in the whole text."""

    def fill(self, names: Mapping[str, Value | str], budget: Budget | None = None) -> str:
        """The value as text."""
        try:
            return format_value(evaluate_any(self.expression, names, budget), self.form)
        except ExpressionError as error:
            raise ExpressionError(self.column + error.column, error.message) from None


@dataclass(frozen=True, slots=True)
class ComputedText:
    """A text with computed values. A value: it can be kept, compared, hashed and pickled."""

    text: str
    pieces: tuple[str | Placeholder, ...] = field(repr=False)

    @property
    def uses(self) -> tuple[tuple[str, int], ...]:
        """Free variables in the order of their occurrence, each with its column in the text."""
        holders = [piece for piece in self.pieces if isinstance(piece, Placeholder)]
        return tuple(
            (name, holder.column + column)
            for holder in holders
            for name, column in holder.expression.uses
        )

    @property
    def names(self) -> frozenset[str]:
        """The free variables."""
        return frozenset(name for name, _ in self.uses)

    def fill(self, names: Mapping[str, Value | str], budget: Budget | None = None) -> str:
        """The text with each value computed and shown in its form.

        Args:
            names: The value of each free variable.
            budget: What all its values may use together; a new one for each if None.

        Raises:
            ExpressionError: A value cannot be computed; its column counts in the whole text.
        """
        filled = [
            piece if isinstance(piece, str) else piece.fill(names, budget) for piece in self.pieces
        ]
        return "".join(filled)


def parse_computed(text: str) -> tuple[ComputedText | None, tuple[Fault, ...]]:
    """Read a text with computed values.

    Returns:
        The text and no faults, or None and what is wrong, with columns from 0 in the whole text.
    """
    pieces: list[str | Placeholder] = []
    faults: list[Fault] = []
    done = 0
    while (opening := text.find(_OPEN, done)) >= 0:
        start = opening + len(_OPEN)
        end = _end(text, start)
        if end is None:
            faults.append(Fault(opening, "The computed value `{{=` has no `}}` that closes it."))
            break
        placeholder, wrong = _placeholder(text[start:end], start)
        faults += wrong
        pieces += [text[done:opening], *([placeholder] if placeholder else [])]
        done = end + 2
    if faults:
        return None, tuple(faults)
    pieces.append(text[done:])
    return ComputedText(text, tuple(piece for piece in pieces if piece != "")), ()


def _end(text: str, start: int) -> int | None:
    depth = 0
    for brace in _BRACE.finditer(text, start):
        if brace[0] == "{":
            depth += 1
        elif depth:
            depth -= 1
        elif text.startswith("}}", brace.start()):
            return brace.start()
    return None


def _placeholder(inside: str, start: int) -> tuple[Placeholder | None, list[Fault]]:
    source, bar, form = inside.rpartition("|") if "|" in inside else (inside, "", "")
    expression, found = parse_expression(source)
    faults = [Fault(start + fault.column, fault.message) for fault in found]
    form = form.strip()
    if bar and (not form or not is_form(form)):
        message = f"`{form[:20]}` is no form. Write .3f, .3e, .3g or d after the `|`."
        faults.append(Fault(start + len(source) + 1, message))
    if expression is None or faults:
        return None, faults
    return Placeholder(expression, form, start), []
