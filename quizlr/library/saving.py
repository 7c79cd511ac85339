"""Deck files written whole or not at all: what is there stays until the new text is on the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizlr.errors import DeckChangedError, DeckWriteError


def replace_file(path: Path, old: bytes, new: bytes) -> None:
    """Put another content in the place of a file's; a link stays a link, and the mode stays.

    Args:
        path: the file.
        old: what it must hold now.
        new: what it is to hold.

    Raises:
        DeckChangedError: it holds something else by now; it is left alone.
        DeckWriteError: it cannot be written; it is as it was.
    """
    real = path.resolve()
    try:
        with _draft(real, new) as draft:
            shutil.copymode(real, draft)
            if real.read_bytes() != old:
                raise DeckChangedError(str(path))
            draft.replace(real)
        _keep_name(real.parent)
    except OSError as error:
        raise DeckWriteError(str(path), error.strerror or str(error)) from error


def create_file(path: Path, data: bytes) -> bool:
    """Write a file that does not exist yet; False if it does by now.

    Raises:
        OSError: it cannot be written.
    """
    with _draft(path, data) as draft:
        try:
            path.hardlink_to(draft)  # unlike a rename, it never overwrites
        except FileExistsError:
            return False
        except OSError:  # a file system without hard links
            draft.rename(path)
    _keep_name(path.parent)
    return True


@contextmanager
def _draft(target: Path, data: bytes) -> Iterator[Path]:
    """A file beside the target that holds the data durably; gone afterwards."""
    # Hidden, so that the library does not read half a deck.
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """Make the name durable as well, where folders can be synced."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
