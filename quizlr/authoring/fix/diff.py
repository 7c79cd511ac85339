"""A unified diff of a text and its edits: exactly the lines that they touch."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from quizlr.authoring.fix.edits import Edit, applied, in_order

CONTEXT = 3
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_NO_END = "\\ No newline at end of file"
_ENDS = "\r\n"


class Change(NamedTuple):
    """Lines of the old text, by their numbers from 0, and what stands in their place."""

    start: int
    old: tuple[str, ...]
    new: tuple[str, ...]


class _Hunk(NamedTuple):
    changes: tuple[Change, ...]

    @property
    def start(self) -> int:
        return self.changes[0].start

    @property
    def end(self) -> int:
        return self.changes[-1].start + len(self.changes[-1].old)

    @property
    def more(self) -> int:
        """How many lines it adds."""
        return sum(len(change.new) - len(change.old) for change in self.changes)


def unified(text: str, edits: Sequence[Edit], name: str) -> tuple[str, ...]:
    """The lines of the diff, without line ends; none if nothing changes.

    Args:
        text: before.
        edits: of the text.
        name: of the file.
    """
    lines = _Lines(text)
    changes = [change for change in lines.changes(edits) if change.old != change.new]
    if not changes:
        return ()
    out = [f"--- {name}", f"+++ {name}"]
    shifted = 0
    for hunk in _hunks(changes):
        out += _shown(lines.all, hunk, shifted)
        shifted += hunk.more
    return tuple(out)


class _Lines:
    """The lines of a text with their ends, and where they start."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = lines_of(text)
        self.starts = [0, *accumulate(map(len, self.all))]

    def changes(self, edits: Sequence[Edit]) -> Iterator[Change]:
        """What the edits do to whole lines; edits of the same lines are one change."""
        group: list[Edit] = []
        first = last = 0
        for edit in in_order(edits):
            at, end = self._line_of(edit.start), self._line_of(max(edit.start, edit.end - 1))
            if group and at > last:
                yield self._change(group, first, last)
                group = []
            first = first if group else at
            last = max(last, end) if group else end
            group.append(edit)
        if group:
            yield self._change(group, first, last)

    def _line_of(self, offset: int) -> int:
        return min(bisect_right(self.starts, offset) - 1, max(len(self.all) - 1, 0))

    def _change(self, edits: Sequence[Edit], first: int, last: int) -> Change:
        """The lines `first` to `last`, without those at either end that stay as they are."""
        start, end = self.starts[first], self.starts[min(last + 1, len(self.all))]
        moved = [Edit(e.start - start, e.end - start, e.text, e.rule) for e in edits]
        old = self.all[first : last + 1]
        new = lines_of(applied(self.text[start:end], moved))
        most = min(len(old), len(new))
        head = next((at for at in range(most) if old[at] != new[at]), most)
        most -= head
        tail = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
        stop, new_stop = len(old) - tail, len(new) - tail
        return Change(first + head, tuple(old[head:stop]), tuple(new[head:new_stop]))


def lines_of(text: str) -> list[str]:
    """The lines with their ends, which are LF, CR LF or CR."""
    return _LINE.findall(text)


def _hunks(changes: Sequence[Change]) -> Iterator[_Hunk]:
    """Changes whose context touches stand together."""
    group: list[Change] = []
    for change in changes:
        if group and change.start - _Hunk(tuple(group)).end > 2 * CONTEXT:
            yield _Hunk(tuple(group))
            group = []
        group.append(change)
    yield _Hunk(tuple(group))


def _shown(lines: Sequence[str], hunk: _Hunk, shifted: int) -> Iterator[str]:
    first, end = max(0, hunk.start - CONTEXT), min(len(lines), hunk.end + CONTEXT)
    size, new_size = end - first, end - first + hunk.more
    old_start = first + 1 if size else first
    new_start = first + shifted + 1 if new_size else first + shifted
    yield f"@@ -{old_start},{size} +{new_start},{new_size} @@"
    at = first
    for change in hunk.changes:
        yield from _marked(" ", lines[at : change.start])
        yield from _marked("-", change.old)
        yield from _marked("+", change.new)
        at = change.start + len(change.old)
    yield from _marked(" ", lines[at:end])


def _marked(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f"{sign}{line.rstrip(_ENDS)}"
        if line[-1] not in _ENDS:
            yield _NO_END
