"""Bringing the database up to the log: reading what is new, or building it all again.

The log is the truth. Only one thing flows the other way: events of this home's own device that the
log has lost and the database still holds are written to the log again.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from itertools import groupby
from pathlib import Path

from quizlr.model import Event
from quizlr.store import database, rows, schema
from quizlr.store.folding import FoldRule
from quizlr.store.index import Added, Index
from quizlr.store.line import Unread, encode
from quizlr.store.log import (
    Mark,
    Source,
    append,
    fits,
    mark_at,
    month_path,
    read,
    size_of,
    sources,
    sync_folder,
)
from quizlr.values import dataclass

_SHOWN = 20
_UNREAD = Mark()


@dataclass(frozen=True, slots=True)
class Pending:
    """A file with bytes that the database has not seen."""

    source: Source
    mark: Mark = _UNREAD
    last_seq: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """How the log stands against the database."""

    pending: tuple[Pending, ...]
    lost: tuple[str, ...]
    """Files that were removed, cut or changed in what had been read before."""


@dataclass(slots=True)
class Report:
    """What reading the log brought to light, as plain sentences."""

    unread: list[str] = field(default_factory=list)
    clashes: list[Event] = field(default_factory=list)
    healed: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> tuple[str, ...]:
        """At most 20 of each kind."""
        clashes = [
            f"Device {event.device} has two different events number {event.seq}; "
            "the one that is read first counts."
            for event in self.clashes
        ]
        return (*_short(self.unread), *_short(clashes), *self.healed)


def _short(sentences: list[str]) -> list[str]:
    rest = len(sentences) - _SHOWN
    return sentences[:_SHOWN] + ([f"… and {rest} more of this kind."] if rest > 0 else [])


def compare(db: sqlite3.Connection, home: Path) -> Difference:
    """Hold the files of the log against the marks in the database; reads almost nothing."""
    known = {
        path: (Mark(bytes_read, tail_crc), last_seq)
        for path, bytes_read, last_seq, tail_crc in db.execute(
            "SELECT path, bytes_read, last_seq, tail_crc FROM sources"
        )
    }
    pending, lost = [], []
    for source in sources(home):
        mark, last_seq = known.pop(source.path, (Mark(), 0))
        if not fits(home / source.path, mark):
            lost.append(source.path)
        elif size_of(home / source.path) > mark.bytes_read:
            pending.append(Pending(source, mark, last_seq))
    lost += [path for path, (mark, _) in known.items() if mark.bytes_read]
    return Difference(tuple(pending), tuple(lost))


def has_events(home: Path, difference: Difference) -> bool:
    """True if the unread part of the log holds an event; a torn last line alone does not."""
    return any(
        isinstance(item.item, Event)
        for pending in difference.pending
        for item in read(home / pending.source.path, pending.source.device, pending.mark.bytes_read)
    )


def load(index: Index, home: Path, pending: tuple[Pending, ...]) -> Report:
    """Add what is unread to the database. The caller holds the transaction and folds."""
    report = Report()
    for part in pending:
        path, device = home / part.source.path, part.source.device
        end, last_seq = part.mark.bytes_read, part.last_seq
        for line in read(path, device, end):
            if isinstance(line.item, Unread):
                report.unread.append(
                    f"{part.source.path}, at byte {end}: a line {line.item.reason} "
                    "and was left out."
                )
            elif index.add(line.item) is Added.CLASH:
                report.clashes.append(line.item)
            last_seq = max(last_seq, line.item.seq)
            end = line.end
        index.set_mark(part.source.path, device, mark_at(path, end), last_seq)
    return report


def load_all(index: Index, home: Path) -> Report:
    """Read the whole log into an empty database and fold every card."""
    with database.bulk():
        schema.drop_indexes(index.db)
        report = load(index, home, tuple(Pending(source) for source in sources(home)))
        schema.add_indexes(index.db)
        index.fold_all()
    return report


def rebuild(
    home: Path, path: Path, rule: FoldRule, device: str, old: sqlite3.Connection | None
) -> Report:
    """Write a new database from the log and put it in the place of the old one.

    Args:
        home: the home folder.
        path: of the database.
        rule: how a card's happenings become its schedule.
        device: this home's; what `old` alone has of it goes back into the log.
        old: the open old database, which is closed; None if there is none that can be read.

    Raises:
        sqlite3.Error, OSError, WriteFailedError: the old database is still in its place.
    """
    new_path = path.with_name(path.name + ".new")
    db = database.open_new(new_path)
    try:
        db.execute("BEGIN")
        index = Index(db, rule)
        report = load_all(index, home)
        if old is not None:
            report.healed += heal(index, home, old, device)
            report.healed += _forgotten(index, old, device)
        db.execute("COMMIT")
        database.seal(db, new_path)
    finally:
        db.close()
    if old is not None:
        old.close()
    database.remove(path)
    new_path.replace(path)
    sync_folder(path.parent)
    return report


def lost_events(index: Index, old: sqlite3.Connection, device: str) -> Iterator[Event]:
    """Events of a device that the old database has and the index lacks, by kind and sequence."""
    where = " WHERE device = ? ORDER BY seq"
    for select, event_of in (
        (rows.SELECT_REVIEWS, rows.review_event),
        (rows.SELECT_MARKS, rows.mark_event),
        (rows.SELECT_HOME_MARKS, rows.home_mark_event),
        (rows.SELECT_UNDOS, rows.undo_event),
    ):
        for row in old.execute(select + where, (device,)):
            if rows.find(index.db, device, row[1]) is None:
                yield event_of(row)


def heal(index: Index, home: Path, old: sqlite3.Connection, device: str) -> list[str]:
    """Give back to the log what it has lost of this device, and to the index too."""
    lost = sorted(lost_events(index, old, device), key=lambda event: (event.at_ms, event.seq))
    for path, group in groupby(lost, key=lambda event: month_path(home, device, event.at_ms)):
        events = list(group)
        append(path, [encode(event) for event in events], size_of(path))
        for event in events:
            index.add(event)
        last_seq = max(event.seq for event in events)
        relative = path.relative_to(home).as_posix()
        index.set_mark(relative, device, mark_at(path, size_of(path)), last_seq)
    index.settle()
    if not lost:
        return []
    return [f"The log had lost {len(lost)} events of this device; they were written to it again."]


def _forgotten(index: Index, old: sqlite3.Connection, device: str) -> list[str]:
    """What the log no longer has of other devices, whose log is theirs to mend."""
    gone = _counts(old) - _counts(index.db)
    return [
        f"The log of device {other} has lost {count} events; they no longer count here."
        for other, count in gone.items()
        if other != device
    ]


def _counts(db: sqlite3.Connection) -> Counter[str]:
    counts: Counter[str] = Counter()
    for table in ("reviews", "marks", "home_marks", "undos"):
        for device, count in db.execute(f"SELECT device, count(*) FROM {table} GROUP BY device"):
            counts[device] += count
    return counts


def remove_leftovers(path: Path) -> None:
    """Delete what an interrupted rebuild left: it was never in use."""
    for suffix in (".new", ".new-wal", ".new-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    if not path.exists():
        database.remove(path)
