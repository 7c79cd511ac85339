"""How much of each topic would be recalled if it were all asked now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import sqrt

from quizlr.model import Card, CardState, Moment, Schedule
from quizlr.scheduling import MemoryModel, elapsed_days
from quizlr.stats.shares import Z95
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRecall:
    """One topic now. Cards that were never rated count as not known."""

    name: str
    expected: float
    """Expected share of its cards that would be recalled, 0 to 1."""
    low: float
    high: float
    """95 % range of the share in one asking: chance alone, the model taken at its word."""
    cards: int
    unseen: int
    suspended: int
    """Left out of everything else."""


Chance = Callable[[Card], float | None]
"""Chance that a card would be recalled now; None if it was never rated."""


def chance_now(schedule: Schedule, now: Moment, model: MemoryModel) -> float | None:
    """Chance of recall at this instant; None for a card without a memory."""
    if schedule.memory is None or schedule.state is CardState.NEW:
        return None
    return model.predict(schedule.memory, elapsed_days(schedule.last_review_at_ms, now.at_ms))


def topic_recall(
    cards: Iterable[Card],
    topics_of: Callable[[Card], tuple[str, ...]],
    chance: Chance,
    is_suspended: Callable[[Card], bool],
) -> tuple[TopicRecall, ...]:
    """The topics in the order in which they first occur; a card counts in each of its topics."""
    found: dict[str, list[float | None]] = {}
    suspended: dict[str, int] = {}
    for card in cards:
        is_away = is_suspended(card)
        recall = None if is_away else chance(card)
        for name in topics_of(card):
            rows = found.setdefault(name, [])
            if is_away:
                suspended[name] = suspended.get(name, 0) + 1
            else:
                rows.append(recall)
    return tuple(_topic(name, rows, suspended.get(name, 0)) for name, rows in found.items() if rows)


def _topic(name: str, rows: list[float | None], suspended: int) -> TopicRecall:
    chances = [recall or 0.0 for recall in rows]
    expected = sum(chances) / len(chances)
    reach = Z95 * sqrt(sum(p * (1 - p) for p in chances)) / len(chances)
    return TopicRecall(
        name=name,
        expected=expected,
        low=max(0.0, expected - reach),
        high=min(1.0, expected + reach),
        cards=len(rows),
        unseen=sum(recall is None for recall in rows),
        suspended=suspended,
    )
