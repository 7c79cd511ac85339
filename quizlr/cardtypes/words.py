"""Markdown from a deck as the words of a sentence: formulas in plain signs, on one line."""

from __future__ import annotations

from quizlr.grading.wording import one_line, quoted
from quizlr.rendering import plain_text


def in_words(markdown: str) -> str:
    """The text on one line."""
    return one_line(plain_text(markdown))


def in_quotes(markdown: str) -> str:
    """The text on one line in single quotes, cut after 60 characters."""
    return quoted(plain_text(markdown))
