"""The database as an index of events: adding them in any order, and folding cards.

Every schedule is a fold of one card's live happenings, whether one event was added or a million.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from enum import Enum
from itertools import groupby

from quizlr.model import CardId, CardMark, Event, HomeMark, Review, Undo
from quizlr.store import folding, queries, rows
from quizlr.store.adoption import families, owners
from quizlr.store.folding import Folding, FoldRule, Prepared
from quizlr.store.log import Mark
from quizlr.store.queries import adoptions
from quizlr.store.undo import is_adoption

_LAST_UNDO = """
SELECT seq, is_redo FROM undos WHERE device = ? AND target = ? AND seq > ?
ORDER BY seq DESC LIMIT 1
"""


class Added(Enum):
    """What became of an event."""

    NEW = "new"
    KNOWN = "known"
    CLASH = "clash"
    """Another event has the same key; the one that came first is kept."""


class Index:
    """Puts events into a database and keeps the schedules of the cards that they touch."""

    def __init__(self, db: sqlite3.Connection, rule: FoldRule) -> None:
        self.db = db
        self._rule = rule
        self._folding = self._chosen()
        self.last_seq: dict[str, int] = {}
        """The highest sequence number seen, per device."""
        for path, seq in db.execute("SELECT path, last_seq FROM sources"):
            self._saw(path.split("/")[1], seq)
        self._know_owners()
        self._stale: set[CardId] = set()
        self._is_adoption_stale = self._is_rule_stale = False

    def _chosen(self) -> Folding:
        """The folding by what is kept about the home now."""
        marks = queries.home_marks(self.db, self._rule.kind) if self._rule.kind else ()
        return self._rule.choose(marks)

    @property
    def is_current(self) -> bool:
        """The schedules were made by the folding that is in force."""
        made = (self._folding.version, self._folding.parameters_id)
        return folding.versions(self.db) == made

    def _saw(self, device: str, seq: int) -> bool:
        """Note a sequence number; True if it is the highest so far."""
        if seq <= self.last_seq.get(device, 0):
            return False
        self.last_seq[device] = seq
        return True

    def add(self, event: Event) -> Added:
        """Store one event; the schedules follow in `settle` or `fold_all`.

        The result does not depend on the order in which events are added, clashes excepted.
        """
        is_newest = self._saw(event.device, event.seq)
        if not is_newest:
            known = rows.find(self.db, event.device, event.seq)
            if known is not None:
                return Added.KNOWN if known == event else Added.CLASH
        if isinstance(event.what, Undo):
            rows.insert(self.db, event)
            self._apply_undo(event.device, event.what.target)
        elif isinstance(event.what, HomeMark):
            rows.insert(self.db, event)
            self._is_rule_stale |= event.what.kind == self._rule.kind
        else:
            undone_by = None if is_newest else self._undone_by(event.device, event.seq)
            rows.insert(self.db, event, undone_by)
            self._touch(event)
        return Added.NEW

    def _undone_by(self, device: str, seq: int) -> int | None:
        last = self.db.execute(_LAST_UNDO, (device, seq, seq)).fetchone()
        return None if last is None or last[1] else last[0]

    def _apply_undo(self, device: str, target: int) -> None:
        event = rows.find(self.db, device, target)
        if event is None or isinstance(event.what, Undo | HomeMark):
            return
        table = "reviews" if isinstance(event.what, Review) else "marks"
        self.db.execute(
            f"UPDATE {table} SET undone_by = ? WHERE device = ? AND seq = ?",
            (self._undone_by(device, target), device, target),
        )
        self._touch(event)

    def _touch(self, event: Event) -> None:
        if isinstance(event.what, Review | CardMark):
            self._stale.add(event.what.card_id)
        self._is_adoption_stale |= is_adoption(event)

    def set_mark(self, path: str, device: str, mark: Mark, last_seq: int) -> None:
        """Note that a file of the log has been read up to `mark`, and its highest number so far."""
        self._saw(device, last_seq)
        self.db.execute(
            "INSERT INTO sources (path, bytes_read, last_seq, tail_crc) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET bytes_read = excluded.bytes_read,"
            " last_seq = max(last_seq, excluded.last_seq), tail_crc = excluded.tail_crc",
            (path, mark.bytes_read, last_seq, mark.tail_crc),
        )

    def settle(self, prepared: Prepared | None = None) -> None:
        """Fold every card that was touched since the last time.

        `prepared` holds the memories under parameters that came in since then, if somebody has
        made them.
        """
        if self._is_rule_stale:
            self._is_rule_stale = False
            self._folding = self._chosen()
            self.renew(prepared)
        if self._is_adoption_stale:
            before = self.owner_of
            self._know_owners()
            moved = before.items() ^ self.owner_of.items()
            self._stale.update(card for pair in moved for card in pair)
            self._is_adoption_stale = False
        stale = {self.owner_of.get(card_id, card_id) for card_id in self._stale}
        for former in self._stale - stale:
            self.db.execute("DELETE FROM schedules WHERE card_id = ?", (former,))
        for card_id in stale:
            self._refold(card_id)
        self._stale.clear()

    def _refold(self, card_id: CardId) -> None:
        events = self.happenings(card_id)
        if events:
            self._put_fold(card_id, events)
        else:
            self.db.execute("DELETE FROM schedules WHERE card_id = ?", (card_id,))

    def happenings(self, card_id: CardId) -> list[Event]:
        """The live reviews and marks of a card and of those it adopted, in order."""
        ids = self._families.get(card_id, [card_id])
        where = f" WHERE card_id IN ({', '.join('?' * len(ids))}) AND undone_by IS NULL"
        found = [
            rows.review_event(row) for row in self.db.execute(rows.SELECT_REVIEWS + where, ids)
        ]
        found += [rows.mark_event(row) for row in self.db.execute(rows.SELECT_MARKS + where, ids)]
        return sorted(found, key=lambda event: event.order)

    def fold_all(self) -> None:
        """Make all schedules anew, one card after the other."""
        self._folding = self._chosen()
        folding.set_versions(self.db, self._folding)
        self._know_owners()
        kin = set(self.owner_of) | set(self.owner_of.values())
        marks = self._marks_by_card()
        self.db.execute("DELETE FROM schedules")
        for card_id, events in groupby(self._reviews_by_card(), key=_card_id):
            if card_id not in kin:
                self._put_fold(card_id, [*events, *marks.pop(card_id, ())])
        for card_id in marks.keys() - kin:
            self._put_fold(card_id, marks[card_id])
        for owner in set(self.owner_of.values()):
            self._refold(owner)
        self._stale.clear()
        self._is_adoption_stale = self._is_rule_stale = False

    def renew(self, prepared: Prepared | None = None) -> None:
        """Bring schedules that another folding made up to the one in force."""
        version, parameters_id = folding.versions(self.db)
        now = self._folding
        if version is not None and version != now.version:
            self.fold_all()
        elif version is not None and parameters_id != now.parameters_id:
            if prepared is not None:
                folding.keep_memories(self.db, prepared.memories)
                self._stale |= folding.cards_since(self.db, prepared.position)
            elif now.memories is not None:
                from quizlr.store.columns import MEMORY_COLUMNS, review_columns

                columns = review_columns(self.db, self._owners(), MEMORY_COLUMNS)
                folding.keep_memories(self.db, now.memories(columns))
            else:
                self.fold_all()
        folding.set_versions(self.db, now)

    def _put_fold(self, card_id: CardId, events: list[Event]) -> None:
        events.sort(key=lambda event: event.order)
        happenings = [e.what for e in events if isinstance(e.what, Review | CardMark)]
        rows.put_schedule(self.db, card_id, self._folding.fold(happenings))

    def _reviews_by_card(self) -> Iterator[Event]:
        found = self.db.execute(
            rows.SELECT_REVIEWS + " WHERE undone_by IS NULL ORDER BY card_id, reviewed_at_ms"
        )
        return map(rows.review_event, found)

    def _marks_by_card(self) -> dict[CardId, list[Event]]:
        marks: dict[CardId, list[Event]] = {}
        for row in self.db.execute(rows.SELECT_MARKS + " WHERE undone_by IS NULL"):
            marks.setdefault(row[2], []).append(rows.mark_event(row))
        return marks

    def _know_owners(self) -> None:
        self.owner_of = self._owners()
        self._families = families(self.owner_of)

    def _owners(self) -> dict[CardId, CardId]:
        return owners(adoptions(self.db))


def _card_id(event: Event) -> CardId:
    assert isinstance(event.what, Review | CardMark)
    return event.what.card_id
