"""The text of a card, as its author wrote it: what a search looks through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from quizlr.model import Note

WITHOUT_TEXT: Final = frozenset({"basic", "cloze"})
"""Types whose content repeats the front, or has no text: it need not be unpacked."""


def further_texts(note: Note) -> tuple[str, ...]:
    """All text of a note beside front and back, as hints, options, points, code and expressions."""
    more = () if note.type in WITHOUT_TEXT else tuple(dict.fromkeys(_strings(note.content)))
    return (*note.hints, note.disputed, *more)


def title_of(note: Note) -> str:
    """What stands for a note in a list, as Markdown: its front, or its title if it has none."""
    return note.front if note.front.strip() else note.content.title or note.id


def _strings(value: object) -> Iterator[str]:
    """The texts in a frozen value, in the order of its fields."""
    if isinstance(value, str):
        if value and not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _strings(name)
            yield from _strings(item)
    elif is_dataclass(value):
        for name in _field_names(value.__class__):
            yield from _strings(getattr(value, name))


@lru_cache(maxsize=256)
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
