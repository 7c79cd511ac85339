"""One more note in a deck's text: inserted after the last, while every other character stays."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from quizlr.authoring.scaffold import name_of, new_id
from quizlr.authoring.writing import field_lines, indented
from quizlr.cardtypes.cardtype import CardType
from quizlr.decks import parse_deck
from quizlr.decks.deckfields import DEFAULT_TYPE
from quizlr.decks.events import TooDeepError, YamlError, parts
from quizlr.decks.nodes import NOTES, Node, Part, Scalar
from quizlr.decks.notereading import fields_of
from quizlr.decks.rawtext import RawText
from quizlr.errors import AddingError
from quizlr.model import Deck, Note, Problem, Severity
from quizlr.values import dataclass

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_DASH = re.compile(r"(?m)^( *)-(?=[ \t]|$)")
_EMPTY_LIST = re.compile(r"[ \t]*\[[ \t]*\]")
_IN_BRACES = re.compile(r"(?:\s|#[^\n]*\n|---[ \t]*\n)*\{")
"""A deck that is written as JSON is."""
_FIELD = re.compile(r"notes\[\d+\]\.(\w+)")
_COLUMN: Final = 2
"""Where the first note of a deck stands."""


@dataclass(frozen=True, slots=True)
class Added:
    """A deck's text with one note more."""

    text: str
    note: Note
    problems: tuple[Problem, ...]
    """Warnings and hints on the new note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """Where a note can be put into a text."""

    after_line: int
    """Lines that stay before it."""
    column: int
    has_blank: bool = False
    """Whether an empty line separates it from the note before."""
    has_key: bool = True
    has_brackets: bool = False
    """Whether `[]` stands there, which gives way."""


def note_lines(
    kind: CardType, values: Mapping[str, Any], taken: Collection[str], note_id: str = ""
) -> list[str]:
    """A note with these values, beginning with a dash; its id is made of its words if need be."""
    found = note_id or new_id(name_of(kind, values), taken, kind.name)
    lines = [f"id: {found}"]
    if kind.name != DEFAULT_TYPE:
        lines.append(f"type: {kind.name}")
    for field in fields_of(kind):
        if field.name in values and field.name not in ("id", "type"):
            lines += field_lines(field, values[field.name])
    first, *rest = lines
    return [f"- {first}", *indented(rest, 2)]


def add_note(text: str, file: str, lines: Sequence[str], types: Mapping[str, CardType]) -> Added:
    """A deck's text with a note after its last one.

    The result is read again: all other notes must be as they were, and the new one without error.

    Args:
        text: the deck, with its own line ends.
        file: its name, for messages.
        lines: the note, beginning with a dash in the first column or with comments before it.
        types: the types of notes.

    Raises:
        AddingError: the file cannot take a note, or the note is not right; it says why.
    """
    body = text.removeprefix("\ufeff")
    before, _ = parse_deck(body, file, types, ())
    if before is None:
        raise AddingError(file, "it cannot be read as a deck. Mend it first.")
    slot = _slot(RawText(body, file))
    if slot is None:
        raise AddingError(file, "its notes are written in [ ], where a note cannot be put in.")
    made, first, last = _inserted(body, slot, lines)
    added = _read_again(before, made, range(first, last + 1), types)
    return added if body is text else Added(f"\ufeff{made}", added.note, added.problems)


# -- where


def _slot(raw: RawText) -> _Slot | None:
    """Where a note goes; None if the notes are no block list."""
    try:
        found = list(parts(raw.text))
    except (YamlError, TooDeepError) as error:
        line = raw.line_of(error.at)
        raise AddingError(
            raw.file, f"YAML cannot read its line {line}. Mend that first."
        ) from error
    mine = [part for part in found if part.key is not None and part.key.text == NOTES]
    if _IN_BRACES.match(raw.text):
        return None
    if not mine:
        return _Slot(after_line=_last_line(raw.text), column=_COLUMN, has_key=False)
    key = mine[0].key
    assert key is not None
    notes = [part.node for part in mine if part.note_index is not None]
    if not notes:
        return _empty(raw, key, mine[0])
    dash = _DASH.search(raw.text, key.end)
    if dash is None or dash.end() > notes[0].start:
        return None
    return _after(raw, notes, len(dash[1]))


def _empty(raw: RawText, key: Scalar, part: Part) -> _Slot | None:
    """In a deck that has no note yet: `notes:` or `notes: []`."""
    line = raw.line_of(key.start)
    if isinstance(part.node, Scalar):
        return _Slot(after_line=line, column=_COLUMN) if part.node.is_empty else None
    if not _EMPTY_LIST.match(raw.text, raw.text.index(":", key.end) + 1):
        return None
    return _Slot(after_line=line, column=_COLUMN, has_brackets=True)


def _after(raw: RawText, notes: Sequence[Node], column: int) -> _Slot:
    """After the last note: at the end of the file, or before what else follows."""
    last = notes[-1]
    end = raw.line_of(raw.end_of_content(last.start, last.end) - 1)
    lines = raw.text.split("\n")
    rest = [line.strip() for line in lines[end:]]
    if not any(line and not line.startswith("#") for line in rest):
        end = _last_line(raw.text)
    above = raw.line_of(last.start) - 2
    has_blank = len(notes) > 1 and above >= 0 and not lines[above].strip()
    return _Slot(
        after_line=end, column=column, has_blank=has_blank and bool(lines[end - 1].strip())
    )


def _last_line(text: str) -> int:
    return text.count("\n") + (not text.endswith("\n") and bool(text))


# -- in


def _inserted(text: str, slot: _Slot, lines: Sequence[str]) -> tuple[str, int, int]:
    """The text with the note, and the first and the last line of the note."""
    kept = _LINE.findall(text)
    if slot.has_brackets:
        at = slot.after_line - 1
        kept[at] = _EMPTY_LIST.sub("", kept[at], count=1)
    before, after = kept[: slot.after_line], kept[slot.after_line :]
    newline = _newline(kept)
    if before and not before[-1].endswith(("\n", "\r")):
        before[-1] += newline
    head = [] if slot.has_key else [f"{NOTES}:"]
    new = [*([""] if slot.has_blank else []), *head, *indented(lines, slot.column)]
    made = "".join([*before, *(line + newline for line in new), *after])
    return made, len(before) + 1, len(before) + len(new)


def _newline(lines: Sequence[str]) -> str:
    """How the file ends its lines: as the first one does."""
    first = lines[0] if lines else ""
    return next((end for end in ("\r\n", "\n", "\r") if first.endswith(end)), "\n")


def _read_again(before: Deck, text: str, lines: range, types: Mapping[str, CardType]) -> Added:
    file = before.place.file
    after, problems = parse_deck(text, file, types, ())
    mine = tuple(problem for problem in problems if problem.place.line in lines)
    fault = next((problem for problem in mine if problem.severity is Severity.ERROR), None)
    if fault:
        field = _FIELD.match(fault.path)
        raise AddingError(file, fault.message, field[1] if field else "")
    if after is None or after.notes[:-1] != before.notes or len(after.notes) == len(before.notes):
        raise AddingError(file, "its other notes would not stay as they are. Mend the file first.")
    return Added(text, after.notes[-1], mine)
