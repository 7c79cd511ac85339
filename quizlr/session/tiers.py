"""Tiers that open each other: a new card waits until the tier below it is known in its topics.

The tier below is the next lower one in which the topic has cards at all. It is known when most of
these have left learning. Cards that cannot be learned now (suspended ones, those of a deck that
itself waits, of a type of which no new card is let in) are not waited for, so no two cards ever
wait for each other: among those that can be learned, one of the lowest tier is always open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, Schedule, Tier
from quizlr.session.queue import REQUIRED_SHARE, TierWait

TIERS: Final = tuple(Tier)
LEARNED: Final = (CardState.REVIEW, CardState.RELEARNING)

About = Callable[[Card], Sequence[str]]
"""The keys of the topics of a card."""


Gates = Mapping[tuple[str, Tier], TierWait]
"""(topic, tier) -> what it waits for; an open tier is absent."""


def gates(
    cards: Iterable[Card],
    schedules: Mapping[CardId, Schedule],
    about: About,
    is_out: Callable[[Card], bool],
) -> Gates:
    """Which tiers are closed in which topics.

    Args:
        cards: all cards there are.
        schedules: of those with history.
        about: the topics of a card.
        is_out: whether a new card cannot be learned now for another reason.
    """
    total: dict[tuple[str, Tier], int] = defaultdict(int)
    learned: dict[tuple[str, Tier], int] = defaultdict(int)
    for card, (count, learned_count) in _counted(cards, schedules, is_out).values():
        assert card.note.tier is not None
        for topic in about(card):
            total[topic, card.note.tier] += count
            learned[topic, card.note.tier] += learned_count
    return {
        (topic, tier): TierWait(topic, below, learned[topic, below], needed)
        for topic in {topic for topic, _ in total}
        for tier in TIERS
        if (below := _below(topic, tier, total)) is not None
        and learned[topic, below] < (needed := _needed(total[topic, below]))
    }


_Like = tuple[str, tuple[str, ...], Tier | None]
"""What cards share that wait for the same: deck, names of topics, tier."""


def _like(card: Card) -> _Like:
    return card.deck_id, card.note.about, card.note.tier


def _counted(
    cards: Iterable[Card], schedules: Mapping[CardId, Schedule], is_out: Callable[[Card], bool]
) -> Mapping[_Like, tuple[Card, list[int]]]:
    """Cards that are alike: one of them, how many there are, and how many are learned."""
    found: dict[_Like, tuple[Card, list[int]]] = {}
    for card in cards:
        if card.note.tier is None or not card.note.about:
            continue
        schedule = schedules.get(card.id, NEW_SCHEDULE)
        if schedule.is_suspended or (schedule.state is CardState.NEW and is_out(card)):
            continue
        _, counts = found.setdefault(_like(card), (card, [0, 0]))
        counts[0] += 1
        counts[1] += schedule.state in LEARNED
    return found


def wait_of(card: Card, closed: Gates, about: About) -> TierWait | None:
    """What a new card waits for: the first of its topics in which its tier is closed."""
    if card.note.tier is None:
        return None
    found = (closed.get((topic, card.note.tier)) for topic in about(card))
    return next((wait for wait in found if wait is not None), None)


def held_back(
    cards: Iterable[Card], schedules: Mapping[CardId, Schedule], closed: Gates, about: About
) -> Mapping[CardId, TierWait]:
    """The new cards that wait, each with what it waits for."""
    held = {}
    known: dict[_Like, TierWait | None] = {}
    for card in cards if closed else ():
        like = _like(card)
        if like not in known:
            known[like] = wait_of(card, closed, about)
        wait = known[like]
        if wait is not None:
            card_id = card.id
            if schedules.get(card_id, NEW_SCHEDULE).state is CardState.NEW:
                held[card_id] = wait
    return held


def wait_words(wait: TierWait) -> str:
    """`beginner cards of log-loss: 3 known, 7 needed`."""
    name = wait.topic.rpartition("/")[2]
    return f"{wait.below} cards of {name}: {wait.learned} known, {wait.needed} needed"


def _below(topic: str, tier: Tier, total: Mapping[tuple[str, Tier], int]) -> Tier | None:
    lower = TIERS[: TIERS.index(tier)]
    return next((each for each in reversed(lower) if total.get((topic, each))), None)


def _needed(total: int) -> int:
    """Rounded up."""
    return -int(-REQUIRED_SHARE * total // 1)
