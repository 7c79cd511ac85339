"""Questions to the database that the study path asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from heapq import merge
from typing import Any

from quizlr.model import CardId, CardState, Event, HomeMark, Rating, Review, ReviewKind
from quizlr.store import rows
from quizlr.values import dataclass

_LIVE = "undone_by IS NULL"

_NEXT_UNDO = f"""
SELECT max(seq) FROM (
    SELECT * FROM (SELECT seq FROM reviews WHERE device = :device AND {_LIVE}
                   ORDER BY seq DESC LIMIT 1)
    UNION ALL
    SELECT * FROM (SELECT seq FROM marks WHERE device = :device AND {_LIVE} AND kind <> 'adopt'
                   ORDER BY seq DESC LIMIT 1)
)
"""
_LAST_ACTION = """
SELECT max(
    (SELECT ifnull(max(seq), 0) FROM reviews WHERE device = :device),
    (SELECT ifnull(max(seq), 0) FROM marks WHERE device = :device AND kind <> 'adopt')
)
"""
_NEXT_REDO = f"""
SELECT target FROM undos AS u
WHERE device = :device AND seq > ({_LAST_ACTION}) AND NOT is_redo AND (
    EXISTS (SELECT 1 FROM reviews AS r
            WHERE r.device = u.device AND r.seq = u.target AND r.undone_by = u.seq)
    OR EXISTS (SELECT 1 FROM marks AS m
               WHERE m.device = u.device AND m.seq = u.target AND m.undone_by = u.seq)
)
ORDER BY seq DESC LIMIT 1
"""
_STUDY_DAYS = f"""
WITH RECURSIVE days(day) AS (
    SELECT min(study_day) FROM reviews WHERE {_LIVE}
    UNION ALL
    SELECT (SELECT min(study_day) FROM reviews WHERE {_LIVE} AND study_day > day)
    FROM days WHERE day IS NOT NULL
)
SELECT day FROM days WHERE day IS NOT NULL
"""
# Zones lie at most 26 hours apart: the newest review is on one of the last three study days.
_NEWEST = f"""
SELECT reviewed_at_ms, study_day FROM reviews
WHERE {_LIVE} AND study_day >= (SELECT max(study_day) FROM reviews WHERE {_LIVE}) - 2
ORDER BY reviewed_at_ms DESC, study_day DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotals:
    """What was done on one study day. Counts leave practice (CRAM) out, the time includes it.

    Undone reviews count in neither.
    """

    new_count: int = 0
    """Cards seen for the first time."""
    review_count: int = 0
    """Ratings of cards in the REVIEW state."""
    duration_ms: int = 0
    new_cards: tuple[CardId, ...] = ()
    """The cards that `new_count` counts, in the order of their ratings."""


def day_totals(
    db: sqlite3.Connection, study_day: int, owner_of: Mapping[CardId, CardId]
) -> DayTotals:
    """Add up one study day."""
    states = dict.fromkeys(CardState, 0)
    duration_ms = 0
    new_cards = []
    for card_id, kind, state, taken_ms in db.execute(
        "SELECT card_id, kind, state_before, duration_ms FROM reviews"
        f" WHERE study_day = ? AND {_LIVE} ORDER BY reviewed_at_ms, device, seq",
        (study_day,),
    ):
        duration_ms += taken_ms
        if kind == ReviewKind.CRAM:
            continue
        states[state] += 1
        if state == CardState.NEW:
            new_cards.append(owner_of.get(card_id, card_id))
    return DayTotals(
        new_count=states[CardState.NEW],
        review_count=states[CardState.REVIEW],
        duration_ms=duration_ms,
        new_cards=tuple(new_cards),
    )


def reviewed_cards_on(
    db: sqlite3.Connection, study_day: int, owner_of: Mapping[CardId, CardId]
) -> set[CardId]:
    """Cards with a live rating on this study day; practice does not count."""
    found = db.execute(
        f"SELECT DISTINCT card_id FROM reviews WHERE study_day = ? AND {_LIVE} AND kind <> ?",
        (study_day, ReviewKind.CRAM),
    )
    return {owner_of.get(card_id, card_id) for (card_id,) in found}


def study_days(db: sqlite3.Connection) -> tuple[int, ...]:
    """Study days with a live review, ascending; practice counts."""
    return tuple(day for (day,) in db.execute(_STUDY_DAYS))


def recent_slips(db: sqlite3.Connection, template_id: str, count: int) -> tuple[str, ...]:
    """The slips of a template's newest live reviews, newest first; empty text for none."""
    found = db.execute(
        f"SELECT slip FROM reviews WHERE template_id = ? AND template_id <> '' AND {_LIVE}"
        " ORDER BY reviewed_at_ms DESC, device, seq DESC LIMIT ?",
        (template_id, count),
    )
    return tuple(slip for (slip,) in found)


def newest_durations(
    db: sqlite3.Connection, count: int
) -> tuple[tuple[CardId, CardState, Rating, int], ...]:
    """(card, state before, rating, ms) of the newest live reviews without practice."""
    found = db.execute(
        "SELECT card_id, state_before, rating, duration_ms FROM reviews"
        f" WHERE {_LIVE} AND kind <> ? ORDER BY study_day DESC, reviewed_at_ms DESC LIMIT ?",
        (ReviewKind.CRAM, count),
    )
    return tuple((card, CardState(s), Rating(r), ms) for card, s, r, ms in found)


def newest(db: sqlite3.Connection) -> tuple[int, int] | None:
    """(at_ms, study_day) of the newest live review."""
    row: tuple[int, int] | None = db.execute(_NEWEST).fetchone()
    return row


def practice(db: sqlite3.Connection, prefix: str) -> tuple[Review, ...]:
    """The live practice reviews of the sittings whose id begins with `prefix`, by sitting."""
    beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    found = db.execute(
        f"{rows.SELECT_REVIEWS} WHERE kind = {ReviewKind.CRAM:d} AND session_id >= ?"
        f" AND session_id < ? AND {_LIVE}",
        (prefix, beyond),
    )
    reviews = (rows.review_event(row).what for row in found)
    return tuple(review for review in reviews if isinstance(review, Review))


def home_marks(db: sqlite3.Connection, kind: str) -> tuple[HomeMark, ...]:
    """The marks of one kind of all devices, in the order of replay."""
    found = db.execute(
        f"{rows.SELECT_HOME_MARKS} WHERE kind = ? ORDER BY at_ms, device, seq", (kind,)
    )
    marks = (rows.home_mark_event(row).what for row in found)
    return tuple(mark for mark in marks if isinstance(mark, HomeMark))


def home_mark(db: sqlite3.Connection, kind: str, name: str) -> HomeMark | None:
    """The newest mark of one kind and name, of any device."""
    row = db.execute(
        f"{rows.SELECT_HOME_MARKS} WHERE kind = ? AND name = ?"
        " ORDER BY at_ms DESC, device DESC, seq DESC LIMIT 1",
        (kind, name),
    ).fetchone()
    mark = rows.home_mark_event(row).what if row else None
    return mark if isinstance(mark, HomeMark) else None


def home_mark_names(db: sqlite3.Connection, kind: str) -> set[str]:
    """The names that marks of one kind have."""
    found = db.execute("SELECT DISTINCT name FROM home_marks WHERE kind = ?", (kind,))
    return {name for (name,) in found}


def adoptions(db: sqlite3.Connection) -> tuple[tuple[CardId, CardId], ...]:
    """(new card, former card) of all live adoptions, in the order of replay."""
    found = db.execute(
        f"SELECT card_id, text FROM marks WHERE kind = 'adopt' AND {_LIVE}"
        " ORDER BY at_ms, device, seq"
    )
    return tuple((CardId(new), CardId(former)) for new, former in found)


def next_undo(db: sqlite3.Connection, device: str) -> int | None:
    """The action that undo would cancel (see `undo.standing`)."""
    (seq,) = db.execute(_NEXT_UNDO, {"device": device}).fetchone()
    return seq if seq is None else int(seq)


def next_redo(db: sqlite3.Connection, device: str) -> int | None:
    """The action that redo would bring back (see `undo.standing`)."""
    row = db.execute(_NEXT_REDO, {"device": device}).fetchone()
    return row and int(row[0])


def events(db: sqlite3.Connection) -> Iterator[Event]:
    """All events of all devices in the order of replay."""
    return _events(db, "{at}, device, seq", lambda event: event.order)


def events_by_device(db: sqlite3.Connection) -> Iterator[Event]:
    """All events, device by device, each in the order in which the device wrote them."""
    return _events(db, "device, seq", lambda event: (event.device, event.seq))


def _events(
    db: sqlite3.Connection, order: str, key: Callable[[Event], tuple[Any, ...]]
) -> Iterator[Event]:
    at_review, at = order.format(at="reviewed_at_ms"), order.format(at="at_ms")
    return merge(
        map(rows.review_event, db.execute(f"{rows.SELECT_REVIEWS} ORDER BY {at_review}")),
        map(rows.mark_event, db.execute(f"{rows.SELECT_MARKS} ORDER BY {at}")),
        map(rows.home_mark_event, db.execute(f"{rows.SELECT_HOME_MARKS} ORDER BY {at}")),
        map(rows.undo_event, db.execute(f"{rows.SELECT_UNDOS} ORDER BY {at}")),
        key=key,
    )
