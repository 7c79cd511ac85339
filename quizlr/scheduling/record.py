"""A rating as the log keeps it: the other half of `fold`.

`fold(history + [to_review(…)])` stands where the outlook said that it would.
"""

from __future__ import annotations

from typing import TypedDict, Unpack

from quizlr.model import CardId, CardState, Moment, Rating, Review, ReviewKind, Schedule
from quizlr.scheduling.days import elapsed_days
from quizlr.scheduling.fsrs import Fsrs6
from quizlr.scheduling.outlook import Outlook, SchedulerSettings

_KINDS = {
    CardState.NEW: ReviewKind.LEARN,
    CardState.LEARNING: ReviewKind.LEARN,
    CardState.REVIEW: ReviewKind.REVIEW,
    CardState.RELEARNING: ReviewKind.RELEARN,
}


class AnswerDetails(TypedDict, total=False):
    """What the session knows about the answer; fields of `Review`, copied as they are."""

    duration_ms: int
    guess_rate: float
    hints: int
    steps_shown: int
    confidence: float | None
    params_id: str
    session_id: str
    verdict: str
    slip: str
    points: str
    template_id: str
    template_version: int | None
    seed: int
    given: str
    truth: str
    answer: str


def to_review(
    card_id: CardId,
    schedule: Schedule,
    outlook: Outlook,
    now: Moment,
    *,
    settings: SchedulerSettings,
    evidence: str,
    **details: Unpack[AnswerDetails],
) -> Review:
    """The rating that makes `outlook` (one of `outlooks(schedule, now, …)`) come true."""
    elapsed = elapsed_days(schedule.last_review_at_ms, now.at_ms)
    memory = schedule.memory
    model = Fsrs6(settings.parameters)
    return Review(
        card_id=card_id,
        at_ms=now.at_ms,
        tz=now.tz,
        utc_offset_min=now.utc_offset_min,
        rollover_hour=now.rollover_hour,
        study_day=now.study_day,
        rating=outlook.rating,
        kind=_KINDS[schedule.state],
        evidence=evidence,
        state_before=schedule.state,
        state_after=outlook.state,
        step_after=outlook.step,
        scheduled_days=outlook.scheduled_days,
        due_at_ms=outlook.due_at_ms,
        elapsed_days=elapsed,
        stability_before=memory.stability if memory else None,
        difficulty_before=memory.difficulty if memory else None,
        predicted_recall=model.predict(memory, elapsed) if memory else None,
        desired_retention=settings.desired_retention,
        **details,
    )


def to_practice(
    card_id: CardId,
    schedule: Schedule,
    rating: Rating,
    now: Moment,
    *,
    evidence: str = "practice",
    **details: Unpack[AnswerDetails],
) -> Review:
    """A rating given while cramming: kept, and without effect on the schedule."""
    return Review(
        card_id=card_id,
        at_ms=now.at_ms,
        tz=now.tz,
        utc_offset_min=now.utc_offset_min,
        rollover_hour=now.rollover_hour,
        study_day=now.study_day,
        rating=rating,
        kind=ReviewKind.CRAM,
        evidence=evidence,
        state_before=schedule.state,
        state_after=schedule.state,
        step_after=schedule.step,
        scheduled_days=schedule.scheduled_days,
        due_at_ms=schedule.due_at_ms,
        elapsed_days=elapsed_days(schedule.last_review_at_ms, now.at_ms),
        **details,
    )
