"""Former ids of cards: whose history they lead to, and what happens when one is used again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quizlr.collection.keeping import new_texts
from quizlr.model import Card, CardId, CardMark, MarkKind, Problem

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection

Owners = Mapping[CardId, CardId]
"""Former card id -> the card that holds its history."""


def reused(by_id: Mapping[CardId, Card], owner_of: Owners) -> tuple[Card, ...]:
    """Cards under an id whose history another card holds, which is there as well."""
    return tuple(
        by_id[former] for former, owner in owner_of.items() if former in by_id and owner in by_id
    )


def reuse_problem(card: Card, owner: Card) -> Problem:
    """What is said of a card that would answer for another's history."""
    message = (
        f"`{card.id}` is a former id of `{owner.id}` (at {owner.note.place}), which holds its "
        "history, so this note is left out. Give it an id that was never used; or, if the history "
        f"belongs here, say `quizlr orphans release {card.note_key}`."
    )
    return Problem(card.note.place, "reused-id", message, "id")


def honour_was(collection: Collection) -> None:
    """Give the history of former ids to the notes that name them in `was:`."""
    by_id, store = collection.shelf.by_id, collection.store
    wanted = [card for card in collection.cards if card.note.was]
    known = store.known_card_ids() if wanted else set()
    pairs = {}
    for card in wanted:
        for old in card.note.was:
            old_id = CardId(f"{old}#{card.part}" if card.part else old)
            if old_id in known and card.id not in known and old_id not in by_id:
                pairs[old_id] = card.id
                known.discard(old_id)
    adopt(collection, pairs)


def take_back(collection: Collection) -> tuple[CardId, ...]:
    """Give former ids that are in the decks again, in the place of the newer ones, their history.

    An id was changed and changed back: what was answered under it is its own again.
    """
    by_id, owner_of = collection.shelf.by_id, collection.store.owner_of
    back = tuple(
        former for former, owner in owner_of.items() if former in by_id and owner not in by_id
    )
    adopt(collection, {former: former for former in back})
    return back


def adopt(collection: Collection, pairs: Owners) -> None:
    """Record who holds whose history from now on: old card id -> new one, or itself.

    Raises:
        DataError: it cannot be recorded; nothing has changed.
    """
    owner_of = collection.store.owner_of
    # A card that is to take a history over holds its own: it may be a former id itself.
    own = {
        new: new
        for old, new in pairs.items()
        if new != old and new in owner_of and owner_of[new] not in pairs
    }
    at_ms, by_id = collection.now().at_ms, collection.shelf.by_id
    marks = [
        CardMark(card_id=new, at_ms=at_ms, kind=MarkKind.ADOPT, text=old)
        for old, new in (*own.items(), *pairs.items())
    ]
    # What the note says now is how the history is known again, should this id be lost too.
    texts = new_texts(collection, [by_id[new] for new in pairs.values() if new in by_id], at_ms)
    collection.store.record_all((*texts, *marks))
    for mark in marks:
        collection.refresh(mark.card_id)
    for old, new in pairs.items():
        if old != new:
            collection.forget(old)
