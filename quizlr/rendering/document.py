"""Markdown as a small tree of blocks with styled spans: what both front ends draw from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from quizlr.model import Span
from quizlr.rendering.inline import DISPLAY, InlineReader, without_markers
from quizlr.rendering.running import running_tokens
from quizlr.rendering.sanitize import clean
from quizlr.rendering.syntax import parser

if TYPE_CHECKING:
    from markdown_it.token import Token

LENGTH_LIMIT = 50_000
"""Characters; longer text is shown as it stands."""

Spans = tuple[Span, ...]


class Heading(NamedTuple):
    """A heading, level 1 to 6."""

    level: int
    spans: Spans


class Paragraph(NamedTuple):
    """Running text; a newline in a span is a hard break."""

    spans: Spans


class CodeBlock(NamedTuple):
    """Code, with the language as the author named it, or empty."""

    spans: Spans
    language: str


class FormulaBlock(NamedTuple):
    """A display formula; `style` is `hidden`, `revealed` or empty."""

    tex: str
    style: str = ""


class Quote(NamedTuple):
    """A quotation."""

    blocks: tuple[Block, ...]


class Listing(NamedTuple):
    """A list; `start` is None for bullets."""

    start: int | None
    is_tight: bool
    items: tuple[tuple[Block, ...], ...]


class Table(NamedTuple):
    """A table; alignments are `left`, `right` or `center`."""

    alignments: tuple[str, ...]
    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


class Rule(NamedTuple):
    """A line across."""


Block = Heading | Paragraph | CodeBlock | FormulaBlock | Quote | Listing | Table | Rule


@lru_cache(maxsize=128)
def read(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text, cleaned of controls."""
    text = clean(markdown)
    if len(text) > LENGTH_LIMIT:
        return (Paragraph((Span(without_markers(text)),)),)
    plain = running_tokens(text)
    return _Builder(parser().parse(text) if plain is None else plain).blocks()


class _Builder:
    """Walks the tokens once: the parser's, or those of running text."""

    def __init__(self, tokens: Sequence[Any]) -> None:
        self.tokens = tokens
        self.at = 0
        self.inline = InlineReader()

    def blocks(self, closer: str = "") -> tuple[Block, ...]:
        """Blocks up to the closing token, which is taken."""
        out: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == closer:
                break
            out.extend(self.block(token))
        return tuple(out)

    def block(self, token: Token) -> list[Block]:
        match token.type:
            case "paragraph_open":
                return _split_at_formulas(self.inline_until("paragraph_close"))
            case "heading_open":
                return [Heading(int(token.tag[1:]), self.inline_until("heading_close"))]
            case "fence" | "code_block":
                words = without_markers(token.info).split()
                code = self.inline.marked(token.content.rstrip("\n"), "")
                return [CodeBlock(code, words[0].lower() if words else "")]
            case "math_block":
                style = self.inline.mark
                return [FormulaBlock(without_markers(token.content).strip(), style)]
            case "blockquote_open":
                return [Quote(self.blocks("blockquote_close"))]
            case "bullet_list_open" | "ordered_list_open":
                return [self.listing(token)]
            case "table_open":
                return [self.table()]
            case "hr":
                return [Rule()]
            case _:
                return []

    def inline_until(self, closer: str) -> Spans:
        """The spans up to a closing token, which is taken."""
        spans: list[Span] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == closer:
                break
            spans.extend(self.inline.spans(token.children or []))
        return tuple(spans)

    def listing(self, opening: Token) -> Listing:
        is_ordered = opening.type == "ordered_list_open"
        closer = opening.type.replace("open", "close")
        start = int(opening.attrs.get("start", 1)) if is_ordered else None
        items: list[tuple[Block, ...]] = []
        first = self.at
        while self.tokens[self.at].type == "list_item_open":
            self.at += 1
            items.append(self.blocks("list_item_close"))
        inside = self.tokens[first : self.at]
        level = opening.level + 2
        is_tight = not any(
            t.type == "paragraph_open" and not t.hidden and t.level == level for t in inside
        )
        assert self.tokens[self.at].type == closer
        self.at += 1
        return Listing(start, is_tight, tuple(items))

    def table(self) -> Table:
        alignments: list[str] = []
        rows: list[tuple[Spans, ...]] = []
        cells: list[Spans] = []
        while (token := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if token.type == "tr_open":
                cells = []
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    alignments.append(str(token.attrs.get("style", "")).partition(":")[2] or "left")
                cells.append(self.inline_until(token.type.replace("open", "close")))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
        self.at += 1
        return Table(tuple(alignments), rows[0], tuple(rows[1:]))


def _split_at_formulas(spans: Spans) -> list[Block]:
    """A paragraph, cut where a display formula stands in it."""
    out: list[Block] = []
    text: list[Span] = []

    def end_text() -> None:
        if text:
            text[0] = text[0]._replace(text=text[0].text.lstrip(" "))
        if any(span.text.strip() for span in text):
            out.append(Paragraph(tuple(text)))
        text.clear()

    for span in spans:
        first, _, style = span.style.partition(" ")
        if first == DISPLAY:
            end_text()
            out.append(FormulaBlock(span.text, style))
        else:
            text.append(span)
    end_text()
    return out
