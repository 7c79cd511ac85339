"""What was read from deck files, kept so that the next start need not parse them again.

Only a cache: any doubt about it means that the file is parsed. It may hold our own frozen values
and nothing else, so a forged one cannot run code.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import quizlr
from quizlr.library.deckfile import DeckFile, to_stamp
from quizlr.model import Deck, Note, Place, Problem
from quizlr.values import dataclass

_OWN_ROOMS: Final = ("model", "cardtypes", "labs", "decks", "drills", "expressions")
_SETTLED_NS: Final = 2_000_000_000
"""A file changed so shortly before the cache was written may change again unseen."""

_Entry = tuple[int, int, bool, Deck | None, tuple[Problem, ...], Place]


@dataclass(slots=True)
class DeckCache:
    """The cache of one home, held while a library is loaded."""

    path: Path | None
    entries: dict[str, _Entry] = field(default_factory=dict)
    written_at_ns: int = 0
    found: int = 0
    """How many files did not have to be parsed."""

    def find(self, path: Path, *, is_bundled: bool) -> DeckFile | None:
        """What the file held when it was parsed last, if it has not changed since."""
        entry = self.entries.get(str(path))
        if entry is None:
            return None
        size, mtime_ns, was_bundled, deck, problems, requires_at = entry
        try:
            status = path.stat()
        except OSError:
            return None
        is_same = (size, mtime_ns, was_bundled) == (status.st_size, status.st_mtime_ns, is_bundled)
        if not is_same or mtime_ns + _SETTLED_NS > self.written_at_ns:
            return None
        self.found += 1
        return DeckFile(
            path=path,
            is_bundled=is_bundled,
            deck=deck,
            problems=problems,
            requires_at=requires_at,
            stamp=to_stamp(status),
        )

    def save_if_changed(self, files: Mapping[Path, DeckFile]) -> None:
        """Write the cache anew if it lacks a file; one that cannot be written is no problem."""
        if self.path is None or self.found == len(files) == len(self.entries):
            return
        entries: dict[str, _Entry] = {}
        for path, file in files.items():
            with suppress(OSError):
                status = path.stat()
                entries[str(path)] = (
                    status.st_size,
                    status.st_mtime_ns,
                    file.is_bundled,
                    file.deck,
                    file.problems,
                    file.requires_at,
                )
        packed = {
            name: (*entry[:3], _packed(entry[3]), *entry[4:]) for name, entry in entries.items()
        }
        data = pickle.dumps((_stamp(), packed), protocol=5)
        data = crc32(data).to_bytes(4, "big") + data
        beside = self.path.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            beside.write_bytes(data)
            beside.replace(self.path)


def open_cache(path: Path | None) -> DeckCache:
    """The cache in a file; an empty one if it is missing, damaged or of other code."""
    cache = DeckCache(path)
    if path is None:
        return cache
    try:
        data = path.read_bytes()
        cache.written_at_ns = path.stat().st_mtime_ns
        if crc32(memoryview(data)[4:]) != int.from_bytes(data[:4], "big"):
            return cache
        stamp, entries = _OwnValues(BytesIO(data[4:])).load()
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError,
            ImportError, IndexError, KeyError, MemoryError, OverflowError):  # fmt: skip
        return cache
    if stamp == _stamp() and isinstance(entries, dict):
        cache.entries = entries
    return cache


@dataclass(frozen=True, slots=True)
class Packed:
    """A note's content as it lies in the cache: most notes of a sitting are never asked."""

    data: bytes

    def __call__(self) -> Any:
        """The content."""
        return _OwnValues(BytesIO(self.data)).load()


def _packed(deck: Deck | None) -> Deck | None:
    """The deck with the content of its notes packed."""
    if deck is None:
        return None
    return replace(deck, notes=tuple(_note_packed(note) for note in deck.notes))


def _note_packed(note: Note) -> Note:
    fields = dict(vars(note))
    content = fields.pop("content", None)
    if content is not None:
        fields["_unpack"] = Packed(pickle.dumps(content, protocol=5))
    packed = object.__new__(Note)
    packed.__dict__.update(fields)
    return packed


class _OwnValues(pickle.Unpickler):
    """Reads our own frozen values and decimals; refuses every other class or function."""

    def find_class(self, module: str, name: str) -> Any:
        package, _, rest = module.partition(".")
        if package == "quizlr" and rest.partition(".")[0] in _OWN_ROOMS:
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        if (module, name) == ("decimal", "Decimal"):
            return Decimal
        if (module, name) == ("builtins", "getattr"):
            return _member  # how some versions of Python pickle the members of an Enum
        if (module, name) == (__name__, "Packed"):
            return Packed
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a deck cache")


def _member(kind: object, name: str) -> Enum:
    """The member of an Enum, and nothing else that `getattr` could reach."""
    if isinstance(kind, type) and issubclass(kind, Enum) and name in kind.__members__:
        return kind[name]
    raise pickle.UnpicklingError(f"{name} of {kind} has no place in a deck cache")


def _stamp() -> tuple[object, ...]:
    """Changes whenever the code that reads decks does."""
    package = Path(quizlr.__file__).parent
    files = []
    for room in _OWN_ROOMS:
        with os.scandir(package / room) as found:
            for entry in found:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    files.append((room, entry.name, status.st_size, status.st_mtime_ns))
    return (quizlr.__version__, *sorted(files))
