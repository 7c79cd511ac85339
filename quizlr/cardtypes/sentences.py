"""Sentences of Markdown: those long enough to be told apart, and where words are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizlr.grading.wording import one_line

BOILERPLATE_WORDS = 8
"""A sentence of so many words that stands in two places says nothing of either."""


def long_sentences(markdown: str) -> Iterator[str]:
    """The sentences of a text that are long enough to be boilerplate, each on one line."""
    for paragraph in re.split(r"\n\s*\n", markdown):
        for sentence in re.split(r"(?<=[.!?:])\s+", one_line(paragraph)):
            if len(re.findall(r"\w+", sentence)) >= BOILERPLATE_WORDS:
                yield sentence


def alike(sentence: str) -> str:
    """What two sentences share that differ in case, spaces or punctuation only."""
    return " ".join(re.findall(r"\w+", sentence.casefold()))


def end_of_quote(quote: str, text: str) -> int:
    """Where the quoted words end in a text, however its lines are broken; 0 if it lacks them."""
    words = r"\s+".join(map(re.escape, quote.split()))
    found = re.search(words, text) if words else None
    return found.end() if found else 0
