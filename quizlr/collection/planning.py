"""A plan looked at: from a collection to the prospect that a worker thread computes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from quizlr.collection.goals import Plan, costs_of, keep
from quizlr.collection.topics import cards_about
from quizlr.model import NEW_SCHEDULE, Card, CardId, Tier
from quizlr.session.queue import interleave

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection
    from quizlr.plan.prospect import Begun, Prospect, ReadAnswers
    from quizlr.stats.answers import Answers

_LEAST_CARDS: Final = 3
"""Of a topic that is shown by itself."""


def prospect(collection: Collection, plan: Plan) -> Prospect:
    """What a plan leads to, whether it is in force or not. Make it in the app's thread.

    Raises:
        UnknownTopicError: no card is about one of the plan's topics.
    """
    from quizlr.plan.panels import Question
    from quizlr.plan.prospect import Inputs, Prospect

    now = collection.now()
    schedules = dict(collection.schedules)
    # new cards come as in the queue: the decks take turns
    cards = tuple(
        card
        for card in interleave(cards_about(collection, plan.topics))
        if not schedules.get(card.id, NEW_SCHEDULE).is_suspended
    )
    settings = collection.scheduler_settings()[""]
    return Prospect(
        Inputs(
            question=Question(
                by_day=plan.by_day,
                today=now.study_day,
                minutes=plan.minutes,
                target=plan.target,
            ),
            cards=cards,
            schedules=schedules,
            groups=_groups(collection, cards),
            costs=costs_of(collection),
            parameters=settings.parameters,
            desired_retention=settings.desired_retention,
            new_a_day=collection.settings.study.new_per_day,
            now=now,
            begun=_begun(collection, plan),
        ),
        _reader(collection),
    )


def begin(collection: Collection, plan: Plan, seen: Prospect) -> Plan:
    """Put a plan in force today, with what is expected of it; the plan as it is kept.

    Raises:
        DataError: it could not be saved.
    """
    unknown = seen.forecast.unknown
    begun = replace(
        plan,
        begun_day=collection.now().study_day,
        unknown_begun=float(unknown[0]),
        unknown_planned=float(unknown[-1]),
    )
    keep(collection, begun)
    return begun


def _begun(collection: Collection, plan: Plan) -> Begun | None:
    from quizlr.plan.prospect import Begun

    if collection.plan != plan:
        return None
    return Begun(on_day=plan.begun_day, unknown=(plan.unknown_begun, plan.unknown_planned))


def _reader(collection: Collection) -> ReadAnswers:
    beside = collection.store.beside()
    rated = sum(schedule.review_count for schedule in collection.schedules.values())

    def read(progress: Callable[[float], None]) -> tuple[Answers, Sequence[CardId]]:
        from quizlr.stats.answers import answers

        with beside.open() as reader:
            found = reader.review_columns(lambda rows: progress(rows / max(rated, 1)))
        return answers(card=found.card, **found.columns), found.card_ids

    return read


def _groups(collection: Collection, cards: Sequence[Card]) -> Mapping[str, Sequence[CardId]]:
    """The cards of each topic that has a few, and of each tier."""
    from quizlr.plan.panels import TIER, TOPIC

    table = collection.concepts()
    topics: dict[str, list[CardId]] = {}
    tiers: dict[str, list[CardId]] = {tier.value: [] for tier in Tier}
    for card in cards:
        keys = table.about(card)
        names = [table[key].content.title for key in keys] or [collection.decks[card.deck_id].title]
        for name in dict.fromkeys(names):
            topics.setdefault(name, []).append(card.id)
        if card.note.tier is not None:
            tiers[card.note.tier].append(card.id)
    found = {f"{TOPIC}{name}": ids for name, ids in topics.items() if len(ids) >= _LEAST_CARDS}
    return {**found, **{f"{TIER}{name}": ids for name, ids in tiers.items() if ids}}
