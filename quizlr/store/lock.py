"""One writer per home: a lock of the operating system that dies with its process.

The file also says who holds it, for the message to a second quizlr; the text alone locks nothing.
"""

from __future__ import annotations

import os
import socket
import sys
from datetime import datetime
from pathlib import Path

from quizlr.errors import HomeLockedError

if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 1 << 30  # Windows forbids reading a locked byte: lock one beyond the text

    def _try_lock(fd: int) -> bool:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True


class HomeLock:
    """The right to write in a home, held until `release` or the end of the process."""

    def __init__(self, fd: int) -> None:
        self._fd: int | None = fd

    @classmethod
    def take(cls, home: Path) -> HomeLock:
        """Lock `home/local/lock`; the folder exists.

        Raises:
            HomeLockedError: another quizlr holds it.
            OSError: the file cannot be opened or written.
        """
        path = home / "local" / "lock"
        fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        if not _try_lock(fd):
            os.close(fd)
            raise HomeLockedError(str(home), holder(path))
        try:
            os.ftruncate(fd, 0)
            os.lseek(fd, 0, os.SEEK_SET)
            os.write(fd, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
        except OSError:
            os.close(fd)
            raise
        return cls(fd)

    def release(self) -> None:
        """Let the next one in; may be called twice."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def holder(path: Path) -> str:
    """Who wrote the lock file, and since when: `process 71 on anna, since 2026-03-01 09:30`."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace").strip()
        since = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return "another process"
    return f"{text or 'another process'}, since {since:%Y-%m-%d %H:%M}"
