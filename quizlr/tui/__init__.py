"""The full-screen app, on Textual. Screens talk to a Collection and a Desk, and to nothing below.

Textual is imported when `run` is called, not before: commands that print text start faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizlr.collection import Collection, Desk


def run(collection: Collection, *, start: Desk | None = None) -> None:
    """Run the app on its Home screen, or at once on a sitting; returns when the learner leaves."""
    from quizlr.tui.app import QuizlrApp

    QuizlrApp(collection, start).run()
