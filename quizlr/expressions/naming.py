"""Which names have a value, and which one an author probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Protocol

from quizlr.expressions.faults import Fault
from quizlr.expressions.registry import FUNCTIONS

CONSTANTS = {"inf": float("inf"), "nan": float("nan")}
"""Names that always have a value."""


class HasUses(Protocol):
    """An Expression or a ComputedText."""

    @property
    def uses(self) -> tuple[tuple[str, int], ...]:
        """Its free variables in the order of their occurrence, each with its column."""


def check_names(source: HasUses, known: Collection[str]) -> tuple[Fault, ...]:
    """Which variables of an expression (or of a computed text) have no value.

    Args:
        source: The expression or the computed text.
        known: The names that will have a value.

    Returns:
        A fault for each place where a name stands that is not known, or is also a function's.
    """
    return tuple(_name_faults(source, known))


def _name_faults(source: HasUses, known: Collection[str]) -> Iterator[Fault]:
    for name, column in source.uses:
        if name in FUNCTIONS:
            advice = f"write {FUNCTIONS[name].signature}, or give the variable another name."
            yield Fault(column, f"`{name}` is a function: {advice}")
        elif name not in known:
            guess = (
                did_you_mean(name, known) or f"Names here: {', '.join(sorted(known)) or 'none'}."
            )
            yield Fault(column, f"`{name}` has no value. {guess}")


def did_you_mean(name: str, names: Collection[str]) -> str:
    """A sentence with the closest of the names; empty if none is close."""
    close = get_close_matches(name, names, n=1)
    return f"Did you mean `{close[0]}`?" if close else ""
