"""What can be called: the lines of `tables`, read into values."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.expressions.tables import ENGINE, GENERAL, PRECISE
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class FunctionSpec:
    """What a function takes, and what it gives."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    """Each parameter's name and kind; see `tables` for the kinds."""
    required: int
    """How many of them must be given."""
    is_variadic: bool
    """Whether the last parameter may be repeated."""
    doc: str
    example: str
    engine_name: str
    """What `quizlr.numeric` calls it; empty for a general function."""
    weight: int
    """What it charges for a cell, in cells of plain arithmetic."""

    @property
    def arity(self) -> tuple[int, int | None]:
        """The least and the largest number of arguments; None for no limit."""
        return self.required, None if self.is_variadic else len(self.parameters)

    @property
    def signature(self) -> str:
        """How it is called: `clip(x, low, high)`."""
        names = [name for name, _ in self.parameters] + ["…"] * self.is_variadic
        return f"{self.name}({', '.join(names)})"


def _spec(call: str, doc: str, example: str, weight: int) -> FunctionSpec:
    call, _, alias = call.partition(" = ")
    name, _, inside = call.rstrip(")").partition("(")
    parts = inside.split(", ")
    is_variadic = parts[-1] == "..."
    pairs = [part.partition(": ") for part in parts[: -1 if is_variadic else None]]
    return FunctionSpec(
        name=name,
        parameters=tuple((word.rstrip("?"), kind or "any") for word, _, kind in pairs),
        required=sum(not word.endswith("?") for word, _, _ in pairs),
        is_variadic=is_variadic,
        doc=doc,
        example=example,
        engine_name="" if weight == _LIGHT else alias or name,
        weight=weight,
    )


_LIGHT, _ENGINE, _PRECISE = 1, 100, 10_000
"""Measured: 25 ns, 1.5 µs and 200 µs a cell at worst."""

FUNCTIONS: Mapping[str, FunctionSpec] = {
    spec.name: spec
    for rows, weight in ((GENERAL, _LIGHT), (ENGINE, _ENGINE), (PRECISE, _PRECISE))
    for spec in (_spec(*row, weight) for row in rows)
}
"""Every function of the language by name."""
