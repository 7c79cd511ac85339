"""What editing a deck needs: a copy of a bundled deck, and the line of a note."""

from __future__ import annotations

import re
from pathlib import Path

from quizlr.decks import decode
from quizlr.errors import ReadOnlyError
from quizlr.library.saving import create_file
from quizlr.model import Deck

_NEWLINE = re.compile(r"\r\n|\r|\n")


def copy_for_editing(deck: Deck, home_decks: Path) -> Path:
    """Copy a bundled deck into the learner's folder, where it shadows the bundled one.

    All files of the deck are copied; nothing that exists is overwritten.

    Args:
        deck: a bundled deck, as the library gave it.
        home_decks: the learner's deck folder; it is made if it is missing.

    Returns:
        The copy of the deck's (first) file.

    Raises:
        ReadOnlyError: the copy cannot be written.
    """
    files = dict.fromkeys([deck.place.file, *(note.place.file for note in deck.notes)])
    try:
        home_decks.mkdir(parents=True, exist_ok=True)
        copies = [_copy(Path(file), home_decks) for file in files]
    except OSError as error:
        raise ReadOnlyError(f"{home_decks}: {error.strerror or error}") from error
    return copies[0]


def find_note_line(path: Path, note_id: str) -> int | None:
    """The line, from 1, on which a note begins in a file as it is now; None if it is not there."""
    try:
        text, _ = decode(path.read_bytes(), str(path))
    except OSError:
        return None
    lines = _NEWLINE.split(text or "")
    id_line = re.compile(rf"""(\s*-\s+|\s+)id\s*:\s*(['"]?){re.escape(note_id)}\2\s*(?:#.*)?""")
    found = [
        (len(match[1]), number)
        for number, line in enumerate(lines)
        if (match := id_line.fullmatch(line))
    ]
    if not found:
        return None
    # Items inside a note may have ids too, further right.
    column, number = min(found)
    return _start_of_note(lines, number, column)


def _start_of_note(lines: list[str], id_line: int, column: int) -> int:
    """The line with the dash above (or on) the line of the id, from 1."""
    for number in range(id_line, -1, -1):
        before = lines[number][:column]
        if before.strip() == "-":
            return number + 1
    return id_line + 1


def _copy(source: Path, folder: Path) -> Path:
    data = source.read_bytes()
    number = 1
    while True:
        name = source.name if number == 1 else f"{source.stem}-{number}{source.suffix}"
        target = folder / name
        if target.exists() and target.read_bytes() == data:
            return target
        if not target.exists() and create_file(target, data):
            return target
        number += 1
