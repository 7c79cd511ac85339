"""Why is this card here now: what the scheduler believes, and the card's history."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.model import Card, CardState, Moment, Review, Schedule
from quizlr.scheduling import elapsed_days, retrievability
from quizlr.session.queue import IN_STEPS, TierWait, Wait
from quizlr.session.tiers import wait_words
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What the `i` key shows."""

    card: Card
    reason: str
    """One sentence."""
    recall: float | None
    """Predicted probability of recall now; None for a new card."""
    stability_days: float | None
    difficulty: float | None
    review_count: int
    lapse_count: int
    history: tuple[Review, ...]
    """Live ratings, oldest first."""


def why(
    card: Card,
    schedule: Schedule,
    history: Sequence[Review],
    now: Moment,
    parameters: tuple[float, ...],
    *,
    waits: Sequence[Wait | TierWait] = (),
) -> Why:
    """Explain the card's place in today's queue; `waits` hold it back while it is new."""
    recall = None
    if schedule.memory is not None and schedule.last_review_at_ms is not None:
        elapsed = elapsed_days(schedule.last_review_at_ms, now.at_ms)
        recall = retrievability(elapsed, schedule.memory.stability, parameters)
    return Why(
        card=card,
        reason=_reason(schedule, now, recall, waits),
        recall=recall,
        stability_days=schedule.memory.stability if schedule.memory else None,
        difficulty=schedule.memory.difficulty if schedule.memory else None,
        review_count=schedule.review_count,
        lapse_count=schedule.lapse_count,
        history=tuple(history),
    )


def _reason(
    schedule: Schedule, now: Moment, recall: float | None, waits: Sequence[Wait | TierWait]
) -> str:
    if schedule.state is CardState.NEW:
        told = (f" In Study it waits for {_wait_words(wait)}." for wait in waits)
        return "".join(("New: you have not rated this card yet.", *told))
    if schedule.state in IN_STEPS:
        steps = "learning" if schedule.state is CardState.LEARNING else "relearning"
        return f"In its {steps} steps: it comes back within the day until you know it."
    percent = f"{recall:.0%}" if recall is not None else "unknown"
    overdue = now.study_day - (schedule.due_day or now.study_day)
    if overdue > 0:
        days = "1 day" if overdue == 1 else f"{overdue} days"
        return f"Overdue by {days}: the chance that you recall it is about {percent}."
    if overdue == 0:
        return f"Due today: the chance that you recall it has fallen to about {percent}."
    days = "1 day" if overdue == -1 else f"{-overdue} days"
    return f"Not due for {days}: the chance that you recall it is about {percent}."


def _wait_words(wait: Wait | TierWait) -> str:
    if isinstance(wait, TierWait):
        return wait_words(wait)
    return f"the deck {wait.for_deck_id}: {wait.learned} learned, {wait.needed} needed"
