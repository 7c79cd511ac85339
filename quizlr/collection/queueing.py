"""Today's queue: what is due and new within the day's limits, or what serves the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from quizlr.model import NEW_SCHEDULE, Card, CardId, Moment
from quizlr.session import DayDone, Limits, Queue, TierWait, Wait, build_queue, waits
from quizlr.session.queue import Worth
from quizlr.session.tiers import gates, held_back

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection
    from quizlr.session.why import Why

NO_LIMITS: Final = Limits(new_per_day=10**9, reviews_per_day=10**9)


def todays_queue(collection: Collection, cards: Sequence[Card], now: Moment) -> Queue:
    """The queue of these cards."""
    schedules, done = collection.schedules, collection.day_done(now)

    def worth() -> Worth:
        from quizlr.collection.load import worth_now

        return worth_now(collection.scheduler_settings()[""].parameters, now)

    waiting = _deck_waits(collection)
    held = held_by_tier(collection, cards, waiting)
    free = [card for card in cards if card.id not in held] if held else cards
    ordinary = build_queue(
        free,
        schedules,
        now,
        limits=collection.limits(),
        done=done,
        waiting=waiting,
        worth=worth,
    )
    plan = collection.plan
    if plan is None:
        return replace(ordinary, held=held)
    from quizlr.collection.goals import goal_of
    from quizlr.session.readying import ready_queue

    candidates = build_queue(
        free,
        schedules,
        now,
        limits=NO_LIMITS,
        done=DayDone(cards=done.cards),
        waiting=waiting,
    )
    queue = ready_queue(
        ordinary,
        candidates,
        cards,
        schedules,
        now,
        goal=goal_of(collection, plan, done.duration_ms),
        rated_today=done.cards,
    )
    return replace(queue, held=held)


def day_done(collection: Collection, now: Moment) -> DayDone:
    """What this study day has already seen."""
    totals = collection.store.day_totals(now.study_day)
    by_type: dict[str, int] = {}
    for card_id in totals.new_cards:
        card = collection.card(card_id)
        if card is not None:
            by_type[card.note.type] = by_type.get(card.note.type, 0) + 1
    return DayDone(
        new_count=totals.new_count,
        new_count_by_type=by_type,
        review_count=totals.review_count,
        duration_ms=totals.duration_ms,
        cards=collection.store.reviewed_cards_on(now.study_day),
    )


def held_by_tier(
    collection: Collection, cards: Sequence[Card], waiting: Sequence[Wait] | None = None
) -> Mapping[CardId, TierWait]:
    """Those new cards whose tier is not open yet; none if the settings open all tiers."""
    is_any_tiered = any(card.note.tier and card.note.about for card in cards)
    if not (is_any_tiered and collection.settings.study.honour_tiers):
        return {}
    limits = collection.limits()
    waiting = _deck_waits(collection) if waiting is None else waiting
    out_decks = {wait.deck_id for wait in waiting} if limits.honours_requires else set()
    never = {kind for kind, most in limits.new_per_day_by_type.items() if most == 0}

    def is_out(card: Card) -> bool:
        return card.deck_id in out_decks or card.note.type in never

    about = collection.concepts().about
    closed = gates(collection.cards, collection.schedules, about, is_out)
    return held_back(cards, collection.schedules, closed, about)


def why_now(collection: Collection, card: Card) -> Why:
    """Why a card is due, and its history."""
    from quizlr.session.why import why

    return why(
        card,
        collection.schedules.get(card.id, NEW_SCHEDULE),
        collection.store.history(card.id),
        collection.now(),
        collection.parameters.values,
        waits=_waits_of(collection, card),
    )


def closed_decks(collection: Collection) -> AbstractSet[str]:
    """The decks whose new cards wait for another deck."""
    if not collection.limits().honours_requires:
        return frozenset()
    return {wait.deck_id for wait in _deck_waits(collection)}


def _waits_of(collection: Collection, card: Card) -> tuple[Wait | TierWait, ...]:
    """Why a new card is not in today's queue: its deck waits, or its tier."""
    waiting = _deck_waits(collection)
    deck = [wait for wait in waiting if wait.deck_id == card.deck_id]
    honoured = deck if collection.limits().honours_requires else []
    return (*honoured, *held_by_tier(collection, (card,), waiting).values())


def _deck_waits(collection: Collection) -> tuple[Wait, ...]:
    requires = {deck.id: deck.requires for deck in collection.decks.values() if deck.requires}
    return waits(collection.cards, collection.schedules, requires)
