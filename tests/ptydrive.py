"""Drive a program in a real pseudo-terminal: type keys, wait for text, keep every byte it wrote."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

WAIT_S = 30.0


class Terminal:
    """A child process on a pty of the given size. Use as a context manager."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.output = bytearray()
        self.started_s = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", **(environment or {})})
            os.environ.pop("NO_COLOR", None)
            os.execvp(command[0], list(command))
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def send(self, keys: str) -> float:
        """Type; the instant at which the keys were written."""
        os.write(self._fd, keys.encode())
        return time.perf_counter()

    def pump(self, seconds: float = 0.05) -> bool:
        """Take what the program wrote within some time; False at its end."""
        ready, _, _ = select.select([self._fd], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        self.output += data
        return bool(data)

    def wait_for(self, text: str, *, since: int = 0) -> float:
        """Read until `text` stands in the output after byte `since`; the instant it was there."""
        wanted = text.encode()
        deadline = time.perf_counter() + WAIT_S
        while self.output.find(wanted, since) < 0:
            if time.perf_counter() > deadline or not self.pump(1.0):
                tail = bytes(self.output[-2000:]).decode("utf-8", "replace")
                raise TimeoutError(f"{text!r} never came; last output: {tail!r}")
        return time.perf_counter()

    def wait_until_painted(self) -> None:
        """Read until a full-screen program has drawn its first screen."""
        self.wait_for("\x1b[?1049h")
        self.settle(1.0)

    def settle(self, quiet_s: float = 0.3) -> None:
        """Read until the program has been quiet for some time."""
        last = time.perf_counter()
        while time.perf_counter() - last < quiet_s:
            before = len(self.output)
            if not self.pump(0.05):
                return
            if len(self.output) != before:
                last = time.perf_counter()

    def wait_for_exit(self) -> int:
        """The exit code of the program."""
        deadline = time.perf_counter() + WAIT_S
        while self.pump(0.5):
            if time.perf_counter() > deadline:
                raise TimeoutError("the program did not end")
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        os.close(self._fd)
        return os.waitstatus_to_exitcode(status)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal, by default kill -9, and reap the program."""
        if self.pid:
            os.kill(self.pid, number)
            os.waitpid(self.pid, 0)
            self.pid = 0
            os.close(self._fd)
