"""What stays the same during a sitting."""

from __future__ import annotations

from collections.abc import Callable

from quizlr.cardtypes import LastReview, never_reviewed
from quizlr.decks.concepts import Concepts
from quizlr.model import Moment
from quizlr.scheduling import PickDay, pick_evenly
from quizlr.session.drafting import Settings
from quizlr.session.queue import Limits
from quizlr.session.seeds import Habits, Practice, no_habits
from quizlr.values import dataclass


def _evenly(_now: Moment) -> PickDay:
    return pick_evenly


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What stays the same during a sitting."""

    limits: Limits
    settings: Settings
    concepts: Concepts
    session_id: str
    practice: Practice | None = None
    """Set if this sitting schedules nothing."""
    habits: Habits = no_habits
    last_review: LastReview = never_reviewed
    pick_day: Callable[[Moment], PickDay] = _evenly
    """How a review's day is chosen within its fuzz range, as things stand now."""
    minutes: float | None = None
    """Budget of this sitting; None to use what is left of the day's."""
