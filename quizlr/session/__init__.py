"""The turn-table: queue, turn, answer, rating. Knows no file, no database, no screen."""

from __future__ import annotations

from quizlr.session.queue import (
    DayDone,
    Limits,
    Queue,
    Wait,
    ahead_queue,
    build_queue,
    cram_queue,
    next_due_at_ms,
    study_order,
    waits,
)
from quizlr.session.seeds import Habits, Practice, prompt_seed
from quizlr.session.session import Rules, Session
from quizlr.session.summary import Summary, summarise
from quizlr.session.tally import DeckTally, streak, tally
from quizlr.session.turn import Ended, EndReason, Progress, Rated, Turn
from quizlr.session.why import Why, why

__all__ = [
    "DayDone",
    "DeckTally",
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
    "Summary",
    "Turn",
    "Wait",
    "Why",
    "ahead_queue",
    "build_queue",
    "cram_queue",
    "next_due_at_ms",
    "prompt_seed",
    "streak",
    "study_order",
    "summarise",
    "tally",
    "waits",
    "why",
]
