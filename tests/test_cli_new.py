"""`quizlr new`: decks and notes to start from, about which check has nothing to say."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from quizlr.authoring.scaffold import SCHEMA_NAME, deck_text
from quizlr.authoring.schema import schema_text
from quizlr.cardtypes import CARD_TYPES
from quizlr.cli import main
from quizlr.collection import Collection, Home
from quizlr.model import CardMark, MarkKind


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("QUIZLR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    monkeypatch.chdir(tmp_path)
    return Home(tmp_path / "home")


def made(home: Home) -> Path:
    assert main(["new", "Decision trees"]) == 0
    return home.decks / "decision-trees.yaml"


def test_check_has_nothing_to_say_about_a_new_deck(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(home)
    assert f"Made {path}" in capsys.readouterr().out
    assert main(["check", str(path)]) == 0
    assert "1 deck, 1 note: no problems." in capsys.readouterr().out


def test_the_first_line_leads_editors_to_the_schema_beside_it(home: Home) -> None:
    lines = made(home).read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# yaml-language-server: $schema={SCHEMA_NAME}"
    schema = home.decks / SCHEMA_NAME
    assert schema.read_text(encoding="utf-8") == schema_text(CARD_TYPES)


def test_an_old_schema_is_renewed(home: Home) -> None:
    home.decks.mkdir(parents=True)
    (home.decks / SCHEMA_NAME).write_text("{}", encoding="utf-8")
    made(home)
    assert json.loads((home.decks / SCHEMA_NAME).read_text(encoding="utf-8"))["$defs"]


def test_every_type_can_be_added_and_check_has_nothing_to_say(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(home)
    for name in (*CARD_TYPES, "cloze"):
        assert main(["new", "decision-trees", "--type", name]) == 0
    assert main(["new", "Another deck"]) == 0
    capsys.readouterr()
    assert main(["check", "--format", "json", str(path)]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_every_type_alone_has_no_problem(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    for name in CARD_TYPES:
        path = home.decks / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = f"quizlr: 1\nid: {name}\ntitle: T\nnotes: []\n"
        path.write_text(text, encoding="utf-8")
        assert main(["new", name, "--type", name]) == 0
        capsys.readouterr()
        assert main(["check", "--no-proofs", "--format", "json", str(path)]) == 0
        assert json.loads(capsys.readouterr().out) == [], name


def test_what_a_deck_may_have_is_right_once_the_sign_is_taken_away() -> None:
    from content_decks import read

    text = deck_text("T", "t", SCHEMA_NAME, CARD_TYPES)
    deck, problems = read(re.sub("(?m)^#(?=[a-z]|  )", "", text), "t.yaml")
    assert [str(problem) for problem in problems] == []
    assert (deck.tags, deck.requires) == (("ml",), ("sigmoid",))
    assert set(deck.sources) == {"esl"}


def test_a_deck_can_be_written_elsewhere_and_named_by_its_file(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sub" / "mine.yaml"
    assert main(["new", "Mine", "--file", str(path)]) == 0
    assert main(["new", str(path), "--type", "cloze"]) == 0
    assert "Added mine/" in capsys.readouterr().out
    assert (path.parent / SCHEMA_NAME).is_file()
    assert not home.decks.exists()
    assert main(["new", "Mine", "--file", str(path)]) == 2
    assert "There is a file" in capsys.readouterr().err


def test_a_deck_in_a_folder_below_points_up_to_the_schema(home: Home) -> None:
    path = home.decks / "ml" / "trees.yaml"
    assert main(["new", "Trees", "--file", str(path)]) == 0
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=../.quizlr-schema.json\n"
    )


def test_the_same_title_makes_another_deck_and_says_so(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    made(home)
    assert "is there already" not in capsys.readouterr().out
    assert main(["new", "decision Trees"]) == 0
    assert "'Decision trees' is there already, as decision-trees." in capsys.readouterr().out
    text = (home.decks / "decision-trees-2.yaml").read_text(encoding="utf-8")
    assert "id: decision-trees-2\n" in text


def test_a_title_is_kept_as_it_is_typed(home: Home) -> None:
    assert main(["new", 'Loss: "log" # and $L_2$ ']) == 0
    (path,) = home.decks.glob("*.yaml")
    assert path.stem == "loss-log-l"
    assert main(["check", str(path)]) == 0
    assert 'Loss: "log" # and $L_2$' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new"], "A deck needs a title"),
        (["new", "--type", "drill"], "Say which deck"),
        (["new", "nothing", "--type", "drill"], "There is no deck"),
        (["new", "x", "--type", "drill", "--file", "y.yaml"], "--file is for a new deck"),
    ],
)
def test_what_is_missing_is_said(
    home: Home, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err
    assert not home.decks.exists()


def test_a_bundled_deck_takes_no_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path), "new", "sigmoid", "--type", "basic"]) == 2
    assert "ships with quizlr" in capsys.readouterr().err


def test_the_editor_opens_at_the_note(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "vim"
    editor.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/called\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(editor))
    path = made(home)
    assert main(["new", "decision-trees", "--type", "drill", "--edit"]) == 0
    called = (tmp_path / "called").read_text(encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    number = int(called.split()[0].removeprefix("+"))
    assert lines[number - 1].strip().startswith("- id: ")
    assert lines[number].strip() == "type: drill"


def test_an_id_that_a_deleted_note_had_is_not_given_again(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(home)
    before = path.read_bytes()
    assert main(["new", "decision-trees", "--type", "cloze"]) == 0
    collection = Collection.open(home)
    (card, *_) = (card for card in collection.cards if card.note.type == "cloze")
    mark = CardMark(card_id=card.id, at_ms=collection.now().at_ms, kind=MarkKind.FLAG, value=1)
    collection.record(mark)
    collection.close()
    path.write_bytes(before)
    assert main(["new", "decision-trees", "--type", "cloze"]) == 0
    assert f"Added decision-trees/{card.note.id}-2 at" in capsys.readouterr().out
