"""A flow as boxes with arrows between them, drawn in text; rows as long as the width allows.

    ┌─────────┐   ┌─────────────┐
    │ score z │──▶│ probability │
    └─────────┘   └─────────────┘

The selected box has double lines, one that opens nothing has broken ones: no colour is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quizlr.model import Line, Span
from quizlr.rendering.cells import cell_width, cut
from quizlr.rendering.sanitize import clean_line
from quizlr.values import dataclass

ARROW: Final = "──▶"
_GAP: Final = " " * len(ARROW)
_FRAME: Final = 4
"""Cells of a box beside its words."""
_PLAIN, _BROKEN, _DOUBLE = "┌─┐│└┘", "┌╌┐┆└┘", "╔═╗║╚╝"
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a flow."""

    label: str
    """Plain text."""
    is_open: bool = True
    """Whether it opens something."""


@dataclass(frozen=True, slots=True)
class DrawnBoxes:
    """The lines of a flow, and on which of them each box begins."""

    lines: tuple[Line, ...]
    tops: tuple[int, ...]


def draw_boxes(boxes: Sequence[Box], width: int, selected: int | None = None) -> DrawnBoxes:
    """The boxes in their order, joined by arrows, none of the lines wider than `width`."""
    room = max(_SHORTEST, width - _FRAME - 2 * len(ARROW))
    labels = [_fitted(box.label, room) for box in boxes]
    lines: list[Line] = []
    tops: list[int] = []
    for row in _rows([cell_width(label) for label in labels], width):
        top, middle, bottom = [], [], []
        for at in row:
            label, is_selected = labels[at], at == selected
            signs = _DOUBLE if is_selected else _PLAIN if boxes[at].is_open else _BROKEN
            style = "heading" if is_selected else ""
            size = cell_width(label) + 2
            gap = ARROW if at else ""
            top += [Span(" " * len(gap)), Span(signs[0] + signs[1] * size + signs[2], style)]
            middle += [Span(gap, "rule"), Span(f"{signs[3]} {label} {signs[3]}", style)]
            bottom += [Span(" " * len(gap)), Span(signs[4] + signs[1] * size + signs[5], style)]
            tops.append(len(lines))
        if row[-1] < len(boxes) - 1:
            middle.append(Span(ARROW, "rule"))
        lines += [tuple(top), tuple(middle), tuple(bottom)]
    return DrawnBoxes(tuple(lines), tuple(tops))


def boxes_in_words(boxes: Sequence[Box]) -> str:
    """For screen readers and pipes: `score z, then probability, then loss`."""
    return ", then ".join(clean_line(box.label).strip() for box in boxes)


def _rows(sizes: Sequence[int], width: int) -> list[list[int]]:
    """The boxes of each row; an arrow leads out of every row but the last."""
    rows: list[list[int]] = []
    used = 0
    for at, size in enumerate(sizes):
        own = size + _FRAME + (len(ARROW) if at else 0)
        leads_on = len(ARROW) if at < len(sizes) - 1 else 0
        if not rows or used + own + leads_on > width:
            rows.append([])
            used = 0
        rows[-1].append(at)
        used += own
    return rows


def _fitted(label: str, room: int) -> str:
    """The label on one line, cut with an ellipsis if it is too long."""
    line = " ".join(clean_line(label).split()) or "…"
    return line if cell_width(line) <= room else f"{cut(line, room - 1)[0].rstrip()}…"
