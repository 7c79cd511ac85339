"""The store: events go into the log first, then into the database that indexes them.

One writer per home; readers work beside it. What an event means is the fold's business, which is
an argument; files, sequence numbers, durability and repair are the store's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from quizlr.errors import DatabaseError, DataError, ReadOnlyError, WriteFailedError
from quizlr.model import (
    CardMark,
    Event,
    Happening,
    HomeMark,
    Review,
    Undo,
)
from quizlr.store import database, opening, queries, rows
from quizlr.store.folding import Fold, FoldRule, Prepared, fixed
from quizlr.store.line import Unread, decode, encode
from quizlr.store.log import append, month_path, take_back
from quizlr.store.opening import Opened, database_path
from quizlr.store.questions import Questions

if TYPE_CHECKING:
    from quizlr.store.beside import Beside

Choose = Callable[[sqlite3.Connection, str], int | None]


class Store(Questions):
    """A learner's progress. Not for use by two threads at the same time."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self._is_behind = False

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        fold: Fold | FoldRule,
        device: str | None = None,
        fold_version: str = "1",
    ) -> Store:
        """Open a home for writing; what is missing is made, what is damaged is rebuilt.

        Args:
            home: the home folder.
            fold: one card's live reviews and marks, in order -> its schedule; or how to choose it.
            device: the name to write under; None for the one in `local/device`.
            fold_version: schedules that were made under another version are folded again.

        Raises:
            HomeLockedError: another quizlr writes to it.
            ReadOnlyError: it cannot be written: permissions, or a full disk.
            DatabaseError: SQLite refuses for another reason.
        """
        return cls(opening.open_for_writing(home, _rule(fold, fold_version), device))

    @classmethod
    def open_read_only(cls, home: Path, *, fold: Fold | FoldRule, fold_version: str = "1") -> Store:
        """Open a home without writing anything, beside a writer or without one.

        Where the database is missing, damaged or behind the log, the answers come from a copy in
        memory that is brought up to the log.

        Raises:
            DataError: the log cannot be read.
        """
        with opening.refusals(database_path(home)):
            return cls(opening.open_for_reading(home, _rule(fold, fold_version)))

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the home; may be called twice."""
        self._opened.index.db.close()
        if self._opened.lock is not None:
            self._opened.lock.release()

    @property
    def home(self) -> Path:
        """The home folder."""
        return self._opened.home

    @property
    def device(self) -> str:
        """The name under which this home writes; empty if a read-only home has none yet."""
        return self._opened.device

    @property
    def is_read_only(self) -> bool:
        """True if nothing can be recorded."""
        return self._opened.lock is None

    @property
    def notices(self) -> tuple[str, ...]:
        """What was found and repaired since the store was opened, as plain sentences."""
        return tuple(self._opened.notices)

    @property
    def position(self) -> tuple[tuple[str, int], ...]:
        """How far each device's log has been taken in: equal positions mean equal answers."""
        return tuple(sorted(self._opened.index.last_seq.items()))

    def beside(self) -> Beside:
        """What a worker thread can ask while this store goes on."""
        from quizlr.store.beside import Beside

        return Beside(self._opened)

    # -- writing

    def record(self, what: Review | CardMark | HomeMark, prepared: Prepared | None = None) -> Event:
        """Keep a happening: durable in the log when this returns, and the schedule follows it.

        A home mark that changes the parameters makes all memories anew; `prepared` saves the time.

        Raises:
            ReadOnlyError: the store is read-only.
            WriteFailedError: it could not be kept (a full disk, say); nothing has changed.
            DatabaseError: it is kept in the log, but the database is broken.
            ValueError: a field holds what a log line cannot (nan, a number beyond 64 bits).
        """
        return self._write(what, prepared=prepared)[0]

    def undo(self, at_ms: int) -> tuple[Event, ...]:
        """Cancel this device's newest live review or mark, adoptions excepted; what was cancelled.

        Marks of one kind that were recorded at once are one deed: all of them are cancelled.

        Raises: as `record`.
        """
        return self._toggle(queries.next_undo, at_ms, is_redo=False)

    def redo(self, at_ms: int) -> tuple[Event, ...]:
        """Bring back what was undone last, if nothing new was recorded since; what came back.

        Raises: as `record`.
        """
        return self._toggle(queries.next_redo, at_ms, is_redo=True)

    def _toggle(self, choose: Choose, at_ms: int, *, is_redo: bool) -> tuple[Event, ...]:
        from quizlr.store.batches import with_its_batch

        self._must_be_writable()
        with self._asking() as db:
            target = choose(db, self.device)
            event = None if target is None else rows.find(db, self.device, target)
            found = with_its_batch(db, event, is_live=not is_redo) if event else []
        if found:
            self._write(*(Undo(at_ms=at_ms, target=e.seq, is_redo=is_redo) for e in found))
        return tuple(found)

    def _must_be_writable(self) -> None:
        if self.is_read_only:
            raise ReadOnlyError("this quizlr has its home open read-only.")
        if self._is_behind:
            self._catch_up()

    def record_all(self, whats: Sequence[Review | CardMark | HomeMark]) -> tuple[Event, ...]:
        """Keep many happenings of one instant at once, at the price of one.

        All or none, but for a power cut in between, after which a first part may be kept.

        Raises:
            ValueError: they do not share one `at_ms`; else as `record`.
        """
        if len({what.at_ms for what in whats}) > 1:
            raise ValueError("happenings that are kept together belong to one instant")
        return self._write(*whats) if whats else ()

    def _write(self, *whats: Happening, prepared: Prepared | None = None) -> tuple[Event, ...]:
        """Into the log, then into the database; all share one instant, and so one file."""
        self._must_be_writable()
        first = self._opened.index.last_seq.get(self.device, 0) + 1
        lines = [encode(Event(self.device, seq, what)) for seq, what in enumerate(whats, first)]
        events = tuple(_as_logged(line, self.device) for line in lines)
        path = month_path(self.home, self.device, events[0].at_ms)
        name = path.relative_to(self.home).as_posix()
        with self._asking() as db:
            row = db.execute("SELECT bytes_read FROM sources WHERE path = ?", (name,)).fetchone()
        # Until log and database both have the events, whatever fails leaves them to be compared.
        self._is_behind = True
        old_bytes = row[0] if row else 0
        mark = append(path, lines, old_bytes)
        if mark is None:
            self._catch_up()
            return events
        index = self._opened.index
        try:
            with database.transaction(index.db):
                for event in events:
                    index.add(event)
                index.set_mark(name, self.device, mark, events[-1].seq)
                index.settle(prepared)
        except sqlite3.Error as error:
            raise self._refused(error, path, old_bytes) from error
        self._is_behind = False
        return events

    def _refused(self, error: sqlite3.Error, path: Path, old_bytes: int) -> DataError:
        """What to say when the log has a line and the database does not take it.

        On a full disk the line is taken back, so that answering again does not count twice; where
        the database is broken it stays, because the next start reads it.
        """
        where = str(database_path(self.home))
        if database.is_damage(error):
            return DatabaseError(where, str(error))
        try:
            take_back(path, old_bytes)
        except OSError:
            return DatabaseError(where, str(error))
        return WriteFailedError(where, str(error))

    def _catch_up(self) -> None:
        with opening.refusals(database_path(self.home)):
            opening.catch_up(self._opened)
        self._is_behind = False

    def rebuild(self) -> None:
        """Make the database anew from the log; events that only the database has are saved first.

        Raises:
            ReadOnlyError: the store is read-only.
            DatabaseError, WriteFailedError: it could not be done; the old database is in place.
        """
        self._must_be_writable()
        with opening.refusals(database_path(self.home)):
            opening.rebuild(self._opened)

    # -- checking

    def verify(self) -> list[str]:
        """Hold the database against the whole log; what is wrong, empty if all is well."""
        from quizlr.store.verify import verify

        try:
            return verify(self._opened.index.db, self.home, self._opened.rule)
        except sqlite3.Error as error:
            return [f"The database cannot be read ({error})."]


def _rule(fold: Fold | FoldRule, version: str) -> FoldRule:
    return fold if isinstance(fold, FoldRule) else fixed(fold, version)


def _as_logged(line: str, device: str) -> Event:
    """The event as it will be read back; nothing is logged that cannot be."""
    event = decode(line.encode(), device)
    if isinstance(event, Unread):
        raise ValueError(f"an event that {event.reason}: {line}")
    return event
