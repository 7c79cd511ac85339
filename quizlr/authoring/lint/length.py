"""Sides of cards that do not fit a terminal of 80 columns and 24 lines."""

from __future__ import annotations

from collections.abc import Iterator

from quizlr.authoring.lint.subject import Scope, Subject
from quizlr.cardtypes.points import PointsContent
from quizlr.cardtypes.walkthrough import WalkthroughContent
from quizlr.model import Problem, Severity
from quizlr.rendering import render

WIDTH = 76
"""Columns that text has on a screen of 80."""
ROWS = 18
"""Rows that one side has on a screen of 24, beside the head, the buttons and the keys."""
_SIDES = ("front", "body", "back")


def find(scope: Scope) -> Iterator[Problem]:
    """Hints at the sides that have to be scrolled."""
    for subject in scope.subjects:
        for name in _SIDES:
            text = subject.draft.values.get(name, "")
            rows = _rows(text) + _rows_of_code(subject, name)
            # A model answer is said aloud in minutes: it is meant to be longer than a side.
            is_spoken = name == "back" and isinstance(subject.note.content, PointsContent)
            if rows > ROWS and not is_spoken:
                yield _problem(subject, name, rows)


def _problem(subject: Subject, name: str, rows: int) -> Problem:
    message = (
        f"This side takes {rows} lines, and a terminal of 80 columns and 24 lines shows {ROWS} of "
        "them, so the learner has to scroll. Make two notes of it, or shorten it."
    )
    return subject.problem("too-long", message, name, Severity.HINT)


def _rows(text: str) -> int:
    """The lines of a text as drawn; drawn only if they could be too many."""
    return len(render(text, WIDTH)) if _most_rows(text) > ROWS else 0


def _most_rows(text: str) -> int:
    """No text takes more lines than this, save for formulas that tower."""
    lines = sum(1 + len(line) // (WIDTH // 2) for line in text.split("\n"))
    return lines + 3 * text.count("$$") + 2 * text.count("\\\\")


def _rows_of_code(subject: Subject, name: str) -> int:
    content = subject.note.content
    if name != "front" or not isinstance(content, WalkthroughContent):
        return 0
    return 1 + len(content.lines)
