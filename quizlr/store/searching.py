"""Questions of the search to the index: what happened to which cards, and since when.

Each function makes a question for `Store.ask`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from quizlr.model import CardId, CardState, MarkKind, Rating, ReviewKind

Owners = Mapping[CardId, CardId]
Cards = Callable[[sqlite3.Connection, Owners], set[CardId]]

_RATED = "SELECT card_id FROM reviews WHERE study_day >= ? AND undone_by IS NULL AND kind <> ?"


def rated(from_day: int, rating: Rating | None = None) -> Cards:
    """Cards with a live rating (or this rating) on a study day or later; practice left out."""
    which, values = (" AND rating = ?", [rating]) if rating else ("", [])
    return _cards(_RATED + which, from_day, ReviewKind.CRAM, *values)


def introduced(from_day: int) -> Cards:
    """Cards rated for the first time, or anew after a reset, on a study day or later."""
    return _cards(f"{_RATED} AND state_before = ?", from_day, ReviewKind.CRAM, CardState.NEW)


def moved(from_ms: int) -> Cards:
    """Cards whose due date was moved at an instant or later."""
    return _cards(
        "SELECT card_id FROM marks WHERE at_ms >= ? AND kind = ? AND undone_by IS NULL",
        from_ms,
        MarkKind.RESCHEDULE,
    )


def answered_since(at_ms: int) -> Callable[[sqlite3.Connection, Owners], int]:
    """Live reviews after an instant, practice left out."""
    # No zone is a day off: the index of study days leads to the few that may be newer.
    values = (at_ms // 86_400_000 - 2, at_ms, ReviewKind.CRAM)

    def ask(db: sqlite3.Connection, _owner_of: Owners) -> int:
        (count,) = db.execute(
            "SELECT count(*) FROM reviews WHERE study_day >= ? AND reviewed_at_ms > ?"
            " AND kind <> ? AND undone_by IS NULL",
            values,
        ).fetchone()
        return int(count)

    return ask


def _cards(query: str, *values: int | str) -> Cards:
    def ask(db: sqlite3.Connection, owner_of: Owners) -> set[CardId]:
        return {owner_of.get(card_id, card_id) for (card_id,) in db.execute(query, values)}

    return ask
