r"""`{{c1::text::hint}}`: the deletions of a cloze text, found and put back.

A deletion ends at the first `}}` at which the braces inside it balance (`\{` and `\}` do not
count); the first `::` outside braces and outside code starts its hint. Any other `{{` is text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from quizlr.cardtypes.formulas import Formula, find_formulas
from quizlr.values import dataclass

_OPEN = re.compile(r"\{\{c([0-9]+)::")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_BRACE_OR_COLONS = re.compile(r"\\.|[{}]|::", re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_CALLS_FOR_BRACES = re.compile(r"(?:[\^_}]|\\[A-Za-z]+)\Z")
_HIGHEST = 500


@dataclass(frozen=True, slots=True)
class Deletion:
    """What is left out of the text, and what stands for it."""

    number: int
    text: str
    hint: str = ""
    in_formula: bool = False
    needs_braces: bool = False
    r"""It follows `^`, `_`, `}` or a command, so TeX would read only its first sign:
    `x^{{c1::10}}` means `x^{10}`."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a deletion; `offset` is its place in the text."""

    rule: str
    message: str
    offset: int
    is_fatal: bool = True


Piece = str | Deletion


def parse_deletions(text: str) -> tuple[tuple[Piece, ...], list[Fault]]:
    """The text cut into plain pieces and deletions, and what is wrong with the deletions."""
    pieces: list[Piece] = []
    faults: list[Fault] = []
    done = 0
    while opening := _OPEN.search(text, done):
        end = _end(text, opening.end())
        if end is None:
            message = (
                f"The deletion '{opening[0]}' {position(text, opening.start())} has no '}}}}'."
            )
            advice = " Close it, and check that the braces inside it come in pairs."
            faults.append(Fault("cloze-unclosed", message + advice, opening.start()))
            break
        deletion = _deletion(opening, text[opening.end() : end])
        faults += _faults(text, opening.start(), deletion)
        pieces += [text[done : opening.start()], deletion]
        done = end + 2
    pieces.append(text[done:])
    placed, across = _in_formulas([piece for piece in pieces if piece != ""])
    return placed, faults + across


def text_with_all(pieces: Sequence[Piece]) -> str:
    """The text with every deletion filled in."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def position(text: str, offset: int) -> str:
    """`in line 2, column 5 of the text`; both count from 1."""
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return f"in line {line}, column {column} of the text"


def _end(text: str, start: int) -> int | None:
    """Where the closing `}}` of the deletion whose inside begins at `start` stands."""
    depth = 0
    for sign in _BRACE.finditer(text, start):
        if sign[0] == "{":
            depth += 1
        elif sign[0] == "}" and depth:
            depth -= 1
        elif sign[0] == "}" and text.startswith("}}", sign.start()):
            return sign.start()
    return None


def _deletion(opening: re.Match[str], inside: str) -> Deletion:
    # An absurdly long number is cut before int() sees it; it is refused all the same.
    number = int(opening[1][:9])
    cut = _hint_start(inside) if "::" in inside else None
    if cut is None:
        return Deletion(number, inside)
    return Deletion(number, inside[:cut], " ".join(inside[cut + 2 :].split()))


def _hint_start(inside: str) -> int | None:
    depth = 0
    masked = _CODE.sub(lambda code: code[0].replace(":", "x"), inside)
    for sign in _BRACE_OR_COLONS.finditer(masked):
        if sign[0] == "::" and depth == 0:
            return sign.start()
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
    return None


def _faults(text: str, offset: int, deletion: Deletion) -> list[Fault]:
    def fault(rule: str, message: str) -> Fault:
        return Fault(rule, f"{message} ({position(text, offset)}).", offset)

    found = []
    if not 1 <= deletion.number <= _HIGHEST:
        message = f"The numbers of deletions go from c1 to c{_HIGHEST}"
        found.append(fault("cloze-number", message))
    if not deletion.text.strip():
        found.append(fault("cloze-empty", f"The deletion c{deletion.number} leaves nothing out"))
    if _OPEN.search(deletion.text) or _OPEN.search(deletion.hint):
        message = f"The deletion c{deletion.number} has another inside it; write them side by side"
        found.append(fault("cloze-nested", message))
    return found


def _in_formulas(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], list[Fault]]:
    """The pieces, with each deletion that stands in a formula marked as such."""
    whole = text_with_all(pieces)
    formulas = find_formulas(whole) if "$" in whole else ()
    ends = [formula.end for formula in formulas]
    placed: list[Piece] = []
    faults: list[Fault] = []
    start = 0
    for piece in pieces:
        end = start + len(piece if isinstance(piece, str) else piece.text)
        first, last = bisect_right(ends, start), bisect_right(ends, end)
        touched = [formula for formula in formulas[first : last + 1] if formula.start < end]
        if isinstance(piece, str) or not touched:
            placed.append(piece)
        elif touched[0].inner_start <= start and end <= touched[0].inner_end:
            braces = _follows_command(whole, touched[0], start, placed)
            placed.append(replace(piece, in_formula=True, needs_braces=braces))
        else:
            placed.append(piece)
            if any(formula.start < start or end < formula.end for formula in touched):
                faults.append(_across(start, piece))
        start = end
    return tuple(placed), faults


def _follows_command(whole: str, formula: Formula, start: int, placed: Sequence[Piece]) -> bool:
    if placed and isinstance(placed[-1], Deletion) and placed[-1].needs_braces:
        return True
    return _CALLS_FOR_BRACES.search(whole, formula.inner_start, start) is not None


def _across(start: int, deletion: Deletion) -> Fault:
    message = (
        f"The deletion c{deletion.number} takes only one end of a formula with it. "
        "Put the whole formula inside it, dollars too, or only a part between the dollars."
    )
    return Fault("cloze-across-formula", message, start, is_fatal=False)
