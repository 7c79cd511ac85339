"""The space between the parts of a formula, and where a fraction needs brackets."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from quizlr.rendering.tex_tree import Role


class Room(Enum):
    """How much space there is around operators."""

    WIDE = auto()
    TIGHT = auto()
    SCRIPT = auto()


class Piece(NamedTuple):
    """One item of a row, written, with what its neighbours need to know."""

    text: str
    role: Role
    is_fraction: bool = False
    is_fenced: bool = False
    is_loose: bool = False
    """Ends in a script on the line: what comes next would look as if it belonged to it."""
    is_worded: bool = False
    """Ends in a bracketed index: a letter right after it would be hard to read."""


FACTORS = (Role.ORDINARY, Role.NUMBER, Role.FUNCTION, Role.LARGE)
_BEFORE_SIGN = (Role.BINARY, Role.RELATION, Role.OPEN, Role.PUNCTUATION, Role.LARGE)
BARS = ("|", "‖")


def bracketed_fraction(piece: Piece, before: Piece | None, after: Piece | None) -> Piece:
    """A fraction beside another factor needs brackets of its own."""
    if piece.is_fraction and (_multiplies(before, is_left=True) or _multiplies(after)):
        return Piece(f"({piece.text})", Role.ORDINARY, is_fenced=True)
    return piece


def _multiplies(piece: Piece | None, *, is_left: bool = False) -> bool:
    if piece is None or piece.text in BARS or (is_left and piece.role is Role.LARGE):
        return False
    return piece.role in FACTORS or piece.text == "/" or (piece.role is Role.OPEN and not is_left)


def gap(pieces: list[Piece], at: int, room: Room) -> str:
    """The space before piece `at` (never the first)."""
    left, right = pieces[at - 1], pieces[at]
    if Role.SPACE in (left.role, right.role) or left.text[-1] == " " or right.text[0] == " ":
        return ""
    if room is Room.SCRIPT:
        return " " if left.role is Role.FUNCTION and right.text[0].isalpha() else ""
    if Role.RELATION in (left.role, right.role):
        both = left.text + right.text
        return "" if room is Room.TIGHT and "|" not in both else " "
    if Role.PUNCTUATION in (left.role, right.role):
        return " " if left.role is Role.PUNCTUATION else ""
    if Role.TEXT in (left.role, right.role) and Role.BINARY not in (left.role, right.role):
        return ""
    if right.role is Role.BINARY and not _is_sign(pieces, at):
        return _around_operator(right, room)
    if left.role is Role.BINARY:
        return "" if _is_sign(pieces, at - 1) else _around_operator(left, room)
    return " " if _stand_apart(left, right) else ""


def _is_sign(pieces: list[Piece], at: int) -> bool:
    """Whether an operator has nothing on its left, as the minus of −1."""
    if pieces[at].text not in ("−", "+", "±", "∓"):
        return False
    before = next((p for p in reversed(pieces[:at]) if p.role is not Role.SPACE), None)
    is_name = before is not None and before.role is Role.FUNCTION and pieces[at].text == "−"
    return before is None or before.role in _BEFORE_SIGN or is_name


def _around_operator(operator: Piece, room: Room) -> str:
    if operator.text.isalpha():
        return " "
    return "" if room is Room.TIGHT or operator.text in ("·", "*", "∘") else " "


def _stand_apart(left: Piece, right: Piece) -> bool:
    """Whether two factors would be misread side by side."""
    if left.role in (Role.OPEN,) or right.role in (Role.CLOSE,) or "/" in (left.text, right.text):
        return False
    if left.text in BARS or right.text in BARS:
        return left.role is Role.LARGE or (
            right.role in (Role.LARGE, Role.FUNCTION) and (left.text not in BARS)
        )
    if left.is_fraction or left.is_loose or left.role is Role.LARGE:
        return True
    if left.is_worded and not right.is_fenced:
        return True
    if left.role is Role.FUNCTION:
        return not (right.is_fenced or right.is_fraction or right.role is Role.OPEN)
    if right.role in (Role.FUNCTION, Role.LARGE) or right.is_fraction:
        return right.role is not Role.ORDINARY or left.role is not Role.BINARY
    return left.role is Role.NUMBER is right.role
