"""`quizlr check --fix`: what can be mended, shown as a diff, and written after a yes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from quizlr.errors import UsageError
from quizlr.rendering import clean_line

if TYPE_CHECKING:
    from quizlr.collection import Home
    from quizlr.collection.mending import Mended


def mend(home: Home, paths: Sequence[Path], *, is_agreed: bool, out: TextIO) -> None:
    """Show what can be mended, ask, and write it.

    Args:
        home: whose decks are mended if there are no `paths`.
        paths: files and folders.
        is_agreed: write without asking.
        out: where the diff goes.

    Raises:
        UsageError: there is nobody to ask.
        DataError: a file cannot be written.
    """
    found = show(home, paths, out)
    if not found:
        return
    files = "1 file" if len(found) == 1 else f"{len(found)} files"
    if not is_agreed and not _says_yes(f"Write these changes to {files}? [y/N] "):
        print("Nothing was written.", file=out)
        return
    for each in found:
        each.write()
    print(f"Mended {files}.\n", file=out)


def show(home: Home, paths: Sequence[Path], out: TextIO) -> list[Mended]:
    """Show what can be mended, as a diff; what that is."""
    from quizlr.collection.mending import mended

    found = list(mended(home, paths))
    for each in found:
        for line in each.diff():
            print(clean_line(line.replace("\t", "→\t")), file=out)
    if not found:
        print("Nothing to mend.", file=out)
    return found


def _says_yes(question: str) -> bool:
    if not sys.stdin.isatty():
        raise UsageError(
            "Nothing was written, since there is no terminal to ask. Add --yes to write the "
            "changes, or --diff only to see them."
        )
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
