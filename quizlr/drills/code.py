"""Lines of a program as Markdown."""

from __future__ import annotations

import re

_BACKTICKS = re.compile(r"`+")


def code_span(line: str) -> str:
    """Markdown that shows a line of code as it is, with its indentation."""
    line = line.rstrip() or " "
    runs = {len(run) for run in _BACKTICKS.findall(line)}
    fence = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    # Markdown takes one space away at either end where both ends have one.
    room = " " if runs else ""
    return f"{fence}{room}{line}{room}{fence}"
