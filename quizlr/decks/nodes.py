"""What a deck's text is made of before fields give it a meaning: scalars, lists, mappings, faults.

Offsets count characters of the raw text. A fault stands where something was refused; whoever reads
that place reports it, because only the reader knows the field's path.
"""

from __future__ import annotations

from typing import NamedTuple

NOTES = "notes"
"""The deck's field that holds its notes."""


class Scalar(NamedTuple):
    """One piece of text."""

    text: str
    style: str
    """How it was written: empty (plain), `'`, `"`, `|` or `>`."""
    start: int
    end: int

    @property
    def is_empty(self) -> bool:
        """True where nothing was written: `back:` and no more."""
        return not self.text and not self.style


class Items(NamedTuple):
    """A list."""

    items: list[Node]
    start: int
    end: int
    is_flow: bool
    """Written `[a, b]`, not with a dash a line."""


class Entries(NamedTuple):
    """A mapping, in the author's order; keys may occur twice."""

    pairs: list[tuple[Scalar | Fault, Node]]
    start: int
    end: int
    is_flow: bool
    """Written `{a: b}`, not with a line each."""


class Fault(NamedTuple):
    """Something that YAML allows and decks do not."""

    rule: str
    message: str
    start: int
    end: int


Node = Scalar | Items | Entries | Fault


class Part(NamedTuple):
    """One piece of a deck file: a field of the deck, one of its notes, or a fault of the file."""

    node: Node
    key: Scalar | None = None
    """The field's name; `notes` for a note. None if the node is a fault of the whole file."""
    note_index: int | None = None
    """Number of the note from 0; None for a whole field."""
