"""The tables of `quizlr.db`, step by step. The database is an index of the log: it can be dropped.

A new database takes all steps at once with the standard library. An older one takes the missing
steps through sqlite-utils, whose bookkeeping both use, and which costs 150 to 300 ms to import.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

SET = "quizlr"
_CAN_BE_STRICT = sqlite3.sqlite_version_info >= (3, 37)

INDEXES = {
    "reviews_by_card": "reviews(card_id, reviewed_at_ms)",
    "reviews_by_day": "reviews(study_day, reviewed_at_ms) WHERE undone_by IS NULL",
    "reviews_by_template": "reviews(template_id, reviewed_at_ms) WHERE template_id <> ''",
    "reviews_by_practice": "reviews(session_id) WHERE kind = 3",
}
"""Left out while a rebuild loads the log, then made in one go."""

_FIRST = """
CREATE TABLE reviews (
    device TEXT NOT NULL, seq INTEGER NOT NULL, card_id TEXT NOT NULL,
    reviewed_at_ms INTEGER NOT NULL, tz TEXT NOT NULL, utc_offset_min INTEGER NOT NULL,
    rollover_hour INTEGER NOT NULL, study_day INTEGER NOT NULL, rating INTEGER NOT NULL,
    kind INTEGER NOT NULL, evidence TEXT NOT NULL, state_before INTEGER NOT NULL,
    state_after INTEGER NOT NULL, step_after INTEGER NOT NULL, scheduled_days INTEGER NOT NULL,
    due_at_ms INTEGER, elapsed_days REAL NOT NULL, duration_ms INTEGER NOT NULL,
    guess_rate REAL NOT NULL, hints INTEGER NOT NULL, steps_shown INTEGER NOT NULL,
    stability_before REAL, difficulty_before REAL, predicted_recall REAL, confidence REAL,
    desired_retention REAL NOT NULL, params_id TEXT NOT NULL, session_id TEXT NOT NULL,
    verdict TEXT NOT NULL, slip TEXT NOT NULL, points TEXT NOT NULL, template_id TEXT NOT NULL,
    template_version INTEGER, seed INTEGER NOT NULL, given TEXT NOT NULL, truth TEXT NOT NULL,
    answer TEXT NOT NULL, undone_by INTEGER,
    PRIMARY KEY (device, seq)
) [STRICT];
CREATE TRIGGER reviews_are_never_deleted BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews are never deleted'); END;
CREATE TRIGGER reviews_are_never_changed BEFORE UPDATE OF
    device, seq, card_id, reviewed_at_ms, tz, utc_offset_min, rollover_hour, study_day, rating,
    kind, evidence, state_before, state_after, step_after, scheduled_days, due_at_ms,
    elapsed_days, duration_ms, guess_rate, hints, steps_shown, stability_before,
    difficulty_before, predicted_recall, confidence, desired_retention, params_id, session_id,
    verdict, slip, points, template_id, template_version, seed, given, truth, answer ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews are never changed'); END;
CREATE TABLE marks (
    device TEXT NOT NULL, seq INTEGER NOT NULL, card_id TEXT NOT NULL, at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL, value INTEGER NOT NULL, text TEXT NOT NULL, undone_by INTEGER,
    PRIMARY KEY (device, seq)
) [STRICT];
CREATE INDEX marks_by_card ON marks(card_id, at_ms);
CREATE INDEX marks_that_adopt ON marks(kind) WHERE kind = 'adopt';
CREATE TABLE undos (
    device TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, target INTEGER NOT NULL,
    is_redo INTEGER NOT NULL,
    PRIMARY KEY (device, seq)
) [STRICT];
CREATE INDEX undos_by_target ON undos(device, target);
CREATE TABLE schedules (
    card_id TEXT NOT NULL PRIMARY KEY, state INTEGER NOT NULL, step INTEGER NOT NULL,
    stability REAL, difficulty REAL, due_day INTEGER, due_at_ms INTEGER,
    last_review_at_ms INTEGER, last_study_day INTEGER, scheduled_days INTEGER NOT NULL,
    review_count INTEGER NOT NULL, lapse_count INTEGER NOT NULL, buried_until_day INTEGER,
    is_suspended INTEGER NOT NULL, flag INTEGER NOT NULL
) [STRICT AND ROWLESS];
CREATE INDEX schedules_by_due_day ON schedules(due_day);
CREATE TABLE sources (
    path TEXT NOT NULL PRIMARY KEY, bytes_read INTEGER NOT NULL, last_seq INTEGER NOT NULL,
    tail_crc INTEGER NOT NULL
) [STRICT];
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) [STRICT];
"""

_BOOKKEEPING = """
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX [idx__sqlite_migrations_migration_set_name]
    ON [_sqlite_migrations] ([migration_set], [name]);
"""


_HOME_MARKS = """
CREATE TABLE home_marks (
    device TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, kind TEXT NOT NULL,
    name TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (device, seq)
) [STRICT];
CREATE INDEX home_marks_by_kind ON home_marks(kind, at_ms);
UPDATE sources SET bytes_read = 0, tail_crc = 0;
"""


def _first(db: sqlite3.Connection) -> None:
    _run(db, _FIRST)
    add_indexes(db)


def _templates(db: sqlite3.Connection) -> None:
    add_indexes(db)


def _practice(db: sqlite3.Connection) -> None:
    add_indexes(db)


def _home_marks(db: sqlite3.Connection) -> None:
    _run(db, _HOME_MARKS)


def _names_of_home_marks(db: sqlite3.Connection) -> None:
    _run(db, "CREATE INDEX home_marks_by_name ON home_marks(kind, name, at_ms);")


STEPS: dict[str, Callable[[sqlite3.Connection], None]] = {
    "first": _first,
    "templates": _templates,
    "home marks": _home_marks,
    "names of home marks": _names_of_home_marks,
    "practice": _practice,
}
"""In order; a released step is never changed. One that teaches the log reader something new also
sets `sources` back to byte 0, so that lines which an older quizlr could not read are read again."""


def create(db: sqlite3.Connection) -> None:
    """Make all tables in an empty database. The connection is in autocommit mode."""
    db.execute("BEGIN IMMEDIATE")
    for name, step in STEPS.items():
        step(db)
        if name == next(iter(STEPS)):
            _run(db, _BOOKKEEPING)
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES (?, ?, datetime('now'))",
            (SET, name),
        )
    db.execute("COMMIT")


def applied(db: sqlite3.Connection) -> set[str]:
    """The steps that this database has taken; empty for an empty database."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        return set()
    rows = db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET,))
    return {name for (name,) in rows}


def upgrade(db: sqlite3.Connection) -> None:
    """Take the pending steps of an older database."""
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations(SET)
    for name, step in STEPS.items():
        migrations(name=name)(_bind(step))
    migrations.apply(Database(db))


def _bind(step: Callable[[sqlite3.Connection], None]) -> Callable[..., None]:
    def apply(database: object) -> None:
        step(database.conn)  # type: ignore[attr-defined]

    return apply


def drop_indexes(db: sqlite3.Connection) -> None:
    """Before a bulk load."""
    for name in INDEXES:
        db.execute(f"DROP INDEX IF EXISTS {name}")


def add_indexes(db: sqlite3.Connection) -> None:
    """After a bulk load."""
    for name, on in INDEXES.items():
        db.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {on}")


def _run(db: sqlite3.Connection, script: str) -> None:
    """Run a script inside the open transaction, which `executescript` would commit."""
    strict = "STRICT" if _CAN_BE_STRICT else ""
    script = script.replace(
        "[STRICT AND ROWLESS]", f"WITHOUT ROWID{', ' + strict if strict else ''}"
    )
    script = script.replace("[STRICT]", strict)
    statement = ""
    for part in script.split(";"):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            if statement.strip(" \n;"):
                db.execute(statement)
            statement = ""
