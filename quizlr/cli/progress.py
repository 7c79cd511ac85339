"""A progress bar on stderr, for commands that take a while."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

_CELLS: Final = 30


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar called `what`, if stderr is a terminal; call what it gives with done and total."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    shown = [False]
    try:
        yield partial(_draw, what, shown)
    finally:
        if shown[0]:
            print(f"\r{'':79}\r", end="", file=sys.stderr, flush=True)


def _draw(what: str, shown: list[bool], done: int, total: int) -> None:
    shown[0] = True
    cells = _CELLS * done // total
    cellbar = "#" * cells + "." * (_CELLS - cells)
    line = f"{what} [{cellbar}] {done} of {total}, {100 * done // total} %"
    print(f"\r{line[:79]:79}", end="", file=sys.stderr, flush=True)
