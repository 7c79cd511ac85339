"""From a card on the table and a rating to the review that the log keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quizlr.model import (
    Card,
    Moment,
    Rating,
    Review,
    ReviewKind,
    Schedule,
    answer_to_text,
)
from quizlr.scheduling import (
    Outlook,
    PickDay,
    SchedulerSettings,
    fuzz_draw,
    outlooks,
    pick_evenly,
    to_review,
)
from quizlr.session.turn import Turn

MAX_DURATION_MS = 120_000
"""Longer pauses are breaks, not study; they are not counted against the minutes."""

Settings = Mapping[str, SchedulerSettings]
"""By deck id, `` (empty) for the default; those of a card type are looked up as `deck:type`."""


def previews(
    turn: Turn, settings: Settings, now: Moment, pick: PickDay = pick_evenly
) -> Mapping[Rating, Outlook]:
    """What each rating would do to the card on the table."""
    draw = fuzz_draw(turn.card.id, turn.schedule.review_count)
    return outlooks(turn.schedule, now, settings_of(turn.card, settings), draw, pick)


def settings_of(card: Card, settings: Settings) -> SchedulerSettings:
    """The nearest settings: of the type in the deck, the deck, the type, all."""
    for key in (f"{card.deck_id}:{card.note.type}", card.deck_id, f":{card.note.type}"):
        if key in settings:
            return settings[key]
    return settings[""]


def drafted(
    turn: Turn, outlook: Outlook, settings: Settings, session_id: str, now: Moment
) -> Review:
    """The review that one of the previews makes of the card on the table."""
    own = settings_of(turn.card, settings)
    duration_ms = max(0, now.at_ms - turn.shown_at_ms)
    prompt = turn.prompt
    review = replace(
        to_review(turn.card.id, turn.schedule, outlook, now, own),
        duration_ms=min(duration_ms, MAX_DURATION_MS),
        evidence=prompt.evidence,
        guess_rate=prompt.guess_rate,
        hints=turn.hints_shown,
        steps_shown=turn.steps_shown,
        confidence=turn.confidence,
        session_id=session_id,
        template_id=prompt.template_id,
        template_version=prompt.template_version,
        seed=prompt.seed,
        given=prompt.drawn,
    )
    if turn.grade is None or turn.answer is None:
        return review
    return replace(
        review,
        verdict=turn.grade.verdict,
        slip=turn.grade.slip,
        points=turn.grade.points,
        answer=answer_to_text(turn.answer),
        truth=turn.grade.truth,
    )


def as_practice(review: Review, schedule: Schedule) -> Review:
    """The same rating as a practice event, which schedules nothing."""
    return replace(
        review,
        kind=ReviewKind.CRAM,
        evidence="practice",
        state_after=schedule.state,
        step_after=schedule.step,
        scheduled_days=0,
        due_at_ms=None,
    )


def as_it_was(turn: Turn, review: Review) -> Turn:
    """A turn laid again with the help and the confidence with which it was rated."""
    return replace(
        turn,
        prompt=replace(turn.prompt, is_second_try=True),
        hints_shown=review.hints,
        steps_shown=review.steps_shown,
        confidence=review.confidence,
    )
