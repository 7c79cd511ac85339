"""The same lines in ASCII, cell for cell, for terminals and fonts without drawing characters."""

from __future__ import annotations

from unicodedata import normalize

from quizlr.model import Line
from quizlr.rendering.cells import cell_width

_SIGNS = {
    **dict.fromkeys("│┊", "|"),
    **dict.fromkeys("├┤╞╡", "|"),
    **dict.fromkeys("─┄−–", "-"),
    **dict.fromkeys("┬┼└┴", "+"),
    **dict.fromkeys("▏▎▍▁▂▃▕▔", "."),
    **dict.fromkeys("▌▋▊▉▄▅▆▇█▐▀", "#"),
    "═": "=",
    "·": ".",
    "░": ":",
    "▒": "+",
    "▓": "*",
    "▲": "^",
    "▼": "v",
    "↑": "^",
    "→": ">",
    "▶": ">",
    "◀": "<",
    "◆": "@",
    "■": "#",
    "●": "o",
    "•": "o",
    "○": "O",
    "□": "%",
    "△": "^",
    "◇": "&",
    "…": "~",
    "×": "x",
}  # fmt: skip


def in_ascii(line: Line) -> Line:
    """The line with each cell's nearest ASCII character; `?` for what has none."""
    return tuple(span._replace(text=ascii_text(span.text)) for span in line)


def ascii_text(text: str) -> str:
    """ASCII text of the same number of cells."""
    return text if text.isascii() else "".join(map(_ascii_char, text))


def _ascii_char(char: str) -> str:
    if char.isascii():
        return char
    if char in _SIGNS:
        return _SIGNS[char]
    cells = cell_width(char)
    plain = normalize("NFKD", char).encode("ascii", "ignore").decode()
    return plain if len(plain) == cells else "?" * cells
