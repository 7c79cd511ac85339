"""Summary: what a sitting came to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quizlr.collection import Desk
from quizlr.collection.words import title_of
from quizlr.model import Rating
from quizlr.session.summary import Summary
from quizlr.tui.content import MUTED, cut, joined, literal, stacked
from quizlr.tui.keys import key
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.ratings import COLOURS
from quizlr.tui.widgets.two_ends import TwoEnds

BAR = 30
MISSED_SHOWN = 10


class SummaryScreen(Framed):
    """Shown when a sitting ends; gives back the repair drill if that was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter,q,escape,space", "back", "home", "summary.back"),
        key("r", "repair", "repair drill", "summary.repair"),
    ]

    def __init__(self, summary: Summary, repair: Desk | None = None) -> None:
        super().__init__()
        self._summary = summary
        self._repair = repair

    def body(self) -> ComposeResult:
        """The numbers."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield Static(id="summary", classes="column", markup=False)

    def on_mount(self) -> None:
        """Name the screen."""
        super().on_mount()
        title = "Practice done" if self._summary.is_practice else "Sitting done"
        self.query_one("#head", TwoEnds).show(literal(title, "bold $accent"))
        self.show_keys()

    def on_resize(self) -> None:
        """The numbers go with the width."""
        width = max(20, min(76, self.size.width - 6))
        self.query_one("#summary", Static).update(stacked(self._lines(width)))

    def _lines(self, width: int) -> list[Content]:
        summary = self._summary
        answers = "1 answer" if summary.count == 1 else f"{summary.count} answers"
        lines = [
            literal(f"{answers} in {summary.duration_ms / 60_000:.1f} min", "bold"),
            literal(""),
            *(self._bar(rating, width) for rating in Rating),
            literal(""),
        ]
        lines += [literal(words) for words in _told(summary)]
        if summary.slips:
            lines += [literal(""), literal("Slips (r: a drill on them)", "bold")]
        for told in summary.slips:
            lines.append(cut(literal(f"  {title_of(told.card)}: {told.words}"), width))
            lines.append(cut(literal(f"    {told.told}", MUTED), width))
        if summary.again:
            lines += [literal(""), literal("To look at again", "bold")]
        for card in summary.again[:MISSED_SHOWN]:
            lines.append(cut(literal(f"  {title_of(card)}", MUTED), width))
        more = len(summary.again) - MISSED_SHOWN
        if more > 0:
            lines.append(literal(f"  and {more} more", MUTED))
        return lines

    def _bar(self, rating: Rating, width: int) -> Content:
        number = self._summary.ratings[rating]
        room = min(BAR, width - 14)
        size = round(room * number / max(1, *self._summary.ratings.values()))
        return joined(
            literal(f"{rating.name.capitalize():6}"),
            literal("█" * max(size, int(number > 0)), COLOURS[rating]),
            literal(f" {number}", MUTED),
        )

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        repair = ("summary.repair",) if self._repair is not None else ()
        return ("summary.back", *repair, "app.help")

    def action_repair(self) -> None:
        """Practise the skills in which slips were made."""
        if self._repair is not None:
            self.dismiss(self._repair)

    def action_back(self) -> None:
        """Go home."""
        self.dismiss()


def _told(summary: Summary) -> list[str]:
    """The score of a practice; the outlook of a sitting that counts."""
    if summary.is_practice:
        graded = f"{summary.right} of {summary.count} right"
        partly = f", {summary.partly} partly" if summary.partly else ""
        shown = f", {summary.shown} shown" if summary.shown else ""
        return [f"{graded}{partly}{shown}"]
    days = "1 day" if summary.streak_days == 1 else f"{summary.streak_days} days"
    recalled = [f"Recalled {summary.recalled_share:.0%}"] if summary.count else []
    return [
        *recalled,
        f"New cards {summary.new_count} · streak {days}",
        f"Due tomorrow {summary.due_tomorrow}",
    ]
