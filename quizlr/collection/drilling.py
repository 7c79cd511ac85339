"""Which drills are meant by the words of `quizlr drill`: families, topics, decks, tiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizlr.cardtypes import skill_of
from quizlr.collection.collection import Collection
from quizlr.collection.rules import DRILL_TYPES
from quizlr.drills.families import families, topics
from quizlr.errors import UnknownDrillError, UsageError
from quizlr.model import Card, Tier
from quizlr.values import dataclass


class NoDrillsInDeckError(UsageError):
    """A deck was named that has nothing to practise."""

    def __init__(self, deck_id: str) -> None:
        super().__init__(f"The deck '{deck_id}' has no drills.")


class NotOneDrillError(UsageError):
    """A variant was asked for, but not of one drill."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"A variant belongs to one drill, and {count} are meant here. "
            "Write `quizlr drill NAME --variant SEED`."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of `quizlr drill --list`; `quizlr drill` takes its group and its name."""

    group: str
    """The slug of a topic, or a deck's id."""
    group_title: str
    name: str
    """A family's name, or `deck/note`."""
    tier: Tier
    title: str
    """Markdown."""


def listed(collection: Collection) -> tuple[Listed, ...]:
    """All families by topic, then the drills that the decks bring themselves."""
    built_in = (
        Listed(
            group=_slug(topic),
            group_title=topic[:1].upper() + topic[1:].replace("_", " "),
            name=template.id,
            tier=template.tier,
            title=template.title,
        )
        for topic, found in topics().items()
        for template in found
    )
    own = (
        Listed(
            group=card.deck_id,
            group_title=collection.decks[card.deck_id].title,
            name=card.note_key,
            tier=tier_of(card),
            title=card.note.content.title or card.note.front,
        )
        for card in collection.cards
        if card.note.type in DRILL_TYPES and skill_of(card) == card.note_key
    )
    return (*built_in, *own)


def drill_cards(
    collection: Collection, names: Sequence[str], tier: Tier | None = None
) -> tuple[Card, ...]:
    """The cards of families, topics, decks or notes; of all drills if nothing is named.

    One card stands for a skill, whatever number of decks it is in.

    Raises:
        UnknownDrillError: a name is none of these, or no drill is left.
        NoDrillsInDeckError: a name is that of a deck without drills.
    """
    practised = [card for card in collection.cards if card.note.type in DRILL_TYPES]
    wanted = [card for name in names for card in _named(collection, practised, name)]
    chosen = _by_skill(wanted or practised).values()
    cards = tuple(card for card in chosen if tier is None or tier_of(card) is tier)
    if not cards:
        where = f" in {', '.join(names)}" if names else ""
        raise UnknownDrillError(f"of tier {tier}{where}" if tier else "at all", ())
    return cards


def _by_skill(cards: Iterable[Card]) -> dict[str, Card]:
    """The first card of each skill."""
    found: dict[str, Card] = {}
    for card in cards:
        found.setdefault(skill_of(card), card)
    return found


def _named(collection: Collection, practised: Sequence[Card], name: str) -> list[Card]:
    """The cards that a name stands for; a topic and a deck of one name are taken together."""
    exact = [card for card in practised if name in (skill_of(card), card.note_key)]
    if exact:
        return exact[:1]
    by_skill = _by_skill(practised)
    of_topic = [template.id for template in topics().get(_topic(name), ())]
    found = [by_skill[skill] for skill in of_topic if skill in by_skill]
    found += [card for card in practised if card.deck_id == name]
    if found:
        return found
    if name in collection.decks:
        raise NoDrillsInDeckError(name)
    decks = dict.fromkeys(card.deck_id for card in practised)
    raise UnknownDrillError(f"called '{name}'", [*by_skill, *map(_slug, topics()), *decks], name)


def _topic(name: str) -> str:
    """A topic by its title or by its title's words with hyphens."""
    return next((topic for topic in topics() if name in (topic, _slug(topic))), name)


def _slug(title: str) -> str:
    return "-".join(title.lower().replace(",", " ").replace("_", " ").split())


def tier_of(card: Card) -> Tier:
    """The author's tier of a drill, else that of its family, else the middle."""
    known = families().get(skill_of(card))
    return card.note.tier or (known.tier if known else Tier.INTERMEDIATE)
