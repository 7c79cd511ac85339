"""Reading beside the app: a connection of its own, for a worker thread, and the log as columns.

A connection belongs to one thread at a time, and a question about a million reviews takes seconds:
figures and fits ask here, and the learner goes on.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field

from quizlr.errors import DatabaseError
from quizlr.model import CardId, CardMark, MarkKind, Review, ReviewKind
from quizlr.store import database, opening
from quizlr.store.index import Index
from quizlr.store.opening import Opened
from quizlr.values import dataclass

Check = Callable[[int], None]
"""Called with the rows read so far; what it raises ends the reading."""

_CHUNK = 4_096
_LIVE = "undone_by IS NULL"
_REAL, _WHOLE = "d", "q"
_COLUMNS: Mapping[str, tuple[str, str]] = {
    "at_ms": ("reviewed_at_ms", _WHOLE),
    "study_day": ("study_day", _WHOLE),
    "rating": ("rating", _WHOLE),
    "guess_rate": ("guess_rate", _REAL),
    "state_before": ("state_before", _WHOLE),
    "duration_ms": ("duration_ms", _WHOLE),
    "predicted": ("ifnull(predicted_recall, -1.0)", _REAL),
    "confidence": ("ifnull(confidence, -1.0)", _REAL),
    "desired": ("desired_retention", _REAL),
}


def _nothing(_rows: int) -> None:
    """Never end the reading."""


@dataclass(slots=True)
class ReviewColumns:
    """Live reviews without practice, in the order of replay, then resets; one array a column.

    The columns are `card` (a number into `card_ids`), `at_ms`, `study_day`, `rating`, `guess_rate`,
    `state_before`, `duration_ms`, `predicted` (chance of recall, as logged), `confidence`,
    `desired`. What was not logged is -1. A reset of a card's memory has the rating 0.
    """

    card_ids: list[CardId] = field(default_factory=list)
    card: array[int] = field(default_factory=lambda: array(_WHOLE))
    columns: dict[str, array[int] | array[float]] = field(
        default_factory=lambda: {name: array(kind) for name, (_, kind) in _COLUMNS.items()}
    )

    def __len__(self) -> int:
        return len(self.card)


class Beside:
    """What a store held when this was made, or a little more. Use `open` in the worker thread."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._owner_of = dict(opened.index.owner_of)
        self._path = opening.database_path(opened.home)

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
                yield Reader(Index(db, self._opened.fold), self._owner_of)
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

    def review_columns(self, check: Check = _nothing) -> ReviewColumns:
        """The log as columns; about two seconds for a million reviews."""
        found = ReviewColumns()
        number_of = _Numbers(self._owner_of)
        wanted = ", ".join(column for column, _ in _COLUMNS.values())
        cursor = self._db.execute(
            f"SELECT card_id, {wanted} FROM reviews WHERE {_LIVE} AND kind <> ?"
            " ORDER BY reviewed_at_ms, device, seq",
            (ReviewKind.CRAM,),
        )
        while rows := cursor.fetchmany(_CHUNK):
            ids, *columns = zip(*rows, strict=True)
            found.card.extend(map(number_of.__getitem__, ids))
            for into, values in zip(found.columns.values(), columns, strict=True):
                into.extend(values)
            check(len(found))
        for card_id, at_ms in self._db.execute(
            f"SELECT card_id, at_ms FROM marks WHERE kind = ? AND {_LIVE} ORDER BY device, seq",
            (MarkKind.RESET,),
        ):
            found.card.append(number_of[card_id])
            for name, into in found.columns.items():
                into.append(at_ms if name == "at_ms" else 0)
        found.card_ids = list(number_of.owners)
        return found

    def slips_by_day(self) -> list[tuple[int, str, str, int]]:
        """(study day, skill, slip, live reviews) of generated cards; an empty slip for none."""
        return self._db.execute(
            "SELECT study_day, template_id, slip, count(*) FROM reviews"
            f" WHERE template_id <> '' AND {_LIVE} GROUP BY template_id, slip, study_day"
        ).fetchall()

    def happenings(self, card_id: CardId) -> tuple[Review | CardMark, ...]:
        """The live reviews and marks of a card and of those it adopted, in order."""
        events = self._index.happenings(card_id)
        return tuple(e.what for e in events if isinstance(e.what, Review | CardMark))


class _Numbers(dict[CardId, int]):
    """0, 1, 2, … for each card that is asked for, one for a card and those it adopted."""

    def __init__(self, owner_of: Mapping[CardId, CardId]) -> None:
        super().__init__()
        self._owner_of = owner_of
        self.owners: dict[CardId, int] = {}

    def __missing__(self, card_id: CardId) -> int:
        owner = self._owner_of.get(card_id, card_id)
        self[card_id] = self.owners.setdefault(owner, len(self.owners))
        return self[card_id]
