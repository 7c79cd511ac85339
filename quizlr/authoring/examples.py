"""The examples of the field definitions, read as the deck reader reads them."""

from __future__ import annotations

from typing import Any

from quizlr.decks.events import parts
from quizlr.decks.fields import Field
from quizlr.decks.rawtext import RawText
from quizlr.decks.values import ValueReader


def example_of(field: Field) -> Any:
    """The typed value of a field's example: what `ValueReader` makes of it."""
    raw = RawText(f"example: {field.example}\n", "the field definitions")
    reader = ValueReader(raw)
    (part,) = parts(raw.text)
    value = reader.read(part.node, field.kind, field.name)
    assert not reader.problems, [str(problem) for problem in reader.problems]
    return value
