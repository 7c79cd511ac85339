r"""LaTeX in double quotes, put into single quotes or after `|`: there a backslash stays one.

What an author meant by a backslash is told apart so: before a word of TeX, or where YAML knows no
such escape, it is a backslash; `\n` before anything else is a line break; `\\` before a letter is
an author who writes each backslash twice, and before anything else a line's end in TeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizlr.authoring.fix.edits import Edit
from quizlr.decks.nodes import Entries, Items, Node, Scalar
from quizlr.decks.rawtext import STAND_IN
from quizlr.decks.traps import is_spoiled

RULE = "backslash"
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"', re.DOTALL)
MARK = "\ue004"
"""Stands for a backslash that is one, while YAML reads the rest."""

_ESCAPE = re.compile(r"\\(?:([A-Za-z0_]+)|(.))", re.DOTALL)
_CODE = re.compile(r"x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}")
_REAL_SIGNS = '"/\n'
_KNOWN_SIGNS = '"/\\ \t\n'
_KNOWN_LETTERS = "0abtnvfreNLP_"
_SIMPLE = re.compile(r'\\["\\]')
_REST_OF_LINE = re.compile(r"[ \t]*(?:(?<=[ \t])#.*)?$", re.MULTILINE)
_UNFIT_FOR_BLOCK = re.compile("[^\n -\\ud7ff\ue000-\U0010ffff]|\t")


class Quoted(NamedTuple):
    """A text in double quotes, and where it stands."""

    start: int
    end: int
    is_flow: bool
    """Whether it stands within brackets."""
    column: int
    """Of what it belongs to, a key or a dash; its own lines stand further right."""


def quoted_in(text: str, node: Node, column: int = 0, *, is_flow: bool = False) -> Iterator[Quoted]:
    """Every value in double quotes, in the order of the text."""
    if isinstance(node, Scalar):
        if node.style == '"':
            yield Quoted(node.start, node.end, is_flow, column)
    elif isinstance(node, Items):
        for item in node.items:
            yield from quoted_in(
                text, item, _column(text, node.start), is_flow=is_flow or node.is_flow
            )
    elif isinstance(node, Entries):
        for key, value in node.pairs:
            yield from quoted_in(
                text, value, _column(text, key.start), is_flow=is_flow or node.is_flow
            )


def marked(source: str) -> str | None:
    """The source of a quoted text with `MARK` for each backslash that is meant as one.

    It is as long as before. None if nothing in it is spoiled, or if it is not clear what is meant.
    """
    if MARK in source or STAND_IN in source:
        return None
    escapes = list(_ESCAPE.finditer(source))
    twice = [source[e.end() :] for e in escapes if e[2] == "\\"]
    words = [match[0] for rest in twice if (match := re.match("[A-Za-z]+", rest))]
    if words and not all(len(word) > 1 for word in words):
        return None  # `\\b` may be the end of a line before b, or the letter's command
    out, done = [], 0
    for escape in escapes:
        if _is_literal(escape, writes_twice=bool(words)):
            sign = MARK * 2 if escape[2] == "\\" else MARK
            out += [source[done : escape.start()], sign]
            done = escape.start() + len(sign)
    return "".join([*out, source[done:]]) if any(map(_is_wrong, escapes)) else None


def _is_wrong(escape: re.Match[str]) -> bool:
    """Whether YAML refuses an escape, or makes of it what no deck means."""
    if escape[2]:
        return escape[2] not in _KNOWN_SIGNS
    is_known = escape[1][0] in _KNOWN_LETTERS
    return is_spoiled(escape[1]) or not (is_known or _is_code(escape))


def _is_literal(escape: re.Match[str], *, writes_twice: bool) -> bool:
    """Whether the backslash is meant as one."""
    word, sign = escape[1], escape[2]
    if sign:
        return not writes_twice if sign == "\\" else sign not in _REAL_SIGNS
    return not _is_code(escape) and (is_spoiled(word) or word[0] not in "nt")


def _is_code(escape: re.Match[str]) -> bool:
    return _CODE.match(escape.string, escape.start() + 1) is not None


def value_of(source: str) -> str | None:
    """What YAML makes of one quoted text; None if it refuses it."""
    from quizlr.decks.events import YamlError, parts

    try:
        read = list(parts(source))
    except YamlError:
        return None
    node = read[0].node if len(read) == 1 else None
    return node.text if isinstance(node, Scalar) and node.end == len(source) else None


def mended(text: str, place: Quoted, masked: str) -> list[Edit]:
    """The edits that make a quoted text say what is meant; none if that cannot be done.

    Args:
        text: the deck.
        place: where the quoted text stands.
        masked: its source, as `marked` gives it.
    """
    value = value_of(masked)
    if value is None:
        return []
    meant = value.replace(MARK, "\\")
    for made in (_single(masked), _block(text, place, masked, meant), _doubled(masked)):
        edits = [Edit(place.start + e.start, place.start + e.end, e.text, RULE) for e in made]
        if edits:
            return edits
    return []


def _single(masked: str) -> list[Edit]:
    """In single quotes, if no other escape has to stay."""
    inner = masked[1:-1]
    if "\\" in _SIMPLE.sub("", inner):
        return []
    edits = [Edit(0, 1, "'", RULE)]
    edits += [Edit(1 + at, 1 + at, "'", RULE) for at, sign in enumerate(inner) if sign == "'"]
    edits += [Edit(1 + e.start(), 2 + e.start(), "", RULE) for e in _SIMPLE.finditer(inner)]
    return [*edits, Edit(len(masked) - 1, len(masked), "'", RULE)]


def _block(text: str, place: Quoted, masked: str, meant: str) -> list[Edit]:
    """After `|`, if the text has line breaks and nothing that only an escape could write."""
    rest = _REST_OF_LINE.match(text, place.end)
    is_fit = not _UNFIT_FOR_BLOCK.search(meant) and meant[:1] not in ("\n", " ")
    if place.is_flow or "\n" not in meant or rest is None or not is_fit:
        return []
    body = meant.rstrip("\n")
    ends = len(meant) - len(body)
    if ends > 1 or not body or any(line.isspace() for line in body.split("\n")):
        return []
    width = place.column + 2
    if not _ends_before(text, rest.end(), width):
        return []
    indent = " " * width
    lines = "".join(f"\n{indent}{line}" if line else "\n" for line in body.split("\n"))
    at = rest.end() - place.start
    return [Edit(0, len(masked), "|" if ends else "|-", RULE), Edit(at, at, lines, RULE)]


def _ends_before(text: str, at: int, width: int) -> bool:
    """Whether what follows the line would not be taken for more of a text in the column `width`."""
    for line in text[at:].split("\n")[1:]:
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        if words and not words.startswith("#"):
            return True
        if indent >= width + (not words):
            return False
    return True


def _doubled(masked: str) -> list[Edit]:
    """As it is, each backslash that is meant as one written twice."""
    return [Edit(at, at, "\\", RULE) for at, sign in enumerate(masked) if sign == MARK]


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)
