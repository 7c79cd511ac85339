"""Values as YAML in block style, so that the reader reads back just what was written.

Text is written as it stands where plain YAML keeps it, else on lines of its own after `|`, where
nothing is special. Short lists and groups of numbers and words stand in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from quizlr.decks.fields import Field, Kind, ListOf, MapOf, Number, Record, Text

_PLAIN = re.compile(r"(?:[^\W_]|[$(\\/+.<^]|-(?=[^\s-]))[^\n\t]*")
"""Text that may begin without quotes; letters of any script, and signs that mean nothing."""
_BITES = re.compile(r":(?:\s|$)|\s#|\s$|^(?:\.\.\.|null)$", re.IGNORECASE)
"""What plain YAML would read as something else."""
_WORD = re.compile(r"-?[A-Za-z0-9_.]+(?:[ +-][A-Za-z0-9_.]+)*")
_SHORT_WORD = re.compile(r"-?[A-Za-z0-9_.]{1,12}")
"""Words that need no care inside brackets; in groups only short ones."""
_WIDEST_FLOW: Final = 60


class Written(NamedTuple):
    """A value as it stands behind a colon or a dash."""

    head: str
    """On the same line; empty if nothing is."""
    body: Sequence[str] = ()
    """The lines below, without their common indentation."""


def field_lines(field: Field, value: Any) -> list[str]:
    """`name: value`, from the first column."""
    return _entry(field.name, written(field.kind, value))


def indented(lines: Iterable[str], columns: int) -> list[str]:
    """The lines further right; empty ones stay empty."""
    return [" " * columns + line if line else "" for line in lines]


def written(kind: Kind, value: Any) -> Written:
    """A value of a kind, as the reader gives it: text, numbers, flags, tuples, dicts."""
    flow = _flow(kind, value)
    if flow and len(flow) <= _WIDEST_FLOW:
        return Written(flow)
    if isinstance(kind, ListOf):
        return _list(kind, value)
    if isinstance(kind, Record):
        return _record(kind, value)
    if isinstance(kind, MapOf):
        entries = ((_key(name), written(kind.item, each)) for name, each in value.items())
        lines = [line for name, each in entries for line in _entry(name, each)]
        return Written("", lines) if lines else Written("{}")
    if isinstance(kind, Text):
        return _text(value)
    return Written(_key(value) if isinstance(value, str) else _scalar(value))


def _list(kind: ListOf, value: Sequence[Any]) -> Written:
    if kind.allow_single and len(value) == 1 and isinstance(kind.item, Text):
        return _text(value[0])
    is_group = isinstance(kind.item, Record)
    items = [_record(kind.item, each) if is_group else written(kind.item, each) for each in value]
    lines = [line for item in items for line in _item(item)]
    return Written("", lines) if lines else Written("[]")


def _record(kind: Kind, value: dict[str, Any]) -> Written:
    """A line a field; a text alone where that is enough."""
    assert isinstance(kind, Record)
    if kind.short_form and [*value] == [kind.short_form]:
        (field,) = (field for field in kind.fields if field.name == kind.short_form)
        return written(field.kind, value[field.name])
    known = [field for field in kind.fields if field.name in value]
    lines = [line for field in known for line in field_lines(field, value[field.name])]
    return Written("", lines) if lines else Written("{}")


def _entry(name: str, value: Written) -> list[str]:
    return [f"{name}: {value.head}".rstrip(), *indented(value.body, 2)]


def _item(value: Written) -> list[str]:
    if value.head:
        return [f"- {value.head}", *indented(value.body, 2)]
    first, *rest = value.body
    return [f"- {first}", *indented(rest, 2)]


def _text(text: str) -> Written:
    if is_plain(text):
        return Written(text)
    # A text that begins with white space must say where its indentation ends.
    mark = "|2" if text[:1].isspace() else "|"
    return Written(mark, text.split("\n"))


def is_plain(text: str) -> bool:
    """Whether a text can stand behind a colon or a dash without quotes."""
    return bool(_PLAIN.fullmatch(text)) and not _BITES.search(text)


def _key(name: str) -> str:
    """A name or an id, which stands on one line."""
    is_word = _WORD.fullmatch(name) and is_plain(name)
    return name if is_word else "'" + name.replace("'", "''") + "'"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else repr(value)


def _flow(kind: Kind, value: Any) -> str:
    """A list of words, or a group of short ones, in brackets; empty if it is none."""
    if isinstance(kind, ListOf):
        items = [_leaf(kind.item, item, _WORD) for item in value]
        return f"[{', '.join(items)}]" if items and all(items) else ""
    if isinstance(kind, Record):
        kinds = {field.name: field.kind for field in kind.fields}
        is_short = bool(kind.short_form) and [*value] == [kind.short_form]
        return "" if is_short else _group({n: (kinds[n], each) for n, each in value.items()})
    if isinstance(kind, MapOf) and isinstance(kind.item, Number):
        return _group({name: (kind.item, each) for name, each in value.items()})
    return ""


def _group(entries: dict[str, tuple[Kind, Any]]) -> str:
    items = {name: _leaf(kind, value, _SHORT_WORD) for name, (kind, value) in entries.items()}
    if not items or not all(items.values()) or not all(map(_SHORT_WORD.fullmatch, items)):
        return ""
    return f"{{{', '.join(f'{name}: {text}' for name, text in items.items())}}}"


def _leaf(kind: Kind, value: Any, word: re.Pattern[str]) -> str:
    if isinstance(kind, ListOf | Record):
        return _flow(kind, value)
    text = value if isinstance(value, str) else "" if isinstance(value, dict) else _scalar(value)
    return text if word.fullmatch(text) and not _BITES.search(text) else ""
