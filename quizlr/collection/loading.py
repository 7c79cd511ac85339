"""Which decks are read: the bundled ones, the learner's, and those named on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.collection.home import Home
from quizlr.decks import NoteType
from quizlr.errors import UnknownDeckError
from quizlr.library import Library, bundled_folder, load
from quizlr.library.folder import deck_paths
from quizlr.model import Deck, Problem
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The decks that someone asked about, among all that they can refer to."""

    decks: tuple[Deck, ...]
    every: tuple[Deck, ...]
    problems: tuple[Problem, ...]
    """What was wrong with the files that were asked about when they were read."""
    library: Library


def load_asked(
    home: Home, paths: Sequence[Path], types: Mapping[str, NoteType] = NOTE_TYPES
) -> Asked:
    """The decks at `paths`, or all that the app reads if there are none.

    Decks at `paths` are read beside those that `requires` and `about` can name: the bundled ones,
    and the learner's if one of the paths lies in their folder.
    """
    if not paths:
        library = load_library(home, types=types)
        return Asked(
            decks=library.decks,
            every=library.decks,
            problems=library.problems,
            library=library,
        )
    library = load(
        None,
        [*_around(home.decks, paths), *paths],
        types=types,
        known_unserved=KNOWN_UNSERVED,
        bundled=bundled_folder(),
    )
    folders = [path.resolve() for path in paths]

    def is_asked(file: str) -> bool:
        here = Path(file).resolve()
        return any(here == folder or folder in here.parents for folder in folders)

    return Asked(
        decks=tuple(deck for deck in library.decks if is_asked(deck.place.file)),
        every=library.decks,
        problems=tuple(problem for problem in library.problems if is_asked(problem.place.file)),
        library=library,
    )


def _around(folder: Path, paths: Sequence[Path]) -> Sequence[Path]:
    """The files of a folder in the order of the app, those at `paths` under the names given there.

    None if no path lies in the folder: a copy elsewhere is not held against the learner's own.
    """
    real = folder.resolve()
    if not any(real in (path, *path.parents) for path in map(Path.resolve, paths)):
        return ()
    given = {
        file.resolve(): file
        for path in paths
        for file in (_files_of(path) if path.is_dir() else (path,))
    }
    return [given.get(file.resolve(), file) for file in _files_of(folder)]


def _files_of(folder: Path) -> Sequence[Path]:
    return tuple(deck_paths(folder, lambda _: None))


def named_files(home: Home, names: Sequence[str]) -> list[Path]:
    """Files and folders as they are named; of a deck that is named by its id all files.

    Raises:
        UnknownDeckError: there is no such file or folder, and no such deck.
    """
    found: list[Path] = []
    for name in names:
        if (path := Path(name)).exists():
            found.append(path)
            continue
        library = load_library(home, cache=home.deck_cache)
        if name not in {deck.id for deck in library.decks}:
            raise UnknownDeckError(name, sorted(deck.id for deck in library.decks))
        files = [file for file in library.files.values() if file.deck and file.deck.id == name]
        own = [file.path for file in files if not file.is_bundled]
        found += own or [file.path for file in files]
    return found


def load_library(
    home: Home,
    paths: Sequence[Path] = (),
    *,
    types: Mapping[str, NoteType] = NOTE_TYPES,
    cache: Path | None = None,
    last: Library | None = None,
) -> Library:
    """The bundled decks, the learner's, and those at `paths`."""
    return load(
        home.decks,
        paths,
        types=types,
        known_unserved=KNOWN_UNSERVED,
        bundled=bundled_folder(),
        cache=cache,
        last=last,
    )
