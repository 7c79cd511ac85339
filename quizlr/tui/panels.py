"""A panel of the mirror as lines: its words over a chart, and the page with its tables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from textual.content import Content

from quizlr.model import Span
from quizlr.rendering import clean_line, wrap
from quizlr.rendering.document import Table
from quizlr.rendering.plots import fits
from quizlr.rendering.tables import table_lines
from quizlr.stats.panel import Panel, View
from quizlr.tui.content import MUTED, STRONG, cut, literal, to_content
from quizlr.tui.widgets.sheet import Page

LOW = 16
"""Lines of the window up to which only the headline stands over a chart."""
CHART_LINES = 14
"""A chart keeps at least so many, and the words give way."""


def chart_words(
    panel: Panel, view: View | None, width: int, height: int
) -> tuple[Content, ...] | None:
    """What stands over a chart in a window: all that leaves room for it.

    In a low window that is the headline or nothing. None if the chart does not fit at all.
    """
    if view is None:
        return tuple(_words(panel, width, height))
    if height <= LOW:
        headline = cut(literal(panel.headline, STRONG), width)
        for words in ((headline,), ()):
            if fits(view.chart, width, height - len(words)):
                return words
        return None
    notes = (*_words(panel, width, height - CHART_LINES - 1), Content(""))
    return notes if fits(view.chart, width, height - len(notes)) else None


def _words(panel: Panel, width: int, height: int) -> list[Content]:
    """The headline, and notes as long as there is room."""
    lines = list(_wrapped(panel.headline, width, STRONG))
    for note in panel.notes:
        more = list(_wrapped(note, width, MUTED))
        if len(lines) + len(more) > height:
            break
        lines += more
    return lines


def table_page(name: Hashable, panel: Panel, view: View) -> Page:
    """The table behind a chart, and all words."""

    def draw(width: int) -> Sequence[Content]:
        lines = [*_wrapped(panel.headline, width, STRONG), Content("")]
        lines.append(literal(view.chart.title, "bold $accent"))
        lines += to_content(list(_table(view, width))).split("\n", allow_blank=True)
        lines.append(Content(""))
        for note in panel.notes:
            lines += _wrapped(note, width, MUTED)
        return lines

    return Page(name, draw)


def _table(view: View, width: int) -> Iterable[tuple[Span, ...]]:
    def spans(cells: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
        return tuple((Span(clean_line(cell)),) for cell in cells)

    head, rows = view.table.head, view.table.rows
    alignments = ("left", *["right"] * (len(head) - 1))
    return table_lines(Table(alignments, spans(head), tuple(map(spans, rows))), width)


def _wrapped(text: str, width: int, style: str) -> Iterable[Content]:
    for line in wrap((Span(clean_line(text)),), width):
        yield literal("".join(span.text for span in line), style)
