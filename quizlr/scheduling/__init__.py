"""When a card comes back: FSRS-6, the study-day calendar, steps, fuzz, and the fold over history.

Time and chance are arguments. What is shown next belongs to the session, what is kept to the store.
"""

from __future__ import annotations

from quizlr.scheduling.days import day_start_ms, elapsed_days, moment
from quizlr.scheduling.fold import fold
from quizlr.scheduling.fsrs import (
    DEFAULT_PARAMETERS,
    DEFAULT_PARAMETERS_ID,
    PARAMETER_BOUNDS,
    Fsrs6,
    MemoryModel,
    Parameters,
    interval_days,
    retrievability,
)
from quizlr.scheduling.fuzz import PickDay, fuzz_draw, pick_evenly
from quizlr.scheduling.outlook import Outlook, SchedulerSettings
from quizlr.scheduling.record import to_review
from quizlr.scheduling.transitions import outlooks
from quizlr.scheduling.words import due_words, interval_words

__all__ = [
    "DEFAULT_PARAMETERS",
    "DEFAULT_PARAMETERS_ID",
    "PARAMETER_BOUNDS",
    "Fsrs6",
    "MemoryModel",
    "Outlook",
    "Parameters",
    "PickDay",
    "SchedulerSettings",
    "day_start_ms",
    "due_words",
    "elapsed_days",
    "fold",
    "fuzz_draw",
    "interval_days",
    "interval_words",
    "moment",
    "outlooks",
    "pick_evenly",
    "retrievability",
    "to_review",
]
