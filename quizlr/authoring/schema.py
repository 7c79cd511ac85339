"""The JSON Schema (2020-12) of decks, for editors and validators, from the reader's definitions.

It says what one field may hold; what fields mean together is the business of `quizlr check`. It
accepts what the reader accepts, with one exception: a field that is left empty is marked, since
its author is not done. A YAML editor reads `front: 12` as a number and `front: no` as text or as
a boolean, and the reader reads both as text: so text is all that is no list and no mapping.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from quizlr.authoring.examples import example_of
from quizlr.cardtypes.cardtype import CardType
from quizlr.decks.decimals import INTEGER, NUMBER
from quizlr.decks.deckfields import DECK_FIELDS, DEFAULT_TYPE, FORMAT_VERSION
from quizlr.decks.fields import (
    CardReference,
    Field,
    Flag,
    Identifier,
    Kind,
    ListOf,
    MapOf,
    NoteName,
    Number,
    OneOf,
    Record,
    Text,
)
from quizlr.decks.nodes import NOTES
from quizlr.decks.notereading import fields_of
from quizlr.decks.values import FLAGS, ID

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_NO_TEXT: Final = ("array", "object", "null")


def schema_text(types: Mapping[str, CardType]) -> str:
    """The schema as it is printed and saved."""
    return json.dumps(deck_schema(types), ensure_ascii=False, indent=1) + "\n"


def deck_schema(types: Mapping[str, CardType]) -> Schema:
    """The schema of a deck whose notes are of these types."""
    deck = _record(DECK_FIELDS)
    deck["properties"][NOTES]["items"] = {"$ref": "#/$defs/note"}
    return {
        "$schema": DIALECT,
        "title": f"quizlr deck, format {FORMAT_VERSION}",
        "description": "A deck: a name and a list of notes, of which quizlr makes cards.",
        **deck,
        "$defs": {
            "text": _text(Text()),
            "note": _note(types),
            **{f"note-{name}": _note_of(kind) for name, kind in types.items()},
        },
    }


# -- notes


def _note(types: Mapping[str, CardType]) -> Schema:
    """A note: `type` decides by which schema the rest is judged, so that errors name one type."""
    (type_field,) = (field for field in fields_of(types[DEFAULT_TYPE]) if field.name == "type")
    docs = [kind.doc for kind in types.values()]
    choice = {"enum": list(types), "enumDescriptions": docs, "description": type_field.doc}
    return {
        "type": "object",
        "properties": {"type": choice},
        "allOf": [_if_type(name) for name in types],
    }


def _if_type(name: str) -> Schema:
    condition: Schema = {"properties": {"type": {"const": name}}}
    if name != DEFAULT_TYPE:
        # Of a note not begun the editor offers the default type's fields only.
        condition = {"type": "object", **condition, "required": ["type"]}
    return {"if": condition, "then": {"$ref": f"#/$defs/note-{name}"}}


def _note_of(kind: CardType) -> Schema:
    schema = _record(fields_of(kind))
    schema["properties"]["type"] = True  # judged in `_note`
    return {"title": f"{kind.name} note", "description": kind.doc, **schema}


# -- fields


def _field(field: Field) -> Schema:
    example = _plain(example_of(field))
    return {"description": field.doc, **schema_of(field.kind), "examples": [example]}


def _plain(value: Any) -> Any:
    """A value as JSON has it: lists for tuples, whole numbers without a point."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def schema_of(kind: Kind) -> Schema:
    """The schema of one kind of value."""
    return _SCHEMAS[type(kind)](kind)


def _words(kind: Kind) -> tuple[tuple[str, ...], Schema]:
    """Of a kind of text: the JSON types that it cannot be, and what a scalar must be like."""
    match kind:
        case Text(allow_empty=allow_empty):
            return _NO_TEXT, {} if allow_empty else _SOMETHING
        case Identifier():
            words = "An id has 1 to 64 small letters, digits and hyphens."
            return _NO_TEXT, {**_WHOLE, **_matching(ID.pattern, words)}
        case NoteName():
            words = "Write the id of a note or, if its deck is another, deck/note."
            return _NO_TEXT, {**_WHOLE, **_matching(f"(?:{ID.pattern}/)?{ID.pattern}", words)}
        case CardReference():
            words = "Write the deck's id, a slash and the note's id: old-deck/old-note."
            refused = (*_NO_TEXT, "number", "boolean")
            return refused, _matching(f"{ID.pattern}/{ID.pattern}", words)
        case Record(fields=fields, short_form=name):
            return _words(next(field.kind for field in fields if field.name == name))
    raise TypeError(f"no kind of text: {kind}")


def _text(kind: Kind) -> Schema:
    refused, words = _words(kind)
    return {**_but_not(refused, "string"), **words}


def _any_text(kind: Text) -> Schema:
    return _text(kind) if kind.allow_empty else {"$ref": "#/$defs/text"}


def _number(kind: Number) -> Schema:
    what = "whole number" if kind.is_integer else "decimal number"
    bounds = {"minimum": kind.minimum, "maximum": kind.maximum}
    return {
        "type": ["integer" if kind.is_integer else "number", "string"],
        **{name: _plain(bound) for name, bound in bounds.items() if bound is not None},
        **_matching(_spaced((INTEGER if kind.is_integer else NUMBER).pattern), f"A {what}."),
    }


def _flag(_: Flag) -> Schema:
    words = "|".join("".join(f"[{c.upper()}{c}]" for c in word) for word in FLAGS)
    return {
        "type": ["boolean", "string"],
        **_matching(_spaced(f"(?:{words})"), "Write yes, no, true or false."),
    }


def _one_of(kind: OneOf) -> Schema:
    return {"enum": list(kind.values)}


def _list(kind: ListOf) -> Schema:
    schema: Schema = {"type": "array", "items": schema_of(kind.item)}
    if kind.minimum:
        schema["minItems"] = kind.minimum
    if not kind.allow_single:
        return schema
    # What is said of scalars is not said of lists, so both can stand side by side.
    refused, words = _words(kind.item)
    del schema["type"]
    others = [name for name in (*refused, "object") if name != "array"]
    return {**_but_not(dict.fromkeys(others), "array"), **words, **schema}


def _record_or_short(kind: Record) -> Schema:
    schema = _record(kind.fields)
    if kind.short_form:
        del schema["type"]
        schema = {**_but_not(("array", "null"), "object"), **schema}
    return schema


def _record(fields: Iterable[Field]) -> Schema:
    listed = tuple(fields)
    schema: Schema = {
        "type": "object",
        "properties": {field.name: _field(field) for field in listed},
        "additionalProperties": False,
    }
    required = [field.name for field in listed if field.is_required]
    return {**schema, "required": required} if required else schema


def _map(kind: MapOf) -> Schema:
    return {"type": "object", "additionalProperties": schema_of(kind.item)}


def _but_not(refused: Iterable[str], wanted: str) -> Schema:
    """Anything but these; `wanted` is what the message asks for.

    A list of all that is accepted would do as well, but editors would offer `true` and `null`.
    """
    return {"if": {"type": list(refused)}, "then": {"type": wanted}}


def _matching(pattern: str, words: str) -> Schema:
    """Strings must match as a whole; `words` is what the YAML language server says if not."""
    return {"pattern": f"^{pattern}$", "patternErrorMessage": words}


def _spaced(pattern: str) -> str:
    return rf"\s*{pattern}\s*"


_WHOLE: Final = {"multipleOf": 1}
"""Of what is read as a number: the id `12` may be one, `1.5` may not."""
_SOMETHING: Final = {
    "pattern": r"\S",
    "patternErrorMessage": "Write something here, or remove the field.",
}
_SCHEMAS: Final[Mapping[type, Callable[..., Schema]]] = {
    Text: _any_text,
    Identifier: _text,
    CardReference: _text,
    NoteName: _text,
    Number: _number,
    Flag: _flag,
    OneOf: _one_of,
    ListOf: _list,
    Record: _record_or_short,
    MapOf: _map,
}
