"""What a store can be asked. Nothing here writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from quizlr.errors import DatabaseError
from quizlr.model import (
    NEW_SCHEDULE,
    CardId,
    CardState,
    Event,
    HomeMark,
    Rating,
    Review,
    Schedule,
)
from quizlr.store import database, queries, rows
from quizlr.store.opening import Opened, database_path
from quizlr.store.queries import DayTotals

if TYPE_CHECKING:
    from quizlr.store.searching import Owners

Found = TypeVar("Found")


class Questions:
    """The questions to an open home, and what a refusal of SQLite is called."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        """The connection, for as long as a question takes.

        Raises:
            DatabaseError: SQLite refused.
        """
        try:
            yield self._opened.index.db
        except sqlite3.Error as error:
            raise DatabaseError(str(database_path(self._opened.home)), str(error)) from error

    def ask(self, question: Callable[[sqlite3.Connection, Owners], Found]) -> Found:
        """The answer to a question of `searching`."""
        with self._asking() as db:
            return question(db, self._opened.index.owner_of)

    def schedules(self) -> dict[CardId, Schedule]:
        """Where every card with history stands. The dict is the caller's."""
        with self._asking() as db, database.bulk():
            found = db.execute(f"SELECT {rows.SCHEDULE_COLUMNS} FROM schedules")
            return {row[0]: rows.schedule_of(row) for row in found}

    def schedule(self, card_id: CardId) -> Schedule:
        """Where one card stands; NEW_SCHEDULE if nothing has happened to it."""
        with self._asking() as db:
            row = db.execute(
                f"SELECT {rows.SCHEDULE_COLUMNS} FROM schedules WHERE card_id = ?", (card_id,)
            ).fetchone()
        return rows.schedule_of(row) if row else NEW_SCHEDULE

    def history(self, card_id: CardId) -> tuple[Review, ...]:
        """The live reviews of a card and of the cards it adopted, oldest first."""
        with self._asking():
            happenings = self._opened.index.happenings(card_id)
        return tuple(e.what for e in happenings if isinstance(e.what, Review))

    def first_at_ms(self, card_id: CardId) -> int | None:
        """When a card, or one that it adopted, was answered first; None if none was."""
        return next((review.at_ms for review in self.history(card_id)), None)

    def known_card_ids(self) -> set[CardId]:
        """Cards with live history, without those whose history another card has taken over."""
        with self._asking() as db:
            return {card_id for (card_id,) in db.execute("SELECT card_id FROM schedules")}

    def day_totals(self, study_day: int) -> DayTotals:
        """What was done on one study day."""
        with self._asking() as db:
            return queries.day_totals(db, study_day, self._opened.index.owner_of)

    def reviewed_cards_on(self, study_day: int) -> set[CardId]:
        """Cards with a live rating on one study day; practice does not count."""
        with self._asking() as db:
            return queries.reviewed_cards_on(db, study_day, self._opened.index.owner_of)

    def study_days(self) -> tuple[int, ...]:
        """Study days with a live review, ascending; practice counts."""
        with self._asking() as db:
            return queries.study_days(db)

    def recent_slips(self, template_id: str, count: int) -> tuple[str, ...]:
        """The slips of a template's newest live reviews, newest first; empty text for none."""
        with self._asking() as db:
            return queries.recent_slips(db, template_id, count)

    def practice(self, prefix: str) -> tuple[Review, ...]:
        """The live practice reviews of the sittings whose id begins with `prefix`."""
        with self._asking() as db:
            return queries.practice(db, prefix)

    def home_marks(self, kind: str) -> tuple[HomeMark, ...]:
        """What is kept of one kind about the home, by all devices, oldest first."""
        with self._asking() as db:
            return queries.home_marks(db, kind)

    def newest_durations(self, count: int) -> tuple[tuple[CardId, CardState, Rating, int], ...]:
        """(card, state before, rating, ms) of the newest live reviews, practice left out."""
        with self._asking() as db:
            return queries.newest_durations(db, count)

    @property
    def owner_of(self) -> Mapping[CardId, CardId]:
        """Former card id -> the card that holds its history now. Never changed, but replaced."""
        return self._opened.index.owner_of

    def home_mark_names(self, kind: str) -> set[str]:
        """The names of all marks of one kind."""
        with self._asking() as db:
            return queries.home_mark_names(db, kind)

    def adoptions(self) -> tuple[tuple[CardId, CardId], ...]:
        """(new card, former card) of all adoptions there ever were, oldest first."""
        with self._asking() as db:
            return queries.adoptions(db)

    def home_mark(self, kind: str, name: str) -> HomeMark | None:
        """The newest mark of one kind and name; None if there is none."""
        with self._asking() as db:
            return queries.home_mark(db, kind, name)

    def newest(self) -> tuple[int, int] | None:
        """(at_ms, study_day) of the newest live review of any device; None if there is none."""
        with self._asking() as db:
            return queries.newest(db)

    def events(self) -> Iterator[Event]:
        """All events of all devices in the order of replay. Record nothing while reading."""
        with self._asking() as db:
            yield from queries.events(db)
