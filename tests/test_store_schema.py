"""The tables, and how an older database gets them."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations
from store_makers import CARD, open_store, review, state_of

from quizlr.model import Review, Schedule
from quizlr.store import database, schema


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def test_a_review_has_a_column_for_each_field() -> None:
    db = database.open_memory()
    names = {"at_ms": "reviewed_at_ms"}
    expected = [names.get(field.name, field.name) for field in fields(Review)]
    assert sorted(columns(db, "reviews")) == sorted(["device", "seq", "undone_by", *expected])
    memory = {"memory"} ^ {"stability", "difficulty"}
    kept = {field.name for field in fields(Schedule)} ^ memory
    assert set(columns(db, "schedules")) == {"card_id"} | kept
    db.close()


def test_sqlite_utils_finds_nothing_to_do_in_a_new_database() -> None:
    db, other = database.open_memory(), sqlite3.connect(":memory:")
    migrations = Migrations(schema.SET)
    for name in schema.STEPS:
        migrations(name=name)(lambda _: None)
    assert migrations.pending(Database(db)) == []
    migrations.ensure_migrations_table(Database(other))
    ours = db.execute("PRAGMA table_info(_sqlite_migrations)").fetchall()
    assert ours == other.execute("PRAGMA table_info(_sqlite_migrations)").fetchall()
    db.close()
    other.close()


def test_an_older_database_takes_the_missing_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path) as store:
        store.record(review())
        before = state_of(store)

    def second(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE schedules ADD COLUMN colour TEXT")

    monkeypatch.setitem(schema.STEPS, "second", second)
    with open_store(tmp_path) as store:
        assert "colour" in columns(store._opened.index.db, "schedules")
        assert state_of(store) == before
        assert store.notices == ()


def test_a_database_of_a_newer_quizlr_is_kept_aside_and_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setitem(schema.STEPS, "later", lambda db: None)
        with open_store(tmp_path) as store:
            store.record(review())
    with open_store(tmp_path) as store:
        assert store.history(CARD) == (review(),)
        assert "damaged-1" in store.notices[0]
