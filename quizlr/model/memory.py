"""What is known about a learner's memory of a card, and what they said about it."""

from __future__ import annotations

from enum import IntEnum

from quizlr.values import dataclass


class Rating(IntEnum):
    """What FSRS hears."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class CardState(IntEnum):
    """Where a card stands; the numbers are fsrs-optimizer's `review_state`."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class MemoryState:
    """FSRS' two numbers."""

    stability: float
    """Days until recall falls to 90 %."""
    difficulty: float
    """1 to 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Where one card stands: a cache, made by folding the card's events.

    A REVIEW card is due by study day; a LEARNING or RELEARNING card by instant.
    """

    state: CardState = CardState.NEW
    step: int = 0
    """Index of the learning or relearning step that the card waits in."""
    memory: MemoryState | None = None
    due_day: int | None = None
    """Study-day number on which a REVIEW card is due."""
    due_at_ms: int | None = None
    """UTC instant at which a LEARNING or RELEARNING card is due."""
    last_review_at_ms: int | None = None
    last_study_day: int | None = None
    scheduled_days: int = 0
    """The interval that led to `due_day`; 0 in learning."""
    review_count: int = 0
    """Live ratings so far, in all states; numbers the next review's fuzz and seed."""
    lapse_count: int = 0
    """AGAIN given in the REVIEW state."""
    buried_until_day: int | None = None
    """First study day on which the card may be shown again."""
    is_suspended: bool = False
    flag: int = 0
    """0 for none, 1 to 7."""


NEW_SCHEDULE = Schedule()
