"""Lines that are indented so that YAML cannot read them: text after `|`, and tabs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from quizlr.authoring.fix.edits import Edit
from quizlr.decks.nodes import Fault
from quizlr.decks.syntax import BLOCK_HEADER, FIELD_OR_ITEM, block_above, column_of_block

MOST_REPAIRS = 20
"""Of one note."""
_TAB_WIDTHS = (2, 4, 8)
_SIGN = re.compile(r"[|>](?P<rest>[-+]?)(?![0-9])")

FaultOf = Callable[[str], Fault | None]
"""What YAML stops at in a text, if it does."""
Lines = list[str]


def mended(text: str, fault_of: FaultOf, is_sound: Callable[[str], bool]) -> list[Edit]:
    """The edits that make a note readable by moving lines; none if that does not do it.

    Args:
        text: the note.
        fault_of: reads a text as YAML.
        is_sound: whether a text is a note without an error.
    """
    lines = text.split("\n")
    fault = fault_of(text)
    rules: dict[int, str] = {}
    for _ in range(MOST_REPAIRS):
        if fault is None:
            return list(_edits(text.split("\n"), lines, rules))
        repaired = _repaired("\n".join(lines), fault, fault_of, is_sound)
        if repaired is None:
            return []
        for at, (old, new) in enumerate(zip(lines, repaired, strict=True)):
            if old != new:
                rules.setdefault(at, fault.rule)
        lines = repaired
        fault = fault_of("\n".join(lines))
    return []


def _repaired(
    text: str, fault: Fault, fault_of: FaultOf, is_sound: Callable[[str], bool]
) -> Lines | None:
    """The lines with one fault less, or None."""
    lines = text.split("\n")
    if fault.rule == "tab-indent":
        sound = (made for made in _without_tabs(lines) if is_sound("\n".join(made)))
        return next(sound, None)
    if fault.rule != "block-indent":
        return None
    start = text.rfind("\n", 0, fault.start) + 1
    header = block_above(text, start)
    if header is None:
        return None
    before = text.count("\n", 0, header)
    for made in _in_one_column(lines, before):
        left = fault_of("\n".join(made))
        if left is None or left.start > fault.start:
            return made
    return None


def _without_tabs(lines: Lines) -> Iterator[Lines]:
    """The lines with spaces for the tabs at their starts, as wide as they may have been meant."""
    yield list(_as_above(lines))
    for width in _TAB_WIDTHS:
        yield [_indent(line).expandtabs(width) + line[len(_indent(line)) :] for line in lines]


def _as_above(lines: Lines) -> Iterator[str]:
    """Each line that begins with a tab stands under the one before it."""
    before = ""
    for line in lines:
        made = line
        if "\t" in _indent(line):
            more = "  " if BLOCK_HEADER.match(before) else ""
            made = " " * _start_of_words(before) + more + line.lstrip(" \t")
        yield made
        before = made if made.strip() else before


def _start_of_words(line: str) -> int:
    """The column of what stands on a line after its dashes."""
    match = re.match(r"[ \t]*(?:-[ \t]+)*", line)
    return match.end() if match else 0


def _in_one_column(lines: Lines, header: int) -> Iterator[Lines]:
    """The lines of the text below a `|`, with those too far left moved, or the column written."""
    found = BLOCK_HEADER.match(lines[header])
    if found is None:
        return
    column = column_of_block(found)
    extent = list(_extent(lines, header + 1, column))
    widths = [_width(lines[at]) for at in extent]
    if not widths:
        return
    first = widths[0]
    short = [at for at in extent if _width(lines[at]) < first]
    moved, said = _moved(lines, short, first), _said(lines, header, min(widths) - column)
    candidates = (said, moved) if 2 * len(short) > len(extent) else (moved, said)
    yield from (made for made in candidates if made)


def _extent(lines: Lines, start: int, column: int) -> Iterator[int]:
    """The lines that have text of a block, blank ones left out."""
    for at in range(start, len(lines)):
        line = lines[at]
        if line.strip():
            if _width(line) <= column and FIELD_OR_ITEM.match(line):
                return
            yield at


def _moved(lines: Lines, short: Sequence[int], column: int) -> Lines | None:
    """The short lines moved right together, until the leftmost stands in the column."""
    if not short:
        return None
    by = column - min(_width(lines[at]) for at in short)
    moved = set(short)
    return [" " * by + line if at in moved else line for at, line in enumerate(lines)]


def _said(lines: Lines, header: int, by: int) -> Lines | None:
    """The column written after the bar, where it has none."""
    if not 1 <= by <= 9:
        return None
    made, count = _SIGN.subn(lambda sign: f"{sign[0][0]}{by}{sign['rest']}", lines[header], count=1)
    return [*lines[:header], made, *lines[header + 1 :]] if count else None


def _edits(old: Lines, new: Lines, rules: dict[int, str]) -> Iterator[Edit]:
    """An edit for each line that differs, of what differs."""
    start = 0
    for at, (before, after) in enumerate(zip(old, new, strict=True)):
        if before != after:
            yield _edit(start, before, after, rules[at])
        start += len(before) + 1


def _edit(start: int, before: str, after: str, rule: str) -> Edit:
    most = min(len(before), len(after))
    head = next((i for i in range(most) if before[i] != after[i]), most)
    tail = next((i for i in range(most - head) if before[-1 - i] != after[-1 - i]), most - head)
    end = len(before) - tail
    return Edit(start + head, start + end, after[head : len(after) - tail], rule)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _width(line: str) -> int:
    return len(_indent(line))
