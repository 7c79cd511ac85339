"""Styled text without a screen: what `rendering` makes and the front ends draw."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A run of text in one style.

    `style` is a space-separated list of the names in `STYLES`; a front end maps them to colours
    and attributes. `link` is the full address behind the text, or empty.
    """

    text: str
    style: str = ""
    link: str = ""


Line = tuple[Span, ...]
"""One screen line, never wider than asked for; no newline inside."""

HIDDEN_OPEN, HIDDEN_CLOSE = "\ue000", "\ue001"
"""Put by cloze notes around `[…]` in Markdown text and code; drawn in the style `hidden`."""

SHOWN_OPEN, SHOWN_CLOSE = "\ue002", "\ue003"
"""Put by cloze notes around a deletion that is shown; drawn in the style `revealed`.

The four characters are refused in deck text, so an author cannot forge them.
"""

STYLES = frozenset({
    "strong", "emphasis", "strike", "heading", "quote", "rule", "bullet", "link",
    "code", "math", "table-head", "table-rule", "hidden", "revealed", "source-fallback",
    "code-keyword", "code-name", "code-string", "code-number", "code-comment", "code-operator",
    "code-builtin",
})  # fmt: skip


def text_of(line: Line) -> str:
    """The bare text of a line."""
    return "".join(span.text for span in line)
