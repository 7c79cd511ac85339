"""Rows of the database as nouns of the model, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from quizlr.model import (
    CardId,
    CardMark,
    CardState,
    Event,
    HomeMark,
    MarkKind,
    MemoryState,
    Rating,
    Review,
    ReviewKind,
    Schedule,
    Undo,
)

_REVIEW_FIELDS = tuple(field.name for field in fields(Review))
REVIEW_COLUMNS = ", ".join("reviewed_at_ms" if name == "at_ms" else name for name in _REVIEW_FIELDS)
_review_values = attrgetter(*_REVIEW_FIELDS)
_RATINGS = {int(rating): rating for rating in Rating}
_KINDS = {int(kind): kind for kind in ReviewKind}
_STATES = {int(state): state for state in CardState}

SELECT_REVIEWS = f"SELECT device, seq, {REVIEW_COLUMNS} FROM reviews"
SELECT_MARKS = "SELECT device, seq, card_id, at_ms, kind, value, text FROM marks"
SELECT_HOME_MARKS = "SELECT device, seq, at_ms, kind, name, text FROM home_marks"
SELECT_UNDOS = "SELECT device, seq, at_ms, target, is_redo FROM undos"
SCHEDULE_COLUMNS = (
    "card_id, state, step, stability, difficulty, due_day, due_at_ms, last_review_at_ms, "
    "last_study_day, scheduled_days, review_count, lapse_count, buried_until_day, "
    "is_suspended, flag"
)

_INSERT_REVIEW = (
    f"INSERT INTO reviews (device, seq, undone_by, {REVIEW_COLUMNS})"
    f" VALUES ({', '.join('?' * (len(_REVIEW_FIELDS) + 3))})"
)
_INSERT_MARK = (
    "INSERT INTO marks (device, seq, undone_by, card_id, at_ms, kind, value, text)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_HOME_MARK = (
    "INSERT INTO home_marks (device, seq, at_ms, kind, name, text) VALUES (?, ?, ?, ?, ?, ?)"
)
_INSERT_UNDO = "INSERT INTO undos (device, seq, at_ms, target, is_redo) VALUES (?, ?, ?, ?, ?)"
_PUT_SCHEDULE = (
    f"INSERT OR REPLACE INTO schedules ({SCHEDULE_COLUMNS}) VALUES ({', '.join('?' * 15)})"
)


def insert(db: sqlite3.Connection, event: Event, undone_by: int | None = None) -> None:
    """Store an event whose (device, seq) is not there yet."""
    key, what = (event.device, event.seq), event.what
    if isinstance(what, Review):
        db.execute(_INSERT_REVIEW, (*key, undone_by, *_review_values(what)))
    elif isinstance(what, CardMark):
        values = (what.card_id, what.at_ms, what.kind, what.value, what.text)
        db.execute(_INSERT_MARK, (*key, undone_by, *values))
    elif isinstance(what, HomeMark):
        db.execute(_INSERT_HOME_MARK, (*key, what.at_ms, what.kind, what.name, what.text))
    else:
        db.execute(_INSERT_UNDO, (*key, what.at_ms, what.target, what.is_redo))


def review_event(row: Sequence[Any]) -> Event:
    """A row of SELECT_REVIEWS."""
    values = dict(zip(_REVIEW_FIELDS, row[2:], strict=True))
    values["rating"] = _RATINGS[values["rating"]]
    values["kind"] = _KINDS[values["kind"]]
    values["state_before"] = _STATES[values["state_before"]]
    values["state_after"] = _STATES[values["state_after"]]
    return Event(row[0], row[1], Review(**values))


def mark_event(row: Sequence[Any]) -> Event:
    """A row of SELECT_MARKS."""
    device, seq, card_id, at_ms, kind, value, text = row
    what = CardMark(card_id=card_id, at_ms=at_ms, kind=MarkKind(kind), value=value, text=text)
    return Event(device, seq, what)


def home_mark_event(row: Sequence[Any]) -> Event:
    """A row of SELECT_HOME_MARKS."""
    device, seq, at_ms, kind, name, text = row
    return Event(device, seq, HomeMark(at_ms=at_ms, kind=kind, name=name, text=text))


def undo_event(row: Sequence[Any]) -> Event:
    """A row of SELECT_UNDOS."""
    device, seq, at_ms, target, is_redo = row
    return Event(device, seq, Undo(at_ms=at_ms, target=target, is_redo=bool(is_redo)))


def find(db: sqlite3.Connection, device: str, seq: int) -> Event | None:
    """The event with this key, whatever its kind."""
    key = (device, seq)
    where = " WHERE device = ? AND seq = ?"
    if row := db.execute(SELECT_REVIEWS + where, key).fetchone():
        return review_event(row)
    if row := db.execute(SELECT_MARKS + where, key).fetchone():
        return mark_event(row)
    if row := db.execute(SELECT_HOME_MARKS + where, key).fetchone():
        return home_mark_event(row)
    if row := db.execute(SELECT_UNDOS + where, key).fetchone():
        return undo_event(row)
    return None


def put_schedule(db: sqlite3.Connection, card_id: CardId, schedule: Schedule) -> None:
    """Store where a card stands."""
    memory = schedule.memory
    db.execute(
        _PUT_SCHEDULE,
        (
            card_id,
            schedule.state,
            schedule.step,
            memory.stability if memory else None,
            memory.difficulty if memory else None,
            schedule.due_day,
            schedule.due_at_ms,
            schedule.last_review_at_ms,
            schedule.last_study_day,
            schedule.scheduled_days,
            schedule.review_count,
            schedule.lapse_count,
            schedule.buried_until_day,
            schedule.is_suspended,
            schedule.flag,
        ),
    )


def schedule_of(row: Sequence[Any]) -> Schedule:
    """A row of SCHEDULE_COLUMNS."""
    (_, state, step, stability, difficulty, due_day, due_at_ms, last_at_ms, last_day,
     scheduled_days, review_count, lapse_count, buried_until, is_suspended, flag) = row  # fmt: skip
    return Schedule(
        state=_STATES[state],
        step=step,
        memory=None if stability is None else MemoryState(stability, difficulty),
        due_day=due_day,
        due_at_ms=due_at_ms,
        last_review_at_ms=last_at_ms,
        last_study_day=last_day,
        scheduled_days=scheduled_days,
        review_count=review_count,
        lapse_count=lapse_count,
        buried_until_day=buried_until,
        is_suspended=bool(is_suspended),
        flag=flag,
    )
