"""The tree of a formula: what `tex` reads and `tex_linear` and `tex_display` write."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Role(Enum):
    """What a symbol does, which decides the space around it."""

    ORDINARY = auto()
    NUMBER = auto()
    BINARY = auto()
    RELATION = auto()
    LARGE = auto()
    FUNCTION = auto()
    OPEN = auto()
    CLOSE = auto()
    PUNCTUATION = auto()
    SPACE = auto()
    TEXT = auto()


class Symbol(NamedTuple):
    """A leaf."""

    text: str
    role: Role = Role.ORDINARY


class Row(NamedTuple):
    """Things side by side."""

    items: tuple[Node, ...] = ()


class Script(NamedTuple):
    """A base with something below or above."""

    base: Node
    below: Node | None = None
    above: Node | None = None


class Fraction(NamedTuple):
    """One over the other."""

    over: Node
    under: Node
    is_binomial: bool = False


class Root(NamedTuple):
    """A root; `degree` None for the square root."""

    body: Node
    degree: Node | None = None


class Accent(NamedTuple):
    """A mark over, under or around; `name` is TeX's."""

    name: str
    body: Node


class Fence(NamedTuple):
    """A pair of delimiters that grow with what they hold; either may be empty."""

    left: str
    body: Row
    right: str


class Grid(NamedTuple):
    """A matrix, cases or aligned lines: rows of cells."""

    name: str
    rows: tuple[tuple[Row, ...], ...]


Node = Symbol | Row | Script | Fraction | Root | Accent | Fence | Grid
