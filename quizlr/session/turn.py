"""The values of a sitting: whose turn it is, how it ended, how far it has come."""

from __future__ import annotations

from enum import Enum

from quizlr.model import Answer, Card, Grade, Prompt, Rating, Schedule
from quizlr.session.queue import TierWait, Wait
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One card on the table."""

    prompt: Prompt
    schedule: Schedule
    """Before the rating."""
    shown_at_ms: int
    introduces: tuple[str, ...] = ()
    """Keys of the concepts that the card is about and that the learner has not met; shown first."""
    hints_shown: int = 0
    steps_shown: int = 0
    """Worked steps looked at before the answer."""
    answer: Answer | None = None
    confidence: float | None = None
    """The chance of being right that the learner gave themself before they saw the answer."""
    grade: Grade | None = None
    """None until the answer was given and could be read."""
    is_again: bool = False
    """Brought back by undo: the answer is shown and is to be rated anew."""

    @property
    def card(self) -> Card:
        """The card on the table."""
        return self.prompt.card


class EndReason(Enum):
    """Why there is no next card."""

    DONE = "done"
    MINUTES = "minutes"
    """The budget of minutes is used up; the learner may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """No next card now."""

    reason: EndReason
    next_due_at_ms: int | None = None
    """When the next card of this selection is due; None if none is scheduled."""
    waits: tuple[Wait, ...] = ()
    held_new_count: int = 0
    """New cards left over by the daily limit."""
    tier_waits: tuple[TierWait, ...] = ()
    """Of each new card whose tier is not open yet, what it waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the sitting has come."""

    done: int
    """Ratings given in this sitting."""
    learning: int
    reviews: int
    new: int
    sitting_ms: int
    """Time spent on answers in this sitting."""
    today_ms: int
    """Time spent on answers on this study day, this sitting included."""
    budget_min: float
    """0 for none."""

    @property
    def left(self) -> int:
        """Cards still in the queue."""
        return self.learning + self.reviews + self.new


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One rating of the sitting, for the summary."""

    card: Card
    rating: Rating
    was_new: bool
    duration_ms: int
    verdict: str
    skill: str = ""
    """Of a generated card: the name under which its slips are counted."""
    slip: str = ""
    told: str = ""
    """What the grader said."""
