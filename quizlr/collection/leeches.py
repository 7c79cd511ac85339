"""Help with a card that is forgotten again and again: what goes wrong, and what would help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from quizlr.model import NEW_SCHEDULE, Card, CardState, Rating, Review, Schedule, Tier
from quizlr.scheduling.leeches import is_help_due
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection

MOST: Final = 3
"""Simpler cards that are named."""
_TIERS: Final = {tier: place for place, tier in enumerate(Tier)}
_SOLID_DAYS: Final = 21.0
"""Stability from which a simpler card needs no more study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeechHelp:
    """What is known of a leech."""

    card: Card
    lapse_count: int
    slips: Sequence[tuple[str, int]]
    """Slip or verdict, and how often, the most frequent first."""
    minutes: float
    """Spent on it so far."""
    concepts: Sequence[str]
    """Keys of the concepts that it is about."""
    simpler: Sequence[Card]
    """Cards on the same ground that go less deep and are not known well."""


def help_after(
    collection: Collection, card: Card, before: Schedule, after: Schedule
) -> LeechHelp | None:
    """Help, if the rating that led from `before` to `after` made it due."""
    threshold = collection.settings.study.leech_lapses
    has_lapsed = after.lapse_count > before.lapse_count
    if not (has_lapsed and is_help_due(after.lapse_count, threshold)):
        return None
    return leech_help(collection, card, after)


def leech_help(collection: Collection, card: Card, schedule: Schedule) -> LeechHelp:
    """What is known of a card that is often forgotten."""
    history = collection.store.history(card.id)
    about = collection.concepts().about(card)
    return LeechHelp(
        card=card,
        lapse_count=schedule.lapse_count,
        slips=tuple(Counter(_mistakes(history)).most_common(MOST)),
        minutes=sum(review.duration_ms for review in history) / 60_000,
        concepts=about,
        simpler=_simpler(collection, card, set(about)),
    )


def _mistakes(history: Iterable[Review]) -> Iterable[str]:
    for review in history:
        if review.slip:
            yield review.slip
        elif review.rating is Rating.AGAIN and review.verdict == "wrong":
            yield "wrong, by no known slip"


def _simpler(collection: Collection, card: Card, about: AbstractSet[str]) -> tuple[Card, ...]:
    """Cards about the same concepts, of a lower tier or of a deck that this one requires."""
    own, table = _depth(card), collection.concepts()
    required = set(collection.decks[card.deck_id].requires)

    def is_candidate(other: Card) -> bool:
        if other.note_key == card.note_key or _is_solid(collection, other):
            return False
        is_below = _depth(other) < own or other.deck_id in required
        return is_below and not about.isdisjoint(table.about(other))

    found = [other for other in collection.cards if is_candidate(other)]
    return tuple(sorted(found, key=_depth)[:MOST])


def _depth(card: Card) -> int:
    return _TIERS[card.note.tier] if card.note.tier else 0


def _is_solid(collection: Collection, card: Card) -> bool:
    schedule = collection.schedules.get(card.id, NEW_SCHEDULE)
    if schedule.state is not CardState.REVIEW or schedule.memory is None:
        return False
    return schedule.memory.stability >= _SOLID_DAYS


def _words(slip: str) -> str:
    return slip.replace("_", " ")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def leech_words(known: LeechHelp) -> tuple[str, ...]:
    """Paragraphs of Markdown: what happened, and what could help."""
    spent = f" It has taken {known.minutes:.0f} minutes so far." if known.minutes >= 1.5 else ""
    parts = [f"You have forgotten this card {known.lapse_count} times.{spent}"]
    if known.slips:
        named = ", ".join(f"`{_words(slip)}` ({_times(count)})" for slip, count in known.slips)
        parts.append(f"What went wrong: {named}.")
    parts.append(
        "A card like this costs more than it gives. It is often too large, or rests on something "
        "that is not firm yet. Split it into smaller notes, give it an example or a hint, or "
        "put it aside until its ground is firm."
    )
    return tuple(parts)
