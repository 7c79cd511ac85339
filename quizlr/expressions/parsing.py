"""Text → Expression: Python's own parser, then an allow-list; what is not listed is refused."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import field
from typing import Any, cast

from quizlr.expressions.faults import Fault
from quizlr.expressions.limits import MAX_NODES
from quizlr.expressions.naming import CONSTANTS, did_you_mean
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
from quizlr.expressions.scanning import scan_fault
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that reads well. A value: it can be kept, compared, hashed and pickled."""

    text: str
    tree: Node = field(repr=False)
    uses: tuple[tuple[str, int], ...] = field(repr=False)
    """The free variables in the order of their occurrence, each with its column."""
    functions: frozenset[str] = field(repr=False)

    @property
    def names(self) -> frozenset[str]:
        """The free variables; functions are not among them."""
        return frozenset(name for name, _ in self.uses)


class _RefusedError(Exception):
    def __init__(self, column: int, message: str) -> None:
        self.fault = Fault(column, message)


def parse_expression(text: str) -> tuple[Expression | None, tuple[Fault, ...]]:
    """Read an expression.

    Returns:
        The expression and no faults, or None and what keeps it from being one.
    """
    fault = scan_fault(text)
    if fault:
        return None, (fault,)
    # White space is turned into blanks, so that a text may run over several lines.
    line = "".join(" " if sign.isspace() else sign for sign in text)
    margin = len(line) - len(line.lstrip())
    try:
        body = ast.parse(line.strip(), mode="eval").body
    except SyntaxError as error:
        return None, (_syntax_fault(line, margin + (error.offset or 1) - 1),)
    reader = _Reader(line, margin)
    try:
        tree = reader.node(body)
    except _RefusedError as refused:
        return None, (refused.fault,)
    return Expression(text, tree, tuple(reader.uses), frozenset(reader.functions)), ()


_SIGN_BEFORE_NOT = re.compile(r"[-+*/@<>=]\s*(not)\b")


def _syntax_fault(line: str, column: int) -> Fault:
    conditions = list(re.finditer(r"\bif\b", line))
    if len(conditions) != len(re.findall(r"\belse\b", line)):
        column = conditions[-1].start() if conditions else line.index("else")
        return Fault(column, "`if` and `else` go together: a if condition else b.")
    misplaced = _SIGN_BEFORE_NOT.search(line)
    if misplaced:
        message = "Put brackets around `not` and what follows it: 1 - (not a)."
        return Fault(misplaced.start(1), message)
    return Fault(column, "The expression cannot be read from here on. Are all signs in place?")


class _Reader:
    """Translates one tree of Python's parser into ours."""

    def __init__(self, line: str, margin: int) -> None:
        self.line = line
        self.margin = margin
        self.count = 0
        self.uses: list[tuple[str, int]] = []
        self.functions: set[str] = set()

    def node(self, source: ast.expr) -> Node:
        self.count += 1
        if self.count > MAX_NODES:
            message = f"The expression is too long: it has more than {MAX_NODES} parts."
            raise _RefusedError(0, f"{message} Give some of them names of their own.")
        read = _READ.get(type(source))
        if read is None:
            advice = _ADVICE.get(type(source), "It is no part of the language of drills.")
            raise _RefusedError(self.column(source), f"This cannot be used here. {advice}")
        return read(self, source)

    def nodes(self, sources: list[ast.expr]) -> tuple[Node, ...]:
        return tuple([self.node(source) for source in sources])

    def column(self, source: ast.expr) -> int:
        return self.margin + source.col_offset

    def constant(self, source: ast.Constant) -> Node:
        column = self.column(source)
        # The scan let through only decimal numbers and words.
        if isinstance(source.value, str):
            return Word(column, source.value)
        return Number(column, float(cast(float, source.value)))

    def name(self, source: ast.Name) -> Node:
        column = self.column(source)
        if source.id not in CONSTANTS:
            self.uses.append((source.id, column))
        return Name(column, source.id)

    def unary(self, source: ast.UnaryOp) -> Node:
        sign = _SIGNS[type(source.op)]
        return Unary(self.column(source), sign, self.node(source.operand))

    def binary(self, source: ast.BinOp) -> Node:
        sign = _SIGNS[type(source.op)]
        # Between the operands stand only blanks, brackets and the sign.
        after = self.margin + (source.left.end_col_offset or 0)
        column = self.line.index(sign, after)
        return Binary(column, sign, self.node(source.left), self.node(source.right))

    def comparison(self, source: ast.Compare) -> Node:
        signs = tuple(_SIGNS[type(op)] for op in source.ops)
        operands = self.nodes([source.left, *source.comparators])
        return Comparison(self.column(source), signs, operands)

    def logic(self, source: ast.BoolOp) -> Node:
        sign = _SIGNS[type(source.op)]
        return Logic(self.column(source), sign, self.nodes(source.values))

    def choice(self, source: ast.IfExp) -> Node:
        condition, yes, no = self.nodes([source.test, source.body, source.orelse])
        return Choice(self.column(source), condition, yes, no)

    def listing(self, source: ast.List) -> Node:
        if not source.elts:
            raise _RefusedError(self.column(source), "An empty list has no value.")
        return Listing(self.column(source), self.nodes(source.elts))

    def item(self, source: ast.Subscript) -> Node:
        return Item(self.column(source), self.node(source.value), self.node(source.slice))

    def call(self, source: ast.Call) -> Node:
        column = self.column(source)
        # The scan let through only names before the bracket, and no `=` or star inside.
        name = cast(ast.Name, source.func).id
        fault = _call_fault(name, len(source.args))
        if fault:
            raise _RefusedError(column, fault)
        self.functions.add(name)
        return Call(column, name, self.nodes(source.args))


def _call_fault(name: str, given: int) -> str:
    if name == "log":
        return "`log` is not clear about its base: write ln, log2 or log10."
    spec = FUNCTIONS.get(name)
    if spec is None:
        guess = f"{did_you_mean(name, FUNCTIONS)} ".lstrip()
        return f"There is no function `{name}`. {guess}To multiply, write {name}*(…)."
    least, most = spec.arity
    if given < least or (most is not None and given > most):
        wanted = str(least) if most == least else f"{least} or more"
        if most is not None and most != least:
            wanted = f"{least} to {most}"
        plural = "" if wanted == "1" else "s"
        return f"`{spec.signature}` takes {wanted} value{plural}, and got {given}."
    return ""


_SIGNS: dict[type[ast.AST], str] = {
    ast.UAdd: "+", ast.USub: "-", ast.Not: "not",
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.MatMult: "@",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.And: "and", ast.Or: "or",
}  # fmt: skip
_READ: dict[type[ast.expr], Callable[[_Reader, Any], Node]] = {
    ast.Constant: _Reader.constant,
    ast.Name: _Reader.name,
    ast.UnaryOp: _Reader.unary,
    ast.BinOp: _Reader.binary,
    ast.Compare: _Reader.comparison,
    ast.BoolOp: _Reader.logic,
    ast.IfExp: _Reader.choice,
    ast.List: _Reader.listing,
    ast.Subscript: _Reader.item,
    ast.Call: _Reader.call,
}
_ADVICE: dict[type[ast.expr], str] = {
    ast.Tuple: "Write a vector in square brackets, [1, 2], and one item as X[0][1].",
}
