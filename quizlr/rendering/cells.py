"""How many terminal cells text takes, and where it can be cut."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width

_EMOJI_STYLE = "\ufe0f"


@lru_cache(maxsize=4096)
def _char_cells(char: str) -> int:
    code = ord(char)
    if category(char) in ("Mn", "Me", "Cf") or 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def cell_width(text: str) -> int:
    """Cells that `text` takes: wide characters two, combining marks none.

    Joined emoji count part by part, so the result is never less than what a terminal draws.
    """
    if text.isascii():
        return len(text)
    return sum(map(_char_cells, text)) + text.count(_EMOJI_STYLE)


def cut(text: str, width: int) -> tuple[str, str]:
    """The longest head of `text` within `width` cells, and the rest.

    Marks stay with their letter. The head has at least one character, however narrow `width` is.
    """
    if text.isascii():
        return text[: max(width, 1)], text[max(width, 1) :]
    used = 0
    for at, char in enumerate(text):
        used += 1 if char == _EMOJI_STYLE else _char_cells(char)
        if used > width and at > 0:
            return text[:at], text[at:]
    return text, ""


def pad(text: str, width: int) -> str:
    """`text` with spaces on the right up to `width` cells."""
    return text + " " * (width - cell_width(text))
