"""Small builders that tests share: cards, schedules, moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from quizlr.cardtypes import cards_of
from quizlr.cardtypes.basic import BasicContent
from quizlr.model import Card, CardState, Deck, MemoryState, Moment, Note, Place, Schedule
from quizlr.scheduling import moment

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def at(days: float = 0, minutes: float = 0, start: datetime = MONDAY) -> Moment:
    """A moment some time after Monday 09:00 UTC."""
    instant = start + timedelta(days=days, minutes=minutes)
    return moment(instant, UTC, "UTC", 4)


def note(note_id: str, *, is_reversed: bool = False, **fields: Any) -> Note:
    """A basic note."""
    values: dict[str, Any] = {
        "front": f"Front of {note_id}",
        "back": f"Back of {note_id}",
        "content": BasicContent(is_reversed=is_reversed),
        "parts": ("", "reverse") if is_reversed else ("",),
        "place": Place("deck.yaml"),
    }
    return Note(id=note_id, **{"type": "basic", **values, **fields})


def deck(deck_id: str, *notes: Note, **fields: Any) -> Deck:
    """A deck of notes."""
    return Deck(id=deck_id, title=deck_id, notes=notes, place=Place(f"{deck_id}.yaml"), **fields)


def cards(deck_id: str, *names: str, is_reversed: bool = False) -> tuple[Card, ...]:
    """The cards of a deck of basic notes."""
    return cards_of(deck(deck_id, *(note(name, is_reversed=is_reversed) for name in names)))


def known(due_day: int, **fields: Any) -> Schedule:
    """A card in REVIEW, due on a study day."""
    values: dict[str, Any] = {
        "state": CardState.REVIEW,
        "memory": MemoryState(10.0, 5.0),
        "due_day": due_day,
        "last_review_at_ms": at(-10).at_ms,
        "last_study_day": at(-10).study_day,
        "scheduled_days": 10,
        "review_count": 3,
    }
    return Schedule(**{**values, **fields})


def in_step(due_at_ms: int, **fields: Any) -> Schedule:
    """A card in LEARNING, due at an instant."""
    values: dict[str, Any] = {
        "state": CardState.LEARNING,
        "memory": MemoryState(1.0, 5.0),
        "due_at_ms": due_at_ms,
        "last_review_at_ms": due_at_ms - 60_000,
        "last_study_day": at().study_day,
        "review_count": 1,
    }
    return Schedule(**{**values, **fields})
