"""The signs of an expression, before Python's parser sees them.

What passes has only known signs, paired brackets and limited size, so that `ast.parse` can do
nothing but give a small tree or a SyntaxError: no warning, no crash, no deep recursion.
"""

from __future__ import annotations

import keyword
import re
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

    @property
    def ends_operand(self) -> bool:
        """Whether a value is complete with it."""
        if self.kind == "name":
            return self.text not in _OPERATOR_WORDS
        return self.kind in ("number", "word", "closing")

    @property
    def begins_operand(self) -> bool:
        """Whether a value begins with it."""
        if self.kind == "name":
            return self.text not in _OPERATOR_WORDS
        return self.kind in ("number", "word") or self.text == "("


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
    return _token_fault(tokens) or _bracket_fault(tokens)


def _refusal(sign: str) -> str:
    advice = _ADVICE.get(sign, "")
    if sign == _BYTE_ORDER_MARK or not sign.isprintable():
        shown = f"The invisible character U+{ord(sign):04X}"
    else:
        shown = f"`{sign}`"
    if not advice and not sign.isascii():
        advice = "Letters are a to z, without accents, and signs are those of the keyboard."
    return f"{shown} cannot be used in an expression. {advice}".rstrip()


def _token_fault(tokens: list[Token]) -> Fault | None:
    for previous, token in zip([None, *tokens], tokens, strict=False):
        message = _own_fault(token)
        if not message and previous and previous.ends_operand and token.begins_operand:
            message = _missing_operator(previous, token)
        if message:
            return Fault(token.column, message)
    return None


def _own_fault(token: Token) -> str:
    if token.kind == "number":
        return _number_fault(token.text)
    if token.kind == "word" and len(token.text) - 2 > MAX_WORD_LETTERS:
        return f"A word has at most {MAX_WORD_LETTERS} letters."
    if token.kind != "name":
        return ""
    if token.text in ("True", "False"):
        return f"Write {int(token.text == 'True')} for {token.text}."
    if len(token.text) > MAX_NAME_LETTERS:
        return f"A name has at most {MAX_NAME_LETTERS} letters; this has {len(token.text)}."
    if token.text in _RESERVED:
        return f"`{token.text}` is a reserved word. Choose another name, as in lam for lambda."
    if token.text.startswith("_"):
        return f"`{token.text}` begins with an underscore; names begin with a letter."
    return ""


def _number_fault(text: str) -> str:
    if float(text) > MAX_LITERAL:
        return f"`{text[:30]}` is too large: the largest number to write is {MAX_LITERAL:g}."
    if text.isdigit() and text != "0" and text[0] == "0":
        return f"`{text}` begins with 0. Write {text.lstrip('0') or '0'}."
    return ""


def _missing_operator(left: Token, right: Token) -> str:
    if right.text == "(" and left.kind == "name":
        return ""
    return (
        f"A sign is missing between `{left.text}` and `{right.text}`. "
        f"To multiply, write the star: {_example(left, right)}."
    )


def _example(left: Token, right: Token) -> str:
    first = "(a)" if left.kind == "closing" else left.text
    second = "(b)" if right.kind == "opening" else right.text
    return f"{first}*{second}"


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
