"""Words and numbers on a plot: cleaned, fitted to cells, joined to lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from quizlr.model import Line, Span
from quizlr.rendering.cells import cell_width, cut
from quizlr.rendering.sanitize import clean_line
from quizlr.rendering.wrapping import joined, wrap

TITLE = "table-head"
FRAME = "table-rule"
NOTE = "quote"
LETTER = "strong"
SERIES = ("math", "code-string", "code-number", "code-builtin", "bullet", "code-operator")
"""Styles of the curves in turn; colour only helps, strokes and letters tell them apart."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def fitted(text: str, width: int) -> str:
    """`text` without controls on one line of at most `width` cells; an ellipsis where it is cut."""
    text = clean_line(text).strip()
    if cell_width(text) <= width:
        return text
    if width < 1:
        return ""
    head = cut(text, width - 1)[0] if width > 1 else ""
    return (head if cell_width(head) < width else "") + "…"


def cropped(line: Line, width: int) -> Line:
    """The line's first `width` cells."""
    out: list[Span] = []
    for span in line:
        if not span.text:
            continue
        head = cut(span.text, width)[0] if width > 0 else ""
        if not head or cell_width(head) > width:
            break
        out.append(span._replace(text=head))
        width -= cell_width(head)
        if head != span.text:
            break
    return tuple(out)


def spelled(value: float) -> str:
    """A number for reading: four significant digits, no trailing zeros."""
    if math.isnan(value):
        return "no value"
    text = f"{value:.4g}"
    if abs(value) >= 1e4 and float(value).is_integer() and abs(value) < 1e12:
        return str(int(value))
    return "0" if text == "-0" else text.replace("e+0", "e").replace("e-0", "e-").replace("e+", "e")


def flowed(entries: Iterable[Line], width: int, gap: int = 3) -> tuple[Line, ...]:
    """Entries side by side, `gap` cells apart, on as few lines of `width` cells as they need."""
    lines: list[list[Span]] = []
    room = 0
    for entry in entries:
        entry_width = sum(cell_width(span.text) for span in entry)
        if lines and entry_width + gap <= room:
            lines[-1].append(Span(" " * gap))
            room -= gap
        else:
            lines.append([])
            room = width
        lines[-1].extend(cropped(entry, width))
        room -= entry_width
    return tuple(joined(line) for line in lines)


def title_lines(title: str, width: int) -> tuple[Line, ...]:
    """The title's line, or none."""
    text = fitted(title, width)
    return ((Span(text, TITLE),),) if text else ()


def caption_lines(caption: str, width: int) -> tuple[Line, ...]:
    """The caption, wrapped; no line if it is empty."""
    text = clean_line(caption).strip()
    return wrap((Span(text, NOTE),), width) if text else ()


def spread(count: int, wanted: int) -> Sequence[int]:
    """At most `wanted` of the numbers below `count`, evenly spread, with the first and the last."""
    if count <= wanted:
        return range(count)
    if wanted < 2:
        return range(min(count, wanted))
    return [round(i * (count - 1) / (wanted - 1)) for i in range(wanted)]
