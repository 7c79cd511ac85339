r"""Where plain YAML bites: text that YAML reads otherwise than its author meant.

Each check looks at the raw source around a value, because the value itself no longer shows what
was lost: a comment cut off, `\n` of `\nabla` turned into a newline, a comma that made two items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizlr.decks.nodes import Fault, Node, Scalar
from quizlr.decks.rawtext import RawText

_ESCAPE = re.compile(r"\\(?:([A-Za-z0_]+)|.)", re.DOTALL)
_SPOILED = frozenset("abefrv0NLP_")
"""Escapes whose character is never meant in a deck: bell, backspace, form feed, …"""
_BECAME = {"n": "a line break", "t": "a tab", "_": "a space"}
_TEX_WORD = re.compile(
    r"n(?:abla|eq?|eg|u|i|ot(?:in)?|mid|leq|geq|ewline|olimits|onumber|earrow|warrow)"
    r"|t(?:heta|au|o|imes|anh?|ext[a-z]*|frac|binom|ilde|op|riangle[a-z]*|herefore)"
)
_QUOTE_IT = "Put the whole text in quotes, or on lines of its own after `|`."


def comment_cut(raw: RawText, value: Scalar) -> Fault | None:
    """A plain value that a ` #` cut short: `front: C # or F?`."""
    if value.style:
        return None
    rest = raw.text[value.end : value.end + 200].partition("\n")[0]
    text = rest.lstrip(" \t")
    if not text.startswith("#") or len(text) == len(rest):
        return None
    message = (
        f"YAML takes everything from ` #` on as a comment, so `{_short(text)}` is left out. "
        f"{_QUOTE_IT} If it is a comment, give it a line of its own."
    )
    at = value.end + len(rest) - len(text)
    return Fault("comment-cut", message, at, at)


def backslash(raw: RawText, value: Scalar) -> Fault | None:
    r"""A backslash and a letter in double quotes that YAML turned into something else."""
    if value.style != '"':
        return None
    source = raw.text[value.start : value.end]
    if "\\" not in source:
        return None
    for escape in _ESCAPE.finditer(source):
        word = escape[1]
        if word and is_spoiled(word):
            return _backslash_fault(f"\\{word}", value.start + escape.start())
    return None


def is_spoiled(word: str) -> bool:
    """Whether a word after a backslash is TeX, or begins with an escape that no deck means."""
    return word[0] in _SPOILED or _TEX_WORD.fullmatch(word) is not None


def _backslash_fault(source: str, at: int) -> Fault:
    became = _BECAME.get(source[1], "a control character")
    word = f" of `{_short(source)}`" if len(source) > 2 else ""
    message = (
        f"Inside double quotes YAML reads `{source[:2]}`{word} as {became}. "
        "Use single quotes, no quotes, or lines of their own after `|`: there a backslash stays."
    )
    return Fault("backslash", message, at, at)


def comma_split(raw: RawText, items: Sequence[Node]) -> Fault | None:
    """A comma inside `[…]` that split a sentence or an expression in two."""
    for left, right in pairwise(items):
        if _are_halves(left, right):
            at = right.start
            message = (
                f"Inside [ ] a comma begins a new item, so `{_source(raw, left)}` and "
                f"`{_source(raw, right)}` are two. If they belong together, put them in quotes, "
                "or write the list with a dash a line."
            )
            return Fault("comma-split", message, at, at)
    return None


def key_split(raw: RawText, key: Scalar, value: Node, before: str) -> Fault | None:
    """A comma inside `{…}` that split a value: what follows it looks like a field's name."""
    if key.style or not (isinstance(value, Scalar) and value.is_empty):
        return None
    if raw.text[key.end : value.end + 1].lstrip().startswith(":"):
        return None
    after = f" the text of `{before}`" if before else " a text"
    message = (
        f"Inside {{ }} a comma begins a new field: the one before `{_short(key.text)}` cut"
        f"{after} in two. Put the text in quotes, or write the fields with a line each."
    )
    return Fault("comma-split", message, key.start, key.end)


def wrong_shape(raw: RawText, node: Node, wanted: str) -> Fault:
    """A list or mapping stands where one value is wanted."""
    source = raw.text[node.start : node.start + 2]
    if source == "{{":
        rule, why = "braces-start", "Text that begins with {{ is a mapping to YAML."
    elif source[:1] == "{":
        rule, why = "wrong-shape", "Text that begins with { is a mapping to YAML."
    elif source[:1] == "[":
        rule, why = "wrong-shape", "Text that begins with [ is a list to YAML."
    elif source[:1] == "-":
        return _list_fault(node, wanted)
    else:
        rule, why = "colon-mapping", "A colon followed by a space made a mapping of the text."
    return Fault(rule, f"Here {wanted} is wanted. {why} {_QUOTE_IT}", node.start, node.end)


def _list_fault(node: Node, wanted: str) -> Fault:
    message = (
        f"Here {wanted} is wanted, but the dash made a list. Take the dash away; "
        "if the text begins with one, put it after `|`."
    )
    return Fault("wrong-shape", message, node.start, node.end)


def _are_halves(left: Node, right: Node) -> bool:
    if not (isinstance(left, Scalar) and isinstance(right, Scalar)) or left.style or right.style:
        return False
    if _is_open(left.text) and not _is_open(right.text, opening=True):
        return True
    is_sentence = right.text.rstrip().endswith((".", "?", "!")) and " " in left.text
    return is_sentence and right.text[:1].islower() and left.text[-1:] not in ".?!"


def _is_open(text: str, *, opening: bool = False) -> bool:
    """True if a bracket or a formula begun in the text does not end in it."""
    depth = sum(text.count(sign) for sign in "([{") - sum(text.count(sign) for sign in ")]}")
    return depth > 0 or (not opening and text.count("$") % 2 == 1)


def _source(raw: RawText, node: Node) -> str:
    return _short(raw.text[node.start : node.end])


def _short(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= 40 else f"{line[:39]}…"
