"""The queue of a learner who must be ready by a day: what gains most recall on it per second.

The same order as `quizlr.plan.policies.ReadyBy`, for one day and card by card; the plan's forecast
therefore plays through what the learner will in fact be asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, Moment, Schedule
from quizlr.scheduling import MemoryModel, elapsed_days
from quizlr.scheduling.costs import Cost, assumed
from quizlr.scheduling.worth import initial_recall, missing, worth
from quizlr.session.queue import Queue, is_hidden
from quizlr.session.ranking import best_first
from quizlr.values import dataclass

LAST_HOURS_DAYS = 0.25
"""On the day itself what is studied must last some hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """To be ready by a day."""

    by_day: int
    """Study day."""
    seconds: float
    """What is left of today's time."""
    card_ids: AbstractSet[CardId]
    costs: Mapping[str, Cost]
    """By type of note; for a type that is not here, what is assumed."""
    model: MemoryModel
    first_ratings: tuple[float, ...]
    """Chances of Again, Hard, Good and Easy on a new card."""

    def cost(self, card: Card) -> Cost:
        """Of one card."""
        return self.costs.get(card.note.type) or assumed(card.note.type)


def ready_queue(
    ordinary: Queue,
    candidates: Queue,
    cards: Iterable[Card],
    schedules: Mapping[CardId, Schedule],
    now: Moment,
    *,
    goal: Goal,
    rated_today: AbstractSet[CardId],
) -> Queue:
    """The day's queue under a goal.

    Args:
        ordinary: Today's queue without a goal; its cards outside the goal come last.
        candidates: The same without limits: all that is due, all new cards that need not wait.
        cards: All cards that may be asked, for those of the goal that are not due yet.
        schedules: Where they stand.
        now: The instant.
        goal: What to be ready for.
        rated_today: Cards that were rated today and their siblings' ratings.
    """
    notes_today = {card_id.partition("#")[0] for card_id in rated_today}
    due = {card.id for card in candidates.reviews}
    early = [
        card
        for card in cards
        if card.id in goal.card_ids
        and card.id not in due
        and card.note_key not in notes_today
        and _can_come_early(schedules.get(card.id, NEW_SCHEDULE), now)
    ]
    own = [c for c in (*candidates.reviews, *candidates.new) if c.id in goal.card_ids]
    picked = _fitting(_ranked([*own, *early], schedules, now, goal), goal.seconds)
    others = frozenset(
        card.id for card in (*ordinary.reviews, *ordinary.new) if card.id not in goal.card_ids
    )
    is_new = {c.id: schedules.get(c.id, NEW_SCHEDULE).state is CardState.NEW for c in picked}
    rest = ordinary.only(others | {card.id for _, card in ordinary.learning})
    return replace(
        rest,
        reviews=(*(card for card in picked if not is_new[card.id]), *rest.reviews),
        new=(*(card for card in picked if is_new[card.id]), *rest.new),
    )


def _can_come_early(schedule: Schedule, now: Moment) -> bool:
    return schedule.state is CardState.REVIEW and not is_hidden(schedule, now)


def _ranked(
    cards: Sequence[Card], schedules: Mapping[CardId, Schedule], now: Moment, goal: Goal
) -> Iterator[tuple[float, Card]]:
    """(expected seconds, card), the best first; cards that gain nothing are left out.

    No review gains more than what is missing on the day.
    """
    ahead = max(float(goal.by_day - now.study_day), LAST_HOURS_DAYS)
    model = goal.model
    first = initial_recall(model, goal.first_ratings, ahead)
    costs = [goal.cost(card) for card in cards]
    memories = [
        None if (s := schedules.get(card.id, NEW_SCHEDULE)).state is CardState.NEW else s.memory
        for card in cards
    ]
    elapsed = [
        elapsed_days(schedules.get(card.id, NEW_SCHEDULE).last_review_at_ms, now.at_ms)
        for card in cards
    ]

    def seconds(number: int) -> float:
        memory, cost = memories[number], costs[number]
        if memory is None:
            return cost.new_s
        return cost.review_s(model.predict(memory, elapsed[number]))

    def bound(number: int) -> float:
        memory, cost = memories[number], costs[number]
        if memory is None:
            return first / cost.new_s
        return missing(memory, elapsed[number], model, ahead) / min(
            cost.recalled_s, cost.forgotten_s
        )

    def gain(number: int) -> float:
        memory = memories[number]
        if memory is None:
            return bound(number)
        return worth(memory, elapsed[number], model, ahead) / seconds(number)

    for value, number in best_first(len(cards), bound, gain):
        if value <= 0.0:
            break
        yield seconds(number), cards[number]


def _fitting(ranked: Iterable[tuple[float, Card]], seconds: float) -> list[Card]:
    """As many as fit the time, one of each note."""
    taken: set[str] = set()
    kept: list[Card] = []
    for cost_s, card in ranked:
        if card.note_key in taken:
            continue
        if cost_s > seconds:
            break
        seconds -= cost_s
        taken.add(card.note_key)
        kept.append(card)
    return kept
