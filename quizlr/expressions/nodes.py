"""The tree of an expression: what is not here cannot be computed.

Named tuples: they pickle, compare and cost little at start-up. `column` counts from 0.
"""

from __future__ import annotations

from typing import NamedTuple


class Number(NamedTuple):
    """A literal."""

    column: int
    value: float


class Word(NamedTuple):
    """A literal word, `'logit'`: compared, or given to a function that knows it."""

    column: int
    text: str


class Name(NamedTuple):
    """A variable, or `inf` or `nan`."""

    column: int
    name: str


class Unary(NamedTuple):
    """`+`, `-` or `not`."""

    column: int
    sign: str
    operand: Node


class Binary(NamedTuple):
    """`+ - * / ** @`; the column is the sign's."""

    column: int
    sign: str
    left: Node
    right: Node


class Comparison(NamedTuple):
    """A chain `a < b <= c`: one sign fewer than operands."""

    column: int
    signs: tuple[str, ...]
    operands: tuple[Node, ...]


class Logic(NamedTuple):
    """Operands joined by `and` or by `or`."""

    column: int
    sign: str
    operands: tuple[Node, ...]


class Choice(NamedTuple):
    """`yes if condition else no`: only the branch that is taken is computed."""

    column: int
    condition: Node
    yes: Node
    no: Node


class Listing(NamedTuple):
    """`[a, b, c]`: a vector of numbers, or a matrix of rows."""

    column: int
    items: tuple[Node, ...]


class Item(NamedTuple):
    """`v[i]`, counted from 0: a number of a vector, a row of a matrix."""

    column: int
    source: Node
    position: Node


class Call(NamedTuple):
    """A function of the registry."""

    column: int
    name: str
    arguments: tuple[Node, ...]


Node = Number | Word | Name | Unary | Binary | Comparison | Logic | Choice | Listing | Item | Call
