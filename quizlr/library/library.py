"""All decks at once: the learner's, those at given paths, and the bundled ones."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from quizlr.decks import NoteType, collector_paused
from quizlr.library.cache import open_cache
from quizlr.library.deckfile import DeckFile, keeping_last_good, read_deck_file, unreadable
from quizlr.library.folder import deck_paths
from quizlr.library.merging import merged
from quizlr.model import Deck, Problem
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What is in the deck files now."""

    decks: tuple[Deck, ...]
    """One for each deck id, whatever number of files it is in."""
    problems: tuple[Problem, ...]
    """What is wrong in the decks, in the order of files and lines."""
    files: Mapping[Path, DeckFile]
    """What was read from each file."""
    folder_problems: tuple[Problem, ...] = ()
    """Folders and paths that could not be looked into; part of `problems`."""


def load(
    home_decks: Path | None,
    extra: Sequence[Path] = (),
    *,
    types: Mapping[str, NoteType],
    known_unserved: Collection[str],
    bundled: Path | None = None,
    cache: Path | None = None,
    last: Library | None = None,
) -> Library:
    """Read all deck files.

    Args:
        home_decks: the learner's folder; None to leave it out. It need not exist.
        extra: further files and folders, outside of it.
        types: the note types that are served, by name.
        known_unserved: names of types that come with a later version.
        bundled: the folder of the decks that ship with quizlr.
        cache: a file that keeps what was parsed; None to parse every file.
        last: what was read before; of a file that is broken now its good version is kept.
    """
    kept = open_cache(cache)
    problems: list[Problem] = []
    files: dict[Path, DeckFile] = {}
    seen: set[str] = set()
    with collector_paused():
        for path, is_bundled in _paths(home_decks, extra, bundled, problems):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                files[path] = kept.find(path, is_bundled=is_bundled) or read_deck_file(
                    path, types=types, known_unserved=known_unserved, is_bundled=is_bundled
                )
                if last is not None and path in last.files:
                    files[path] = keeping_last_good(files[path], last.files[path])
        kept.save_if_changed(files)
        return _library(files, tuple(problems))


def reload(
    library: Library,
    edited: Iterable[Path],
    *,
    gone: Iterable[Path] = (),
    types: Mapping[str, NoteType],
    known_unserved: Collection[str],
) -> Library:
    """Read some files again, or new ones, and forget those that are gone.

    All other files stay as they were read. A broken edit keeps the last good version of the file's
    notes, and a problem says so.
    """
    files = dict(library.files)
    for path in gone:
        files.pop(path, None)
    with collector_paused():
        for path in edited:
            key = _key_of(path, files)
            last = files.get(key)
            new = read_deck_file(
                key,
                types=types,
                known_unserved=known_unserved,
                is_bundled=last is not None and last.is_bundled,
            )
            files[key] = keeping_last_good(new, last) if last else new
        ordered = sorted(files.items(), key=lambda item: item[1].is_bundled)
        return _library(dict(ordered), library.folder_problems)


def _key_of(path: Path, files: Mapping[Path, DeckFile]) -> Path:
    """The name under which a file was read, if it was."""
    if path in files:
        return path
    real = os.path.realpath(path)
    return next((known for known in files if os.path.realpath(known) == real), path)


def _library(files: dict[Path, DeckFile], folder_problems: tuple[Problem, ...]) -> Library:
    decks, problems = merged(files.values())
    return Library(
        decks=decks,
        problems=(*folder_problems, *problems),
        files=files,
        folder_problems=folder_problems,
    )


def _paths(
    home_decks: Path | None, extra: Sequence[Path], bundled: Path | None, problems: list[Problem]
) -> Iterator[tuple[Path, bool]]:
    """Every deck file, the learner's first; True for the bundled ones."""

    def on_error(error: OSError) -> None:
        problems.append(unreadable(Path(error.filename), error.strerror or str(error)))

    if home_decks is not None and home_decks.is_dir():
        yield from ((path, False) for path in deck_paths(home_decks, on_error))
    for path in extra:
        # A file that is named outright is read whatever it is called.
        found = deck_paths(path, on_error) if path.is_dir() else [path]
        yield from ((each, False) for each in found)
    if bundled is not None:
        yield from ((path, True) for path in deck_paths(bundled, on_error))
