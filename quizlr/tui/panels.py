"""A panel of the mirror as lines: its words over a chart, and the page with its tables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from textual.content import Content

from quizlr.model import Span
from quizlr.rendering import clean_line, wrap
from quizlr.rendering.document import Table
from quizlr.rendering.plots import fits
from quizlr.rendering.tables import table_lines
from quizlr.stats.panel import Panel, View
from quizlr.tui.content import MUTED, STRONG, cut, literal, to_content
from quizlr.tui.widgets.plot import plot_area
from quizlr.tui.widgets.sheet import MAX_WIDTH, Page

LOW = 16
"""Lines of the window up to which only the headline stands over a chart."""
CHART_LINES = 14
"""A chart keeps at least so many, and the words give way."""

_NO_BREAK = "\u00a0%"
"""A percent sign stays on the line of its number."""


def panel_lines(panel: Panel, view: int, width: int, height: int) -> tuple[Content, ...] | None:
    """The charts from number `view` on, as many as there is room for, under what is said of them.

    In a low window that is the headline or nothing. None if the chart does not fit at all.
    """
    if not panel.views:
        return tuple(_words(panel, width, height))
    chart = panel.views[view].chart
    for words in _choices(panel, width, height):
        room = height - len(words)
        if fits(chart, width, room):
            charts = [each.chart for each in panel.views]
            area = plot_area(charts, view, width, room, is_table=False)
            return (*words, to_content(area))
    return None


def _choices(panel: Panel, width: int, height: int) -> Iterator[tuple[Content, ...]]:
    """What may stand over a chart, the best first."""
    if height <= LOW:
        yield (cut(literal(panel.headline, STRONG), width),)
        yield ()
    else:
        yield (*_words(panel, width, height - CHART_LINES - 1), Content(""))


def _words(panel: Panel, width: int, height: int) -> list[Content]:
    """The headline, and notes as long as there is room."""
    lines = list(_wrapped(panel.headline, width, STRONG))
    for note in panel.notes:
        more = list(_wrapped(note, width, MUTED))
        if len(lines) + len(more) > height:
            break
        lines += more
    return lines


def table_page(name: Hashable, panel: Panel, view: View, *, is_asked: bool = True) -> Page:
    """The table behind a chart, and all words: before it where it stands in the chart's place."""

    def draw(width: int) -> Sequence[Content]:
        width = min(width - 2, MAX_WIDTH)  # a scroll bar may come
        lines = [*_wrapped(panel.headline, width, STRONG)]
        notes = [line for note in panel.notes for line in _wrapped(note, width, MUTED)]
        if not is_asked:
            lines += notes
        lines.append(Content(""))
        lines.append(literal(view.chart.title, "bold $accent"))
        lines += to_content(list(_table(view, width))).split("\n", allow_blank=True)
        return lines if not is_asked else [*lines, Content(""), *notes]

    return Page(name, draw)


def _table(view: View, width: int) -> Iterable[tuple[Span, ...]]:
    def spans(cells: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
        return tuple((Span(clean_line(cell)),) for cell in cells)

    head, rows = view.table.head, view.table.rows
    alignments = ("left", *["right"] * (len(head) - 1))
    return table_lines(Table(alignments, spans(head), tuple(map(spans, rows))), width)


def _wrapped(text: str, width: int, style: str) -> Iterable[Content]:
    kept = clean_line(text).replace(" %", _NO_BREAK)
    for line in wrap((Span(kept),), width):
        yield literal("".join(span.text for span in line).replace(_NO_BREAK, " %"), style)
