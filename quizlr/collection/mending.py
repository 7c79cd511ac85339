"""What can be mended in deck files, and the writing of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from quizlr.authoring.fix.diff import unified
from quizlr.authoring.fix.fixing import Fix, fix
from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.collection.home import Home
from quizlr.decks import MAX_BYTES
from quizlr.library.folder import deck_paths
from quizlr.library.saving import replace_file
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Mended:
    """A deck file in which something can be mended."""

    path: Path
    fix: Fix

    def diff(self) -> tuple[str, ...]:
        """The lines of a unified diff."""
        return unified(self.fix.before, self.fix.edits, str(self.path))

    def write(self) -> None:
        """Put the mended text in the place of the file's, whole or not at all.

        Raises:
            DeckChangedError: the file holds something else by now; it is left alone.
            DeckWriteError: it cannot be written; it is as it was.
        """
        replace_file(self.path, self.fix.before.encode(), self.fix.after.encode())


def mended(home: Home, paths: Sequence[Path]) -> Iterator[Mended]:
    """What can be mended in the files at `paths`, or in the learner's decks; nothing is written.

    Decks that ship with quizlr are mended only where they are named.
    """
    yield from mended_files(_files(paths or [home.decks]))


def mended_files(files: Iterable[Path]) -> Iterator[Mended]:
    """What can be mended in some files; those that cannot be read are left out."""
    for path in files:
        text = _text_of(path)
        found = fix(text, str(path), NOTE_TYPES, KNOWN_UNSERVED)
        if found.edits:
            yield Mended(path, found)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from deck_paths(path, lambda _: None) if path.is_dir() else [path]


def _text_of(path: Path) -> str:
    """The text of a file, with its mark and its line ends; empty if it has none that is read."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return ""
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
