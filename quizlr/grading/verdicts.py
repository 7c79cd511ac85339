"""Making grades: one function for each way in which an answer can stand."""

from __future__ import annotations

from quizlr.grading.propose import propose
from quizlr.model import Grade, MarkedLine, Rating, Verdict

SELF_RATED = Grade(verdict=Verdict.UNGRADED)
"""The learner judges alone."""


def invalid(message: str) -> Grade:
    """Not an answer: `message` says what is asked for. It is no lapse."""
    return Grade(verdict=Verdict.INVALID, feedback=message)


def looked(truth: str, lines: tuple[MarkedLine, ...], solution: str = "") -> Grade:
    """The learner looked instead of answering; that is no recall, so AGAIN is proposed.

    Args:
        truth: The right answer in words.
        lines: What was to be picked or given, each right one marked as missed.
        solution: Markdown of the right answer in full, where the lines do not show it.
    """
    return Grade(
        verdict=Verdict.UNGRADED,
        feedback="You looked before you answered. Rate what you knew.",
        lines=lines,
        truth=truth,
        solution=solution,
        proposed=Rating.AGAIN,
    )


def scored(
    score: float, *, feedback: str, lines: tuple[MarkedLine, ...], given: str, truth: str
) -> Grade:
    """A graded answer: CORRECT at a score of 1, WRONG at 0, PARTIAL between."""
    verdict = Verdict.PARTIAL
    if score >= 1:
        verdict = Verdict.CORRECT
    elif score <= 0:
        verdict = Verdict.WRONG
    return Grade(
        verdict=verdict,
        score=score,
        feedback=feedback,
        lines=lines,
        given=given,
        truth=truth,
        proposed=propose(score, hints_used=0),
    )
