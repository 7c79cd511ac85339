"""Breaking styled spans into lines by cells.

Breaks at spaces; a word wider than the line is cut; the spaces at a break are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizlr.model import Line, Span
from quizlr.rendering.cells import cell_width, cut

_PARTS = re.compile(r"\n| +|[^ \n]+")


def wrap(spans: Iterable[Span], width: int) -> tuple[Line, ...]:
    """Lines of at most `width` cells; a newline in a span is a hard break.

    Always at least one line. A character wider than `width` stands alone on its line.
    """
    filler = _Filler(max(width, 1))
    for word in _words(spans):
        filler.add(word)
    return filler.finish()


def span_width(spans: Iterable[Span]) -> int:
    """Cells that spans take side by side."""
    return sum(cell_width(span.text) for span in spans)


def _words(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Words, gaps and newlines; a word may run over several spans."""
    word: list[Span] = []
    for span in spans:
        for part in _PARTS.findall(span.text):
            piece = span._replace(text=part)
            if part[0] in " \n":
                if word:
                    yield word
                    word = []
                yield [piece]
            else:
                word.append(piece)
    if word:
        yield word


class _Filler:
    """Lines so far, and the one being filled."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[Line] = []
        self.line: list[Span] = []
        self.used = 0
        self.gap: Span | None = None

    def add(self, word: list[Span]) -> None:
        text = word[0].text
        if text == "\n":
            self.end_line()
        elif text[0] == " ":
            self.gap = word[0]
        else:
            self.add_word(word)

    def add_word(self, word: list[Span]) -> None:
        needed = span_width(word)
        gap = len(self.gap.text) if self.gap else 0
        if self.used + gap + needed > self.width and self.used:
            self.end_line()
        self.put_gap()
        for span in word:
            self.put(span)

    def put_gap(self) -> None:
        if self.gap and len(self.gap.text) < self.width - self.used:
            self.line.append(self.gap)
            self.used += len(self.gap.text)
        self.gap = None

    def put(self, span: Span) -> None:
        rest = span.text
        while rest:
            room = self.width - self.used
            head, tail = cut(rest, room)
            if self.used and cell_width(head) > room:
                self.end_line()
                continue
            self.line.append(span._replace(text=head))
            self.used += cell_width(head)
            rest = tail

    def end_line(self) -> None:
        self.lines.append(joined(self.line))
        self.line, self.used, self.gap = [], 0, None

    def finish(self) -> tuple[Line, ...]:
        if self.line or not self.lines:
            self.end_line()
        return tuple(self.lines)


def joined(spans: Iterable[Span]) -> Line:
    """The same text in as few spans as its styles allow."""
    out: list[Span] = []
    for span in spans:
        if out and out[-1].style == span.style and out[-1].link == span.link:
            out[-1] = out[-1]._replace(text=out[-1].text + span.text)
        elif span.text:
            out.append(span)
    return tuple(out)
