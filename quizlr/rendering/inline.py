"""Inline Markdown as spans: emphasis, code, links, formulas on one line, cloze markers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from quizlr.model import HIDDEN_CLOSE, HIDDEN_OPEN, SHOWN_CLOSE, SHOWN_OPEN, Span
from quizlr.rendering.sanitize import clean, clean_line

if TYPE_CHECKING:
    from markdown_it.token import Token

DISPLAY = "display"
"""First word of the style of a span that holds the TeX of a display formula; never drawn."""

_MARKERS = HIDDEN_OPEN + HIDDEN_CLOSE + SHOWN_OPEN + SHOWN_CLOSE
_MARKER = re.compile(f"([{_MARKERS}])")
_MEANING = {HIDDEN_OPEN: "hidden", SHOWN_OPEN: "revealed", HIDDEN_CLOSE: "", SHOWN_CLOSE: ""}
_STYLES = {"em": "emphasis", "strong": "strong", "s": "strike"}


def without_markers(text: str) -> str:
    """Text without the cloze markers."""
    return _MARKER.sub("", text)


class InlineReader:
    """Reads one text's inline tokens; a deletion may run over several of its blocks."""

    def __init__(self) -> None:
        self.mark = ""
        self.styles: list[str] = []
        self.link = ""

    def spans(self, tokens: Iterable[Token]) -> list[Span]:
        """The spans of one inline container."""
        self.styles, self.link = [], ""
        out: list[Span] = []
        for token in tokens:
            out.extend(self.token(token, out))
        return out

    def token(self, token: Token, before: list[Span]) -> Iterable[Span]:
        """The spans of one token, given those before it."""
        kind = token.type
        if kind == "text":
            return self.marked(clean_line(token.content), " ".join(self.styles))
        if kind == "code_inline":
            return self.marked(clean_line(token.content), " ".join([*self.styles, "code"]))
        if kind in ("math_inline", "math_inline_double"):
            return self.formula(token)
        if kind == "softbreak":
            return [self.span(" ")]
        if kind == "hardbreak":
            return [Span("\n")]
        if kind == "image":
            return [self.span(f"[image: {clean_line(without_markers(token.content))}]")]
        if kind == "link_open":
            self.link = clean_line(str(token.attrs.get("href", "")))
        elif kind == "link_close":
            return self.end_link(before)
        elif kind.endswith("_open"):
            self.styles.append(_STYLES.get(token.tag, ""))
        elif kind.endswith("_close"):
            self.styles.pop()
        elif token.content:
            return [self.span(without_markers(clean_line(token.content)))]
        return ()

    def span(self, text: str, *styles: str) -> Span:
        """A span in the styles now in force."""
        link = ["link"] if self.link else []
        mark = [self.mark] if self.mark else []
        return Span(text, " ".join([*self.styles, *styles, *link, *mark]), self.link)

    def marked(self, text: str, style: str) -> tuple[Span, ...]:
        """Text cut at the cloze markers, which are taken out. Newlines stay."""
        out: list[Span] = []
        for part in _MARKER.split(text):
            if part in _MEANING and part:
                self.mark = _MEANING[part]
            elif part:
                words = [style, "link" if self.link else "", self.mark]
                out.append(Span(part, " ".join(filter(None, words)), self.link))
        return tuple(out)

    def formula(self, token: Token) -> list[Span]:
        """A formula on one line, or its source marked for drawing as a block."""
        tex = without_markers(clean(token.content)).strip()
        if token.type == "math_inline_double":
            return [Span(tex, f"{DISPLAY} {self.mark}".strip())]
        from quizlr.rendering.tex_linear import linear

        return [self.span(linear(tex), "math")]

    def end_link(self, before: list[Span]) -> Iterable[Span]:
        """A link without a label is shown by its address."""
        link, empty = self.link, not (before and before[-1].link == self.link)
        shown = [self.span(link)] if empty and link else []
        self.link = ""
        return shown


def with_addresses(spans: Iterable[Span], note: Callable[[str, str], str]) -> list[Span]:
    """Spans with what `note(label, address)` says added after each link."""
    out: list[Span] = []
    label = ""
    pending: Span | None = None
    for span in [*spans, Span("")]:
        if pending and span.link != pending.link:
            out.append(Span(note(label, pending.link), "link", pending.link))
            label, pending = "", None
        if span.link:
            label, pending = label + span.text, span
        out.append(span)
    return [span for span in out if span.text]


def host_note(label: str, address: str) -> str:
    """Where a link really leads, unless its label says so: ` ⟨host⟩`, or the address if no host."""
    if _bare(label) == _bare(address):
        return ""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        host = None
    return f" ⟨{host or address}⟩"


def address_note(label: str, address: str) -> str:
    """The whole address in brackets, unless the label is the address."""
    return "" if label == address else f" ({address})"


def _bare(address: str) -> str:
    return re.sub(r"^https?://", "", address.strip()).rstrip("/")
