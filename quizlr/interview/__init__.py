"""The mock interview: which question comes next, and what it all came to.

Pure: an interview is what its log tells (`record`), the ladder and the choice are functions of it,
and so is the report. Saving and showing belong to others.
"""

from __future__ import annotations

from quizlr.interview.choosing import (
    Candidate,
    Extent,
    Pool,
    Standing,
    extent,
    follow_up_s,
    follows,
    next_up,
)
from quizlr.interview.entries import (
    PRACTICAL,
    TALK,
    Asked,
    Begun,
    Ended,
    Entry,
    Followed,
    Kind,
    Paused,
    Resumed,
    entry_from_text,
    entry_to_text,
)
from quizlr.interview.ladder import Rung, Strength, first_tier, held, level, strength
from quizlr.interview.record import Interview, Question, fold, interviews

__all__ = [
    "PRACTICAL",
    "TALK",
    "Asked",
    "Begun",
    "Candidate",
    "Ended",
    "Entry",
    "Extent",
    "Followed",
    "Interview",
    "Kind",
    "Paused",
    "Pool",
    "Question",
    "Resumed",
    "Rung",
    "Standing",
    "Strength",
    "entry_from_text",
    "entry_to_text",
    "extent",
    "first_tier",
    "fold",
    "follow_up_s",
    "follows",
    "held",
    "interviews",
    "level",
    "next_up",
    "strength",
]
