"""The gateway: the one place where text from decks becomes something that Textual draws.

Text goes in as text and is never read as markup. Styles come from the table here, so a theme can
change them and a deck cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content, Span
from textual.style import Style

from quizlr.model import Line
from quizlr.rendering import cell_width, clean_line

LINK_META = "quizlr_link"
"""Key under which a drawn link carries its address."""

MUTED = "$muted"
STRONG = "bold"
ACCENT = "$accent"
GOOD = "$success"
BAD = "$error"
CAUTION = "$warning"

STYLE_OF: Mapping[str, str] = {
    "strong": "bold",
    "emphasis": "italic",
    "strike": "strike",
    "heading": "bold $accent",
    "quote": "italic $muted",
    "rule": MUTED,
    "bullet": ACCENT,
    "link": "underline $primary",
    "code": "$secondary",
    "math": "$primary",
    "table-head": "bold",
    "table-rule": MUTED,
    "hidden": "bold reverse $accent",
    "revealed": "bold underline $accent",
    "source-fallback": CAUTION,
    "code-keyword": "bold $primary",
    "code-name": "$foreground",
    "code-string": "$success",
    "code-number": "$warning",
    "code-comment": "italic $muted",
    "code-operator": "$foreground",
    "code-builtin": "$secondary",
}


def to_content(lines: Sequence[Line]) -> Content:
    """Rendered lines as one Content with a newline between them."""
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for number, line in enumerate(lines):
        if number:
            parts.append("\n")
            at += 1
        for text, style, link in line:
            end = at + len(text)
            # the last name is the more special one: `code code-keyword`
            spans.extend(
                Span(at, end, STYLE_OF[name]) for name in style.split() if name in STYLE_OF
            )
            if link:
                spans.append(Span(at, end, Style.from_meta({LINK_META: link})))
            parts.append(text)
            at = end
    return Content("".join(parts), spans)


def literal(text: str, style: str = "") -> Content:
    """Text of one line just as it stands; `style` is ours, never a deck's."""
    return Content.styled(clean_line(text), style)


def links_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """The addresses in these lines, each once, in order."""
    return tuple(dict.fromkeys(span.link for line in lines for span in line if span.link))


def joined(*parts: Content) -> Content:
    """Parts one after the other on a line."""
    return Content("").join(parts)


def stacked(lines: Iterable[Content]) -> Content:
    """Lines one under the other."""
    return Content("\n").join(lines)


def cut(content: Content, width: int) -> Content:
    """At most `width` cells; an ellipsis shows that something is left out."""
    return content.truncate(max(width, 0), ellipsis=True)


def apart(left: Content, right: Content, width: int) -> Content:
    """`left` and `right` at the two ends of a line; `left` gives way."""
    room = width - right.cell_length - 1
    if room < 4:
        return cut(left, width)
    head = cut(left, room)
    return joined(head, Content(" " * (width - head.cell_length - right.cell_length)), right)


def padded(text: str, width: int, *, to_right: bool = False) -> str:
    """`text` with spaces up to `width` cells."""
    spaces = " " * max(0, width - cell_width(text))
    return spaces + text if to_right else text + spaces
