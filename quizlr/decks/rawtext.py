"""A deck's text as it stands in the file, and where its characters are.

Positions are offsets into the text; a place (line and column) is made only when someone asks.
Characters that a terminal or a reader could be deceived by are found here, once for the file.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property

from quizlr.model import Place

_FORBIDDEN_CLASS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u2028\u2029"  # line and paragraph separator: no editor agrees on their lines
    "\u202a-\u202e\u2066-\u2069"  # what turns the direction of text round
    "\ud800-\udfff\ufeff\ufffe\uffff"  # half characters, marks and non-characters
    "\ue000-\ue003"  # what cloze cards are marked with
)
_FORBIDDEN = re.compile(f"[{_FORBIDDEN_CLASS}]")
_FORBIDDEN_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_NEWLINE = re.compile("\n")
STAND_IN = "\ufffd"
"""Put in the place of a refused character, so that positions stay."""


class RawText:
    """The text that YAML is read from: newlines are LF, refused characters are `STAND_IN`."""

    def __init__(self, text: str, file: str) -> None:
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.file = file
        self.refused = {match.start(): match[0] for match in _forbidden(text)}
        self.text = _FORBIDDEN.sub(STAND_IN, text) if self.refused else text

    @cached_property
    def line_starts(self) -> array[int]:
        """The offset at which each line starts."""
        starts = array("I", [0])
        starts.extend(match.end() for match in _NEWLINE.finditer(self.text))
        return starts

    def line_of(self, at: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self.line_starts, at)

    def place(self, at: int) -> Place:
        """Line and column of an offset."""
        line = self.line_of(at)
        return Place(self.file, line, at - self.line_starts[line - 1] + 1)

    def line_at(self, at: int) -> str:
        """The line that an offset is on, without its newline."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return self.text[start : end if end >= 0 else len(self.text)]

    def end_of_content(self, start: int, end: int) -> int:
        """The offset after the last character in `start..end` that is no white space."""
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return end


def _forbidden(text: str) -> list[re.Match[str]]:
    pattern = _FORBIDDEN_ASCII if text.isascii() else _FORBIDDEN
    return list(pattern.finditer(text))


def first_forbidden(text: str) -> str:
    """The first character of a value that no deck may have, or an empty string."""
    found = _FORBIDDEN.search(text)
    return found[0] if found else ""
