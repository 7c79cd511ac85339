"""Cards as lists show them: where each stands, in figures and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from math import isnan
from typing import TYPE_CHECKING

from quizlr.model import NEW_SCHEDULE, Card, CardId, Schedule
from quizlr.scheduling import due_words, elapsed_days, retrievability
from quizlr.search.facts import days_until_due, is_buried
from quizlr.search.rows import question_line
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One card."""

    id: CardId
    card: Card
    schedule: Schedule
    tags: tuple[str, ...]
    """Of its deck and its note."""
    question: str
    """One line of text."""
    due_words: str
    """`new`, `due today`, `due in 3 days`, `suspended` …"""
    due_in_days: int | None
    """Study days from today; None for a new card."""
    due_on: date | None
    due_at: datetime | None
    """Of a card in learning steps: the instant, in UTC."""
    stability_days: float | None
    difficulty: float | None
    recall: float | None
    """Predicted chance of recall, now."""
    is_buried: bool


def described(collection: Collection, cards: Iterable[Card]) -> Iterator[Described]:
    """The cards, one after the other, as they stand now."""
    now = collection.now()
    parameters = collection.parameters.values
    for card in cards:
        schedule = collection.schedules.get(card.id, NEW_SCHEDULE)
        memory, last_ms = schedule.memory, schedule.last_review_at_ms
        recall = None
        if memory is not None and last_ms is not None:
            recall = retrievability(elapsed_days(last_ms, now.at_ms), memory.stability, parameters)
        days = days_until_due(schedule, now)
        due_in_days = None if isnan(days) else int(days)
        due_ms = schedule.due_at_ms
        yield Described(
            id=card.id,
            card=card,
            schedule=schedule,
            tags=tuple(dict.fromkeys((*collection.decks[card.deck_id].tags, *card.note.tags))),
            question=question_line(card),
            due_words=due_words(schedule, now),
            due_in_days=due_in_days,
            due_on=None if due_in_days is None else now.study_on + timedelta(due_in_days),
            due_at=None if due_ms is None else datetime.fromtimestamp(due_ms / 1000, UTC),
            stability_days=memory.stability if memory else None,
            difficulty=memory.difficulty if memory else None,
            recall=recall,
            is_buried=is_buried(schedule, now),
        )
