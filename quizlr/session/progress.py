"""How far a sitting has come."""

from __future__ import annotations

from quizlr.model import CardState
from quizlr.session.queue import IN_STEPS
from quizlr.session.ratings import Ratings
from quizlr.session.rules import Rules
from quizlr.session.turn import Progress, Turn


def progress_of(
    turn: Turn | None,
    waiting: tuple[int, int, int],
    rules: Rules,
    ratings: Ratings,
    day_ms: int,
) -> Progress:
    """Counts for the progress line; the card on the table is among what is left.

    Args:
        turn: The card on the table.
        waiting: How many learning, due and new cards are in the queue.
        rules: Those of the sitting.
        ratings: What was rated.
        day_ms: Time spent on answers on this study day.
    """
    learning, reviews, new = waiting
    practice = rules.practice
    if practice is not None:
        reviews += turn is not None
        reviews = practice.count - len(ratings.given) if practice.count else reviews
    elif turn is not None:
        state = turn.schedule.state
        learning += state in IN_STEPS
        reviews += state is CardState.REVIEW
        new += state is CardState.NEW
    return Progress(
        done=len(ratings.given),
        learning=learning,
        reviews=reviews,
        new=new,
        sitting_ms=ratings.total_ms,
        today_ms=day_ms,
        budget_min=rules.limits.minutes_per_day if rules.minutes is None else rules.minutes,
    )
