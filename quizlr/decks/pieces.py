"""Cutting a broken deck into pieces that can be read one by one.

YAML gives up at its first syntax error. By indentation alone the file is cut at the fields of the
deck and at the dashes of its notes, so that an error costs one piece and its place is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizlr.decks.nodes import NOTES, Fault, Scalar

_FIELD_LINE = re.compile(r"""(?m)^(?:[^\s#"'\-%\[{<>=].*|-[^\s\-].*)$""")
_NOTES_LINE = re.compile(r"notes[ \t]*:[ \t]*(?:#.*)?$")
_FIRST_DASH = re.compile(r"(?m)^( *)-(?:[ \t]|$)")
_DOCUMENT_LINE = re.compile(r"(?m)^(?:---|\.\.\.)(?:[ \t].*)?$")
_CONFLICT = re.compile(r"(?m)^<{7}(?: .*)?$|^>{7}(?: .*)?$")


class Piece(NamedTuple):
    """A stretch of the text: a field of the deck, or one note."""

    start: int
    end: int
    notes_key: Scalar | None = None
    """The key `notes`, for a note; None for a field of the deck."""
    note_index: int | None = None
    """Number of the note from 0; None for a field of the deck."""
    is_misplaced: bool = False
    """True if the note's dash is not in the column of the first."""


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a deck, in order; together they cover all but the line `notes:`."""
    start, end = _document(text)
    starts = [match.start() for match in _FIELD_LINE.finditer(text, start, end)]
    if not starts or text[start : starts[0]].strip():
        starts.insert(0, start)
    for at, after in zip(starts, [*starts[1:], end], strict=True):
        line_end = text.find("\n", at, after)
        head = text[at : line_end if line_end >= 0 else after]
        dash = _FIRST_DASH.search(text, at, after) if _NOTES_LINE.match(head) else None
        if dash:
            yield from _notes(text, Scalar(NOTES, "", at, at + len(NOTES)), dash, after)
        else:
            yield Piece(at, after)


def _document(text: str) -> tuple[int, int]:
    """Where the first document starts and ends."""
    start = 0
    for match in _DOCUMENT_LINE.finditer(text):
        before = text[start : match.start()]
        if any(line.strip() and line[0] not in "#%" for line in before.split("\n")):
            return start, match.start()
        start = match.end()
    return start, len(text)


def _notes(text: str, key: Scalar, first: re.Match[str], end: int) -> Iterator[Piece]:
    # No list inside a note can have its dash this far left: its author slipped by a column.
    indent = len(first[1])
    dash = re.compile(rf"(?m)^( {{0,{indent + 1}}})-(?:[ \t]|$)")
    found = list(dash.finditer(text, first.start(), end))
    ends = [*(match.start() for match in found[1:]), end]
    for index, (match, after) in enumerate(zip(found, ends, strict=True)):
        yield Piece(match.start(), after, key, index, len(match[1]) != indent)


def conflicts(text: str) -> list[Fault]:
    """The stretches between git's conflict markers."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    faults: list[Fault] = []
    open_at: int | None = None
    for match in _CONFLICT.finditer(text):
        if match[0].startswith("<"):
            open_at = match.start() if open_at is None else open_at
        else:
            start = match.start() if open_at is None else open_at
            faults.append(_conflict(start, match.end()))
            open_at = None
    if open_at is not None:
        faults.append(_conflict(open_at, len(text)))
    return faults


def _conflict(start: int, end: int) -> Fault:
    message = (
        "A git merge left its conflict markers here, so there are two versions of these lines. "
        "Keep one, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."
    )
    return Fault("conflict-markers", message, start, end)
