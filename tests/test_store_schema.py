"""The tables, and how an older database gets them."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations
from store_makers import CARD, drop_database, open_store, review, state_of

from quizlr.model import HomeMark, Review, Schedule
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


def test_lines_that_an_older_quizlr_passed_over_are_read_after_the_upgrade(tmp_path: Path) -> None:
    plan = HomeMark(at_ms=1, kind="plan", name="p", text="{}")
    with open_store(tmp_path) as store:
        store.record(review())
        store.record(plan)
        store.record(review())
        before = state_of(store)
    older = sqlite3.connect(tmp_path / "local" / "quizlr.db")
    older.execute("DROP TABLE home_marks")
    older.execute("DELETE FROM _sqlite_migrations WHERE name = 'home marks'")
    older.commit()
    older.close()
    with open_store(tmp_path) as store:
        assert store.home_marks("plan") == (plan,)
        assert state_of(store) == before
        assert store.verify() == []


def test_a_home_mark_survives_the_loss_of_the_database_and_a_kind_of_a_newer_quizlr_is_kept(
    tmp_path: Path,
) -> None:
    later = HomeMark(at_ms=1, kind="of-a-later-quizlr", text="?")
    with open_store(tmp_path) as store:
        store.record(later)
    drop_database(tmp_path)
    with open_store(tmp_path) as store:
        assert store.home_marks("of-a-later-quizlr") == (later,)
        assert store.home_marks("plan") == ()
