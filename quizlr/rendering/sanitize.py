"""What may reach a terminal: `clean` takes out everything that is not text.

Controls, escape sequences' introducers, invisible re-ordering and lone surrogates go; joiners that
scripts and emoji need stay. The text itself is never interpreted: markup is for `markdown`.
"""

from __future__ import annotations

import re

TAB_CELLS = 4

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u202a-\u202e\u2066-\u2069"  # bidi embeddings, overrides, isolates
    "\u206a-\u206f\ufff9-\ufffb\ufeff"  # deprecated format controls, annotations, byte order mark
    "\U000e0000-\U000e007f]"  # tags: invisible copies of ASCII
)

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Text with its controls removed: only newlines and printable characters are left.

    Tabs become spaces up to the next multiple of four; every kind of line end becomes a newline;
    a lone surrogate, which no terminal can be sent, becomes U+FFFD. Cleaning twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    return _LONE_SURROGATES.sub("\ufffd", text).expandtabs(TAB_CELLS)


def clean_line(text: str) -> str:
    """`clean`, on one line: newlines become spaces."""
    return clean(text).replace("\n", " ")
