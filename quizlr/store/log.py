"""The log as files: durable append, and reading on from a mark.

One file per device and month of UTC, written by that device alone. Copies that a file
synchroniser left beside it (`2026-11.sync-conflict-….jsonl`, `2026-11 (conflicted copy).jsonl`)
are further sources of the same device. Nothing that a whole line holds is ever rewritten.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

from quizlr.errors import WriteFailedError
from quizlr.model import Event
from quizlr.store.line import Unread, decode
from quizlr.values import dataclass

_TAIL_BYTES = 256
_FILE = re.compile(r"\d{4}-\d{2}.*\.jsonl")
_DEVICE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a file has been read: the database holds everything before it."""

    bytes_read: int = 0
    """Ends after a whole line, or after the newline that is missing at the end of a file."""
    tail_crc: int = 0
    """CRC-32 of the (up to) 256 bytes before the mark."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the log."""

    path: str
    """Relative to the home, with `/`: `log/1a2b3c4d/2026-11.jsonl`."""
    device: str


@dataclass(frozen=True, slots=True)
class Read:
    """One line that was read, and the offset after it."""

    item: Event | Unread
    end: int


def sources(home: Path) -> list[Source]:
    """The files of all devices; a month's own file comes before its conflict copies."""
    found: list[tuple[str, str, bool, str]] = []
    log = home / "log"
    for folder in log.iterdir() if log.is_dir() else ():
        if not folder.is_dir() or not _DEVICE.fullmatch(folder.name):
            continue
        for name in _file_names(folder):
            if _FILE.fullmatch(name):
                found.append((folder.name, name[:7], len(name) > len("2026-11.jsonl"), name))
    return [Source(f"log/{device}/{name}", device) for device, _, _, name in sorted(found)]


def _file_names(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if entry.is_file()]


def month_path(home: Path, device: str, at_ms: int) -> Path:
    """The file that takes an event of this instant; years beyond 1 to 9999 go to the nearest."""
    try:
        month = f"{_EPOCH + timedelta(milliseconds=at_ms):%Y-%m}"
    except OverflowError:
        month = "9999-12" if at_ms > 0 else "0001-01"
    return home / "log" / device / f"{month.zfill(7)}.jsonl"


def size_of(path: Path) -> int:
    """Bytes in the file; 0 if there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def fits(path: Path, mark: Mark) -> bool:
    """False if the file was cut or changed before the mark."""
    if mark.bytes_read == 0:
        return True
    if size_of(path) < mark.bytes_read:
        return False
    with path.open("rb") as file:
        return crc32(_tail(file.fileno(), mark.bytes_read)) == mark.tail_crc


def mark_at(path: Path, offset: int) -> Mark:
    """The mark for a file that has been read up to `offset`."""
    if offset == 0:
        return Mark()
    with path.open("rb") as file:
        return Mark(offset, crc32(_tail(file.fileno(), offset)))


def _tail(fd: int, end: int) -> bytes:
    count = min(_TAIL_BYTES, end)
    os.lseek(fd, end - count, os.SEEK_SET)
    return os.read(fd, count)


def read(path: Path, device: str, start: int = 0) -> Iterator[Read]:
    """The lines from byte `start` on; empty lines are passed over.

    An unfinished last line is given as an event if it is whole save for its newline; otherwise as
    Unread with `end` before it, so that it is looked at again when more has arrived.
    """
    with path.open("rb") as file:
        file.seek(start)
        end = start
        for line in file:
            begin, end = end, end + len(line)
            if not line.strip():
                continue
            item = decode(line, device)
            if isinstance(item, Unread) and not line.endswith(b"\n"):
                end = begin
            yield Read(item, end)


def append(path: Path, lines: Sequence[str], expected_bytes: int) -> Mark | None:
    """Append lines durably, in one write: when this returns, they survive a power cut.

    Args:
        path: as `month_path` says for these events of this home's own device.
        lines: from `encode`.
        expected_bytes: the size that the file should have.

    Returns:
        The mark after the lines; None if the file was not as expected (somebody changed it, or its
        last line is torn), so that it must be read again. The lines are durable either way.

    Raises:
        WriteFailedError: none of the lines is in the log.
    """
    try:
        is_new = not path.exists()
        if is_new:
            make_folder(path.parent)
        fd = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY, 0o644)
        try:
            if is_new:
                sync_folder(path.parent)
            old_bytes = os.fstat(fd).st_size
            torn = old_bytes > 0 and _last_byte(fd, old_bytes) != b"\n"
            data = b"\n" * torn + "".join(f"{line}\n" for line in lines).encode()
            _write_or_undo(fd, data, old_bytes)
            if torn or old_bytes != expected_bytes:
                return None
            end = old_bytes + len(data)
            return Mark(end, crc32(_tail(fd, end)))
        finally:
            os.close(fd)
    except OSError as error:
        raise WriteFailedError(str(path), _reason(error)) from error


def take_back(path: Path, size: int) -> None:
    """Cut off a line that nobody has been told is kept.

    Raises:
        OSError: it is still there.
    """
    fd = os.open(path, os.O_RDWR | _BINARY)
    try:
        os.ftruncate(fd, size)
        _sync_data(fd)
    finally:
        os.close(fd)


def _last_byte(fd: int, size: int) -> bytes:
    os.lseek(fd, size - 1, os.SEEK_SET)
    return os.read(fd, 1)


def _write_or_undo(fd: int, data: bytes, old_bytes: int) -> None:
    try:
        written = os.write(fd, data)
        if written != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        _sync_data(fd)
    except OSError:
        os.ftruncate(fd, old_bytes)
        raise


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


_BINARY: int = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

if sys.platform == "darwin":
    import fcntl

    def _sync_data(fd: int) -> None:
        # On macOS fsync leaves the data in the drive's cache; not every file system can do better.
        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError:
            os.fsync(fd)
elif sys.platform == "win32":

    def _sync_data(fd: int) -> None:
        os.fsync(fd)
else:

    def _sync_data(fd: int) -> None:
        os.fdatasync(fd)


def sync_folder(folder: Path) -> None:
    """Make a new name in this folder durable; Windows does that by itself."""
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def make_folder(folder: Path) -> None:
    """Create a folder and its parents durably; nothing happens if it is there."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)
