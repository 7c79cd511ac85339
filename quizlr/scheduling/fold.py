"""History to schedule: where a card stands is a fold over its events, never a fact of its own.

Memory is recomputed from ratings, times and study days. The due day comes from the intervals that
were logged, so that fuzz and planning need not be repeated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quizlr.model import (
    CardMark,
    CardState,
    Evidence,
    MarkKind,
    Rating,
    Review,
    ReviewKind,
    Schedule,
)
from quizlr.scheduling.fsrs import Fsrs6, MemoryModel, Parameters
from quizlr.scheduling.transitions import memory_after


def fold(
    happenings: Iterable[Review | CardMark],
    parameters: Parameters,
    start: Schedule | None = None,
    *,
    skill_parameters: Parameters | None = None,
) -> Schedule:
    """Where one card stands after its live events, given in the log's order.

    `skill_parameters` are those of reviews that are evidence of a skill, if they have their own.
    `start` is where it stood before them; None for a card without events. Folding a history in
    pieces gives the same as folding it at once.
    """
    model = Fsrs6(parameters)
    skills = model if skill_parameters is None else Fsrs6(skill_parameters)
    schedule = start or Schedule()
    for happening in happenings:
        if isinstance(happening, Review):
            is_skill = happening.evidence == Evidence.SKILL
            schedule = _after_review(schedule, happening, skills if is_skill else model)
        else:
            schedule = _after_mark(schedule, happening)
    return schedule


def _after_review(schedule: Schedule, review: Review, model: MemoryModel) -> Schedule:
    if review.kind is ReviewKind.CRAM:
        return schedule
    is_lapse = schedule.state is CardState.REVIEW and review.rating is Rating.AGAIN
    is_in_days = review.state_after is CardState.REVIEW
    return replace(
        schedule,
        state=review.state_after,
        step=review.step_after,
        memory=memory_after(schedule, review.rating, review.at_ms, review.study_day, model),
        due_day=review.study_day + review.scheduled_days if is_in_days else None,
        due_at_ms=None if is_in_days else review.due_at_ms,
        last_review_at_ms=review.at_ms,
        last_study_day=review.study_day,
        scheduled_days=review.scheduled_days,
        review_count=schedule.review_count + 1,
        lapse_count=schedule.lapse_count + is_lapse,
    )


def _after_mark(schedule: Schedule, mark: CardMark) -> Schedule:
    match mark.kind:
        case MarkKind.BURY:
            return replace(schedule, buried_until_day=mark.value)
        case MarkKind.SUSPEND:
            return replace(schedule, is_suspended=mark.value != 0)
        case MarkKind.FLAG:
            return replace(schedule, flag=mark.value)
        case MarkKind.RESET:
            return _forgotten(schedule)
        case MarkKind.RESCHEDULE if schedule.state is CardState.REVIEW:
            return replace(schedule, due_day=mark.value)
        case _:
            # A card in steps is due by the minute, and adoption joins histories before the fold.
            return schedule


def _forgotten(schedule: Schedule) -> Schedule:
    """NEW again; what the learner decided about the card stays, and so does the review count.

    A count that began again would repeat the card's fuzz and drawings.
    """
    return Schedule(
        review_count=schedule.review_count,
        buried_until_day=schedule.buried_until_day,
        is_suspended=schedule.is_suspended,
        flag=schedule.flag,
    )
