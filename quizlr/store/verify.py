"""Proof that the database says what the log says: everything is read, replayed and compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import isclose
from pathlib import Path
from typing import Any

from quizlr.store import database, queries, replay
from quizlr.store.folding import FoldRule
from quizlr.store.index import Index
from quizlr.store.rows import REVIEW_COLUMNS, SCHEDULE_COLUMNS
from quizlr.store.undo import standing

_SHOWN = 20
_TABLES = {
    "reviews": (f"device, seq, undone_by, {REVIEW_COLUMNS}", 2),
    "marks": ("device, seq, undone_by, card_id, at_ms, kind, value, text", 2),
    "home_marks": ("device, seq, at_ms, kind, name, text", 2),
    "undos": ("device, seq, at_ms, target, is_redo", 2),
    "schedules": (SCHEDULE_COLUMNS, 1),
}
"""Table -> its columns, and how many of them are the key."""


def verify(db: sqlite3.Connection, home: Path, rule: FoldRule) -> list[str]:
    """What is wrong, as plain sentences; empty if all is well. Writes nothing in the home.

    Raises:
        sqlite3.Error: the database is so damaged that it cannot be compared.
    """
    found = [
        f"The database is damaged: {problem}."
        for (problem,) in db.execute("PRAGMA quick_check(20)")
        if problem != "ok"
    ]
    scratch = database.open_scratch()
    try:
        with database.transaction(scratch):
            report = replay.load_all(Index(scratch, rule), home)
        found += report.sentences
        for table in _TABLES:
            found += _compare(table, scratch, db)
        found += _compare_undos(db)
    finally:
        scratch.close()
    return found


def _compare(table: str, log: sqlite3.Connection, db: sqlite3.Connection) -> list[str]:
    columns, key_columns = _TABLES[table]
    order = ", ".join(columns.split(", ")[:key_columns])
    select = f"SELECT {columns} FROM {table} ORDER BY {order}"
    found = []
    for count, sentence in enumerate(
        _differences(table, key_columns, log.execute(select), db.execute(select))
    ):
        if count == _SHOWN:
            found.append(f"… and more in {table}.")
            break
        found.append(sentence)
    return found


def _differences(
    table: str, key_columns: int, log: Iterator[Sequence[Any]], db: Iterator[Sequence[Any]]
) -> Iterator[str]:
    """Walk two sorted lists side by side."""
    ours, theirs = next(log, None), next(db, None)
    while ours is not None or theirs is not None:
        left, right = _key(ours, key_columns), _key(theirs, key_columns)
        if left == right:
            if not _is_equal(ours, theirs):
                yield f"{table} {_name(left)}: the database differs from the log."
            ours, theirs = next(log, None), next(db, None)
        elif right is None or (left is not None and left < right):
            yield f"{table} {_name(left)}: in the log, not in the database."
            ours = next(log, None)
        else:
            yield f"{table} {_name(right)}: in the database, not in the log."
            theirs = next(db, None)


def _is_equal(ours: Sequence[Any] | None, theirs: Sequence[Any] | None) -> bool:
    """Equal up to rounding: a memory may have been made alone or among many."""
    if ours == theirs or ours is None or theirs is None:
        return ours == theirs
    return all(
        isclose(a, b, rel_tol=1e-9) if isinstance(a, float) and isinstance(b, float) else a == b
        for a, b in zip(ours, theirs, strict=True)
    )


def _key(row: Sequence[Any] | None, count: int) -> tuple[Any, ...] | None:
    """A key that Python sorts as SQLite does: text by its UTF-8 bytes."""
    if row is None:
        return None
    return tuple(part.encode() if isinstance(part, str) else part for part in row[:count])


def _name(key: tuple[Any, ...] | None) -> str:
    parts = (part.decode() if isinstance(part, bytes) else str(part) for part in key or ())
    return " number ".join(parts)


def _compare_undos(db: sqlite3.Connection) -> list[str]:
    """Hold what is marked as undone against the definition of undo."""
    found = []
    for device, events in groupby(queries.events_by_device(db), key=lambda event: event.device):
        expected = standing(events).undone_by
        stored = dict(
            db.execute(
                "SELECT seq, undone_by FROM reviews WHERE device = ? AND undone_by IS NOT NULL"
                " UNION ALL"
                " SELECT seq, undone_by FROM marks WHERE device = ? AND undone_by IS NOT NULL",
                (device, device),
            )
        )
        if stored != expected:
            found.append(f"Device {device}: what is marked as undone does not fit its undos.")
    return found
