"""Putting other people's text into our sentences and our Markdown."""

from __future__ import annotations

import re

_LONGEST = 60
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\ue003]")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BACKTICKS = re.compile(r"`+")


def one_line(text: str) -> str:
    """The text on one line, with control characters and cloze markers taken out."""
    return " ".join(_UNSHOWABLE.sub(" ", text).split())


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
