"""Where the text of a card is edited."""

from __future__ import annotations

from pathlib import Path

from quizlr.collection.collection import Collection
from quizlr.errors import ReadOnlyError
from quizlr.library import copy_for_editing
from quizlr.model import Card


def edit_target(collection: Collection, card: Card) -> tuple[Path, int]:
    """File and line of the card's note; a bundled deck is first copied to the learner's.

    Raises:
        ReadOnlyError: the deck is bundled and cannot be copied.
    """
    deck = collection.decks[card.deck_id]
    if not deck.is_bundled:
        return Path(card.note.place.file), card.note.place.line
    if collection.store.is_read_only:
        raise ReadOnlyError("this quizlr is open read-only.")
    return copy_for_editing(deck, collection.home.decks), card.note.place.line
