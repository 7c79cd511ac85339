"""The full-screen app, on Textual. Screens talk to a Collection and a Desk, and to nothing below.

Textual is imported when `run` is called, not before: commands that print text start faster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from quizlr.collection import Collection, Desk
    from quizlr.tui.screens.framed import Framed


def run(
    collection: Collection,
    *,
    start: Desk | None = None,
    first: Callable[[], Framed] | None = None,
) -> None:
    """Run the app on Home, on a sitting, or on what `first` makes; returns when it is left."""
    from quizlr.tui.app import QuizlrApp

    QuizlrApp(collection, start, first=first).run()
