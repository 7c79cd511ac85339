"""What happens when a home is opened: folders, lock, database, catching up, repairs.

Each repair adds a plain sentence to the notices. The log is never the thing that is repaired,
except that it gets back what it has lost of this device.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path

from quizlr.errors import DatabaseError, ReadOnlyError
from quizlr.store import database, replay
from quizlr.store.device import known_device, make_device
from quizlr.store.folding import FoldRule
from quizlr.store.index import Index
from quizlr.store.lock import HomeLock
from quizlr.store.log import make_folder, size_of, sources
from quizlr.values import dataclass

_NO_ROOM_OR_RIGHTS = {8, 10, 13, 14, 23}  # READONLY, IOERR, FULL, CANTOPEN, AUTH


@dataclass(slots=True)
class Opened:
    """A home that is open, and how it went."""

    home: Path
    rule: FoldRule
    index: Index
    device: str
    lock: HomeLock | None = None
    """None if it is open read-only."""
    notices: list[str] = field(default_factory=list)


def database_path(home: Path) -> Path:
    """Where a home keeps its database."""
    return home / "local" / "quizlr.db"


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system refuse while opening into our errors."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NO_ROOM_OR_RIGHTS:
            raise ReadOnlyError(
                f"the database {path} cannot be written ({error}). Free some space or check the "
                "permissions of its folder."
            ) from error
        raise DatabaseError(str(path), str(error)) from error
    except OSError as error:
        raise ReadOnlyError(
            f"{error.filename or path} cannot be used ({error.strerror or error})."
        ) from error


def open_for_writing(home: Path, rule: FoldRule, device: str | None) -> Opened:
    """See `Store.open`."""
    path = database_path(home)
    with refusals(path):
        make_folder(path.parent)
        lock = HomeLock.take(home)
        try:
            device = device or known_device(home) or make_device(home)
            make_folder(home / "log" / device)
            opened = _open_database(home, rule, device)
            opened.lock = lock
            _refold_if_new(opened.index)
        except BaseException:
            lock.release()
            raise
    return opened


def _open_database(home: Path, rule: FoldRule, device: str) -> Opened:
    path = database_path(home)
    replay.remove_leftovers(path)
    notices: list[str] = []
    if path.exists():
        db = None
        try:
            db = database.open_writer(path)
            opened = Opened(home, rule, Index(db, rule), device)
            catch_up(opened)
        except sqlite3.Error as error:
            if db is not None:
                db.close()
            if not database.is_damage(error):
                raise
            kept = database.set_aside(path)
            notices.append(
                f"The database could not be used ({error}). It was kept as {kept.name} and made "
                "anew from the log."
            )
        else:
            return opened
    elif any(size_of(home / source.path) for source in sources(home)):
        notices.append("The database was missing and was made anew from the log.")
    report = replay.rebuild(home, path, rule, device, None)
    db = database.open_writer(path)
    opened = Opened(home, rule, Index(db, rule), device, notices=notices)
    _take(opened, report)
    return opened


def catch_up(opened: Opened) -> None:
    """Bring the database up to the log, by reading on or, if the log was changed, all over."""
    index = opened.index = Index(opened.index.db, opened.rule)
    difference = replay.compare(index.db, opened.home)
    if difference.lost:
        names = ", ".join(difference.lost[:3])
        opened.notices.append(
            f"The log was cut, changed or moved ({names}); the database was made anew from it."
        )
        rebuild(opened)
    elif difference.pending:
        with database.bulk(), database.transaction(index.db):
            report = replay.load(index, opened.home, difference.pending)
            index.settle()
        if report.clashes:
            rebuild(opened)
        else:
            _take(opened, report)


def rebuild(opened: Opened) -> None:
    """Make the database anew from the log and open it."""
    path = database_path(opened.home)
    old = opened.index.db
    report = replay.rebuild(opened.home, path, opened.rule, opened.device, old)
    opened.index = Index(database.open_writer(path), opened.rule)
    _take(opened, report)


def _take(opened: Opened, report: replay.Report) -> None:
    """Note what a report says; leave a device id that another machine writes under too."""
    opened.notices.extend(report.sentences)
    if any(event.device == opened.device for event in report.clashes):
        opened.device = make_device(opened.home)
        make_folder(opened.home / "log" / opened.device)
        opened.notices.append(
            "Another copy of this home writes to the same log, so this one now has a device name "
            f"of its own ({opened.device}). Do not copy the folder `local` between machines."
        )


def _refold_if_new(index: Index) -> None:
    """Schedules made by another version of the fold are a stale cache."""
    if not index.is_current:
        with database.bulk(), database.transaction(index.db):
            index.renew()


def open_for_reading(home: Path, rule: FoldRule) -> Opened:
    """See `Store.open_read_only`."""
    device = known_device(home)
    try:
        db = database.open_reader(database_path(home))
        return _read_beside(Opened(home, rule, Index(db, rule), device))
    except sqlite3.Error:
        return _in_memory(home, rule, device, None)


def _read_beside(opened: Opened) -> Opened:
    """The database as it is, if it is as new as the log; else a copy in memory that is."""
    db, home = opened.index.db, opened.home
    difference = replay.compare(db, home)
    if difference.lost or not opened.index.is_current:
        return _in_memory(home, opened.rule, opened.device, db)
    if not replay.has_events(home, difference):
        return opened
    index = Index(database.open_memory(like=db), opened.rule)
    db.close()
    with database.bulk(), database.transaction(index.db):
        report = replay.load(index, home, difference.pending)
        index.settle()
    opened.index = index
    opened.notices.extend(report.sentences)
    return opened


def _in_memory(home: Path, rule: FoldRule, device: str, old: sqlite3.Connection | None) -> Opened:
    """A database in memory with all that the log holds, and what it lost of this device."""
    index = Index(database.open_memory(), rule)
    with database.transaction(index.db):
        report = replay.load_all(index, home)
        if old is not None:
            for event in list(replay.lost_events(index, old, device)):
                index.add(event)
            index.settle()
            old.close()
    return Opened(home, rule, index, device, notices=list(report.sentences))
