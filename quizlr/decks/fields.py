"""What a field may hold, and what it is for: one definition for all who need it.

The reader, the JSON Schema, new decks and notes, and messages are made from it.

A scalar is typed by the field it stands in, never by how it looks: `front: no` is text because
`front` is a text field.
"""

from __future__ import annotations

from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A scalar taken as text, NFC, without control characters."""

    allow_empty: bool = False
    is_name: bool = False
    """A name such as a tag: a comma in a lone one was meant to begin another."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """Text that matches `[a-z0-9-]{1,64}`."""


@dataclass(frozen=True, slots=True)
class CardReference:
    """Text of the form `deck/note`, both identifiers."""


@dataclass(frozen=True, slots=True)
class NoteName:
    """Text that names a note: its id in this deck or, as `deck/note`, in any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A decimal number; inclusive bounds. Read as float, or int if `is_integer`."""

    minimum: float | None = None
    maximum: float | None = None
    is_integer: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """true, false, yes or no, in any case."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of these words."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A sequence of items of one kind; read as a tuple."""

    item: Kind
    allow_single: bool = False
    """A lone scalar counts as a list of one."""
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with named fields; read as a dict of name to value, absent fields left out."""

    fields: tuple[Field, ...]
    short_form: str = ""
    """If set, a lone scalar stands for a record with just this field."""


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from keys of the author's choice to items of one kind; read as a dict."""

    item: Kind


Kind = (
    Text | Identifier | CardReference | NoteName | Number | Flag | OneOf | ListOf | Record | MapOf
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a deck, a note or a record."""

    name: str
    kind: Kind
    doc: str
    """One sentence for the author: shown by editors and in messages."""
    is_required: bool = False
    example: str
    """What an author would write after the name and the colon, as YAML."""


def front(doc: str, example: str) -> Field:
    """The prompt of a type that says more of it than `The prompt`."""
    return Field(name="front", kind=Text(), doc=doc, is_required=True, example=example)
