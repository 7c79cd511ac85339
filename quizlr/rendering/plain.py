"""Markdown as plain text for pipes and screen readers: no drawing, mathematics on one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from quizlr.model import Span, text_of
from quizlr.rendering.document import (
    Block,
    CodeBlock,
    FormulaBlock,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Table,
    read,
)
from quizlr.rendering.inline import address_note, with_addresses
from quizlr.rendering.wrapping import wrap


@lru_cache(maxsize=128)
def plain_text(markdown: str, width: int = 0) -> str:
    """A Markdown text as lines; `width` in cells wraps running text, 0 leaves it on one line.

    Lists keep their bullets and numbers, code is indented by four spaces, quotes begin with `>`,
    a table's rows are `header: value` pairs, links give their address, a revealed deletion
    stands in brackets as its gap did.
    """
    return "\n".join(_blocks(read(markdown), width))


def first_line(markdown: str) -> str:
    """What stands for a text in a list, as plain text."""
    return plain_text(markdown).strip().partition("\n")[0]


def _blocks(blocks: tuple[Block, ...], width: int, *, is_tight: bool = False) -> Iterator[str]:
    for at, block in enumerate(blocks):
        if at and not is_tight:
            yield ""
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterable[str]:
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return _wrapped(spans, width)
        case CodeBlock(spans):
            lines = "".join(span.text for span in spans).split("\n")
            return [f"    {line}".rstrip() for line in lines]
        case FormulaBlock(tex, style):
            return _formula(tex, style, width)
        case Quote(blocks):
            return _indented(_blocks(blocks, max(width - 2, 0)), "> ", "> ")
        case Listing():
            return _listing(block, width)
        case Table():
            return _table(block, width)
        case Rule():
            return ["* * *"]


def _formula(tex: str, style: str, width: int) -> Iterable[str]:
    from quizlr.rendering.tex_linear import linear

    text = f"[{linear(tex)}]" if style == "revealed" else linear(tex)
    return _indented(_wrapped([Span(text)], max(width - 4, 0)), "    ", "    ")


def _wrapped(spans: Iterable[Span], width: int) -> list[str]:
    shown = [Span(span.text) for span in _bracketed(with_addresses(spans, address_note))]
    if width > 0:
        return [text_of(line) for line in wrap(shown, width)]
    return "".join(span.text for span in shown).split("\n")


def _bracketed(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans with brackets around each run of revealed ones."""
    inside = False
    for span in spans:
        if ("revealed" in span.style.split()) != inside:
            yield Span("]" if inside else "[")
            inside = not inside
        yield span
    if inside:
        yield Span("]")


def _indented(lines: Iterable[str], first: str, rest: str) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield f"{first if at == 0 else rest}{line}".rstrip()


def _listing(listing: Listing, width: int) -> Iterator[str]:
    for at, item in enumerate(listing.items):
        if at and not listing.is_tight:
            yield ""
        sign = "- " if listing.start is None else f"{listing.start + at}. "
        lines = _blocks(item, max(width - len(sign), 0), is_tight=listing.is_tight)
        yield from _indented(list(lines) or [""], sign, " " * len(sign))


def _table(table: Table, width: int) -> Iterator[str]:
    for row in table.rows or (table.head,):
        cells = []
        for name, value in zip(table.head, row, strict=True):
            header, text = " ".join(_wrapped(name, 0)), " ".join(_wrapped(value, 0))
            cells.append(f"{header}: {text}" if table.rows and header else text)
        yield from _wrapped([Span("; ".join(cells))], width)
