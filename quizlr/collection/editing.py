"""Where the text of a card is edited."""

from __future__ import annotations

from pathlib import Path

from quizlr.collection.collection import Collection
from quizlr.errors import ReadOnlyError
from quizlr.library.editing import copy_for_editing, find_note_line
from quizlr.model import Card, Deck, Place


def edit_target(collection: Collection, card: Card) -> tuple[Path, int]:
    """File and line of the card's note; a bundled deck is first copied to the learner's.

    Raises:
        ReadOnlyError: the deck is bundled and cannot be copied.
    """
    path, line = _own(collection, collection.decks.get(card.deck_id), card.note.place)
    # The file may have been edited since it was read.
    found = None if card.note.is_provisional else find_note_line(path, card.note.id)
    return path, found or line


def place_target(collection: Collection, place: Place) -> tuple[Path, int]:
    """File and line of a place in a deck file, such as a problem's; else as `edit_target`.

    Raises:
        ReadOnlyError: the deck is bundled and cannot be copied.
    """
    path = Path(place.file)
    read = collection.library.files.get(path)
    return _own(collection, read.deck if read and read.is_bundled else None, place)


def _own(collection: Collection, deck: Deck | None, place: Place) -> tuple[Path, int]:
    _renew_schema(collection.home.decks)
    if deck is None or not deck.is_bundled:
        return Path(place.file), place.line
    if collection.store.is_read_only:
        raise ReadOnlyError("this quizlr is open read-only.")
    return copy_for_editing(deck, collection.home.decks), place.line


def _renew_schema(folder: Path) -> None:
    """Give the editor the schema of this quizlr, where an earlier one has left its own."""
    from quizlr.authoring.scaffold import SCHEMA_NAME
    from quizlr.collection.authoring import ensure_schema

    if (folder / SCHEMA_NAME).exists():
        ensure_schema(folder)
