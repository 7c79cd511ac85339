"""The decks as they stand ready for study, made at once: a value that can be swapped for another.

Making one touches nothing else, so a thread can do it while the learner studies from the old one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from quizlr.cardtypes import cards_of
from quizlr.collection.former import Owners, reuse_problem, reused
from quizlr.library import Library
from quizlr.model import Card, CardId, Deck, Problem
from quizlr.session import study_order
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Shelf:
    """All decks in the order of study, and their cards."""

    library: Library
    decks: Mapping[str, Deck]
    cards: tuple[Card, ...]
    by_id: Mapping[CardId, Card]
    problems: tuple[Problem, ...] = ()
    """What is wrong with the ids in view of the history; beside those of the library."""


def shelve(library: Library, owner_of: Owners) -> Shelf:
    """The shelf of a library.

    Args:
        library: What was read.
        owner_of: Former card id -> the card that holds its history. A card under a former id is
            left out while that other card is there: it would answer for the other's history.
    """
    decks = {deck.id: deck for deck in study_order(library.decks)}
    cards = tuple(card for deck in decks.values() for card in cards_of(deck))
    by_id = {card.id: card for card in cards}
    refused = reused(by_id, owner_of)
    if not refused:
        return Shelf(library, decks, cards, by_id)
    problems = tuple(reuse_problem(card, by_id[owner_of[card.id]]) for card in refused)
    for card in refused:
        del by_id[card.id]
    return Shelf(library, decks, tuple(by_id.values()), by_id, problems)


def added(before: Shelf, now: Shelf) -> tuple[Card, ...]:
    """The cards that were not there before, in the order of their decks."""
    new = now.by_id.keys() - before.by_id.keys()
    return tuple(card for card_id, card in now.by_id.items() if card_id in new) if new else ()


def carried_over(
    cards: tuple[Card, ...], before: Shelf, now: Shelf, new: Sequence[Card]
) -> tuple[Card, ...]:
    """A selection of cards as they are now; those that are gone leave.

    Who had chosen all cards of a deck, or of all decks, gets the new ones too.
    """
    if cards is before.cards:
        return now.cards
    kept = tuple(fresh for card in cards if (fresh := now.by_id.get(card.id)) is not None)
    if not new:
        return kept
    chosen = Counter(card.deck_id for card in cards)
    there = Counter(card.deck_id for card in before.cards)
    whole = {deck for deck, count in chosen.items() if count == there[deck]}
    if len(cards) == len(before.cards):
        whole |= now.decks.keys()
    return (*kept, *(card for card in new if card.deck_id in whole))
