"""The values that scheduling takes and gives back."""

from __future__ import annotations

from quizlr.model import CardState, MemoryState, Rating
from quizlr.scheduling.fsrs import DEFAULT_PARAMETERS_ID
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulerSettings:
    """How a card is scheduled."""

    parameters: tuple[float, ...]
    """FSRS-6: 21 numbers."""
    parameters_id: str = DEFAULT_PARAMETERS_ID
    """The name of this set, for the log."""
    desired_retention: float = 0.9
    learning_steps_min: tuple[float, ...] = (1.0, 10.0)
    """Minutes; empty for none."""
    relearning_steps_min: tuple[float, ...] = (10.0,)
    maximum_interval_days: int = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What one button would do."""

    rating: Rating
    state: CardState
    step: int
    memory: MemoryState
    scheduled_days: int
    """Study days to the next review; 0 in steps."""
    due_day: int | None
    due_at_ms: int | None
