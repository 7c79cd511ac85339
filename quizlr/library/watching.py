"""What has changed on disk since the decks were read: a stat of each file, and no text read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from quizlr.library.deckfile import DeckFile, stamp_of
from quizlr.library.folder import deck_paths
from quizlr.library.library import Library
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Deck files that are not as they were read."""

    edited: tuple[Path, ...] = ()
    """Changed or new."""
    gone: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edited or self.gone)


def has_changed(file: DeckFile) -> bool:
    """Whether a file is another than when it was read; one that is gone has changed."""
    return stamp_of(file.path) != file.stamp


def changes(library: Library, home_decks: Path | None, extra: Sequence[Path] = ()) -> Changes:
    """Hold the library against the disk.

    Args:
        library: What was read.
        home_decks: The learner's folder, where new files are looked for; it need not exist.
        extra: Further files and folders, as they were given to `load`.
    """
    edited: list[Path] = []
    gone: list[Path] = []
    for path, file in library.files.items():
        now = stamp_of(path)
        if now != file.stamp:
            (edited if now or os.path.lexists(path) else gone).append(path)
    return Changes((*edited, *_new(library, home_decks, extra)), tuple(gone))


def _new(library: Library, home_decks: Path | None, extra: Sequence[Path]) -> list[Path]:
    found = []
    real: set[str] = set()
    for place in (home_decks, *extra):
        if place is None or not place.exists():
            continue
        for path in deck_paths(place, lambda _: None) if place.is_dir() else [place]:
            if path in library.files:
                continue
            real = real or {os.path.realpath(known) for known in library.files}
            name = os.path.realpath(path)
            if name not in real:
                real.add(name)
                found.append(path)
    return found
