"""The report of an interview as lines of a page: sections, rows, bars."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from quizlr.interview.telling import Section, Told
from quizlr.model import Span
from quizlr.rendering import clean, wrap
from quizlr.tui.card import markdown_lines
from quizlr.tui.content import ACCENT, GOOD, MUTED, joined, literal, to_content
from quizlr.tui.widgets.sheet import Page

BAR_CELLS = 10
SHORT = 8
"""A value of at most so many cells stands behind the last line of a label that wraps."""
NARROW = 60
"""Below this width there are no bars."""


def report_page(name: str, intro: Sequence[str], found: Sequence[Section]) -> Page:
    """A page with some sentences, then sections.

    Args:
        name: under which the page may be drawn ahead.
        intro: sentences, the first of which matters most.
        found: what is told, row by row.
    """

    def draw(width: int) -> list[Content]:
        lines = [Content("")]
        for number, sentence in enumerate(intro):
            style = "bold" if number == 0 else MUTED
            lines += [line.stylize(style) for line in _plain(sentence, width)]
        for section in found:
            lines += [Content(""), literal(section.title, f"bold {ACCENT}")]
            lines += _section(section, width)
        return lines

    return Page((name, tuple(intro), tuple(found)), draw)


def _plain(sentence: str, width: int) -> list[Content]:
    from quizlr.grading.wording import escaped

    return markdown_lines(escaped(sentence), width)


def _section(section: Section, width: int) -> list[Content]:
    labels = [markdown_lines(row.label, width - 4) for row in section.rows]
    single = [own[0].cell_length for own in labels if len(own) == 1]
    column = min(max(single, default=0), width // 2)
    is_nested = any(row.is_heading for row in section.rows)
    return [
        line
        for row, own in zip(section.rows, labels, strict=True)
        for line in _row(row, own, column, width, is_nested=is_nested)
    ]


def _row(
    row: Told, label: list[Content], column: int, width: int, *, is_nested: bool
) -> list[Content]:
    """The label, then the value beside it if there is room, else under it."""
    indent = Content("    " if is_nested and not row.is_heading else "  ")
    own = [joined(indent, line) for line in label]
    if row.is_heading:
        return [line.stylize("bold") for line in own]
    value = joined(_bar(row, width), literal(row.value, MUTED))
    if not value.cell_length:
        return own
    is_beside = len(label) == 1 or value.cell_length <= SHORT
    gap = Content(" " * (max(2, column + 2 - label[-1].cell_length) if len(label) == 1 else 2))
    if is_beside and own[-1].cell_length + gap.cell_length + value.cell_length <= width:
        return [*own[:-1], joined(own[-1], gap, value)]
    inner = joined(indent, Content("  "))
    return [*own, *(joined(inner, line) for line in _wrapped(row.value, width - 2 * 4))]


def _wrapped(value: str, width: int) -> list[Content]:
    lines = to_content(wrap((Span(clean(value)),), max(8, width))).split("\n")
    return [line.stylize(MUTED) for line in lines]


def _bar(row: Told, width: int) -> Content:
    if row.share is None or width < NARROW:
        return Content("")
    full = round(BAR_CELLS * row.share)
    return joined(
        literal("█" * full, GOOD), literal("░" * (BAR_CELLS - full), MUTED), Content("  ")
    )
