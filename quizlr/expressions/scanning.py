"""The signs of an expression, before Python's parser sees them.

What passes has only known signs, paired brackets and limited size, so that `ast.parse` can do
nothing but give a small tree or a SyntaxError: no warning, no crash, no deep recursion.
"""

from __future__ import annotations

import keyword
import re
from itertools import pairwise
from typing import NamedTuple

from quizlr.expressions.faults import Fault
from quizlr.expressions.limits import (
    MAX_BRACKET_DEPTH,
    MAX_CHARACTERS,
    MAX_LITERAL,
    MAX_NAME_LETTERS,
    MAX_WORD_LETTERS,
)

_TOKEN = re.compile(
    r"""
    (?P<space>   [ \t\r\n]+ )
  | (?P<number>  (?: [0-9]+ (?:\.[0-9]*)? | \.[0-9]+ ) (?: [eE][+-]?[0-9]+ )? )
  | (?P<name>    [A-Za-z_][A-Za-z0-9_]* )
  | (?P<word>    '[A-Za-z][A-Za-z0-9_-]*' | "[A-Za-z][A-Za-z0-9_-]*" )
  | (?P<opening> [(\[] )
  | (?P<closing> [)\]] )
  | (?P<refused> // | << | >> | := )
  | (?P<sign>    \*\* | <= | >= | == | != | [-+*/@<>,] )
    """,
    re.VERBOSE,
)
_OPERATOR_WORDS = frozenset({"and", "or", "not", "if", "else"})
_RESERVED = frozenset(keyword.kwlist) - _OPERATOR_WORDS
_ADVICE = {
    "^": "For a power write **.",
    "//": "Write floor(a / b).",
    "%": "Write a fraction of 1 for per cent, and a - b*floor(a/b) for a remainder.",
    ".": "A point stands only inside a number; nothing here has parts to ask for by name.",
    "=": "To compare write ==; parameters have no names.",
    ":=": "Nothing can be assigned; give the value a name of its own.",
    ":": "Take one item, as in v[0]; there are no ranges.",
    "&": "Write and.",
    "|": "Write or.",
    "!": "Write not, or != for unequal.",
    "{": "Write a vector in square brackets: [1, 2].",
    "'": f"A word is 1 to {MAX_WORD_LETTERS} letters between two quotes of one kind.",
    '"': f"A word is 1 to {MAX_WORD_LETTERS} letters between two quotes of one kind.",
    "−": "Write the minus sign of the keyboard, -.",
    "–": "Write the minus sign of the keyboard, -.",
    "×": "Write *.",
    "·": "Write *.",
    "÷": "Write /.",
    "≤": "Write <=.",
    "≥": "Write >=.",
    "≠": "Write !=.",
    "²": "Write **2.",
    "√": "Write sqrt(…).",
    "σ": "Write sigmoid(…), or sigma as a name.",
    "λ": "Write lam; a name has only the letters a to z.",
}
_BYTE_ORDER_MARK = "\ufeff"


class Token(NamedTuple):
    """A sign, a name or a number as it is written."""

    kind: str
    text: str
    column: int


def scan_fault(text: str) -> Fault | None:
    """The first thing that keeps a text from being an expression, as far as signs tell."""
    if not text.strip():
        return Fault(0, "An expression is missing here.")
    if len(text) > MAX_CHARACTERS:
        message = f"An expression has at most {MAX_CHARACTERS} characters; this has {len(text)}."
        return Fault(MAX_CHARACTERS, f"{message} Give parts of it names of their own.")
    tokens: list[Token] = []
    column = 0
    while column < len(text):
        match = _TOKEN.match(text, column)
        if match is None or match.lastgroup is None or match.lastgroup == "refused":
            return Fault(column, _refusal(match[0] if match else text[column]))
        column = match.end()
        if match.lastgroup != "space":
            tokens.append(Token(match.lastgroup, match[0], match.start()))
    return (
        _own_fault(tokens) or _order_fault(tokens) or _glued_fault(tokens) or _bracket_fault(tokens)
    )


def _refusal(sign: str) -> str:
    advice = _ADVICE.get(sign, "")
    if sign == _BYTE_ORDER_MARK or not sign.isprintable():
        shown = f"The invisible character U+{ord(sign):04X}"
    else:
        shown = f"`{sign}`"
    if not advice and not sign.isascii():
        advice = "Letters are a to z, without accents, and signs are those of the keyboard."
    return f"{shown} cannot be used in an expression. {advice}".rstrip()


def _own_fault(tokens: list[Token]) -> Fault | None:
    """What is wrong with a number, a word or a name by itself."""
    checks = {"number": _number_fault, "word": _word_fault, "name": _name_fault}
    for token in tokens:
        check = checks.get(token.kind)
        message = check(token.text) if check else ""
        if message:
            return Fault(token.column, message)
    return None


def _number_fault(text: str) -> str:
    if float(text) > MAX_LITERAL:
        return f"`{text[:30]}` is too large: the largest number to write is {MAX_LITERAL:g}."
    if text.isdigit() and text != "0" and text[0] == "0":
        return f"`{text}` begins with 0. Write {text.lstrip('0') or '0'}."
    return ""


def _word_fault(text: str) -> str:
    is_long = len(text) - 2 > MAX_WORD_LETTERS
    return f"A word has at most {MAX_WORD_LETTERS} letters." if is_long else ""


def _name_fault(text: str) -> str:
    if text in ("True", "False"):
        return f"Write {int(text == 'True')} for {text}."
    if len(text) > MAX_NAME_LETTERS:
        return f"A name has at most {MAX_NAME_LETTERS} letters; this has {len(text)}."
    if text in _RESERVED:
        return f"`{text}` cannot be used here. Give the name another spelling, as lam for lambda."
    if text.startswith("_"):
        return f"`{text}` begins with an underscore; names begin with a letter."
    return ""


def _order_fault(tokens: list[Token]) -> Fault | None:
    """Where a value stands without a sign before it, or a sign without a value."""
    previous = Token("sign", "", 0)
    wants_value = True
    for token in tokens:
        is_value = token.kind in ("number", "word") or (
            token.kind == "name" and token.text not in _OPERATOR_WORDS
        )
        is_call = token.text == "(" and previous.kind == "name"
        if not wants_value and (is_value or token.text in ("(", "not")) and not is_call:
            return Fault(token.column, _missing_sign(previous, token))
        if wants_value and not is_value and not _may_begin(token, previous):
            return Fault(token.column, f"A value is missing before `{token.text}`.")
        wants_value = not is_value and token.kind != "closing"
        previous = token
    if wants_value:
        return Fault(previous.column, f"The expression breaks off after `{previous.text}`.")
    return None


def _may_begin(token: Token, previous: Token) -> bool:
    """Whether this, no value itself, can stand where a value is wanted."""
    if token.kind == "closing":
        return previous.kind == "opening" or previous.text == ","
    return token.kind == "opening" or token.text in ("+", "-", "not")


def _missing_sign(left: Token, right: Token) -> str:
    message = f"A sign is missing between `{left.text}` and `{right.text}`."
    if "word" in (left.kind, right.kind) or right.text == "not":
        return message
    first = "(a)" if left.kind == "closing" else left.text
    second = "(b)" if right.kind == "opening" else right.text
    return f"{message} To multiply, write the star: {first}*{second}."


def _glued_fault(tokens: list[Token]) -> Fault | None:
    # Python reads `1or 2`, but warns that it will not for ever.
    for left, right in pairwise(tokens):
        end = left.column + len(left.text)
        if (left.kind, right.kind) == ("number", "name") and right.column == end:
            return Fault(end, f"Put a blank between `{left.text}` and `{right.text}`.")
    return None


def _bracket_fault(tokens: list[Token]) -> Fault | None:
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "opening":
            opened.append(token)
            if len(opened) > MAX_BRACKET_DEPTH:
                return Fault(token.column, f"Brackets stand at most {MAX_BRACKET_DEPTH} deep.")
        elif token.kind == "closing":
            if not opened:
                return Fault(token.column, f"`{token.text}` closes nothing.")
            opening = opened.pop()
            if opening.text + token.text not in ("()", "[]"):
                return Fault(token.column, f"`{token.text}` cannot close `{opening.text}`.")
    if opened:
        return Fault(opened[-1].column, f"`{opened[-1].text}` is never closed.")
    return None
