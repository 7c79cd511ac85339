"""Orders in which found cards can be listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Final

from quizlr.model import NEW_SCHEDULE, Card, CardId, Moment, Schedule
from quizlr.search.facts import days_until_due
from quizlr.values import dataclass

Key = Callable[[Schedule, Moment], float | None]


@dataclass(frozen=True, slots=True)
class Order:
    """An order; cards that lack its number come last, and ties keep the order of the decks."""

    name: str
    key: Key | None = None
    """None for the order of the decks."""

    def sorted(
        self, cards: Sequence[Card], schedules: Mapping[CardId, Schedule], now: Moment
    ) -> Sequence[Card]:
        """The cards in this order."""
        key = self.key
        if key is None:
            return cards

        def number(card: Card) -> float:
            found = key(schedules.get(card.id, NEW_SCHEDULE), now)
            return inf if found is None else found

        return sorted(cards, key=number)


def _due(schedule: Schedule, now: Moment) -> float | None:
    days = days_until_due(schedule, now)
    return days if days == days else None  # noqa: PLR0124


def _stability(schedule: Schedule, _now: Moment) -> float | None:
    return schedule.memory.stability if schedule.memory else None


def _difficulty(schedule: Schedule, _now: Moment) -> float | None:
    return -schedule.memory.difficulty if schedule.memory else None


def _lapses(schedule: Schedule, _now: Moment) -> float:
    return -schedule.lapse_count


def _last_rated(schedule: Schedule, _now: Moment) -> float | None:
    return None if schedule.last_review_at_ms is None else -schedule.last_review_at_ms


ORDERS: Final = (
    Order("by deck"),
    Order("due first", _due),
    Order("least stable first", _stability),
    Order("hardest first", _difficulty),
    Order("most forgotten first", _lapses),
    Order("last rated first", _last_rated),
)
