"""One event as one line of the log, and back. Pure: no files.

A line is a JSON object without line breaks: `v` (format), `n` (sequence), `t` (at_ms), `k`
(review, mark, home, undo), then the fields that differ from their default, then `crc`. The crc is
the CRC-32 of the line's UTF-8 bytes with the member `,"crc":"…"` cut out, as eight hex digits; it
is always the last member, so that checking it needs no JSON.
"""

from __future__ import annotations

import json
import math
import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, get_args, get_origin, get_type_hints
from zlib import crc32

from quizlr.model import CardMark, Event, Happening, HomeMark, Review, Undo
from quizlr.values import dataclass

FORMAT = 1
_KINDS: dict[str, type[Happening]] = {
    "review": Review,
    "mark": CardMark,
    "home": HomeMark,
    "undo": Undo,
}
_NAMES = {made: name for name, made in _KINDS.items()}
_CRC_BYTES = len(b',"crc":"00000000"}')
_INT64 = 1 << 63
_TO_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that gave no event."""

    reason: str
    seq: int = 0
    """Its sequence number, if the line is whole and only too new; else 0."""


def encode(event: Event) -> str:
    """The line of an event, without the newline. Lone surrogates become `?`.

    Raises:
        ValueError: a number is not finite.
    """
    what = event.what
    members: dict[str, Any] = {
        "v": FORMAT,
        "n": event.seq,
        "t": what.at_ms,
        "k": _NAMES[type(what)],
    }
    for name, default in _DEFAULTS[type(what)]:
        value = getattr(what, name)
        if value != default:
            members[name] = value
    body = _TO_JSON.encode(members).encode("utf-8", "replace")
    return f'{body[:-1].decode()},"crc":"{crc32(body):08x}"}}'


def decode(line: bytes, device: str) -> Event | Unread:
    """The event of a line (with or without line end), or why there is none."""
    line = line.rstrip(b"\r\n")
    body = line[:-_CRC_BYTES] + b"}"
    if line[-_CRC_BYTES:] != b',"crc":"%08x"}' % crc32(body):
        return Unread("is damaged or cut short")
    try:
        members = json.loads(body)
        return _event(dict(members), device)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        return Unread(f"does not make sense ({type(error).__name__})")


def _event(members: dict[str, Any], device: str) -> Event | Unread:
    seq, at_ms = _int(members.pop("n")), _int(members.pop("t"))
    made = _KINDS.get(members.pop("k"))
    if members.pop("v") != FORMAT or made is None:
        return Unread("was written by a newer quizlr", seq)
    readers = _READERS[made]
    known = {name: readers[name](value) for name, value in members.items() if name in readers}
    return Event(device, seq, made(at_ms=at_ms, **known))


def _int(value: Any) -> int:
    if type(value) is not int or not -_INT64 <= value < _INT64:
        raise ValueError(value)
    return value


def _float(value: Any) -> float:
    if type(value) is not float and type(value) is not int:
        raise ValueError(value)
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ValueError(value)
    value.encode()  # a lone surrogate cannot be stored
    return value


def _bool(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(value)
    return value


_PLAIN: dict[Any, Callable[[Any], Any]] = {int: _int, float: _float, str: _text, bool: _bool}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """What turns a JSON value into a field of this type, or raises ValueError."""
    if hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    if get_origin(hint) is types.UnionType:
        inner = _reader(next(arg for arg in get_args(hint) if arg is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    reader: Callable[[Any], Any] = _PLAIN.get(hint, hint)  # an enum reads itself
    return reader


def _readers(made: type[Happening]) -> Mapping[str, Callable[[Any], Any]]:
    hints = get_type_hints(made)
    return {field.name: _reader(hints[field.name]) for field in fields(made)}


def _defaults(made: type[Happening]) -> tuple[tuple[str, Any], ...]:
    """Fields and defaults; a field without one has a default that no value equals."""
    return tuple((f.name, f.default) for f in fields(made) if f.name != "at_ms")


_READERS = {made: _readers(made) for made in _NAMES}
_DEFAULTS = {made: _defaults(made) for made in _NAMES}
