"""Killed with -9 in the middle of a sitting: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quizlr.collection import Collection, Desk, Home
from quizlr.model import Rating, Revealed, Review
from quizlr.session import Ended

STUDY = """
import sys
from pathlib import Path
from quizlr.collection import Collection, Desk, Home
from quizlr.model import Rating, Revealed

collection = Collection.open(Home(Path(sys.argv[1])))
desk = Desk(collection, collection.select())
while True:
    turn = desk.turn()
    desk.answer(Revealed())
    desk.rate(Rating.EASY)
    print(turn.card.id, flush=True)
"""


def make_home(folder: Path, count: int) -> Home:
    home = Home(folder / "home")
    home.prepare()
    home.config.write_text("[study]\nnew_per_day = 9999\nminutes_per_day = 0\n", encoding="utf-8")
    notes = "".join(f"  - {{id: n{n:04d}, front: Q{n}, back: A{n}}}\n" for n in range(count))
    text = f"quizlr: 1\nid: mine\ntitle: Mine\nnotes:\n{notes}"
    (home.decks / "mine.yaml").write_text(text, encoding="utf-8")
    return home


def study_until_killed(home: Home, ratings: int) -> list[str]:
    """The ids that the child said were rated before it died."""
    command = [sys.executable, "-c", STUDY, str(home.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        seen = [child.stdout.readline().strip() for _ in range(ratings)]
        os.kill(child.pid, signal.SIGKILL)
        seen += [line.strip() for line in child.stdout if line.endswith("\n")]
    return seen


@pytest.mark.parametrize("loses_wal", [False, True])
def test_after_a_kill_nothing_is_lost_and_the_queue_goes_on_where_it_was(
    tmp_path: Path, loses_wal: bool
) -> None:
    home = make_home(tmp_path, 400)
    seen: list[str] = []
    for ratings in (7, 1, 12):
        seen += study_until_killed(home, ratings)
        if loses_wal:
            (home.folder / "local" / "quizlr.db-wal").unlink(missing_ok=True)
        collection = Collection.open(home)
        logged = [e.what.card_id for e in collection.store.events() if isinstance(e.what, Review)]
        assert logged[: len(seen)] == seen
        assert len(logged) - len(seen) <= 1
        assert collection.store.verify() == []
        turn = Desk(collection, collection.select(["mine"])).turn()
        assert not isinstance(turn, Ended)
        assert turn.card.id not in logged
        collection.close()
        seen = [str(card_id) for card_id in logged]


def test_the_log_and_the_database_each_have_one_row_a_rating(tmp_path: Path) -> None:
    import sqlite3

    home = make_home(tmp_path, 30)
    collection = Collection.open(home)
    desk = Desk(collection, collection.select(["mine"]))
    for _ in range(20):
        desk.turn()
        desk.answer(Revealed())
        desk.rate(Rating.EASY)
    for _ in range(5):
        desk.undo()
    collection.close()
    lines = [
        line
        for path in (home.folder / "log").rglob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert sum('"k":"review"' in line for line in lines) == 20
    assert sum('"k":"undo"' in line for line in lines) == 5
    with sqlite3.connect(home.folder / "local" / "quizlr.db") as database:
        counts = database.execute("SELECT count(*), count(undone_by) FROM reviews").fetchone()
    database.close()
    assert counts == (20, 5)
