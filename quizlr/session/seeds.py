"""Which variant of a card is asked: chance as a hash of the card and how often it was asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection

from quizlr.cardtypes import seed_for, skill_of
from quizlr.model import Card, CardId
from quizlr.values import dataclass

NEXT_FEW = 5
"""Seeds among which one is preferred whose variant would show a habitual slip."""

Habits = Callable[[str], Collection[str]]
"""The slips that the learner tends to make in a skill, by its name."""


def no_habits(_skill: str) -> Collection[str]:
    """Nothing is known of the learner."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A sitting that schedules nothing and asks new variants."""

    seed: int
    count: int = 0
    """Questions in all, the cards taken round and round; 0 to go through the cards once."""
    variant: int | None = None
    """Ask just this variant."""
    session_id: str = ""
    """What its reviews are kept under, where it is more than any practice."""


def prompt_seed(card_id: CardId, review_count: int, place: int = 0) -> int:
    """The seed of a card's next prompt: the same until it is rated, so leaving cannot reroll.

    Args:
        card_id: The card.
        review_count: How often it was rated.
        place: 0 for the first of the seeds to choose from.
    """
    return _hashed(f"prompt|{card_id}|{review_count}" + (f"|{place}" if place else ""))


def practice_seed(practice: Practice, card_id: CardId, asked: int, place: int = 0) -> int:
    """The seed of a prompt in practice: never that of a coming review, unless asked for."""
    if practice.variant is not None:
        return practice.variant
    return _hashed(f"practice|{practice.seed}|{card_id}|{asked}|{place}")


def chosen(card: Card, seed_at: Callable[[int], int], habits: Habits) -> int:
    """The first of the next few seeds, or one that would show a habitual slip."""
    skill = skill_of(card)
    slips = habits(skill) if skill else ()
    if not slips:
        return seed_at(0)
    return seed_for(card, [seed_at(place) for place in range(NEXT_FEW)], slips)


def _hashed(text: str) -> int:
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1
