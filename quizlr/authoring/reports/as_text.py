"""Problems for people: where, how bad, what to do, and the line with a caret."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import TextWrapper

from quizlr.authoring.reports import SourceLine
from quizlr.model import Place, Problem
from quizlr.rendering.cells import cell_width, cut
from quizlr.rendering.sanitize import clean_line

WIDTH = 80
_MORE = "…"
_BEFORE = 50
"""Cells of a long line that are shown before the caret."""


def report(problems: Sequence[Problem], source_line: SourceLine) -> str:
    """A line for each problem, then its place in the deck."""
    return "\n".join(
        line
        for problem in problems
        if not problem.silenced
        for line in _lines(problem, source_line)
    )


def wrapped(told: str, columns: int) -> str:
    """A report for a terminal: sentences are broken between words, the lines of decks stay."""
    words = TextWrapper(
        columns, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    lines = told.split("\n")
    return "\n".join(line if line.startswith("  ") else words.fill(line) for line in lines)


def _lines(problem: Problem, source_line: SourceLine) -> Iterator[str]:
    yield clean_line(str(problem))
    yield from excerpt(problem.place, source_line(problem.place.file, problem.place.line))


def excerpt(place: Place, line: str) -> tuple[str, ...]:
    """The line of a deck with a caret under the place; nothing for a blank line."""
    if not line.strip():
        return ()
    number = str(place.line)
    # Cleaned apart, so that what cleaning takes away or adds moves the caret with it.
    before, after = clean_line(line[: place.column - 1]), clean_line(line[place.column - 1 :])
    cells = cell_width(before)
    if cells > _BEFORE:
        _, before = cut(before, cells - _BEFORE + 1)
        before = _MORE + before
    room = WIDTH - len(number) - 5 - cell_width(before)
    if cell_width(after) > room:
        after = cut(after, room - 1)[0] + _MORE
    gutter = " " * len(number)
    shown = f"  {number} | {before}{after}".rstrip()
    return shown, f"  {gutter} | {' ' * cell_width(before)}^"
