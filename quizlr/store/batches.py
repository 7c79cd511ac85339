"""Marks that were recorded at once: one deed of the learner, undone and done again as one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import takewhile

from quizlr.model import CardMark, Event
from quizlr.store import rows


def with_its_batch(db: sqlite3.Connection, event: Event, *, is_live: bool) -> list[Event]:
    """An event with those recorded in one go with it; a review is always alone.

    Args:
        db: the index.
        event: the newest of its batch if it is live, the oldest if it was undone: so undo and redo
            find them.
        is_live: whether the batch counts now.
    """
    if not isinstance(event.what, CardMark):
        return [event]
    side, order, live = ("<=", "DESC", "NULL") if is_live else (">=", "ASC", "NOT NULL")
    found: Iterable[Event] = map(
        rows.mark_event,
        db.execute(
            f"{rows.SELECT_MARKS} WHERE device = ? AND seq {side} ? AND undone_by IS {live}"
            f" ORDER BY seq {order}",
            (event.device, event.seq),
        ),
    )
    step = -1 if is_live else 1
    batch: list[Event] = []
    for each in takewhile(lambda mark: _is_alike(mark, event), found):
        if batch and each.seq != batch[-1].seq + step:
            break
        batch.append(each)
    return batch


def _is_alike(one: Event, other: Event) -> bool:
    a, b = one.what, other.what
    return (
        isinstance(a, CardMark)
        and isinstance(b, CardMark)
        and (a.at_ms, a.kind)
        == (
            b.at_ms,
            b.kind,
        )
    )
