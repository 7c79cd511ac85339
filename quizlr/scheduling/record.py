"""A rating as the log keeps it: the other half of `fold`.

`fold(history + [to_review(…)])` stands where the outlook said that it would.
"""

from __future__ import annotations

from quizlr.model import CardId, CardState, Evidence, Moment, Review, ReviewKind, Schedule
from quizlr.scheduling.days import elapsed_days
from quizlr.scheduling.fsrs import Fsrs6
from quizlr.scheduling.outlook import Outlook, SchedulerSettings

_KINDS = {
    CardState.NEW: ReviewKind.LEARN,
    CardState.LEARNING: ReviewKind.LEARN,
    CardState.REVIEW: ReviewKind.REVIEW,
    CardState.RELEARNING: ReviewKind.RELEARN,
}


def to_review(
    card_id: CardId,
    schedule: Schedule,
    outlook: Outlook,
    now: Moment,
    settings: SchedulerSettings,
) -> Review:
    """The rating that makes `outlook` (one of `outlooks(schedule, now, settings, …)`) come true.

    What belongs to the answer (evidence, duration, verdict, …) is left at its default, for the
    caller to `replace`.
    """
    memory = schedule.memory
    elapsed = elapsed_days(schedule.last_review_at_ms, now.at_ms)
    recall = Fsrs6(settings.parameters).predict(memory, elapsed) if memory else None
    return Review(
        card_id=card_id,
        at_ms=now.at_ms,
        tz=now.tz,
        utc_offset_min=now.utc_offset_min,
        rollover_hour=now.rollover_hour,
        study_day=now.study_day,
        rating=outlook.rating,
        kind=_KINDS[schedule.state],
        evidence=Evidence.RECALL,
        state_before=schedule.state,
        state_after=outlook.state,
        step_after=outlook.step,
        scheduled_days=outlook.scheduled_days,
        due_at_ms=outlook.due_at_ms,
        elapsed_days=elapsed,
        stability_before=memory.stability if memory else None,
        difficulty_before=memory.difficulty if memory else None,
        predicted_recall=recall,
        desired_retention=settings.desired_retention,
        params_id=settings.parameters_id,
    )
