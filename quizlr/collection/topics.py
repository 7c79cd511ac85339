"""What a learner can call a subject: concepts, tags and decks, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizlr.errors import UnknownTopicError
from quizlr.interview.nearness import is_named
from quizlr.model import Card

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection


def names_of(collection: Collection, card: Card) -> tuple[str, ...]:
    """All that a card can be asked for by: concepts, as keys and as bare ids, tags, its deck."""
    deck = collection.decks[card.deck_id]
    table = collection.concepts()
    keys = table.about(card)
    concepts = (name for key in keys for name in (key, bare(key), table[key].content.title))
    return (*concepts, *card.note.about, *card.note.tags, *deck.tags, deck.id)


def bare(key: str) -> str:
    """The id of a concept within its deck."""
    return key.rpartition("/")[2]


def all_names(collection: Collection) -> set[str]:
    """Whatever may be a topic."""
    concepts = collection.concepts().ids
    return {*concepts} | {name for card in collection.cards for name in names_of(collection, card)}


def cards_about(collection: Collection, topics: Sequence[str]) -> tuple[Card, ...]:
    """The cards of concepts, tags or decks; all cards if nothing is named.

    Raises:
        UnknownTopicError: no card is about one of them.
    """
    if not topics:
        return collection.cards
    names = {card.id: names_of(collection, card) for card in collection.cards}
    for topic in topics:
        if not any(is_named(topic, own) for own in names.values()):
            raise UnknownTopicError(topic, sorted(all_names(collection)))
    return tuple(
        card
        for card in collection.cards
        if any(is_named(topic, names[card.id]) for topic in topics)
    )
