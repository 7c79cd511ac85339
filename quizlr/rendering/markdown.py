"""Markdown drawn for a screen: lines of styled spans, none wider than asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from quizlr.model import Line, Span
from quizlr.rendering.cells import cell_width, cut
from quizlr.rendering.document import (
    Block,
    CodeBlock,
    FormulaBlock,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Spans,
    Table,
    read,
)
from quizlr.rendering.inline import host_note, with_addresses
from quizlr.rendering.wrapping import joined, wrap

MINIMUM_WIDTH = 10
"""Cells; a narrower width is taken as this."""

_ROOM = 6
"""Cells that text keeps: deeper nesting is drawn without its indent."""

_INDENT = Span("  ")
_BAR = Span("▌ ", "quote")
_CONTINUED = Span("↪ ", "code-comment")


@lru_cache(maxsize=256)
def render(markdown: str, width: int) -> tuple[Line, ...]:
    """The lines of a Markdown text, each at most `max(width, 10)` cells wide.

    Mathematics, tables and code are drawn as the module docstrings of `tex_linear`,
    `tex_display`, `tables` and `highlight` say. Markup of any other kind is shown literally.
    """
    return tuple(_blocks(read(markdown), max(width, MINIMUM_WIDTH)))


def _blocks(blocks: tuple[Block, ...], width: int, *, is_tight: bool = False) -> Iterator[Line]:
    for at, block in enumerate(blocks):
        if at and not is_tight:
            yield ()
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterable[Line]:
    match block:
        case Paragraph(spans):
            return wrap(with_addresses(spans, host_note), width)
        case Heading(_, spans):
            styled = with_addresses(spans, host_note)
            return wrap([_with_style(span, "heading") for span in styled], width)
        case CodeBlock(spans, language):
            from quizlr.rendering.highlight import highlight

            return _code(highlight(spans, language), width)
        case FormulaBlock():
            return _formula(block, width)
        case Quote(blocks):
            inside = _blocks(blocks, _inner(width, _BAR))
            quoted = (tuple(_with_style(span, "quote") for span in line) for line in inside)
            return _prefixed(quoted, _BAR, _BAR, width)
        case Listing():
            return _listing(block, width)
        case Table():
            from quizlr.rendering.tables import table_lines

            return table_lines(block, width)
        case Rule():
            return [(Span("─" * width, "rule"),)]


def _with_style(span: Span, style: str) -> Span:
    return span._replace(style=f"{span.style} {style}".strip())


def _inner(width: int, prefix: Span) -> int:
    """The width left beside a prefix; the whole if too little would be left."""
    left = width - cell_width(prefix.text)
    return left if left >= _ROOM else width


def _prefixed(lines: Iterable[Line], first: Span, rest: Span, width: int) -> Iterator[Line]:
    if _inner(width, first) == width:
        yield from lines
        return
    for at, line in enumerate(lines):
        prefix = first if at == 0 else rest
        if line or prefix.text.strip():
            yield joined((prefix, *line))
        else:
            yield ()


def _listing(listing: Listing, width: int) -> Iterator[Line]:
    last = str((listing.start or 0) + len(listing.items) - 1)
    for at, item in enumerate(listing.items):
        if at and not listing.is_tight:
            yield ()
        number = "" if listing.start is None else f"{listing.start + at}.".rjust(len(last) + 1)
        bullet = Span(f"{number or '•'} ", "bullet")
        blank = Span(" " * cell_width(bullet.text))
        inner = _inner(width, bullet)
        lines = list(_blocks(item, inner, is_tight=listing.is_tight))
        if inner == width:
            yield from wrap([bullet], width)
        yield from _prefixed(lines or [()], bullet, blank, width)


def _code(spans: Spans, width: int) -> Iterator[Line]:
    room = width - len(_INDENT.text)
    for line in _split_lines(spans):
        for at, part in enumerate(_cut_line(line, room)):
            yield joined((_INDENT, _CONTINUED, *part) if at else (_INDENT, *part)) if part else ()


def _split_lines(spans: Spans) -> Iterator[list[Span]]:
    line: list[Span] = []
    for span in spans:
        first, *others = span.text.split("\n")
        line.append(span._replace(text=first))
        for text in others:
            yield line
            line = [span._replace(text=text)]
    yield line


def _cut_line(line: list[Span], room: int) -> Iterator[list[Span]]:
    """A code line in pieces of at most `room` cells, continued ones leaving room for their sign."""
    part: list[Span] = []
    left = room
    for span in line:
        text = span.text
        while text:
            head, tail = cut(text, left)
            if cell_width(head) > left:
                yield part
                part, left = [], room - len(_CONTINUED.text)
                continue
            part.append(span._replace(text=head))
            left -= cell_width(head)
            text = tail
    yield part


def _formula(block: FormulaBlock, width: int) -> Iterator[Line]:
    from quizlr.rendering.tex_display import drawn

    lines, style = drawn(block.tex, width - len(_INDENT.text))
    styles = f"{style} {block.style}".strip()
    for line in lines:
        yield joined((_INDENT, Span(line.rstrip(), styles)))
