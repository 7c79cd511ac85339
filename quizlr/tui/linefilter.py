"""The second line of defence: no control character reaches the terminal, whoever drew it."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# C0 and DEL and C1, marks and overrides of direction, line and paragraph separators
_FORBIDDEN = (
    *range(0x20),
    *range(0x7F, 0xA0),
    0x061C,
    0x200E,
    0x200F,
    0x2028,
    0x2029,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
_TABLE = dict.fromkeys(_FORBIDDEN)


class ControlFilter(LineFilter):
    """Takes control characters out of every segment on its way to the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments, with clean text."""
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(segment.text.translate(_TABLE), segment.style)
            for segment in segments
        ]
