"""The log as columns: one array for each fact about a review, for those who look at all of it."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from quizlr.model import CardId, MarkKind, ReviewKind
from quizlr.store.database import bulk
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
    "is_skill": ("evidence = 'skill'", _WHOLE),
}
ALL_COLUMNS: Final = tuple(_COLUMNS)
MEMORY_COLUMNS: Final = ("at_ms", "study_day", "rating", "guess_rate", "is_skill")
"""All that a model of memory looks at, `card` apart."""


def _nothing(_rows: int) -> None:
    """Never end the reading."""


@dataclass(slots=True)
class ReviewColumns:
    """Live reviews without practice, in the order of replay, then resets; one array a column.

    The columns are `at_ms`, `study_day`, `rating`, `guess_rate`, `state_before`, `duration_ms`,
    `predicted` (chance of recall, as logged), `confidence`, `desired`, `is_skill` (evidence of a
    skill), as far as they were asked for. What was not logged is -1. A reset of a card's memory has
    the rating 0.
    """

    card_ids: list[CardId]
    card: array[int]
    """A number into `card_ids` for each row."""
    columns: dict[str, array[int] | array[float]]

    def __len__(self) -> int:
        return len(self.card)


def review_columns(
    db: sqlite3.Connection,
    owner_of: Mapping[CardId, CardId],
    names: Iterable[str] = ALL_COLUMNS,
    check: Check = _nothing,
) -> ReviewColumns:
    """The log as columns; about two seconds for a million reviews and all columns.

    Args:
        db: the index.
        owner_of: an adopted card -> the card that its history belongs to now.
        names: the columns that are wanted.
        check: see Check.
    """
    wanted = {name: _COLUMNS[name] for name in names}
    card = array(_WHOLE)
    columns: dict[str, array[int] | array[float]] = {
        name: array(kind) for name, (_, kind) in wanted.items()
    }
    number_of = _Numbers(owner_of)
    cursor = db.execute(
        f"SELECT card_id, {', '.join(column for column, _ in wanted.values())} FROM reviews"
        f" WHERE {_LIVE} AND kind <> ? ORDER BY reviewed_at_ms, device, seq",
        (ReviewKind.CRAM,),
    )
    with bulk():
        while rows := cursor.fetchmany(_CHUNK):
            ids, *found = zip(*rows, strict=True)
            card.extend(map(number_of.__getitem__, ids))
            for into, values in zip(columns.values(), found, strict=True):
                into.extend(values)
            check(len(card))
    for card_id, at_ms in db.execute(
        f"SELECT card_id, at_ms FROM marks WHERE kind = ? AND {_LIVE} ORDER BY device, seq",
        (MarkKind.RESET,),
    ):
        card.append(number_of[card_id])
        for name, into in columns.items():
            into.append(at_ms if name == "at_ms" else 0)
    return ReviewColumns(list(number_of.owners), card, columns)


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
