"""What is told in a sitting, as lines of text: the card's head, the verdict, the summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quizlr.model import Grade, Mark, MarkedLine, Rating, Verdict
from quizlr.rendering import plain_text
from quizlr.scheduling.words import STATE_WORDS, counted
from quizlr.session import Progress, Turn
from quizlr.session.summary import Summary
from quizlr.session.why import Why

MARK_WORDS: Final[Mapping[Mark, str]] = {
    Mark.RIGHT: "right",
    Mark.WRONG: "wrong",
    Mark.MISSED: "missed",
    Mark.NEUTRAL: "-",
}
VERDICT_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.CORRECT: "Correct",
    Verdict.PARTIAL: "Partly right",
    Verdict.WRONG: "Wrong",
    Verdict.SLIP: "A known slip",
    Verdict.UNIT: "Right, in another unit",
    Verdict.TOO_FEW_DIGITS: "Too few digits",
    Verdict.UNGRADED: "Shown",
}


def head_line(turn: Turn, deck_title: str, progress: Progress, *, is_flagged: bool) -> str:
    """`[3] Sigmoid · review · 12 left`."""
    words = [plain_text(deck_title), STATE_WORDS[turn.schedule.state]]
    words += ["flagged"] if is_flagged else []
    return f"[{progress.done + 1}] {' · '.join((*words, f'{progress.left} left'))}"


def why_lines(why: Why) -> list[str]:
    """Why the card comes now, and how it stands in memory."""
    if why.stability_days is None or why.difficulty is None:
        return [why.reason]
    return [
        why.reason,
        f"Stability {why.stability_days:.1f} days, difficulty {why.difficulty:.1f} of 10, "
        f"{why.review_count} ratings, {why.lapse_count} lapses.",
    ]


def verdict_lines(grade: Grade) -> list[str]:
    """The verdict and why, each part of the answer, the solution; nothing if there is no truth."""
    if grade.verdict is Verdict.UNGRADED and not grade.truth:
        return []
    lines = () if _is_said_whole(grade) else grade.lines
    solution = [plain_text(grade.solution)] if grade.solution else []
    head = f"{VERDICT_WORDS[grade.verdict]}. {_said(grade)}".rstrip()
    return [head, *map(_marked, lines), *solution]


def _is_said_whole(grade: Grade) -> bool:
    """Whether the sentence of an answer that was looked at holds all that its one line does."""
    return grade.verdict is Verdict.UNGRADED and len(grade.lines) <= 1


def _said(grade: Grade) -> str:
    """What the grader says, no thing of it twice."""
    if _is_said_whole(grade):
        return f"The answer: {grade.truth}"
    if grade.verdict is not Verdict.CORRECT:
        return grade.feedback
    more = grade.feedback.removeprefix("Right.").strip()
    if not more and not grade.lines and grade.given != grade.truth:
        return f"{grade.truth}; you gave {grade.given}."
    return "" if more in [plain_text(line.why) for line in grade.lines] else more


def _marked(line: MarkedLine) -> str:
    why = f" ({plain_text(line.why)})" if line.why else ""
    return f"  {MARK_WORDS[line.mark]}: {plain_text(line.text)}{why}"


def summary_lines(summary: Summary, *, was_graded: bool) -> list[str]:
    """What a sitting came to: the score of a practice, or what comes next; none if not rated.

    Args:
        summary: The sitting, counted.
        was_graded: Whether anything was asked but cards that one rates oneself.
    """
    if not summary.count:
        return []
    counts = ", ".join(
        f"{number} {rating.name.capitalize()}" for rating, number in summary.ratings.items()
    )
    lines = [
        f"{counted(summary.count, 'answer')} in {summary.duration_ms / 60_000:.1f} min: {counts}.",
        *(f"Slip in {told.card.id}: {told.words}." for told in summary.slips),
    ]
    if summary.again:
        lines.append("To look at again: " + ", ".join(card.id for card in summary.again))
    if not summary.is_practice:
        streak = counted(summary.streak_days, "day")
        lines.append(f"Due tomorrow: {summary.due_tomorrow}. Streak: {streak}.")
    elif was_graded:
        lines.insert(0, _score(summary))
    return lines


def _score(summary: Summary) -> str:
    """As in `6 of 10 right, 2 partly, 1 shown`."""
    partly = f", {summary.partly} partly" if summary.partly else ""
    shown = f", {summary.shown} shown" if summary.shown else ""
    return f"{summary.right} of {summary.count} right{partly}{shown}."


def rating_question(buttons: Mapping[Rating, str], proposed: Rating) -> str:
    """`1 Again 10m  2 Hard … (enter: Good) > `."""
    words = "  ".join(
        f"{rating.value} {rating.name.capitalize()} {buttons.get(rating, '')}".rstrip()
        for rating in Rating
    )
    return f"{words}  (enter: {proposed.name.capitalize()}) > "
