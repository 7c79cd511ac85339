"""Panels of figures in lines of text, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizlr.stats.panel import Panel

_ROWS = 15
"""Of a table in text; JSON has all."""


def panels_listed(panels: Mapping[str, Panel]) -> dict[str, object]:
    """Each panel's words and figures, as JSON knows them."""
    from quizlr.stats.listing import listed

    return {
        name: {
            "headline": panel.headline,
            "notes": list(panel.notes),
            "figures": listed(panel.figures),
        }
        for name, panel in panels.items()
    }


def panel_lines(title: str, panel: Panel) -> Iterator[str]:
    """The panel in lines: what it says, then its tables."""
    if title:
        yield title.upper()
    yield panel.headline
    yield from panel.notes
    for number, view in enumerate(panel.views):
        if any(view.table == before.table for before in panel.views[:number]):
            continue
        head, rows = view.table.head, view.table.rows
        shown = rows[:_ROWS]
        widths = [max(map(len, column)) for column in zip(head, *shown, strict=True)]
        yield f"\n{view.chart.title}"
        for row in (head, *shown):
            first, *others = (
                cell.rjust(width) if at else cell.ljust(width)
                for at, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            yield "  ".join((" ", first, *others)).rstrip()
        if len(shown) < len(rows):
            yield f"    and {len(rows) - len(shown)} more rows"
    yield ""
