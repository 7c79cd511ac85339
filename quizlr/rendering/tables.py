"""Tables in a given width: columns shrink and wrap, or the rows are written one under the other."""

from __future__ import annotations

from collections.abc import Iterator

from quizlr.model import Line, Span
from quizlr.rendering.document import Spans, Table
from quizlr.rendering.inline import host_note, with_addresses
from quizlr.rendering.wrapping import joined, span_width, wrap

_BETWEEN = " │ "
_MINIMUM = 4
"""Cells below which a column is not worth reading."""


def table_lines(table: Table, width: int) -> Iterator[Line]:
    """The lines of a table, none wider than `width` cells."""
    head = tuple(_cell(cell, "table-head") for cell in table.head)
    rows = [tuple(_cell(cell) for cell in row) for row in table.rows]
    widths = column_widths([head, *rows], width - len(_BETWEEN) * (len(head) - 1))
    if widths is None:
        yield from _stacked(head, rows, width)
        return
    yield from _row_lines(head, widths, table.alignments)
    yield _rule(widths, "┼")
    drawn = [list(_row_lines(row, widths, table.alignments)) for row in rows]
    is_wrapped = any(len(lines) > 1 for lines in drawn)
    for at, lines in enumerate(drawn):
        if at and is_wrapped:
            yield _rule(widths, "┼")
        yield from lines


def column_widths(rows: list[tuple[Spans, ...]], room: int) -> list[int] | None:
    """Cells for each column, at most `room` in all; None if they cannot be that narrow.

    The widest columns give way first.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(1, *map(span_width, column)) for column in columns]
    excess = sum(widths) - room
    while excess > 0:
        widest = max(widths)
        second = max((w for w in widths if w < widest), default=_MINIMUM)
        target = max(second, _MINIMUM)
        if widest <= _MINIMUM:
            return None
        at = [i for i, w in enumerate(widths) if w == widest]
        share = min(excess, (widest - target) * len(at))
        for place, i in enumerate(at):
            widths[i] -= share // len(at) + (place < share % len(at))
        excess -= share
    return widths


def _cell(spans: Spans, style: str = "") -> Spans:
    out = []
    for span in with_addresses(spans, host_note):
        out.append(span._replace(style=f"{span.style} {style}".strip()))
    return joined(out)


def _row_lines(
    row: tuple[Spans, ...], widths: list[int], alignments: tuple[str, ...]
) -> Iterator[Line]:
    cells = [wrap(spans, width) for spans, width in zip(row, widths, strict=True)]
    for at in range(max(map(len, cells))):
        line: list[Span] = []
        for column, cell in enumerate(cells):
            if column:
                line.append(Span(_BETWEEN, "table-rule"))
            part = cell[at] if at < len(cell) else ()
            line.extend(_aligned(part, widths[column], alignments[column]))
        yield _without_trailing_space(line)


def _aligned(part: Line, width: int, alignment: str) -> Iterator[Span]:
    spare = width - span_width(part)
    left = {"right": spare, "center": spare // 2}.get(alignment, 0)
    yield Span(" " * left)
    yield from part
    yield Span(" " * (spare - left))


def _without_trailing_space(line: list[Span]) -> Line:
    while line and not line[-1].text.strip(" ") and not line[-1].style:
        line.pop()
    if line:
        line[-1] = line[-1]._replace(text=line[-1].text.rstrip(" "))
    return joined(line)


def _rule(widths: list[int], cross: str) -> Line:
    return (Span(f"─{cross}─".join("─" * width for width in widths), "table-rule"),)


def _stacked(head: tuple[Spans, ...], rows: list[tuple[Spans, ...]], width: int) -> Iterator[Line]:
    """`header: value` for each cell, a blank line between rows."""
    for at, row in enumerate(rows):
        if at:
            yield ()
        for name, value in zip(head, row, strict=True):
            yield from wrap((*name, Span(": ", "table-head"), *value), width)
    if not rows:
        for name in head:
            yield from wrap(name, width)
