"""How histories become schedules, where that depends on what is kept about the home.

Of a schedule only the memory follows the parameters of the model. So new parameters need no fold
of every card: `memories` gives all memories at once, from the log as columns.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from quizlr.model import CardId, CardMark, HomeMark, Review, Schedule
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.store.columns import ReviewColumns

Fold = Callable[[Iterable[Review | CardMark]], Schedule]
"""One card's live reviews and marks, in order -> its schedule."""


class Memory(NamedTuple):
    """What a card's memory is under some parameters."""

    card_id: CardId
    stability: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class Folding:
    """A fold, and what tells it from others."""

    fold: Fold
    version: str = "1"
    """Schedules that were made under another version are folded again."""
    parameters_id: str = ""
    """If only this differs, the memories alone are made anew."""
    memories: Callable[[ReviewColumns], Iterable[Memory]] | None = None
    """The memories of all cards; None if each card must be folded."""


@dataclass(frozen=True, slots=True)
class FoldRule:
    """Chooses a folding by what is kept about the home."""

    choose: Callable[[Sequence[HomeMark]], Folding]
    """From the home marks of `kind`, oldest first."""
    kind: str = ""
    """Of the home marks that the choice depends on; empty for none."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Memories that a worker has made beforehand, under parameters that are about to be kept."""

    memories: Sequence[Memory]
    position: Sequence[tuple[str, int]]
    """How far each device's log had been taken in; cards with newer events are folded."""


def fixed(fold: Fold, version: str) -> FoldRule:
    """One fold, whatever is kept about the home."""
    folding = Folding(fold, version)
    return FoldRule(lambda _: folding)


def keep_memories(db: sqlite3.Connection, memories: Iterable[Memory]) -> None:
    """Put memories in the place of others; cards that have none keep none."""
    db.executemany(
        "UPDATE schedules SET stability = ?, difficulty = ?"
        " WHERE card_id = ? AND stability IS NOT NULL",
        ((each.stability, each.difficulty, each.card_id) for each in memories),
    )


def cards_since(db: sqlite3.Connection, position: Sequence[tuple[str, int]]) -> set[CardId]:
    """Cards with a review, a mark or an undo that is newer than a position."""
    known = dict(position)
    devices = {device for (device,) in db.execute("SELECT DISTINCT device FROM reviews")}
    devices |= {device for (device,) in db.execute("SELECT DISTINCT device FROM marks")}
    found: set[CardId] = set()
    for device in devices:
        key = (device, known.get(device, 0))
        for table in ("reviews", "marks"):
            found.update(
                card_id
                for (card_id,) in db.execute(
                    f"SELECT card_id FROM {table} WHERE device = ? AND seq > ?"
                    f" UNION SELECT t.card_id FROM undos AS u JOIN {table} AS t"
                    " ON t.device = u.device AND t.seq = u.target WHERE u.device = ? AND u.seq > ?",
                    (*key, *key),
                )
            )
    return found


def versions(db: sqlite3.Connection) -> tuple[str | None, str]:
    """(version, parameters_id) under which the schedules were made; None for none yet."""
    found = dict(
        db.execute("SELECT key, value FROM meta WHERE key IN ('fold_version', 'parameters_id')")
    )
    return found.get("fold_version"), found.get("parameters_id", "")


def set_versions(db: sqlite3.Connection, folding: Folding) -> None:
    """Note under what the schedules are made."""
    db.executemany(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
        (("fold_version", folding.version), ("parameters_id", folding.parameters_id)),
    )
