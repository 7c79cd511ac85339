"""The answer kind of self-rated cards: think, then look."""

from __future__ import annotations

from textual import events
from textual.content import Content

from quizlr.model import Revealed
from quizlr.tui.content import MUTED
from quizlr.tui.widgets.answering import Answering
from quizlr.tui.widgets.drawn import Drawn


class RevealAnswer(Drawn, Answering):
    """A line that asks for the answer in the head; a click or the screen's key reveals."""

    def draw(self, width: int) -> list[Content]:
        """One quiet line."""
        words = "Say the answer, then look." if width > 30 else "Say it, then look."
        return [Content.styled("┄" * min(width, 24), MUTED), Content.styled(words, MUTED)]

    def take_focus(self) -> None:
        """Keys belong to the screen."""

    def on_click(self, event: events.Click) -> None:
        """Look."""
        event.stop()
        self.give(Revealed())
