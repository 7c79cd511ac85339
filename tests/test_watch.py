"""`check --watch`: what a save changes is told, and nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from authoring_makers import HEAD, write
from ptydrive import Terminal

from quizlr.cardtypes.proving import Task
from quizlr.cli.watching import words_of
from quizlr.collection import Home
from quizlr.collection.proofs import proved
from quizlr.collection.rechecking import Recheck, Turn

GOOD = "- {id: a, front: A?, back: A.}\n"
BROKEN = "- {id: a, frnt: A?, back: A.}\n"
OTHER = "- {id: b, front: B?, back: B., tier: hard}\n"


@pytest.fixture(autouse=True)
def _without_bundled_decks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)


def watched(*paths: Path, seeds: int = 0) -> Recheck:
    return Recheck(Home(paths[0].parent / "no-home"), paths, seeds=seeds)


def save(path: Path, notes: str) -> Path:
    """Write a deck so that its stamp differs, however fast the test runs."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    write(path.parent, notes, path.name)
    os.utime(path, ns=(before + 1_000_000_000, before + 1_000_000_000))
    return path


def turn_of(recheck: Recheck) -> Turn:
    """What the next save did: a file has to look the same twice."""
    assert recheck.look() is None
    turn = recheck.look()
    assert turn is not None
    assert recheck.look() is None
    return turn


def rules(turn: Turn) -> tuple[list[str], list[str]]:
    return [p.rule for p in turn.found], [p.rule for p in turn.mended]


def test_nothing_is_told_while_nothing_is_saved(tmp_path: Path) -> None:
    recheck = watched(save(tmp_path / "a.yaml", BROKEN))
    assert [problem.rule for problem in recheck.last.problems] == ["unknown-field"]
    assert [recheck.look() for _ in range(3)] == [None, None, None]


def test_a_new_problem_is_told_once_and_its_mending_once(tmp_path: Path) -> None:
    path = save(tmp_path / "a.yaml", GOOD)
    recheck = watched(path)
    save(path, BROKEN)
    assert rules(turn_of(recheck)) == (["unknown-field"], [])
    save(path, GOOD)
    assert rules(turn_of(recheck)) == ([], ["unknown-field"])


def test_a_problem_that_only_moved_is_not_told_again(tmp_path: Path) -> None:
    path = save(tmp_path / "a.yaml", OTHER)
    recheck = watched(path)
    save(path, f"# a line above\n{GOOD}{OTHER}")
    turn = turn_of(recheck)
    assert rules(turn) == ([], [])
    assert words_of(turn) == ["", "a.yaml: 0 new, 0 mended, 1 left."]


def test_the_same_problem_twice_is_one_new_problem(tmp_path: Path) -> None:
    path = save(tmp_path / "a.yaml", OTHER)
    recheck = watched(path)
    save(path, OTHER + OTHER.replace("id: b", "id: c").replace("B", "C"))
    turn = turn_of(recheck)
    assert rules(turn) == (["unknown-value"], [])
    assert turn.found[0].path == "notes[1].tier"


def test_a_file_that_is_still_being_written_is_waited_for(tmp_path: Path) -> None:
    path = save(tmp_path / "a.yaml", GOOD)
    recheck = watched(path)
    for notes in (BROKEN[:10], BROKEN):
        save(path, notes)
        assert recheck.look() is None
    turn = recheck.look()
    assert turn is not None
    assert rules(turn) == (["unknown-field"], [])


def test_a_save_by_way_of_another_file_is_no_file_gone(tmp_path: Path) -> None:
    path = save(tmp_path / "a.yaml", GOOD)
    recheck = watched(path)
    path.unlink()
    assert recheck.look() is None
    save(path, BROKEN)
    assert rules(turn_of(recheck)) == (["unknown-field"], [])


def test_files_that_come_and_go_in_a_folder_are_seen(tmp_path: Path) -> None:
    save(tmp_path / "decks" / "a.yaml", GOOD)
    recheck = watched(tmp_path / "decks")
    new = save(tmp_path / "decks" / "b.yaml", f"quizlr: 1\nid: b\ntitle: B\nnotes:\n{BROKEN}")
    turn = turn_of(recheck)
    assert (turn.files, rules(turn)) == ((new,), (["unknown-field"], []))
    new.unlink()
    assert rules(turn_of(recheck)) == ([], ["unknown-field"])


def test_without_a_path_the_learners_decks_are_watched(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    recheck = Recheck(home, (), seeds=0)
    save(home.decks / "a.yaml", BROKEN)
    assert rules(turn_of(recheck)) == (["unknown-field"], [])


DRILL = """\
- id: square
  type: drill
  vars: {a: {grid: [1, 9, 0.5]}}
  front: What is the square of {{= a }}?
  answer: a ** 2
"""


def test_only_drills_that_changed_are_proved_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[int] = []

    def counted(tasks: Sequence[Task], seeds: int) -> object:
        counts.append(len(tasks))
        return proved(tasks, seeds)

    monkeypatch.setattr("quizlr.collection.checking.proved", counted)
    path = save(tmp_path / "a.yaml", DRILL)
    recheck = watched(path, seeds=12)
    save(path, DRILL + GOOD)
    turn_of(recheck)
    save(path, DRILL.replace("a ** 2", "a - a") + GOOD)
    turn = turn_of(recheck)
    assert rules(turn) == (["drill-same-answer"], [])
    assert counts == [1, 0, 1]
    assert len(turn.now.proved) == 1


def test_what_is_new_is_shown_in_full_and_what_is_mended_in_a_line(tmp_path: Path) -> None:
    path = save(tmp_path / "a.yaml", OTHER)
    recheck = watched(path)
    save(path, BROKEN)
    said = words_of(turn_of(recheck))
    assert said[1].startswith(f"{path}:5:11: error: notes[0].frnt: ")
    assert said[2] == "  5 | - {id: a, frnt: A?, back: A.}"
    assert said[4] == f"{path}:5:38: mended [unknown-value]"
    assert said[5] == "a.yaml: 1 new, 1 mended, 1 left."


def test_it_goes_on_until_ctrl_c(tmp_path: Path) -> None:
    path = save(tmp_path / "a.yaml", GOOD)
    home = str(tmp_path / "home")
    words = ["check", "--watch", "--no-proofs", "--home", home, str(path)]
    with Terminal([sys.executable, "-m", "quizlr", *words]) as terminal:
        terminal.wait_for("1 deck, 1 note: no problems.")
        terminal.wait_for("ctrl+c ends.")
        save(path, BROKEN)
        terminal.wait_for("a.yaml: 1 new, 0 mended, 1 left.")
        save(path, f"{HEAD}{GOOD}")
        terminal.wait_for("a.yaml: 0 new, 1 mended, 0 left.")
        terminal.send("\x03")
        assert terminal.wait_for_exit() == 0
    assert b"Traceback" not in terminal.output
    assert terminal.output.count(b"unknown-field") == 2
