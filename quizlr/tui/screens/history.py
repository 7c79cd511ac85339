"""The history of one card: its memory curve, and all that happened, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from quizlr.collection import Collection
from quizlr.collection.histories import History, Line, history_of
from quizlr.errors import QuizlrError
from quizlr.model import Card
from quizlr.rendering.plots import draw
from quizlr.search.rows import question_line
from quizlr.stats.panels.remembering import memory_panel
from quizlr.tui.content import CAUTION, MUTED, cut, joined, literal, padded, to_content
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.sheet import Page, Sheet
from quizlr.tui.widgets.two_ends import TwoEnds

TALLEST: Final = 16
LOWEST: Final = 7
"""Lines that a plot needs; in a lower window there is none."""
_NARROW: Final = 56


class HistoryScreen(Framed):
    """One card."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("down,j", "scroll(1)", "down", "history.down"),
        key("up,k", "scroll(-1)", "up", "history.up"),
        key("pagedown,space", "scroll(10)", "page down", "history.page_down"),
        key("pageup", "scroll(-10)", "page up", "history.page_up"),
        key("q,escape,enter,h", "back", "back", "history.back"),
    ]

    def __init__(self, collection: Collection, card: Card) -> None:
        super().__init__()
        self._collection = collection
        self._card = card
        self._history: History | None = None

    def body(self) -> ComposeResult:
        """The page."""
        yield Sheet(id="sheet")

    def on_mount(self) -> None:
        """Read the log."""
        super().on_mount()
        head = self.query_one("#head", TwoEnds)
        head.show(literal("History", "bold $accent"), literal(self._card.id, MUTED))
        try:
            self._history = history_of(self._collection, self._card)
        except QuizlrError as error:
            self.say(str(error), CAUTION)
        self.show_keys()

    def on_resize(self) -> None:
        """The plot takes about half of the window."""
        if self._history is not None:
            self.query_one("#sheet", Sheet).show(self._page(self._history))

    def _page(self, history: History) -> Page:
        height = min(TALLEST, (self.app.size.height - 8) * 2 // 3)
        settings = self._collection.scheduler_settings()
        goal = settings.get(self._card.deck_id, settings[""]).desired_retention

        def draw_all(width: int) -> Sequence[Content]:
            return [*_curve_lines(history, goal, width, height), *_event_lines(history, width)]

        return Page(("history", height, history), draw_all)

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        return ("history.back", "history.down", "history.up")

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()


def _curve_lines(history: History, goal: float, width: int, height: int) -> list[Content]:
    """The question, what is believed now, and the curve if there is room and a memory."""
    lines = [cut(literal(question_line(history.card), "bold"), width)]
    panel = memory_panel(history.curve, "this card", goal)
    words = (panel.headline, *panel.notes) if panel.views else ("Not studied yet.",)
    lines += [cut(literal(sentence, MUTED), width) for sentence in words]
    if panel.views and height >= LOWEST:
        drawn = to_content(draw(panel.views[0].chart, width, height))
        lines += [Content(""), *drawn.split("\n", allow_blank=True)]
    return lines


def _event_lines(history: History, width: int) -> list[Content]:
    if not history.lines:
        return []
    head = _columns(("when", "what", "recall", "stable", "next", "took"), width)
    rows = [literal(head, MUTED), *(_event_line(line, width) for line in history.lines)]
    return [Content(""), *(cut(row, width) for row in rows)]


def _event_line(line: Line, width: int) -> Content:
    cells = (
        f"{line.at:%Y-%m-%d %H:%M}",
        line.what,
        "" if line.recall is None else f"{line.recall:.0%}",
        "" if line.stability_days is None else f"{line.stability_days:,.1f} d",
        line.next_words,
        "" if line.seconds is None else f"{line.seconds:.0f} s",
    )
    if not line.next_words and line.seconds is None:
        return literal(f"{cells[0]}  {line.what}", MUTED)
    return joined(literal(_columns(cells, width)), literal(f"  {line.note}", CAUTION))


def _columns(cells: Sequence[str], width: int) -> str:
    """When, what, recall, stability, interval, time; without the last two if it is narrow."""
    when, what, *numbers = cells
    widths = (7, 11, 9, 7) if width >= _NARROW else (7, 9)
    shown = "".join(
        padded(cell, size, to_right=True) for cell, size in zip(numbers, widths, strict=False)
    )
    return f"{padded(when, 16)}  {padded(what, 6)}{shown}"
