"""What the new cards of a plan wait for, as the plan's engine takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from quizlr.collection.queueing import closed_decks
from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, Tier
from quizlr.plan.inputs import Cell, Gates
from quizlr.session.tiers import LEARNED

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection

_TIERS: Final = {tier: place for place, tier in enumerate(Tier)}


def gates_of(collection: Collection, cards: Sequence[Card]) -> Gates:
    """The gates before these cards; cards that are suspended or of no deck now are not counted."""
    places = {card.id: place for place, card in enumerate(cards)}
    decks, waits = _decks(collection, places)
    return Gates(decks=decks, waits=waits, tiers=_tiers(collection, places))


def _decks(
    collection: Collection, places: Mapping[CardId, int]
) -> tuple[tuple[Cell, ...], tuple[tuple[int, int], ...]]:
    requires = {deck.id: deck.requires for deck in collection.decks.values() if deck.requires}
    if not (requires and collection.limits().honours_requires):
        return (), ()
    wanted = {name for names in requires.values() for name in names} | requires.keys()
    members: dict[str, list[Card]] = {deck_id: [] for deck_id in sorted(wanted)}
    for card in collection.cards:
        if card.deck_id in members:
            members[card.deck_id].append(card)
    at = {deck_id: place for place, deck_id in enumerate(members)}
    pairs = [(at[deck_id], at[name]) for deck_id, names in requires.items() for name in names]
    cells = tuple(_cell(collection, found, places) for found in members.values())
    return cells, tuple(pairs)


def _tiers(collection: Collection, places: Mapping[CardId, int]) -> tuple[Cell, ...]:
    if not collection.settings.study.honour_tiers:
        return ()
    about = collection.concepts().about
    topics: dict[str, tuple[list[Card], ...]] = {}
    for card in collection.cards:
        if card.note.tier is None or not card.note.about:
            continue
        for topic in about(card):
            if topic not in topics:
                topics[topic] = tuple([] for _ in Tier)
            topics[topic][_TIERS[card.note.tier]].append(card)
    mixed = [tiers for tiers in topics.values() if sum(map(bool, tiers)) > 1]
    waiting = closed_decks(collection)
    return tuple(_cell(collection, found, places, waiting) for tiers in mixed for found in tiers)


def _cell(
    collection: Collection,
    cards: Iterable[Card],
    places: Mapping[CardId, int],
    waiting: AbstractSet[str] = frozenset(),
) -> Cell:
    """Cards that others wait for; new ones of decks that themselves wait are not waited for."""
    own: list[int] = []
    others = learned = 0
    for card in cards:
        schedule = collection.schedules.get(card.id, NEW_SCHEDULE)
        is_out = card.deck_id in waiting and schedule.state is CardState.NEW
        if card.id in places:
            own.append(places[card.id])
        elif not (schedule.is_suspended or is_out):
            others += 1
            learned += schedule.state in LEARNED
    return Cell(places=tuple(own), others=others, others_learned=learned)
