"""A plan looked at: from a collection to the prospect that a worker thread computes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from quizlr.collection.gating import gates_of
from quizlr.collection.goals import Plan, costs_of
from quizlr.collection.topics import cards_about
from quizlr.model import NEW_SCHEDULE, Card, CardId, Tier
from quizlr.plan.inputs import TIER, TOPIC, Begun, Inputs, Question, ReadAnswers
from quizlr.session.queue import interleave
from quizlr.stats.panel import Progress

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection
    from quizlr.plan.prospect import Prospect
    from quizlr.stats.answers import Answers
    from quizlr.stats.panel import Panel

_LEAST_CARDS: Final = 3
"""Of a topic that is shown by itself."""


class Ahead:
    """What a plan leads to, whether it is in force or not; the engine is loaded when it is asked.

    Make it in the app's thread; ask it in one thread at a time.
    """

    def __init__(self, collection: Collection, plan: Plan) -> None:
        """A look ahead.

        Raises:
            UnknownTopicError: no card is about one of the plan's topics.
        """
        self.plan = plan
        self.inputs = inputs(collection, plan)
        self._read = _reader(collection)

    @cached_property
    def prospect(self) -> Prospect:
        """What computes."""
        from quizlr.plan.prospect import Prospect

        return Prospect(self.inputs, self._read)

    def known(self, name: str) -> Panel | None:
        """A panel that was computed before."""
        return self.prospect.known(name) if "prospect" in self.__dict__ else None

    def early(self, name: str) -> Panel | None:
        """What can be said of a panel that is still being computed."""
        return self.prospect.early(name) if "prospect" in self.__dict__ else None

    def panel(self, name: str, progress: Progress) -> Panel:
        """A panel of `plan.inputs.PANELS`.

        Raises:
            DataError: the log could not be read.
        """
        return self.prospect.panel(name, progress)

    def as_begun(self, today: int) -> Plan:
        """The plan, put in force on a study day, with what is expected of it."""
        idle, planned = self.prospect.forecast.unknown
        return replace(
            self.plan,
            begun_day=today,
            unknown_begun=idle,
            unknown_planned=planned,
        )


def inputs(collection: Collection, plan: Plan) -> Inputs:
    """All that the look ahead is computed from, the log excepted.

    Raises:
        UnknownTopicError: no card is about one of the plan's topics.
    """
    now = collection.now()
    schedules = dict(collection.schedules)
    # new cards come as in the queue: the decks take turns
    cards = tuple(
        card
        for card in interleave(cards_about(collection, plan.topics))
        if not schedules.get(card.id, NEW_SCHEDULE).is_suspended
    )
    settings = collection.scheduler_settings()[""]
    return Inputs(
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
        covariance=collection.parameters.covariance,
        desired_retention=settings.desired_retention,
        new_a_day=collection.settings.study.new_per_day,
        now=now,
        spent_min=collection.day_done(now).duration_ms / 60_000,
        gates=gates_of(collection, cards),
        begun=_begun(collection, plan),
        is_other_begun=collection.plan is not None and collection.plan != plan,
    )


def _begun(collection: Collection, plan: Plan) -> Begun | None:
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
