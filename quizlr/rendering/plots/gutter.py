"""What bars and heatmaps share: eighths of a cell, and names in a column to the left."""

from __future__ import annotations

from collections.abc import Iterable

from quizlr.rendering.cells import cell_width, pad
from quizlr.rendering.plots.text import fitted

LYING = ("▏▎▍▌▋▊▉█", "▕▐")
UPRIGHT = ("▁▂▃▄▅▆▇█", "▔▀")
"""Eighths from the near side; from the far side there are only one eighth and a half."""

_EIGHTH = 1 / 8


def partial(cell: int, start: float, end: float, glyphs: tuple[str, str]) -> str:
    """The part of a cell, which reaches from `cell` to `cell` + 1, that a bar covers.

    The bar reaches from `start` to `end` in cells; no bar is too short to be seen.
    """
    near, far = glyphs
    low, high = max(start, cell), min(end, cell + 1)
    eighths = round((high - low) * 8)
    is_seen_elsewhere = start < cell or (end > cell + 1 and end - start > _EIGHTH)
    if high <= low or (eighths == 0 and is_seen_elsewhere):
        return " "
    if low > cell and high == cell + 1:
        return near[-1] if eighths > 6 else far[eighths > 2]
    return near[max(eighths, 1) - 1]


def names_width(names: Iterable[str], most: int) -> int:
    """Cells for a column of names, at most `most`."""
    return min(max((cell_width(fitted(name, most)) for name in names), default=0), max(most, 0))


def named(name: str, width: int) -> str:
    """A name at the right of its column."""
    text = fitted(name, width)
    return " " * (width - cell_width(text)) + text


def centred(text: str, width: int) -> str:
    """A text in the middle of `width` cells."""
    text = fitted(text, width)
    return pad(" " * ((width - cell_width(text)) // 2) + text, width)
