"""Edits of a text: stretches to replace. And the text of a file under what YAML is read from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from quizlr.decks.rawtext import RawText

_MARK = "\ufeff"


class Edit(NamedTuple):
    """A stretch of a text, and what is to stand there; an insertion where the stretch is empty."""

    start: int
    end: int
    text: str
    rule: str
    """The rule that it heeds."""


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made. They must not overlap; those at one place come in their order."""
    out: list[str] = []
    done = 0
    for edit in in_order(edits):
        out += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*out, text[done:]])


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """By place; insertions at one place stay in their order, before what is replaced there."""
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


def overlap(edits: Iterable[Edit]) -> bool:
    """Whether two of them replace the same characters."""
    ordered = in_order(edits)
    return any(a.end > b.start for a, b in pairwise(ordered))


def rebased(edits: Iterable[Edit], earlier: Iterable[Edit]) -> Iterator[Edit]:
    """Edits of a text that earlier ones made, as edits of the text before those.

    One that begins or ends within what an earlier one wrote is left out.
    """
    starts: list[int] = []
    ends: list[int] = []
    shifts: list[int] = []
    shift = 0
    for edit in in_order(earlier):
        starts.append(edit.start + shift)
        ends.append(starts[-1] + len(edit.text))
        shift += len(edit.text) - (edit.end - edit.start)
        shifts.append(shift)

    def before(offset: int) -> int | None:
        at = bisect_left(starts, offset) - 1
        if at < 0:
            return offset
        return None if offset < ends[at] else offset - shifts[at]

    for edit in edits:
        start, end = before(edit.start), before(edit.end)
        if start is not None and end is not None:
            yield Edit(start, end, edit.text, edit.rule)


class Source:
    """The text of a deck file, with its byte order mark and its own line ends.

    Rules look at `raw`, which has neither; `own` says an edit of that in the file's terms.
    """

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        body = text.removeprefix(_MARK).removeprefix(_MARK)
        self._skipped = len(text) - len(body)
        self.raw = RawText(body, file)
        self._returns = _returns(body)

    def own(self, edit: Edit) -> Edit:
        """An edit of `raw.text` as one of the file's text: new lines end as those around them."""
        text = edit.text
        if "\n" in text:
            text = text.replace("\n", self._line_end(edit.start))
        return Edit(self._at(edit.start), self._at(edit.end), text, edit.rule)

    def _at(self, offset: int) -> int:
        return self._skipped + offset + bisect_left(self._returns, offset)

    def _line_end(self, offset: int) -> str:
        """How the line of an offset ends; a last line without an end takes that of the first."""
        text = self.text
        for at in (self._at(offset), 0):
            ends = [found for sign in "\r\n" if (found := text.find(sign, at)) >= 0]
            if ends:
                end = min(ends)
                return text[end : end + 2] if text[end : end + 2] == "\r\n" else text[end]
        return "\n"


def _returns(body: str) -> list[int]:
    """The offsets, without carriage returns, of the line ends that have one before."""
    if "\r\n" not in body:
        return []
    found: list[int] = []
    at = body.find("\r\n")
    while at >= 0:
        found.append(at - len(found))
        at = body.find("\r\n", at + 2)
    return found
