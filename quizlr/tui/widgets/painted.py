"""Lines that are drawn as they stand: no wrapping, no search for styles, no places for the mouse.

Textual's Content costs three times as much for a plot, of which a key makes a new one.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from quizlr.model import Line
from quizlr.tui.content import STYLE_OF, stacked


class Painted(Visual):
    """Our own lines under some text, none wider than the widget; links in them are not followed."""

    def __init__(self, above: Sequence[Content], lines: Sequence[Line]) -> None:
        self.above, self.lines = above, lines

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """One strip for each line, cut to the width."""
        made: dict[str, RichStyle] = {}

        def rich_style(names: str) -> RichStyle:
            found = made.get(names)
            if found is None:
                whole = style
                for name in names.split():
                    if name in STYLE_OF:
                        whole += options.get_style(STYLE_OF[name])
                found = made[names] = whole.rich_style
            return found

        top = stacked(self.above).render_strips(width, height, style, options) if self.above else []
        return [
            *top,
            *(
                Strip(Segment(span.text, rich_style(span.style)) for span in line).crop(0, width)
                for line in self.lines[: None if height is None else height - len(top)]
            ),
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """All there is: the lines were made for it."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """A row for each line."""
        return len(self.above) + len(self.lines)
