"""The turn-table: queue, turn, answer, rating. Knows no file, no database, no screen."""

from __future__ import annotations

from quizlr.session.queue import (
    DayDone,
    Limits,
    Queue,
    TierWait,
    Wait,
    ahead_queue,
    build_queue,
    cram_queue,
    next_due_at_ms,
    study_order,
    waits,
)
from quizlr.session.rules import Rules
from quizlr.session.seeds import Habits, Practice, prompt_seed
from quizlr.session.session import Session
from quizlr.session.turn import Ended, EndReason, Progress, Rated, Turn

__all__ = [
    "DayDone",
    "EndReason",
    "Ended",
    "Habits",
    "Limits",
    "Practice",
    "Progress",
    "Queue",
    "Rated",
    "Rules",
    "Session",
    "TierWait",
    "Turn",
    "Wait",
    "ahead_queue",
    "build_queue",
    "cram_queue",
    "next_due_at_ms",
    "prompt_seed",
    "study_order",
    "waits",
]
