"""What a YAML syntax error means to someone who writes decks.

YAML's own messages speak of tokens and block ends. The raw line tells more: what the value begins
with, and what stands right before the place where reading stopped.
"""

from __future__ import annotations

import re

from quizlr.decks.events import MAX_DEPTH, TooDeepError, YamlError
from quizlr.decks.nodes import Fault
from quizlr.decks.rawtext import RawText

_VALUE = re.compile(r"""^(?P<lead>\s*(?:-\s+)*(?:[\w-]+\s*:\s+)?)(?P<value>\S.*)$""")
_NO_SPACE_AFTER_COLON = re.compile(r"\s*(?:- +)?[\w-]+:[^\s:/]")
_QUOTED_THEN_MORE = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:''|[^'])*')\s*[^\s#,:\]}]""")
_BRACKETED_THEN_MORE = re.compile(r"(\[[^\[\]]*\]|\{[^{}]*\})\s*[^\s#,\]}]")
_AFTER_BLOCK_SIGN = re.compile(r"[|>][+-]?\d?[+-]?\s+[^#\s]")
FIELD_OR_ITEM = re.compile(r"""\s*(?:-(?:\s|$)|#|[\w-]+\s*:(?:\s|$)|["'][^"']*["']\s*:(?:\s|$))""")
BLOCK_HEADER = re.compile(
    r"(?P<lead>\s*(?:-\s+)*)(?P<key>[\w-]+\s*:\s+)?(?P<sign>[|>])[-+0-9]*(?:\s+#.*)?$"
)
_MOST_LINES_UP = 1_000
_SYNTAX = "yaml-syntax"
_QUOTE_IT = "Put the whole text in quotes, or on lines of its own after `|`."


def explain(error: YamlError | TooDeepError, raw: RawText) -> Fault:
    """The fault that stands for a YAML error, at the place where the author should look."""
    if isinstance(error, TooDeepError):
        message = (
            f"Lists and mappings lie more than {MAX_DEPTH} deep in each other here; no deck needs "
            "that. If the brackets are text, put it in quotes or on lines of its own after `|`."
        )
        return Fault("too-deep", message, error.at, error.at)
    at, rule, message = _cause(error, raw)
    return Fault(rule, message, at, at)


def misplaced(start: int, raw: RawText) -> Fault:
    """The fault of a note whose dash is not in the column of the other notes."""
    line = raw.line_at(start)
    at = start + len(line) - len(line.lstrip())
    message = (
        "The dash of this note is not in the same column as that of the first note, so YAML "
        "cannot tell where it belongs. Put all dashes of `notes` in one column, and the fields "
        "of a note two columns further right."
    )
    return Fault("yaml-syntax", message, at, at)


def _cause(error: YamlError, raw: RawText) -> tuple[int, str, str]:
    """Where to look, the rule and the message."""
    if "end of stream" in error.problem and "quoted" in error.context:
        return error.context_at, _SYNTAX, _OPEN_QUOTE
    backslash_at = raw.text.rfind("\\", error.context_at, error.at + 1)
    if "quoted" in error.context and backslash_at >= 0:
        return backslash_at, *_by_message(error, raw)
    by_block = _by_block(error, raw)
    if by_block:
        return by_block
    by_value = _by_value(error, raw)
    if by_value:
        return by_value
    if "simple key" in error.context:
        return error.context_at, _SYNTAX, _NO_COLON
    return error.at, *_by_message(error, raw)


def _by_block(error: YamlError, raw: RawText) -> tuple[int, str, str] | None:
    """Judge by the text above, if it begins after `|` and the line is too far left for it."""
    at = error.context_at if "simple key" in error.context else error.at
    start = raw.text.rfind("\n", 0, at) + 1
    header = block_above(raw.text, start)
    if header is None:
        return None
    at = start + _width(raw.line_at(start))
    message = (
        "This line is further left than the text above it, which begins after "
        f"`{raw.text[header]}` on line {raw.line_of(header)}, so YAML ends the text here. "
        "Give its lines one indentation; if this is a field, put a colon and a space after its "
        "name."
    )
    return at, "block-indent", message


def block_above(text: str, start: int) -> int | None:
    """Where the `|` or `>` stands whose text was cut off by the line that starts at `start`.

    None if the line above belongs to no such text, or if this line looks like a field or an item.
    """
    line = text[start:].partition("\n")[0]
    if not line.strip() or FIELD_OR_ITEM.match(line):
        return None
    narrowest = None
    for _ in range(_MOST_LINES_UP):
        if start == 0:
            break
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        above = text[start:end]
        header = BLOCK_HEADER.match(above)
        if header:
            is_above = narrowest is not None and narrowest > column_of_block(header)
            return start + header.start("sign") if is_above else None
        if not above.strip():
            continue
        if _width(above) <= _width(line):
            break
        narrowest = min(_width(above), narrowest or _width(above))
    return None


def column_of_block(header: re.Match[str]) -> int:
    """The column of what a `|` belongs to: its key, or the dash of an item without one."""
    lead = header["lead"]
    return len(lead) if header["key"] else max(lead.rfind("-"), 0)


def _width(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _by_value(error: YamlError, raw: RawText) -> tuple[int, str, str] | None:
    """Judge by how the value on the line begins where YAML was at the time."""
    for at in (error.at, error.context_at):
        line = raw.line_at(at)
        found = _VALUE.match(line)
        if found:
            message = _value_message(found["value"], found["lead"])
            if message:
                line_start = raw.text.rfind("\n", 0, at) + 1
                rule = "braces-start" if found["value"].startswith("{{") else _SYNTAX
                return line_start + found.start("value"), rule, message
    return None


def _value_message(value: str, lead: str) -> str:
    if value.startswith("{{"):
        return f"Text that begins with {{{{ is a mapping to YAML. {_QUOTE_IT}"
    if _QUOTED_THEN_MORE.match(value):
        return (
            "The quoted text ends before the line does, and YAML allows nothing after it. Quote "
            "all of it; a quotation mark inside single quotes is written twice ('')."
        )
    if value[0] in "%@`" or (value[0] in "*&!" and lead.strip()):
        return f"Text may not begin with {value[0]} in YAML. {_QUOTE_IT}"
    if _BRACKETED_THEN_MORE.match(value):
        return f"Text that begins with {value[0]} is a list or a mapping to YAML. {_QUOTE_IT}"
    if value[0] in "[{":
        return (
            "A bracket opens here, and it is not closed, or YAML cannot read what is between. "
            "Close it; if it belongs to the text, put the whole text in quotes, or on lines of "
            "its own after `|`."
        )
    if _AFTER_BLOCK_SIGN.match(value):
        return (
            f"After {value[0]} the text starts on the next line, indented. Move it there, "
            "or put it in quotes."
        )
    return ""


def _by_message(error: YamlError, raw: RawText) -> tuple[str, str]:
    """The rule and the message."""
    line_before = raw.line_at(max(0, raw.text.rfind("\n", 0, error.at)))
    if "mapping values" in error.problem and _NO_SPACE_AFTER_COLON.match(line_before):
        return _SYNTAX, _NO_SPACE
    for fragments, rule, message in _MEANINGS:
        if any(fragment in error.problem or fragment in error.context for fragment in fragments):
            return rule, message
    if raw.text[error.at : error.at + 1] == "\t" or "\\t" in error.problem:
        return "tab-indent", _TAB
    return _SYNTAX, _GENERIC


_OPEN_QUOTE = (
    "A quotation mark opens here and nothing closes it. Add the closing mark, or write "
    "the text without quotes on lines of its own after `|`."
)
_TAB = (
    "A tab stands where YAML wants spaces. Replace the tabs at the start of lines by spaces: "
    "two for each level."
)
_NO_SPACE = (
    "The field in the line before has no space after its colon, so YAML took it for text. "
    "Write `name: value` with a space."
)
_NO_COLON = (
    "This line has no `name: value`. If it belongs to the text above, indent it further, and "
    "begin the text with `|`; if it is a field, put a colon and a space after its name."
)
_GENERIC = (
    "YAML cannot read this line. Most often the line before is wrong: a quote or bracket left "
    "open, or lines that are not in the same column. Put unusual text on lines of its own "
    "after `|`."
)
_MEANINGS = (
    (("tab character",), "tab-indent", _TAB),
    (
        ("unknown escape", "hexadecimal", "hexdecimal"),
        "backslash",
        "Inside double quotes a backslash begins an escape, and this one does not exist. "
        "Use single quotes, no quotes, or lines of their own after `|`: there a backslash stays.",
    ),
    (
        ("mapping values are not allowed",),
        "colon-mapping",
        "A colon followed by a space begins a value, but one has already begun. "
        "If the colon belongs to the text, quote it: put the whole text in quotes, or on lines "
        "of its own after `|`. If this is a new field, check its indentation.",
    ),
    (
        ("mapping keys are not allowed",),
        _SYNTAX,
        f"A question mark and a space begin a key in YAML. {_QUOTE_IT}",
    ),
    (
        ("sequence entries are not allowed",),
        _SYNTAX,
        f"A dash begins a list item, but a value has already begun. {_QUOTE_IT}",
    ),
    (
        ("node content",),
        _SYNTAX,
        f"A value cannot begin like this. {_QUOTE_IT}",
    ),
    (
        ("'-' indicator", "block collection", "block sequence"),
        _SYNTAX,
        "This line is not in the column of the list that it stands in. Every dash of a list is "
        "in the same column, and a note's fields are two columns further right.",
    ),
    (
        ("expected key", "<block end>", "block mapping", "document start"),
        _SYNTAX,
        "This line is not in the same column as the fields around it. Put all fields of a note "
        "in one column; text that goes on over lines is indented further, after `|`.",
    ),
)
