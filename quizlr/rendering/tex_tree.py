"""The tree of a formula: what `tex` reads and `tex_linear` and `display` write."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


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


@dataclass(frozen=True, slots=True)
class Symbol:
    """A leaf."""

    text: str
    role: Role = Role.ORDINARY


@dataclass(frozen=True, slots=True)
class Row:
    """Things side by side."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A base with something below or above."""

    base: Node
    below: Node | None = None
    above: Node | None = None


@dataclass(frozen=True, slots=True)
class Fraction:
    """One over the other."""

    over: Node
    under: Node
    is_binomial: bool = False


@dataclass(frozen=True, slots=True)
class Root:
    """A root; `degree` None for the square root."""

    body: Node
    degree: Node | None = None


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over, under or around; `name` is TeX's."""

    name: str
    body: Node


@dataclass(frozen=True, slots=True)
class Fence:
    """A pair of delimiters that grow with what they hold; either may be empty."""

    left: str
    body: Row
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix, cases or aligned lines: rows of cells."""

    name: str
    rows: tuple[tuple[Row, ...], ...]


Node = Symbol | Row | Script | Fraction | Root | Accent | Fence | Grid
