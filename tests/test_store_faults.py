"""What breaks in the field: each fault costs nothing, or says what it cost."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from store_makers import (
    CARD,
    DAY_MS,
    OTHER,
    START_MS,
    chain,
    drop_database,
    log_files,
    mark,
    open_store,
    review,
    state_of,
    write_log,
)

from quizlr.errors import DatabaseError, DataError, ReadOnlyError, WriteFailedError
from quizlr.model import Event
from quizlr.store import Store, log
from quizlr.store.line import encode


def study(home: Path, count: int = 30) -> None:
    """Some ratings, marks and undos."""
    with open_store(home) as store:
        for number in range(count):
            card = (CARD, OTHER)[number % 2]
            store.record(review(card, START_MS + number * 1_000, given="x" * number))
            if number % 5 == 0:
                store.record(mark(card, START_MS + number * 1_000 + 1))
            if number % 7 == 0:
                store.undo(START_MS + number * 1_000 + 2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    study(tmp_path)
    return tmp_path


def test_a_deleted_database_is_made_anew(home: Path) -> None:
    with open_store(home) as store:
        before = state_of(store)
    drop_database(home)
    with open_store(home) as store:
        assert state_of(store) == before
        assert "missing" in store.notices[0]
        assert store.verify() == []


def test_an_old_write_ahead_log_is_not_played_into_the_new_database(home: Path) -> None:
    path = home / "local" / "quizlr.db"
    with open_store(home) as store:
        store.record(review(at_ms=START_MS + DAY_MS))
        wal = path.with_name("quizlr.db-wal").read_bytes()
        before = state_of(store)
    path.unlink()
    path.with_name("quizlr.db-wal").write_bytes(wal)
    with open_store(home) as store:
        assert state_of(store) == before
        assert store.verify() == []


def overwrite_all(data: bytearray) -> None:
    data[:] = b"\x89PNG" + bytes(5_000)


def overwrite_first_page(data: bytearray) -> None:
    data[100:4096] = b"\xff" * 3_996


def overwrite_middle(data: bytearray) -> None:
    half = len(data) // 8192 * 4096
    data[4096:half] = os.urandom(half - 4096)


def cut_short(data: bytearray) -> None:
    del data[len(data) // 2 :]


def empty(data: bytearray) -> None:
    data.clear()


@pytest.mark.parametrize(
    "harm", [overwrite_all, overwrite_first_page, overwrite_middle, cut_short, empty]
)
def test_a_damaged_database_is_kept_aside_and_made_anew(
    home: Path, harm: Callable[[bytearray], None]
) -> None:
    with open_store(home) as store:
        before = state_of(store)
    path = home / "local" / "quizlr.db"
    data = bytearray(path.read_bytes())
    harm(data)
    path.write_bytes(data)
    with Store.open_read_only(home, fold=chain) as reader:
        assert state_of(reader) == before
    with open_store(home) as store:
        assert state_of(store) == before
        assert store.verify() == []
        assert store.notices or harm is empty
    if harm is not empty:
        assert (home / "local" / "quizlr.db.damaged-1").read_bytes() == data


def test_damage_in_a_corner_is_found_by_verify_and_mended_by_rebuild(home: Path) -> None:
    with open_store(home) as store:
        before = state_of(store)
    path = home / "local" / "quizlr.db"
    with sqlite3.connect(path) as db:
        db.execute("UPDATE schedules SET due_day = due_day + 1 WHERE card_id = ?", (CARD,))
        db.execute("UPDATE marks SET value = 5 WHERE seq = 2")
        db.execute("DELETE FROM undos WHERE seq = (SELECT max(seq) FROM undos)")
    db.close()
    with open_store(home) as store:
        found = store.verify()
        assert any(f"schedules {CARD}: the database differs" in line for line in found)
        assert any("marks" in line and "differs" in line for line in found)
        assert any("undos" in line and "not in the database" in line for line in found)
        store.rebuild()
        assert store.verify() == []
        assert state_of(store) == before


def test_reviews_in_the_database_cannot_be_changed_or_deleted(home: Path) -> None:
    db = sqlite3.connect(home / "local" / "quizlr.db")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.execute("UPDATE reviews SET rating = 4")
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
        db.execute("DELETE FROM reviews")
    db.close()


@pytest.mark.parametrize("keep_bytes", [0, 1, 700])
def test_what_the_log_lost_of_this_device_comes_back_from_the_database(
    home: Path, keep_bytes: int
) -> None:
    with open_store(home) as store:
        before = state_of(store)
    (file,) = log_files(home)
    whole = {line for line in file.read_bytes().splitlines() if line}
    os.truncate(file, keep_bytes)
    with Store.open_read_only(home, fold=chain) as reader:
        assert state_of(reader) == before
    with open_store(home) as store:
        assert state_of(store) == before
        assert any("written to it again" in notice for notice in store.notices)
    assert whole <= set(file.read_bytes().splitlines())
    drop_database(home)
    with open_store(home) as store:
        assert state_of(store) == before


def test_a_log_that_is_gone_comes_back_from_the_database(home: Path) -> None:
    with open_store(home) as store:
        before = state_of(store)
    shutil.rmtree(home / "log")
    with open_store(home) as store:
        assert state_of(store) == before
        store.record(review(at_ms=START_MS + DAY_MS))
        assert store.verify() == []


def test_a_line_lost_inside_the_log_is_mended_by_rebuild(home: Path) -> None:
    (file,) = log_files(home)
    data = bytearray(file.read_bytes())
    data[data.index(b"\n") + 30] ^= 1
    file.write_bytes(data)
    with open_store(home) as store:
        before = state_of(store)
        assert any("damaged" in line for line in store.verify())
        store.rebuild()
        assert state_of(store) == before
    drop_database(home)
    with open_store(home) as store:
        assert state_of(store) == before


def test_a_log_that_is_cut_while_quizlr_runs_is_mended_at_the_next_rating(home: Path) -> None:
    (file,) = log_files(home)
    with open_store(home) as store:
        os.truncate(file, 300)
        store.record(review(at_ms=START_MS + DAY_MS))
        count = len(list(store.events()))
        assert store.verify() == [] or all("cut short" in line for line in store.verify())
    drop_database(home)
    with open_store(home) as store:
        assert len(list(store.events())) == count


def test_a_torn_last_line_costs_that_line_only(home: Path) -> None:
    (file,) = log_files(home)
    with open_store(home) as store:
        before = list(store.events())
    with file.open("ab") as raw:
        raw.write(encode(Event("x", 99, review())).encode()[:100])
    with open_store(home) as store:
        assert "cut short" in store.notices[0]
        assert list(store.events()) == before
        store.record(review(OTHER, START_MS + DAY_MS))
    drop_database(home)
    with open_store(home) as store:
        assert len(list(store.events())) == len(before) + 1
        assert len(store.notices) == 2


def test_a_last_line_without_its_newline_counts(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.record(review())
        device = store.device
    (file,) = log_files(tmp_path)
    with file.open("ab") as raw:
        raw.write(encode(Event(device, 2, review(at_ms=START_MS + 1))).encode())
    with open_store(tmp_path) as store:
        assert len(store.history(CARD)) == 2
        assert store.record(review(at_ms=START_MS + 2)).seq == 3
        assert store.verify() == []
    assert len(file.read_bytes().splitlines()) == 3


def test_rubbish_in_the_log_is_reported_and_passed_over(home: Path) -> None:
    (file,) = log_files(home)
    with open_store(home) as store:
        before = list(store.events())
    rubbish = b'<<<<<<< HEAD\n{"v":1}\n\x00\xff\n\n=======\n'
    file.write_bytes(rubbish + file.read_bytes())
    with open_store(home) as store:
        assert list(store.events()) == before
        assert len([notice for notice in store.notices if "left out" in notice]) == 4


def test_folders_and_files_that_are_no_log_are_left_alone(home: Path) -> None:
    with open_store(home) as store:
        before = state_of(store)
    (home / "log" / "notes.txt").write_text("mine")
    (home / "log" / "old folder").mkdir()
    (home / "log" / "old folder" / "2026-09.jsonl").write_text("mine")
    (log_files(home)[0].parent / ".syncthing.2026-09.jsonl.tmp").write_text("mine")
    with open_store(home) as store:
        assert state_of(store) == before
        assert store.notices == ()


@pytest.mark.parametrize(
    "name",
    ["2026-09.sync-conflict-20260922-101500-ABCDEF7.jsonl", "2026-09 (conflicted copy).jsonl"],
)
def test_conflict_copies_are_read_and_harmless(home: Path, name: str) -> None:
    with open_store(home) as store:
        before = state_of(store)
        device = store.device
    extra = Event(device, 1_000, review(at_ms=START_MS + DAY_MS))
    copy = log_files(home)[0].with_name(name)
    shutil.copy(log_files(home)[0], copy)
    with open_store(home) as store:
        assert state_of(store) == before
        assert store.notices == ()
    write_log(home, [extra], name)
    with open_store(home) as store:
        assert list(store.events()) == [*before[1], extra]
        assert store.record(review(at_ms=START_MS + 2 * DAY_MS)).seq == 1_001


def test_two_different_events_with_one_number_are_reported(home: Path) -> None:
    with open_store(home) as store:
        before, device = state_of(store), store.device
    name = "2026-09 (conflicted copy).jsonl"
    write_log(home, [Event(device, 1, review(at_ms=START_MS + 77))], name)
    with open_store(home) as store:
        assert state_of(store) == before, "the month's own file is read first"
        assert any("two different events number 1" in notice for notice in store.notices)
        assert store.device != device, "another home writes under the old name"
        renamed = store.device
        assert store.record(review(at_ms=START_MS + DAY_MS)).seq == 1
    drop_database(home)
    with open_store(home) as store:
        assert store.device == renamed
        assert list(store.events())[:-1] == before[1]


def test_the_order_in_which_logs_arrive_does_not_matter(tmp_path: Path) -> None:
    events = [
        Event(device, seq, review((CARD, OTHER)[seq % 2], START_MS + seq * offset))
        for device, offset in (("bbbbbbbb", 3_000), ("cccccccc", 2_000))
        for seq in range(1, 10)
    ]
    states = []
    for name, order in (("a", events), ("b", events[::-1]), ("c", events[::2] + events[1::2] * 2)):
        home = tmp_path / name
        for event in order:
            write_log(home, [event])
            open_store(home).close()
        with open_store(home) as store:
            states.append(state_of(store))
            assert store.verify() == []
    assert states[0] == states[1] == states[2]


def test_another_devices_log_that_shrank_counts_as_it_is_and_is_reported(home: Path) -> None:
    events = [Event("bbbbbbbb", seq, review(at_ms=START_MS - seq)) for seq in range(1, 6)]
    write_log(home, events)
    open_store(home).close()
    file = home / "log" / "bbbbbbbb" / "2026-09.jsonl"
    file.write_text("".join(encode(event) + "\n" for event in events[:3]))
    with open_store(home) as store:
        assert any("bbbbbbbb has lost 2 events" in notice for notice in store.notices)
        assert store.verify() == []


def test_a_full_disk_keeps_nothing_of_the_rating_and_the_store_goes_on(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    (file,) = log_files(home)
    with open_store(home) as store:
        before, size = state_of(store), file.stat().st_size

        def short(fd: int, data: bytes) -> int:
            return write(fd, data[:40])

        def full(fd: int, data: bytes) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        for broken in (short, full):
            monkeypatch.setattr(os, "write", broken)
            with pytest.raises(WriteFailedError, match="No space left"):
                store.record(review(at_ms=START_MS + DAY_MS))
            assert file.stat().st_size == size
            assert state_of(store) == before
        monkeypatch.undo()
        store.record(review(at_ms=START_MS + DAY_MS))
        assert len(list(store.events())) == len(before[1]) + 1
        assert store.verify() == []


def test_a_log_that_cannot_be_made_durable_keeps_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(fd: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with open_store(home) as store:
        before = state_of(store)
        monkeypatch.setattr(log, "_sync_data", broken)
        with pytest.raises(WriteFailedError):
            store.record(review(at_ms=START_MS + DAY_MS))
        monkeypatch.undo()
        assert state_of(store) == before
        assert store.verify() == []


def test_a_rating_that_the_database_has_no_room_for_is_taken_back(home: Path) -> None:
    (file,) = log_files(home)
    with open_store(home) as store:
        before, size = state_of(store), file.stat().st_size
        store._opened.index.db.execute("PRAGMA query_only = ON")
        with pytest.raises(WriteFailedError):
            store.record(review(at_ms=START_MS + DAY_MS))
        assert (state_of(store), file.stat().st_size) == (before, size)
        store._opened.index.db.execute("PRAGMA query_only = OFF")
        store.record(review(at_ms=START_MS + DAY_MS))
        assert len(list(store.events())) == len(before[1]) + 1
        assert store.verify() == []


def test_a_rating_that_a_broken_database_refuses_is_safe_in_the_log(home: Path) -> None:
    with open_store(home) as store:
        count = len(list(store.events()))
        store._opened.index.db.execute("DROP TABLE sources")
        store._opened.index.db.execute("CREATE TABLE sources (path, bytes_read)")
        with pytest.raises(DatabaseError, match="safe in the log"):
            store.record(review(at_ms=START_MS + DAY_MS))
    with open_store(home) as store:
        assert len(list(store.events())) == count + 1
        assert store.verify() == []


def test_a_log_folder_that_vanishes_while_quizlr_runs_comes_back_whole(home: Path) -> None:
    with open_store(home) as store:
        count = len(list(store.events()))
        shutil.rmtree(home / "log")
        store.record(review(at_ms=START_MS + DAY_MS))
        assert store.verify() == []
        assert len(list(store.events())) == count + 1


def refuse(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a folder read-only, for root too."""
    mkdir, opened = Path.mkdir, os.open

    def checked_mkdir(self: Path, mode: int = 0o777, exist_ok: bool = False) -> None:
        if self.is_relative_to(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        mkdir(self, mode, exist_ok=exist_ok)

    def checked_open(name: str, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY) and Path(name).is_relative_to(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(name))
        return opened(name, flags, mode)

    monkeypatch.setattr(Path, "mkdir", checked_mkdir)
    monkeypatch.setattr(os, "open", checked_open)


def test_a_home_that_cannot_be_written_is_refused_clearly_and_can_be_read(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(home) as store:
        before = state_of(store)
    refuse(home, monkeypatch)
    with pytest.raises(ReadOnlyError, match="Permission denied"):
        open_store(home)
    with pytest.raises(ReadOnlyError, match="Permission denied"):
        open_store(home / "new")
    with Store.open_read_only(home, fold=chain) as reader:
        assert state_of(reader) == before


def test_a_reader_of_read_only_media_takes_the_database_as_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    asked: list[str] = []

    def no_side_files(name: str, **options: Any) -> sqlite3.Connection:
        asked.append(name)
        if name.endswith("mode=ro"):
            raise sqlite3.OperationalError("unable to open database file")
        opened: sqlite3.Connection = connect(name, **options)
        return opened

    with open_store(home) as store:
        before = state_of(store)
    monkeypatch.setattr(sqlite3, "connect", no_side_files)
    with Store.open_read_only(home, fold=chain) as reader:
        assert state_of(reader) == before
    assert asked[-1].endswith("immutable=1")


def test_a_reader_behind_the_log_reads_on_in_memory_and_writes_nothing(home: Path) -> None:
    open_store(home).close()
    path = home / "local" / "quizlr.db"
    stored = path.read_bytes()
    write_log(home, [Event("bbbbbbbb", 1, review(at_ms=START_MS + DAY_MS))])
    with Store.open_read_only(home, fold=chain) as reader:
        assert reader.newest() == (START_MS + DAY_MS, (START_MS + DAY_MS) // DAY_MS)
        seen = state_of(reader)
    assert path.read_bytes() == stored
    with open_store(home) as store:
        assert state_of(store) == seen


def test_an_interrupted_rebuild_leaves_nothing_behind(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(home) as store:
        before = state_of(store)

    def power_cut(self: Path, target: Path) -> Path:
        raise OSError(errno.EIO, "power cut", str(target))

    with open_store(home) as store:
        monkeypatch.setattr(Path, "replace", power_cut)
        with pytest.raises(DataError):
            store.rebuild()
        monkeypatch.undo()
    with open_store(home) as store:
        assert state_of(store) == before
    assert sorted(path.name for path in (home / "local").iterdir()) == [
        "device",
        "lock",
        "quizlr.db",
    ]


def test_a_lost_device_name_is_replaced_by_a_new_one(home: Path) -> None:
    with open_store(home) as store:
        before, device = state_of(store), store.device
    (home / "local" / "device").write_text("")
    with open_store(home) as store:
        assert store.device != device
        assert state_of(store) == before
        assert store.record(review(at_ms=START_MS + DAY_MS)).seq == 1
