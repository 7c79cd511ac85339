"""kill -9 in the middle of study: what was acknowledged is there."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from store_makers import DAY_MS, START_MS, open_store, review, state_of

from quizlr.model import Review

STUDY = """
import sys
from pathlib import Path
from store_makers import *
store = open_store(Path(sys.argv[1]))
first = 1 + max((e.what.duration_ms for e in store.events()), default=0)
for number in range(first, first + 100_000):
    store.record(review((CARD, OTHER)[number % 2], START_MS + number, duration_ms=number))
    print(number, flush=True)
"""


def study_until_killed(home: Path, acks: int) -> int:
    """The number of the last rating that was acknowledged."""
    learner = subprocess.Popen(
        [sys.executable, "-c", STUDY, str(home)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent,
    )
    with learner:
        assert learner.stdout is not None
        last = 0
        for _ in range(acks):
            last = int(learner.stdout.readline())
        learner.kill()
        rest = learner.stdout.read().splitlines()
    assert learner.returncode == -signal.SIGKILL
    return int(rest[-1]) if rest and rest[-1] else last


def stored_numbers(home: Path) -> list[int]:
    with open_store(home) as store:
        assert store.verify() == []
        return [e.what.duration_ms for e in store.events() if isinstance(e.what, Review)]


def kill_and_look(home: Path, kills: int) -> None:
    for kill in range(kills):
        acked = study_until_killed(home, acks=3 + 17 * kill % 40)
        numbers = stored_numbers(home)
        assert numbers == list(range(1, len(numbers) + 1))
        assert acked <= len(numbers) <= acked + 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_no_acknowledged_rating_is_lost_to_kill_9(tmp_path: Path) -> None:
    kill_and_look(tmp_path, kills=5)


@pytest.mark.nightly
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_no_acknowledged_rating_is_lost_to_many_kills(tmp_path: Path) -> None:
    kill_and_look(tmp_path, kills=40)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("harm", ["removed", "cut", "flipped"])
def test_a_write_ahead_log_that_is_harmed_after_a_kill_costs_nothing(
    tmp_path: Path, harm: str
) -> None:
    acked = study_until_killed(tmp_path, acks=20)
    wal = tmp_path / "local" / "quizlr.db-wal"
    data = wal.read_bytes()
    if harm == "removed":
        wal.unlink()
    elif harm == "cut":
        wal.write_bytes(data[: len(data) // 2])
    else:
        half = len(data) // 2
        wal.write_bytes(data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :])
    assert len(stored_numbers(tmp_path)) >= acked


def test_an_older_copy_of_the_database_is_brought_up_to_the_log(tmp_path: Path) -> None:
    path = tmp_path / "local" / "quizlr.db"
    with open_store(tmp_path) as store:
        store.record(review())
    old = path.read_bytes()
    with open_store(tmp_path) as store:
        store.record(review(at_ms=START_MS + DAY_MS))
        store.undo(START_MS + DAY_MS + 1)
        before = state_of(store)
    path.write_bytes(old)
    with open_store(tmp_path) as store:
        assert state_of(store) == before
        assert store.verify() == []
