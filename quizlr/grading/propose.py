"""From a score to the rating that the learner is offered, and may change."""

from __future__ import annotations

from quizlr.model import Rating

SLOW_MS = 5 * 60_000
"""A right answer that took longer was hard."""


def propose(score: float, hints_used: int, steps_shown: int = 0, taken_ms: int = 0) -> Rating:
    """The proposed rating; EASY is never proposed.

    Args:
        score: 0 to 1.
        hints_used: hints opened before the answer; one is enough to cap the rating at HARD.
        taken_ms: time from question to answer.
        steps_shown: worked steps seen before the answer; seeing one is not recall.
    """
    if steps_shown > 0 or score < 0.5:
        return Rating.AGAIN
    if score < 0.8 or hints_used > 0 or taken_ms > SLOW_MS:
        return Rating.HARD
    return Rating.GOOD
