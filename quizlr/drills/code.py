"""Lines of a program as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BACKTICKS = re.compile(r"`+")


def code_span(line: str) -> str:
    """Markdown that shows a line of code as it is, with its indentation."""
    line = line.rstrip() or " "
    runs = {len(run) for run in _BACKTICKS.findall(line)}
    fence = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    # Markdown takes one space away at either end where both ends have one.
    room = " " if runs else ""
    return f"{fence}{room}{line}{room}{fence}"


def listing(spans: Sequence[str]) -> str:
    """Markdown of a program whose lines `code_span` made, each with its number."""
    lines = [f"{number:>2}  {_line(span)}" for number, span in enumerate(spans, 1)]
    longest = max((len(run) for line in lines for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((f"{fence}text", *lines, fence))


def _line(span: str) -> str:
    """The line in a span that `code_span` made."""
    size = len(span) - len(span.lstrip("`"))
    inner = span[size:-size]
    return inner[1:-1] if "`" in inner else inner
