"""Reading beside the app: a connection of its own, for a worker thread, and the log as columns.

A connection belongs to one thread at a time, and a question about a million reviews takes seconds:
figures and fits ask here, and the learner goes on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from quizlr.errors import DatabaseError
from quizlr.model import CardId, CardMark, HomeMark, Review
from quizlr.store import database, opening, queries
from quizlr.store.columns import ALL_COLUMNS, Check, ReviewColumns, review_columns
from quizlr.store.index import Index
from quizlr.store.opening import Opened

_LIVE = "undone_by IS NULL"


class Beside:
    """What a store held when this was made, or a little more. Use `open` in the worker thread."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._owner_of = dict(opened.index.owner_of)
        self._path = opening.database_path(opened.home)
        self.position = tuple(sorted(opened.index.last_seq.items()))
        """Events up to here, at least, are seen; see `Store.position`."""

    @contextmanager
    def open(self) -> Iterator[Reader]:
        """A reader that sees one state of the log for as long as it is open.

        Raises:
            DatabaseError: SQLite refused.
        """
        try:
            db = self._connection()
            try:
                db.execute("BEGIN")
                yield Reader(Index(db, self._opened.rule), self._owner_of)
            finally:
                db.close()
        except sqlite3.Error as error:
            raise DatabaseError(str(self._path), str(error)) from error

    def _connection(self) -> sqlite3.Connection:
        """The file once more; a copy of what is in memory only."""
        own = self._opened.index.db
        (_, _, file) = own.execute("PRAGMA database_list").fetchone()
        return database.open_reader(self._path) if file else database.open_memory(like=own)


class Reader:
    """Questions about the whole log."""

    def __init__(self, index: Index, owner_of: Mapping[CardId, CardId]) -> None:
        self._index = index
        self._db = index.db
        self._owner_of = owner_of

    def answers_by_day(self) -> Mapping[int, int]:
        """Study day -> live reviews, practice included. Reads an index only."""
        return dict(
            self._db.execute(
                f"SELECT study_day, count(*) FROM reviews WHERE {_LIVE} GROUP BY study_day"
            )
        )

    def review_columns(
        self, check: Check | None = None, names: Iterable[str] = ALL_COLUMNS
    ) -> ReviewColumns:
        """The log as columns (see `columns`), with those that `names` asks for."""
        # a collection in the middle of it would stop the app, and finds nothing
        with database.bulk():
            return review_columns(self._db, self._owner_of, names, check or (lambda _: None))

    def slips_by_day(self) -> list[tuple[int, str, str, int]]:
        """(study day, skill, slip, live reviews) of generated cards; an empty slip for none."""
        return self._db.execute(
            "SELECT study_day, template_id, slip, count(*) FROM reviews"
            f" WHERE template_id <> '' AND {_LIVE} GROUP BY template_id, slip, study_day"
        ).fetchall()

    def home_marks(self, kind: str) -> tuple[HomeMark, ...]:
        """What is kept of one kind about the home, by all devices, oldest first."""
        return queries.home_marks(self._db, kind)

    def adoptions(self) -> tuple[tuple[CardId, CardId], ...]:
        """(new card, former card) of all adoptions there ever were, oldest first."""
        return queries.adoptions(self._db)

    def first_at_ms(self, card_id: CardId) -> int | None:
        """When a card, or one that it adopted, was answered first; None if none was."""
        found = self.happenings(card_id)
        return next((what.at_ms for what in found if isinstance(what, Review)), None)

    def happenings(self, card_id: CardId) -> tuple[Review | CardMark, ...]:
        """The live reviews and marks of a card and of those it adopted, in order."""
        events = self._index.happenings(card_id)
        return tuple(e.what for e in events if isinstance(e.what, Review | CardMark))
