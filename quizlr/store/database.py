"""Opening `quizlr.db`: connections, their settings, and what a refusal of SQLite means."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizlr.store import schema

_DAMAGE = {
    1,  # ERROR: a table or column is missing
    11,  # CORRUPT
    24,  # FORMAT
    26,  # NOTADB
    522,  # IOERR_SHORT_READ: the file ends too early
}


def is_damage(error: sqlite3.Error) -> bool:
    """True if the file itself is bad; False for a full disk, a lock, missing permissions."""
    code = getattr(error, "sqlite_errorcode", 0)
    return code in _DAMAGE or code & 0xFF in {11, 24, 26}


def open_writer(path: Path) -> sqlite3.Connection:
    """The one connection that writes. Not EXCLUSIVE: readers work beside it.

    Raises:
        sqlite3.Error: see `is_damage`.
    """
    db = _connect(f"{path.absolute().as_uri()}?mode=rwc")
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        done = schema.applied(db)
        if not done:
            schema.create(db)
        elif done < set(schema.STEPS):
            schema.upgrade(db)
        elif done != set(schema.STEPS):
            raise NewerDatabaseError(f"steps {sorted(done)}")
    except sqlite3.Error:
        db.close()
        raise
    return db


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; on read-only media the file is taken as immutable.

    Raises:
        sqlite3.Error: there is no such file, or it cannot be read, or is of another version.
    """
    try:
        return _open_reader(path, "mode=ro")
    except sqlite3.OperationalError:
        wal = path.with_name(path.name + "-wal")
        if not path.exists() or (wal.exists() and wal.stat().st_size):
            raise
        return _open_reader(path, "immutable=1")


def _open_reader(path: Path, mode: str) -> sqlite3.Connection:
    db = _connect(f"{path.absolute().as_uri()}?{mode}")
    try:
        if schema.applied(db) != set(schema.STEPS):
            raise NewerDatabaseError(str(path))
    except sqlite3.Error:
        db.close()
        raise
    return db


class NewerDatabaseError(sqlite3.DatabaseError):
    """The tables were made by a quizlr that this one does not know."""

    sqlite_errorcode = 1


def open_memory(like: sqlite3.Connection | None = None) -> sqlite3.Connection:
    """An empty database in memory, or a copy of another."""
    db = _connect(":memory:")
    if like is None:
        schema.create(db)
    else:
        like.backup(db)
    return db


def open_new(path: Path) -> sqlite3.Connection:
    """An empty database for a bulk load; worthless until `seal` has run."""
    remove(path)
    db = _connect(f"{path.absolute().as_uri()}?mode=rwc")
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -65536")
    schema.create(db)
    return db


def open_scratch() -> sqlite3.Connection:
    """An empty database in a private temporary file that spills to disk only when large."""
    db = _connect("")
    db.execute("PRAGMA synchronous = OFF")
    schema.create(db)
    return db


def seal(db: sqlite3.Connection, path: Path) -> None:
    """Close a database made by `open_new` and make it durable."""
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    fd = os.open(path, os.O_RDWR)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def remove(path: Path) -> None:
    """Delete a database.

    Its write-ahead log goes after it: alone it is harmless, but one that is left behind would be
    played into the next database of that name.
    """
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def set_aside(path: Path) -> Path:
    """Move a damaged database away; returns its new place."""
    count = 1
    while (kept := path.with_name(f"{path.name}.damaged-{count}")).exists():
        count += 1
    path.rename(kept)
    wal = path.with_name(path.name + "-wal")
    if wal.exists():
        wal.rename(kept.with_name(kept.name + "-wal"))
    remove(path)
    return kept


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def bulk() -> Iterator[None]:
    """Rest the cyclic garbage collector: it costs a third of a bulk load and finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _connect(uri: str) -> sqlite3.Connection:
    is_uri = uri.startswith("file:")
    db = sqlite3.connect(
        uri, uri=is_uri, timeout=5.0, isolation_level=None, check_same_thread=False
    )
    db.execute("PRAGMA trusted_schema = OFF")
    return db
