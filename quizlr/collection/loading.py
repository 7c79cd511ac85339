"""Which decks are read: the bundled ones, the learner's, and those named on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.collection.home import Home
from quizlr.decks import NoteType
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
