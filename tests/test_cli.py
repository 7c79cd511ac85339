"""The command line as scripts see it: output, exit codes, and what a second process may do."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from quizlr import __version__
from quizlr.cli import main
from quizlr.collection import Collection, Home
from quizlr.model import Review

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - {id: a, front: A?, back: A.}
  - {id: b, front: B?, back: B.}
"""
BROKEN = """\
quizlr: 1
id: broken
title: Broken
notes:
  - id: fine
    front: Fine?
    back: Fine.
  - id: bad
    frnt: Where is the front?
    back: Nowhere.
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("QUIZLR_HOME", str(folder))
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.chdir(tmp_path)
    return folder


def write(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def type_lines(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"quizlr {__version__}\n"


def test_wrong_usage_ends_with_2(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["study", "--plain", "sigmiod"]) == 2
    assert "Did you mean 'sigmoid'?" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        main(["study", "--minutes", "0"])
    assert stop.value.code == 2


def test_wrong_settings_end_with_2(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(home / "config.toml", "[study]\nnew_per_dya = 3\n")
    assert main(["due"]) == 2
    assert "new_per_day" in capsys.readouterr().err


def test_a_deck_is_studied_where_it_lies(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(home.parent / "mine.yaml", DECK)
    type_lines(monkeypatch, "", "3", "", "4")
    assert main(["study", "--plain", path]) == 0
    said = capsys.readouterr().out
    assert said.index("A?") < said.index("A.") < said.index("B?")
    with Collection.open(Home(home), is_read_only=True).store as store:
        reviews = [what for event in store.events() if isinstance(what := event.what, Review)]
        assert [review.card_id for review in reviews] == ["mine/a", "mine/b"]


def test_due_counts_what_waits_and_makes_no_home(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", "--short"]) == 0
    assert capsys.readouterr().out == "20\n"
    assert not home.exists()
    path = write(home.parent / "mine.yaml", DECK)
    assert main(["due", "--format", "json", path]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["decks"] == [{"deck": "mine", "new": 2, "learning": 0, "due": 0}]


def test_due_works_while_another_quizlr_writes(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    collection = Collection.open(Home(home))
    try:
        assert main(["due", "--short"]) == 0
        assert main(["check", "--no-proofs"]) == 0
        assert main(["study", "--plain"]) == 3
    finally:
        collection.close()
    assert "Another quizlr" in capsys.readouterr().err


def test_check_finds_problems_with_their_place(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(home.parent / "broken.yaml", BROKEN)
    assert main(["check", path]) == 1
    said = capsys.readouterr().out
    assert f"{path}:9:5: error: notes[1].frnt:" in said
    assert "Did you mean `front`?" in said
    assert "1 deck, 1 note: 1 error." in said


def test_check_of_one_of_the_learners_decks_knows_the_others(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home / "decks" / "mine.yaml", DECK)
    needs = DECK.replace("id: mine", "id: more\nrequires: [mine]").replace("A.", "C.", 1)
    path = write(home / "decks" / "more.yaml", needs)
    assert main(["check", path]) == 1
    said = capsys.readouterr().out
    assert "unknown-deck" not in said
    assert "`mine/b` (at " in said
    monkeypatch.chdir(home / "decks")
    main(["check", "--format", "github", "more.yaml"])
    assert "file=more.yaml," in capsys.readouterr().out


def test_check_takes_the_id_of_a_deck_for_all_its_files(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(home / "decks" / "one.yaml", DECK)
    write(home / "decks" / "two.yaml", BROKEN.replace("id: broken", "id: mine"))
    write(home / "decks" / "other.yaml", BROKEN)
    assert main(["check", "mine"]) == 1
    said = capsys.readouterr().out
    assert "two.yaml:9:5" in said
    assert "other.yaml:9:5" not in said
    assert main(["check", "mine", "nowhere"]) == 2
    assert "no deck and no file called 'nowhere'" in capsys.readouterr().err


def test_check_speaks_json_and_github(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(home.parent / "broken.yaml", BROKEN)
    assert main(["check", "--format", "json", path]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert {"file", "line", "column", "path", "rule", "message"} <= set(rows[0])
    assert main(["check", "--format", "github", path]) == 1
    assert f"::error file={path},line=9,col=5,title=quizlr " in capsys.readouterr().out


def test_check_of_a_good_deck_is_quiet_and_ends_with_0(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(home.parent / "mine.yaml", DECK)
    assert main(["check", path]) == 0
    assert "no problems" in capsys.readouterr().out
    assert main(["check", "nowhere.yaml"]) == 2


def test_nothing_hostile_reaches_a_pipe(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home.parent / "evil\x1b]0;owned\x07.yaml"
    write(path, DECK.replace("Mine", '"\\e]52;c;aGk=\\a Mine"').replace("A?", '"\\x9b31m A?"'))
    assert main(["check", str(path)]) == 1
    assert main(["check", "--format", "github", str(path)]) == 1
    said = capsys.readouterr().out
    assert not [
        char for char in said if char != "\n" and (ord(char) < 32 or 127 <= ord(char) < 160)
    ]


def test_a_closed_pipe_is_no_crash(home: Path) -> None:
    run = subprocess.run(
        f'"{sys.executable}" -m quizlr due | true',
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 3)])
def test_a_home_in_which_nothing_can_be_saved_can_be_opened_to_read(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: int,
) -> None:
    path = write(home / "decks" / "mine.yaml", DECK)
    (home / "local" / "lock").mkdir(parents=True)  # no file of that name can be written
    type_lines(monkeypatch, answer, "", "3")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert main(["study", "--plain", path]) == code
    said = capsys.readouterr()
    assert "Nothing can be saved: " in said.err
    assert ("this rating was not saved" in said.out) is (answer == "y")
