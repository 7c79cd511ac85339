"""One deck file: its bytes read, its deck parsed, what went wrong on the way."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from quizlr.decks import MAX_BYTES, NoteType, decode, parse_deck
from quizlr.decks.encoding import too_large
from quizlr.model import Deck, Note, Place, Problem, Severity
from quizlr.values import dataclass

_REQUIRES = re.compile(r"(?m)^requires[ \t]*:")

KEPT_RULE = "kept-last-good"
"""Of the problem that says what a broken edit did not take away."""

Stamp = tuple[int, int, int]
"""When a file was changed last (ns), its size in bytes, its number in the file system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckFile:
    """What was read from one file."""

    path: Path
    is_bundled: bool
    deck: Deck | None
    """None if nothing in the file can be served."""
    problems: tuple[Problem, ...]
    requires_at: Place
    """Where the deck's `requires` stands."""
    stamp: Stamp | None = None
    """Of the file when it was read; None if it was not there."""


def read_deck_file(
    path: Path,
    *,
    types: Mapping[str, NoteType],
    known_unserved: Collection[str],
    is_bundled: bool = False,
) -> DeckFile:
    """Read and parse one file; one that cannot be read has a problem instead of a deck."""
    file = str(path)
    stamp = stamp_of(path)  # before the text: a save in between shows as a change
    text, problems = _read_text(path)
    deck = None
    if text is not None:
        deck, problems = parse_deck(text, file, types, known_unserved, is_bundled=is_bundled)
    return DeckFile(
        path=path,
        is_bundled=is_bundled,
        deck=deck,
        problems=tuple(problems),
        requires_at=_requires_at(text or "", file),
        stamp=stamp,
    )


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file as it is now; None if there is none that can be reached."""
    try:
        return to_stamp(path.stat())
    except OSError:
        return None


def to_stamp(status: os.stat_result) -> Stamp:
    """The stamp in what the system says of a file."""
    return status.st_mtime_ns, status.st_size, status.st_ino


def keeping_last_good(new: DeckFile, last: DeckFile) -> DeckFile:
    """A file read again, with what its last good version had and a broken edit took away."""
    if last.deck is None or not _has_errors(new):
        return new
    if new.deck is None or new.deck.id != last.deck.id:
        message = (
            "The file cannot be read as it is now, so the deck stays as it was before the edit. "
            "Mend the other problems of this file, and it is read again."
        )
        return _with_problem(replace(new, deck=last.deck), message)
    there = {note.id for note in new.deck.notes}
    kept = tuple(note for note in last.deck.notes if note.id not in there)
    if not kept:
        return new
    names = ", ".join(note.id for note in kept[:5]) + (", …" if len(kept) > 5 else "")
    message = (
        "The file has errors, so what it no longer shows stays as it was before the edit: "
        f"{names}. Mend the other problems of this file, and it is read again."
    )
    deck = replace(new.deck, notes=_with_kept(new.deck.notes, last.deck.notes))
    return _with_problem(replace(new, deck=deck), message)


def _with_kept(notes: Sequence[Note], before: Sequence[Note]) -> tuple[Note, ...]:
    """`notes`, and behind each of them those that followed it before and are gone."""
    there = {note.id for note in notes}
    behind: dict[str, list[Note]] = {"": []}
    anchor = ""
    for note in before:
        if note.id in there:
            anchor = note.id
        else:
            behind.setdefault(anchor, []).append(note)
    return (*behind[""], *(each for note in notes for each in (note, *behind.get(note.id, ()))))


def _has_errors(file: DeckFile) -> bool:
    return any(problem.severity is Severity.ERROR for problem in file.problems)


def _with_problem(file: DeckFile, message: str) -> DeckFile:
    errors = (each.place for each in file.problems if each.severity is Severity.ERROR)
    place = min(errors, default=Place(str(file.path)))
    problem = Problem(place, KEPT_RULE, message, "", Severity.WARNING)
    return replace(file, problems=(*file.problems, problem))


def _read_text(path: Path) -> tuple[str | None, list[Problem]]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # Reading a pipe would wait for ever.
            return None, [unreadable(path, "it is not a file with text")]
        if status.st_size > MAX_BYTES:
            return None, [too_large(str(path))]
        data = path.read_bytes()
    except OSError as error:
        return None, [unreadable(path, error.strerror or str(error))]
    return decode(data, str(path))


def unreadable(path: Path, reason: str) -> Problem:
    """The problem of a file or folder that the system does not let us read."""
    message = (
        f"This cannot be read: {reason}. Check that it exists and that you may read it, "
        "or move it out of the decks folder."
    )
    return Problem(Place(str(path)), "unreadable", message)


def _requires_at(text: str, file: str) -> Place:
    found = _REQUIRES.search(text)
    return Place(file, text.count("\n", 0, found.start()) + 1) if found else Place(file)
