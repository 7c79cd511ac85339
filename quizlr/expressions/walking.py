"""A tree and its names → a value. The only room of the language that imports numpy.

Numbers are float64 from the first to the last, so that `9**9**9` is inf at once and division by 0
is inf or nan. Every node is charged to a budget before anything is computed.
"""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from quizlr.expressions.arrays import GENERAL, Cells
from quizlr.expressions.faults import ExpressionError
from quizlr.expressions.limits import MAX_CELLS, MAX_CELLS_TOUCHED, MAX_STEPS
from quizlr.expressions.naming import CONSTANTS
from quizlr.expressions.nodes import (
    Binary,
    Call,
    Choice,
    Comparison,
    Item,
    Listing,
    Logic,
    Name,
    Node,
    Number,
    Unary,
    Word,
)
from quizlr.expressions.registry import FUNCTIONS, FunctionSpec
from quizlr.model import Value

Operand = Cells | str

_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def walk(tree: Node, names: Mapping[str, Value | str]) -> Value | str:
    """The value of a tree.

    Raises:
        ExpressionError: It has none: shapes do not fit, a name is unknown, a limit is passed.
    """
    with np.errstate(all="ignore"):
        result = _Walk(names).value(tree)
    if isinstance(result, str):
        return result
    if isinstance(result, np.float64):
        return float(result)
    return tuple(result.tolist() if result.ndim == 1 else map(tuple, result.tolist()))


class _Walk:
    """One evaluation, with its budget."""

    def __init__(self, names: Mapping[str, Value | str]) -> None:
        self.names = names
        self.steps_left = MAX_STEPS
        self.cells_left = MAX_CELLS_TOUCHED

    def value(self, node: Node) -> Operand:
        self.charge(node.column, steps=1)
        return _RULES[type(node)](self, node)

    def cells(self, node: Node, user: str) -> Cells:
        value = self.value(node)
        if isinstance(value, str):
            raise ExpressionError(node.column, f"{user} takes numbers, and got '{value}'.")
        return value

    def number(self, node: Node, user: str) -> np.float64:
        value = self.cells(node, user)
        if value.ndim:
            message = f"{user} takes a single number, and got {shape_words(value)}."
            raise ExpressionError(node.column, message)
        return np.float64(value)

    def charge(self, column: int, *, steps: int = 0, cells: int = 0) -> None:
        self.steps_left -= steps
        self.cells_left -= cells
        if self.steps_left < 0:
            raise ExpressionError(column, f"This needs more than {MAX_STEPS} steps.")
        if self.cells_left < 0:
            message = "This is too much work. Use fewer or smaller vectors."
            raise ExpressionError(column, message)

    def constant(self, node: Number) -> Operand:
        return np.float64(node.value)

    def word(self, node: Word) -> Operand:
        return node.text

    def name(self, node: Name) -> Operand:
        if node.name in CONSTANTS:
            return np.float64(CONSTANTS[node.name])
        if node.name not in self.names:
            raise ExpressionError(node.column, f"`{node.name}` has no value.")
        value = self.names[node.name]
        if isinstance(value, str):
            return value
        cells = _cells_of(value)
        if cells is None or cells.size == 0:
            message = f"`{node.name}` is no number, vector or matrix."
            raise ExpressionError(node.column, message)
        self.charge(node.column, cells=cells.size)
        return _checked(node.column, cells)

    def unary(self, node: Unary) -> Operand:
        if node.sign == "not":
            return np.float64(self.number(node.operand, "`not`") == 0)
        value = self.cells(node.operand, f"`{node.sign}`")
        self.charge(node.column, cells=value.size)
        return -value if node.sign == "-" else value

    def binary(self, node: Binary) -> Operand:
        user = f"`{node.sign}`"
        left, right = self.cells(node.left, user), self.cells(node.right, user)
        if node.sign == "@":
            return self.matrix_product(node.column, left, right)
        return self.together(node.column, user, _ARITHMETIC[node.sign], left, right)

    def together(
        self,
        column: int,
        user: str,
        operate: Callable[[Any, Any], Any],
        left: Cells,
        right: Cells,
    ) -> Cells:
        if left.ndim and right.ndim and left.shape != right.shape:
            raise ExpressionError(column, f"{user} cannot join {_both(left, right)}.")
        self.charge(column, cells=max(left.size, right.size))
        result: Cells = operate(left, right)
        return result

    def matrix_product(self, column: int, left: Cells, right: Cells) -> Cells:
        if (
            isinstance(left, np.float64)
            or isinstance(right, np.float64)
            or left.shape[-1] != right.shape[0]
        ):
            raise ExpressionError(column, f"`@` cannot multiply {_both(left, right)}.")
        down, across = left.size // left.shape[-1], right.size // right.shape[0]
        _must_fit(column, down * across)
        self.charge(column, cells=down * across * right.shape[0])
        product: Cells = left @ right
        return product

    def comparison(self, node: Comparison) -> Operand:
        operands = [self.value(operand) for operand in node.operands]
        result: Cells = np.float64(1)
        for sign, left, right in zip(node.signs, operands, operands[1:], strict=False):
            holds = self.compare(node.column, sign, left, right)
            result = self.together(node.column, f"`{sign}`", operator.mul, result, holds)
        return result

    def compare(self, column: int, sign: str, left: Operand, right: Operand) -> Cells:
        if isinstance(left, str) and isinstance(right, str) and sign in ("==", "!="):
            return np.float64(_COMPARISONS[sign](left, right))
        if isinstance(left, str) or isinstance(right, str):
            words = f"{shape_words(left)} and {shape_words(right)}"
            raise ExpressionError(column, f"`{sign}` cannot compare {words}.")
        holds = self.together(column, f"`{sign}`", _COMPARISONS[sign], left, right)
        return holds.astype(np.float64)

    def logic(self, node: Logic) -> Operand:
        # Lazy, so that `sum(y) > 0 and recall(…) > 0.5` can guard what has no value.
        user = f"`{node.sign}`"
        holds = False
        for operand in node.operands:
            holds = bool(self.number(operand, user) != 0)
            if holds == (node.sign == "or"):
                break
        return np.float64(holds)

    def choice(self, node: Choice) -> Operand:
        condition = self.number(node.condition, "`if`")
        return self.value(node.yes if condition != 0 else node.no)

    def listing(self, node: Listing) -> Operand:
        items = [self.cells(item, "A list") for item in node.items]
        shapes = {item.shape for item in items}
        if len(shapes) > 1 or items[0].ndim > 1:
            words = " and ".join(dict.fromkeys(map(shape_words, items)))
            message = f"A list holds numbers, or vectors of one length; this holds {words}."
            raise ExpressionError(node.column, message)
        size = sum(item.size for item in items)
        _must_fit(node.column, size)
        self.charge(node.column, cells=size)
        return np.array(items, dtype=np.float64)

    def item(self, node: Item) -> Operand:
        source = self.cells(node.source, "`[ ]`")
        position = _whole(self.number(node.position, "`[ ]`"))
        if isinstance(source, np.float64):
            raise ExpressionError(node.column, "A single number has no items.")
        if position is None or position >= source.shape[0]:
            message = f"There is no such item: they are counted from 0 to {source.shape[0] - 1}."
            raise ExpressionError(node.position.column, message)
        result: Cells = source[position]
        return result

    def call(self, node: Call) -> Operand:
        spec = FUNCTIONS[node.name]
        values = [self.value(argument) for argument in node.arguments]
        kinds = [kind for _, kind in spec.parameters][: len(values)]
        kinds += kinds[-1:] * (len(values) - len(kinds))
        arguments = [
            _argument(spec, kind, value, argument.column)
            for kind, value, argument in zip(kinds, values, node.arguments, strict=True)
        ]
        for kind in ("any", "vector"):
            self.must_match(node, [v for k, v in zip(kinds, values, strict=True) if k == kind])
        rounds = [a for k, a in zip(kinds, arguments, strict=True) if k == "rounds"]
        work = sum(_work(kind, value) for kind, value in zip(kinds, values, strict=True))
        self.charge(node.column, steps=sum(rounds), cells=work * spec.weight)
        try:
            result = _function(node.name)(*arguments)
        except (ValueError, ArithmeticError) as error:
            raise ExpressionError(node.column, _sentence(spec, error)) from None
        return _checked(node.column, _tidy(result))

    def must_match(self, node: Call, values: Sequence[Operand]) -> None:
        shaped = [value for value in values if not isinstance(value, str) and value.ndim]
        for value in shaped[1:]:
            if value.shape != shaped[0].shape:
                words = _both(shaped[0], value)
                raise ExpressionError(node.column, f"`{node.name}` cannot join {words}.")


_RULES: dict[type[Any], Callable[[_Walk, Any], Operand]] = {
    Number: _Walk.constant,
    Word: _Walk.word,
    Name: _Walk.name,
    Unary: _Walk.unary,
    Binary: _Walk.binary,
    Comparison: _Walk.comparison,
    Logic: _Walk.logic,
    Choice: _Walk.choice,
    Listing: _Walk.listing,
    Item: _Walk.item,
    Call: _Walk.call,
}


def shape_words(value: Operand) -> str:
    """What a value is, in words."""
    if isinstance(value, str):
        return f"the word '{value}'"
    if value.ndim == 0:
        return "a number"
    if value.ndim == 1:
        return f"a vector of {value.shape[0]}"
    return f"a {value.shape[0]} x {value.shape[1]} matrix"


def _both(left: Cells, right: Cells) -> str:
    return f"{shape_words(left)} and {shape_words(right)}"


def _argument(spec: FunctionSpec, kind: str, value: Operand, column: int) -> Any:
    """The value as the function takes it."""
    if (kind == "word") == isinstance(value, str) and (
        isinstance(value, str) or _fits(kind, value)
    ):
        return int(value) if kind in ("whole", "rounds") else value
    message = f"`{spec.signature}` takes {_WANTED[kind]} here, and got {_told(value)}."
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
        case "number":
            return value.ndim == 0
        case "whole":
            return _whole(value) is not None
        case "rounds":
            return bool(_whole(value))
        case "vector":
            return value.ndim == 1
        case "list":
            return value.ndim < 2
        case "matrix" | "data":
            return value.ndim == 2
        case "square":
            return value.ndim == 2 and value.shape[0] == value.shape[1]
    return True


def _told(value: Operand) -> str:
    return shape_words(value) if isinstance(value, str) or value.ndim else f"{float(value):.6g}"


def _whole(value: Cells) -> int | None:
    """A whole number of at least 0 as an int; None if it is none."""
    if value.ndim or not 0 <= value <= 2**53 or value != np.floor(value):
        return None
    return int(value)


def _sentence(spec: FunctionSpec, error: Exception) -> str:
    # The engine's errors begin with its own name of the function.
    reason = str(error).removeprefix(f"{spec.engine_name or spec.name}: ").rstrip(".")
    return f"`{spec.name}`: {reason}."


def _work(kind: str, value: Operand) -> int:
    """How many cells a function touches for an argument."""
    if isinstance(value, str):
        return 0
    if kind in ("square", "data"):
        return int(value.size * value.shape[1])
    return int(value.size)


@cache
def _function(name: str) -> Callable[..., Any]:
    engine_name = FUNCTIONS[name].engine_name
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


def _cells_of(value: Value) -> Cells | None:
    if isinstance(value, float | int):
        return np.float64(value)
    try:
        cells = np.asarray(value, dtype=np.float64)
    except (ValueError, TypeError):
        return None
    return cells if cells.ndim else None


def _tidy(result: Any) -> Cells:
    """A function's result as float64; several results become rows."""
    if isinstance(result, tuple):
        result = np.broadcast_arrays(*result)
    cells = np.asarray(result, dtype=np.float64)
    return np.float64(cells[()]) if cells.ndim == 0 else cells


def _checked(column: int, cells: Cells) -> Cells:
    if cells.ndim > 2:
        raise ExpressionError(column, "A value has at most two dimensions.")
    _must_fit(column, cells.size)
    return cells


def _must_fit(column: int, size: int) -> None:
    if size > MAX_CELLS:
        message = f"A vector or matrix has at most {MAX_CELLS} numbers; this has {size}."
        raise ExpressionError(column, message)
