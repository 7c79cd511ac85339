"""Running text: paragraphs and formulas between dollars, which need no Markdown parser.

Most cards are no more than that. Reading them here makes the parser's import (an eighth of the time
from start to first card) unnecessary; the tokens are the parser's, as the tests prove.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizlr.rendering.formulas_inline import match_formula

_MARKUP = re.compile(r"[\\`*_\[\]<>&!~|]|  $", re.M)
"""What could mean something outside a formula; two blanks before a line's end are a break."""
_BLOCK_START = re.compile(r"^ {0,3}(?:[-+*=#>|:~`]|\d+[.)])|^ {4}|\t|\$\$", re.M)
"""What could begin a block, wherever it stands; `$$` is left to the parser."""
_BLANK_LINES = re.compile(r"\n(?: *\n)+")


class Token(NamedTuple):
    """As much of the parser's token as running text needs."""

    type: str
    content: str = ""
    children: tuple[Token, ...] = ()


def running_tokens(text: str) -> list[Token] | None:
    """The tokens of a text; None if it has, or might have, any other markup."""
    if _BLOCK_START.search(text):
        return None
    tokens: list[Token] = []
    for paragraph in _BLANK_LINES.split(text):
        if paragraph.strip(" \n"):
            children = _inline(paragraph.strip())
            if children is None:
                return None
            inline = Token("inline", children=children)
            tokens += (Token("paragraph_open"), inline, Token("paragraph_close"))
    return tokens


def _inline(text: str) -> tuple[Token, ...] | None:
    """Text, formulas and line ends; None if the text between the formulas has markup."""
    tokens: list[Token] = []
    at = begin = 0
    while (at := text.find("$", at)) >= 0:
        found = match_formula(text, at)
        if found is None:
            at += 1  # a lone dollar is text
            continue
        kind, tex, end = found
        before = text[begin:at]
        if _MARKUP.search(before):
            return None
        tokens += [*_lines(before), Token(kind, tex)]
        at = begin = end
    rest = text[begin:]
    return None if _MARKUP.search(rest) else (*tokens, *_lines(rest))


def _lines(text: str) -> Iterator[Token]:
    """The lines of text without formulas, without the blanks around their ends."""
    for number, line in enumerate(re.split(" *\n *", text)):
        if number:
            yield Token("softbreak")
        if line:
            yield Token("text", line)
