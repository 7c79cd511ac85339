"""Putting other people's text into our sentences and our Markdown; it comes cleaned."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 60
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BACKTICKS = re.compile(r"`+")


def one_line(text: str) -> str:
    """The text on one line, each run of spaces a single one."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """The text on one line in single quotes, cut after 60 characters."""
    line = one_line(text)
    return f"'{line[: _LONGEST - 1].rstrip()}…'" if len(line) > _LONGEST else f"'{line}'"


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def literal(text: str) -> str:
    """Markdown that shows the text as it is, as code, on one line."""
    line = one_line(text)
    runs = {len(run) for run in _BACKTICKS.findall(line)}
    fence = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    return f"{fence} {line} {fence}" if line else ""


def escaped(text: str) -> str:
    """Markdown that shows the text as it is, as a sentence, on one line."""
    return _PUNCTUATION.sub(r"\\\1", one_line(text))


def right_order(lines: Sequence[str]) -> str:
    """Lines of Markdown as a numbered list under a heading."""
    numbered = (f"{number}. {one_line(line)}" for number, line in enumerate(lines, 1))
    return "\n".join(("A right order:", "", *numbered))
