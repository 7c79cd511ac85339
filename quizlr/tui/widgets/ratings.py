"""The four buttons, each with the interval behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textual import events
from textual.content import Content
from textual.message import Message

from quizlr.model import Rating
from quizlr.tui.content import BAD, CAUTION, GOOD, MUTED, joined
from quizlr.tui.widgets.drawn import Drawn
from quizlr.tui.widgets.sheet import MAX_WIDTH
from quizlr.values import dataclass

COLOURS: Final[Mapping[Rating, str]] = {
    Rating.AGAIN: BAD,
    Rating.HARD: CAUTION,
    Rating.GOOD: GOOD,
    Rating.EASY: "$primary",
}


class Ratings(Drawn):
    """A row of buttons; the proposed one is marked with a sign as well as with its ground."""

    DEFAULT_CSS = "Ratings { height: 1; width: 1fr; }"

    @dataclass
    class Chosen(Message):
        """A button was clicked."""

        rating: Rating

    _buttons: Mapping[Rating, str] = {}
    _proposed = Rating.GOOD
    _is_blank = True
    _ends: Sequence[tuple[int, Rating]] = ()

    def show(
        self, buttons: Mapping[Rating, str], proposed: Rating, *, is_blank: bool = False
    ) -> None:
        """Show other intervals, in words."""
        self._is_blank = is_blank
        self._buttons = buttons
        self._proposed = proposed
        self._lines = None
        self.refresh()

    def clear(self) -> None:
        """Show no button."""
        self.show({}, Rating.GOOD, is_blank=True)

    def draw(self, width: int) -> Sequence[Content]:
        """One line; the names give way before the intervals."""
        if self._is_blank:
            self._ends = ()
            return [Content("")]
        left = max(0, (width - MAX_WIDTH) // 2)
        width = min(width, MAX_WIDTH)
        for pad, has_names in (("  ", True), (" ", True), ("", False)):
            parts = [self._button(rating, pad, has_names=has_names) for rating in Rating]
            gap = Content(" " if width >= 60 else "")
            if sum(part.cell_length for part in parts) + 3 * gap.cell_length <= width:
                break
        ends, at = [], left
        for rating, part in zip(Rating, parts, strict=True):
            at += part.cell_length + gap.cell_length
            ends.append((at, rating))
        self._ends = ends
        return [joined(Content(" " * left), gap.join(parts))]

    def _button(self, rating: Rating, pad: str, *, has_names: bool) -> Content:
        is_proposed = rating is self._proposed
        name = f" {rating.name.capitalize()}" if has_names else rating.name[0]
        ground = f"bold reverse {COLOURS[rating]}" if is_proposed else f"bold {COLOURS[rating]}"
        sign = "▸" if is_proposed else " "
        words = self._buttons.get(rating, "")
        return joined(
            Content.styled(f"{pad}{sign}{rating.value}{name} ", ground),
            Content.styled(f"{words}{pad}", ground if is_proposed else MUTED),
        )

    def on_click(self, event: events.Click) -> None:
        """Say which button was clicked."""
        for end, rating in self._ends:
            if event.x < end:
                event.stop()
                self.post_message(self.Chosen(rating))
                return
