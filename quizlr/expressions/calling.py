"""A call: the arguments are held against the function's parameters, then it is charged and done."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from quizlr.expressions.arrays import GENERAL
from quizlr.expressions.budget import Budget
from quizlr.expressions.cells import Cells, Operand, must_match, result_of, shape_words, whole
from quizlr.expressions.faults import ExpressionError
from quizlr.expressions.registry import FunctionSpec


def call(
    spec: FunctionSpec,
    arguments: Sequence[tuple[Operand, int]],
    column: int,
    budget: Budget,
) -> Cells:
    """What a function gives.

    Args:
        spec: The function.
        arguments: As many as it takes, each with its column.
        column: Of the call.
        budget: What it is charged to.

    Raises:
        ExpressionError: An argument does not fit, or the function has no value for these.
    """
    last = len(spec.parameters) - 1
    seen: dict[str, Operand] = {}
    handed: list[Any] = []
    rounds, cells = 0, 0
    for place, (value, where) in enumerate(arguments):
        kind = spec.parameters[min(place, last)][1]
        handed.append(_handed(spec, kind, value, where))
        if kind in ("any", "vector"):
            must_match(seen.get(kind, ""), value, f"`{spec.name}`", column)
            if isinstance(value, str) or value.ndim:
                seen[kind] = value
        rounds += handed[-1] if kind == "rounds" else 0
        cells += _work(kind, value)
    budget.charge(column, rounds, cells * (spec.weight + rounds))
    try:
        result = _function(spec.name, spec.engine_name)(*handed)
    except (ValueError, ArithmeticError) as error:
        raise ExpressionError(column, _sentence(spec, error)) from None
    return result_of(result, column)


def _handed(spec: FunctionSpec, kind: str, value: Operand, column: int) -> Any:
    """The value as the function takes it."""
    if isinstance(value, str):
        if kind == "word":
            return value
    elif _fits(kind, value):
        return int(value) if kind in ("whole", "rounds") else value
    is_number = not isinstance(value, str) and value.ndim == 0
    told = f"{float(value):.6g}" if is_number else shape_words(value)
    message = f"`{spec.signature}` takes {_WANTED[kind]} here, and got {told}."
    raise ExpressionError(column, message)


_WANTED = {
    "any": "numbers",
    "free": "numbers",
    "number": "a single number",
    "whole": "a whole number, at least 0,",
    "rounds": "a whole number, at least 1,",
    "vector": "a vector",
    "list": "a number or a vector",
    "matrix": "a matrix",
    "square": "a square matrix",
    "data": "a matrix",
    "word": "a word in quotes",
}
"""Each kind of parameter, in words."""


def _fits(kind: str, value: Cells) -> bool:
    match kind:
        case "any" | "free":
            return True
        case "number":
            return value.ndim == 0
        case "whole":
            return whole(value) is not None
        case "rounds":
            return bool(whole(value))
        case "vector":
            return value.ndim == 1
        case "list":
            return value.ndim < 2
        case "matrix" | "data":
            return value.ndim == 2
        case "square":
            return value.ndim == 2 and value.shape[0] == value.shape[1]
    return False


def _work(kind: str, value: Operand) -> int:
    """How many cells a function touches for an argument."""
    if isinstance(value, str):
        return 0
    return int(value.size * value.shape[1] if kind in ("square", "data") else value.size)


@cache
def _function(name: str, engine_name: str) -> Callable[..., Any]:
    if not engine_name:
        return GENERAL[name]
    from quizlr import numeric

    return _by_place(getattr(numeric, engine_name))


def _by_place(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, taking by place also what Python would have it given by name."""
    parameters = inspect.signature(function).parameters.values()
    named = [parameter.name for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY]
    first = len(parameters) - len(named)
    if not named:
        return function
    return lambda *values: function(
        *values[:first], **dict(zip(named, values[first:], strict=False))
    )


def _sentence(spec: FunctionSpec, error: Exception) -> str:
    # The engine's errors begin with its own name of the function.
    reason = str(error).removeprefix(f"{spec.engine_name or spec.name}: ").rstrip(".")
    return f"`{spec.name}`: {reason}."
