"""Forms to write a note without YAML: which fields, what is typed in them, which values that makes.

A form has a few fields of its type; all others are for the editor.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from quizlr.decks.rawtext import first_forbidden
from quizlr.rendering import clean
from quizlr.values import dataclass

RIGHT_SIGN: Final = "*"
"""Begins the line of a right option."""
_GAP = re.compile(r"\{\{c(\d+)::")


class Shape(StrEnum):
    """What is typed into an entry."""

    TEXT = "text"
    LINES = "lines"
    """Each line is an item."""
    OPTIONS = "options"
    """Each line is an option; the right ones begin with `*`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field of a form."""

    field: str
    """Of the note."""
    label: str
    help: str
    shape: Shape = Shape.TEXT
    is_required: bool = True
    height: int = 3
    """Lines that it should show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is asked for one kind of note."""

    name: str
    type: str
    words: str
    """What the learner will have to do."""
    entries: tuple[Entry, ...]
    fixed: tuple[tuple[str, Any], ...] = ()
    """Values that every note of this form has."""
    has_gaps: bool = False


_FRONT = Entry(field="front", label="front", help="the question; $…$ for formulas")
_BACK = Entry(field="back", label="back", help="the answer")
_MORE = Entry(
    field="back", label="back", help="shown after the answer, if you like", is_required=False
)
FORMS: Final = (
    Form(name="basic", type="basic", words="remember, look", entries=(_FRONT, _BACK)),
    Form(
        name="both ways",
        type="basic",
        words="remember, look; asked from both sides",
        entries=(_FRONT, _BACK),
        fixed=(("reversed", True),),
    ),
    Form(
        name="cloze",
        type="cloze",
        words="fill the gaps",
        entries=(
            Entry(
                field="front",
                label="text",
                help="with {{c1::what is to be known}}; ctrl+g makes the gap",
                height=4,
            ),
            _MORE,
        ),
        has_gaps=True,
    ),
    Form(
        name="typed",
        type="typed",
        words="type the answer",
        entries=(
            _FRONT,
            Entry(
                field="answers",
                label="answers",
                help="one a line; any of them is right, the first is shown",
                shape=Shape.LINES,
                height=2,
            ),
            _MORE,
        ),
    ),
    Form(
        name="choice",
        type="choice",
        words="pick the right option",
        entries=(
            _FRONT,
            Entry(
                field="options",
                label="options",
                help=f"one a line; begin each right one with {RIGHT_SIGN}",
                shape=Shape.OPTIONS,
                height=4,
            ),
            _MORE,
        ),
    ),
    Form(
        name="number",
        type="number",
        words="type a number",
        entries=(
            _FRONT,
            Entry(
                field="answer",
                label="answer",
                help="a number or an expression, such as -ln(0.7)",
                shape=Shape.LINES,
                height=1,
            ),
            _MORE,
        ),
    ),
)


def tidy(text: str) -> str:
    """What was typed or pasted, as a deck may have it; without empty lines around it."""
    text = unicodedata.normalize("NFC", clean(text))
    while found := first_forbidden(text):
        text = text.replace(found, "")
    return text.strip("\n").rstrip()


def values_of(form: Form, texts: Mapping[str, str]) -> tuple[dict[str, Any], tuple[Entry, ...]]:
    """The values of a note as the reader would give them, and the entries that are still empty.

    Args:
        form: what was asked.
        texts: what was typed, by the name of the field.
    """
    values: dict[str, Any] = dict(form.fixed)
    missing = []
    for entry in form.entries:
        text = tidy(texts.get(entry.field, ""))
        if text.strip():
            values[entry.field] = _READERS[entry.shape](text)
        elif entry.is_required:
            missing.append(entry)
    return values, tuple(missing)


def with_gap(text: str, start: int, end: int) -> tuple[str, int]:
    """A text with `{{cN::…}}` around what is selected, and where the cursor belongs then.

    N is the next number. Where nothing is selected, the cursor is put into the gap.
    """
    number = max((int(found[1]) for found in _GAP.finditer(text)), default=0) + 1
    start, end = sorted((start, end))
    head = f"{{{{c{number}::"
    made = f"{text[:start]}{head}{text[start:end]}}}}}{text[end:]}"
    inside = start + len(head)
    return made, inside if start == end else end + len(head) + 2


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _options(text: str) -> tuple[dict[str, Any], ...]:
    return tuple(_option(line) for line in _lines(text))


def _option(line: str) -> dict[str, Any]:
    rest = line.removeprefix(RIGHT_SIGN).strip()
    if line.startswith(RIGHT_SIGN) and rest:
        return {"text": rest, "correct": True}
    return {"text": line}


def _same(text: str) -> str:
    return text


_READERS: Final = {Shape.TEXT: _same, Shape.LINES: _lines, Shape.OPTIONS: _options}


def same_front(front: str, others: Mapping[str, str]) -> str:
    """The id of a note that asks the same, but for case and spaces; empty if there is none.

    Args:
        front: of the new note.
        others: fronts by the notes' ids.
    """
    asked = _folded(front)
    return next((name for name, other in others.items() if _folded(other) == asked), "")


def _folded(text: str) -> Sequence[str]:
    return text.casefold().split()
