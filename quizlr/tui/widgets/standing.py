"""The head of the study screen: which deck, what state, how far, how long."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from quizlr.tui.content import ACCENT, MUTED, apart, cut, joined, literal
from quizlr.tui.widgets.drawn import Drawn

NARROW = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The numbers of the head."""

    title: str = ""
    state: str = ""
    is_flagged: bool = False
    done: int = 0
    learning: int = 0
    due: int = 0
    new: int = 0
    minutes: str = ""
    """`4 of 30 min`."""

    @property
    def left(self) -> int:
        """Cards still to come."""
        return self.learning + self.due + self.new

    @property
    def share(self) -> float:
        """Done, of what was there."""
        return self.done / (self.done + self.left) if self.done + self.left else 1.0


class StandingLine(Drawn):
    """Two lines, or one where room is short."""

    standing = Standing()

    def show(self, standing: Standing) -> None:
        """Show other numbers."""
        if standing != self.standing:
            self.standing = standing
            self.redraw()

    def draw(self, width: int) -> list[Content]:
        """Title and state; progress and time."""
        now = self.standing
        flag = "⚑ " if now.is_flagged else ""
        title = literal(now.title, "bold")
        if width < NARROW:
            right = Content.assemble((flag, ACCENT), (f"{now.done} done, {now.left} left", MUTED))
            return [apart(title, right, width)]
        right = Content.assemble((flag, ACCENT), (f"{now.state}", MUTED))
        counts = (
            f"{now.done} done · {now.learning} learning · {now.due} due · {now.new} new"
            + (f" · {now.minutes}" if now.minutes else "")
        )
        bar = progress_bar(now.share, max(4, width - len(counts) - 3))
        return [
            apart(title, right, width),
            cut(joined(bar, Content("   "), Content.styled(counts, MUTED)), width),
        ]


def progress_bar(share: float, width: int) -> Content:
    """A thin line, filled from the left; the numbers beside it say the same."""
    filled = round(share * width)
    return Content.assemble(("━" * filled, ACCENT), ("─" * (width - filled), MUTED))
