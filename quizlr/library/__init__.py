"""The only reader of deck files: finds them, reads them, makes one library of them."""

from __future__ import annotations

from quizlr.library.deckfile import DeckFile
from quizlr.library.folder import bundled_folder
from quizlr.library.library import Library, load, reload

__all__ = [
    "DeckFile",
    "Library",
    "bundled_folder",
    "load",
    "reload",
]
