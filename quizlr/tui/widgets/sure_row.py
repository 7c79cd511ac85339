"""How sure are you? Six answers on one line."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message

from quizlr.tui.content import ACCENT, MUTED, STRONG, joined, literal
from quizlr.tui.widgets.drawn import Drawn
from quizlr.tui.widgets.sheet import MAX_WIDTH
from quizlr.values import dataclass


class SureRow(Drawn):
    """The question; a click answers it as a key does."""

    DEFAULT_CSS = "SureRow { height: 1; width: 1fr; padding: 0 2; }"

    @dataclass
    class Chosen(Message):
        """An answer was clicked."""

        tens: int

    def __init__(self, tens: Sequence[int], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tens = tens
        """Tenths that can be said."""
        self._ends: Sequence[tuple[int, int]] = ()

    def draw(self, width: int) -> Sequence[Content]:
        """One line; the words give way before the numbers."""
        left = max(0, (width - MAX_WIDTH) // 2)
        for question, pattern in (("How sure are you?  ", " {} %   "), ("Sure, %? ", "·{} ")):
            parts = [_part(tens, pattern) for tens in self._tens]
            if len(question) + sum(part.cell_length for part in parts) <= min(width, MAX_WIDTH):
                break
        ends, at = [], left + len(question)
        for tens, part in zip(self._tens, parts, strict=True):
            at += part.cell_length
            ends.append((at, tens))
        self._ends = ends
        return [joined(Content(" " * left), literal(question, STRONG), *parts)]

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked."""
        for end, tens in self._ends:
            if event.x < end:
                event.stop()
                self.post_message(self.Chosen(tens))
                return


def _part(tens: int, pattern: str) -> Content:
    """The key, and what it says; in a narrow window the key is the number's first digit."""
    if pattern[0] == "·" and tens < 10:
        return joined(literal(str(tens), f"bold {ACCENT}"), literal("0 ", MUTED))
    key = literal(str(tens % 10), f"bold {ACCENT}")
    return joined(key, literal(pattern.format(10 * tens), MUTED))
