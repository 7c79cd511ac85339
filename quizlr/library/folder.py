"""Which files are decks: YAML files in a folder and below, hidden ones left out."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

_SUFFIXES = (".yaml", ".yml")


def deck_paths(folder: Path, on_error: Callable[[OSError], object]) -> list[Path]:
    """The deck files below a folder, sorted; a folder reached twice is entered once.

    Args:
        folder: where to look; links are followed.
        on_error: called with each folder that cannot be listed.
    """
    found: list[Path] = []
    entered: set[str] = set()
    for here, folders, files in os.walk(folder, onerror=on_error, followlinks=True):
        real = os.path.realpath(here)
        if real in entered:
            folders.clear()
            continue
        entered.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(Path(here, name) for name in files if _is_deck_name(name))
    return sorted(found)


def bundled_folder() -> Path | None:
    """The decks that ship with quizlr: inside the package, or beside it in a source tree."""
    package = Path(__file__).parent.parent
    for folder in (package / "content", package.parent / "content"):
        if folder.is_dir():
            return folder
    return None


def _is_deck_name(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES) and not name.startswith(".")
