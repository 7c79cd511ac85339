"""Which drills are meant by the words of `quizlr drill`: families, topics, decks, tiers."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.cardtypes import skill_of
from quizlr.collection.collection import Collection
from quizlr.drills.families import families, topics
from quizlr.errors import UnknownDrillError
from quizlr.model import Card, Tier
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of `quizlr drill --list`."""

    topic: str
    name: str
    """What `quizlr drill` takes: a family's name, or `deck/note`."""
    tier: Tier
    title: str


def listed(collection: Collection) -> tuple[Listed, ...]:
    """All families by topic, then the drills that the decks bring themselves."""
    own = [
        Listed(collection.decks[card.deck_id].title, skill_of(card), _tier(card), _title(card))
        for card in collection.cards
        if card.note.type in ("drill", "bug") and skill_of(card) == card.note_key
    ]
    built_in = (
        Listed(topic.replace("_", " "), template.id, template.tier, template.title)
        for topic, found in topics().items()
        for template in found
    )
    return (*built_in, *own)


def drill_cards(
    collection: Collection, names: Sequence[str], tier: Tier | None = None
) -> tuple[Card, ...]:
    """The cards of families, topics, decks or notes; of all drills if nothing is named.

    One card stands for a skill, whatever number of decks it is in.

    Raises:
        UnknownDrillError: a name is none of these, or no drill is left.
    """
    by_skill: dict[str, Card] = {}
    for card in collection.cards:
        if card.note.type in ("drill", "bug"):
            by_skill.setdefault(skill_of(card), card)
    wanted = [skill for name in names for skill in _skills(collection, by_skill, name)]
    chosen = [by_skill[skill] for skill in dict.fromkeys(wanted or by_skill)]
    cards = tuple(card for card in chosen if tier is None or _tier(card) is tier)
    if not cards:
        raise UnknownDrillError(f"of tier {tier}" if tier else "at all", ())
    return cards


def _skills(collection: Collection, by_skill: dict[str, Card], name: str) -> list[str]:
    if name in by_skill:
        return [name]
    of_topic = [template.id for template in topics().get(_topic(name), ())]
    found = [skill for skill in of_topic if skill in by_skill]
    found = found or [skill for skill, card in by_skill.items() if card.deck_id == name]
    if not found:
        known = [*by_skill, *map(_slug, topics()), *collection.decks]
        raise UnknownDrillError(f"called '{name}'", known, name)
    return found


def _topic(name: str) -> str:
    """A topic by its title or by its title's words with hyphens."""
    return next((topic for topic in topics() if name in (topic, _slug(topic))), name)


def _slug(title: str) -> str:
    return "-".join(title.lower().replace(",", " ").replace("_", " ").split())


def _tier(card: Card) -> Tier:
    known = families().get(skill_of(card))
    return card.note.tier or (known.tier if known else Tier.INTERMEDIATE)


def _title(card: Card) -> str:
    return card.note.front.strip().partition("\n")[0]
