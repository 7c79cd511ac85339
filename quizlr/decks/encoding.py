"""From bytes to text: which encoding a deck file is in.

Decks are UTF-8. Anything else is refused with the position of the first byte that does not fit,
because a guess that goes wrong would show the learner other characters than the author wrote.
"""

from __future__ import annotations

from quizlr.model import Place, Problem

MAX_BYTES = 64 * 1024 * 1024
"""The largest deck file that is read."""

_UTF8_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a deck file, or None with the reason.

    Args:
        data: the whole file.
        file: its name, for the problem's place.
    """
    if len(data) > MAX_BYTES:
        return None, [too_large(file)]
    body = data.removeprefix(_UTF8_MARK)
    wide = _wide_encoding(data)
    if wide:
        return None, [_not_utf8(Place(file), f"this file is {wide}, byte 0 shows it")]
    try:
        return body.decode("utf-8"), []
    except UnicodeDecodeError as error:
        skipped = len(data) - len(body)
        return None, [_not_utf8(*_bad_byte(body, error.start, skipped, file))]


def too_large(file: str) -> Problem:
    """The problem of a deck beyond `MAX_BYTES`."""
    message = (
        f"This file is larger than {MAX_BYTES // 1024**2} MB, the most a deck may have. "
        "Split it: several files may share one deck id."
    )
    return Problem(Place(file), "too-large", message)


def _wide_encoding(data: bytes) -> str:
    for mark, name in _WIDE_MARKS.items():
        if data.startswith(mark):
            return name
    # Without a mark, Latin text in UTF-16 has a zero in every second byte.
    return "UTF-16" if len(data) > 3 and data[:4].count(0) == 2 else ""


def _bad_byte(data: bytes, at: int, skipped: int, file: str) -> tuple[Place, str]:
    before = data[:at].decode("utf-8")
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = Place(file, len(lines), len(lines[-1]) + 1)
    return place, f"byte {at + skipped} (0x{data[at]:02x}) does not belong in UTF-8"


def _not_utf8(place: Place, what: str) -> Problem:
    message = (
        f"Decks are read as UTF-8, but {what}. "
        "The editor probably saved another encoding: save the file again as UTF-8."
    )
    return Problem(place, "not-utf-8", message)
