"""A tree and its names → a value. Every node is charged to a budget before it is computed."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from quizlr.expressions.budget import Budget
from quizlr.expressions.calling import call
from quizlr.expressions.cells import (
    Cells,
    Operand,
    cells_of,
    checked,
    must_fit,
    must_match,
    shape_words,
    value_of,
    whole,
)
from quizlr.expressions.faults import ExpressionError
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
from quizlr.expressions.registry import FUNCTIONS
from quizlr.model import Value

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


def walk(tree: Node, names: Mapping[str, Value | str], budget: Budget) -> Value | str:
    """The value of a tree.

    Raises:
        ExpressionError: It has none: shapes do not fit, a name is unknown, a limit is passed.
    """
    with np.errstate(all="ignore"):
        return value_of(_Walk(names, budget).value(tree))


class _Walk:
    """One evaluation."""

    def __init__(self, names: Mapping[str, Value | str], budget: Budget) -> None:
        self.names = names
        self.budget = budget

    def value(self, node: Node) -> Operand:
        self.budget.charge(node.column, 1, 0)
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

    def touch(self, column: int, cells: int) -> None:
        self.budget.charge(column, 0, cells)

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
        cells = cells_of(value)
        if cells is None:
            message = f"`{node.name}` is no number, vector or matrix."
            raise ExpressionError(node.column, message)
        self.touch(node.column, cells.size)
        return checked(cells, node.column)

    def unary(self, node: Unary) -> Operand:
        if node.sign == "not":
            return np.float64(self.number(node.operand, "`not`") == 0)
        value = self.cells(node.operand, f"`{node.sign}`")
        self.touch(node.column, value.size)
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
        must_match(left, right, user, column)
        self.touch(column, max(left.size, right.size))
        result: Cells = operate(left, right)
        return result

    def matrix_product(self, column: int, left: Cells, right: Cells) -> Cells:
        if (
            isinstance(left, np.float64)
            or isinstance(right, np.float64)
            or left.shape[-1] != right.shape[0]
        ):
            words = f"{shape_words(left)} and {shape_words(right)}"
            raise ExpressionError(column, f"`@` cannot multiply {words}.")
        down, across = left.size // left.shape[-1], right.size // right.shape[0]
        must_fit(down * across, column)
        self.touch(column, down * across * right.shape[0])
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
        must_fit(size, node.column)
        self.touch(node.column, size)
        return np.array(items, dtype=np.float64)

    def item(self, node: Item) -> Operand:
        source = self.cells(node.source, "`[ ]`")
        position = whole(self.number(node.position, "`[ ]`"))
        if isinstance(source, np.float64):
            raise ExpressionError(node.column, "A single number has no items.")
        if position is None or position >= source.shape[0]:
            message = f"There is no such item: they are counted from 0 to {source.shape[0] - 1}."
            raise ExpressionError(node.position.column, message)
        result: Cells = source[position]
        return result

    def call(self, node: Call) -> Operand:
        arguments = [(self.value(argument), argument.column) for argument in node.arguments]
        return call(FUNCTIONS[node.name], arguments, node.column, self.budget)


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
