"""New decks and notes to start from: valid as they stand; the field definitions are comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from textwrap import wrap
from typing import Any, Final

from quizlr.authoring.examples import example_of
from quizlr.authoring.writing import field_lines, indented
from quizlr.cardtypes.cardtype import CardType
from quizlr.decks.deckfields import COMMON_FIELDS, DECK_FIELDS, DEFAULT_TYPE, FORMAT_VERSION
from quizlr.decks.fields import Field
from quizlr.decks.nodes import NOTES
from quizlr.decks.notereading import fields_of
from quizlr.decks.values import slug

SCHEMA_NAME: Final = ".quizlr-schema.json"
"""The file beside a deck that its first line names; hidden, so that nobody takes it for a deck."""
MODELINE: Final = "# yaml-language-server: $schema="
"""The line by which editors find the schema."""
_ID_WORDS: Final = 5
_ID_LENGTH: Final = 56
"""So that a number fits behind it."""
_SMALL_WORDS = frozenset(re.findall(
    r"\w+",
    "a an and are be by do does for from had has have how in is it its of on or so that the this "
    "there to was were what when where which who why with",
))  # fmt: skip
"""Words that tell nothing of a note."""
_MARKS = re.compile(r"\{\{=.*?\}\}|\{\{c\d+::|(?:::[^{}]*)?\}\}|\\(?:text|frac|mathbf)\b")
"""What is in a text for quizlr, not for people."""
_COMMENT_WIDTH: Final = 76
"""With the indentation of a note's fields, 80."""
_COMMON = frozenset(field.name for field in COMMON_FIELDS)


def new_id(text: str, taken: Collection[str], fallback: str) -> str:
    """An id made of the first words of a text that is not taken yet."""
    said = slug(_MARKS.sub(" ", text)).split("-")
    telling = [word for word in said if word not in _SMALL_WORDS and not word.isdigit()]
    words = "-".join((telling if len(telling) > 1 else said)[:_ID_WORDS])[:_ID_LENGTH] or fallback
    names = (words if number == 1 else f"{words}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def name_of(kind: CardType, values: Mapping[str, Any]) -> str:
    """The text of a note by which people know it: its title if it must have one, else its front."""
    titles = [f.name for f in kind.fields if f.name == "title" and f.is_required]
    return str(values.get(titles[0] if titles else kind.front_field, ""))


def head_lines(title: str, deck_id: str, schema: str) -> list[str]:
    """The lines of a deck up to its notes: what is needed, and what may be added, as comments.

    Args:
        title: of the deck.
        deck_id: its id.
        schema: path of the schema's file, as seen from the deck.
    """
    given: Mapping[str, Any] = {"quizlr": FORMAT_VERSION, "id": deck_id, "title": title}
    lines = [f"{MODELINE}{schema}"]
    further: list[str] = []
    for field in DECK_FIELDS:
        if field.name in given:
            lines += field_lines(field, given[field.name])
        elif field.name != NOTES:
            further += ["", *_comment(field.doc), *_commented(field)]
    return [*lines, "", "# A deck may also have these fields: take the # away.", *further]


def deck_text(title: str, deck_id: str, schema: str, kinds: Mapping[str, CardType]) -> str:
    """A whole new deck with one note, and comments that explain."""
    kind = kinds[DEFAULT_TYPE]
    others = ", ".join(name for name in kinds if name != DEFAULT_TYPE)
    more = f"Other types of note: {others}. `quizlr new {deck_id} --type drill` adds one of them."
    lines = head_lines(title, deck_id, schema)
    notes = [*sketch_lines(kind, ()), *_comment(more)]
    return "\n".join([*lines, "", f"{NOTES}:", *indented(notes, 2), ""])


def empty_deck_text(title: str, deck_id: str, schema: str) -> str:
    """A deck without notes, for a first one to be added."""
    given: Mapping[str, Any] = {"quizlr": FORMAT_VERSION, "id": deck_id, "title": title}
    fields = [
        line for f in DECK_FIELDS if f.name in given for line in field_lines(f, given[f.name])
    ]
    return "\n".join([f"{MODELINE}{schema}", *fields, f"{NOTES}: []", ""])


def sketched(kind: CardType) -> dict[str, Any]:
    """What a note of a type says before it is overwritten: the examples of its main fields."""
    shown = (field for field in kind.fields if field.is_required or field.name in kind.sketch)
    return {field.name: example_of(field) for field in shown}


def sketch_lines(kind: CardType, taken: Collection[str], *, is_explained: bool = True) -> list[str]:
    """A note of a type to be overwritten, beginning with a dash or with what the type is.

    Args:
        kind: the type.
        taken: ids that it must not have.
        is_explained: whether every field has its comment.
    """
    fields = {field.name: field for field in fields_of(kind)}
    values = sketched(kind)
    note_id = new_id(name_of(kind, values), taken, kind.name)
    lines = [f"id: {note_id}"]
    if kind.name != DEFAULT_TYPE:
        lines.append(f"type: {kind.name}")
    for name, value in values.items():
        lines += _comment(fields[name].doc) if is_explained else ()
        lines += field_lines(fields[name], value)
    if is_explained:
        lines += _further(fields.values(), {"id", "type", *values})
    first, *rest = lines
    return [*(_comment(kind.doc) if is_explained else ()), f"- {first}", *indented(rest, 2)]


def _further(fields: Iterable[Field], shown: Collection[str]) -> list[str]:
    """The names of all other fields; the type's own are told what for."""
    others = [field for field in fields if field.name not in shown]
    own = [field for field in others if field.name not in _COMMON]
    common = ", ".join(field.name for field in others if field.name in _COMMON)
    lines = [line for field in own for line in _comment(f"{field.name}: {field.doc}", "  ")]
    return [*_comment(f"It may also have {common}{', and' if own else '.'}"), *lines]


def _comment(text: str, indent: str = "") -> list[str]:
    return wrap(
        text,
        _COMMENT_WIDTH,
        initial_indent=f"# {indent}",
        subsequent_indent=f"# {indent}",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _commented(field: Field) -> list[str]:
    return [f"#{line}" for line in field_lines(field, example_of(field))]
