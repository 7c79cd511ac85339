"""The learner's editor opens at the line, and the command waits until it is closed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from quizlr.collection import Collection, Home
from quizlr.collection.editing import edit_target, place_target
from quizlr.collection.editor import editor_command, open_editor
from quizlr.errors import NoEditorError
from quizlr.model import CardId, Place

DECK = Path("deck.yaml")


@pytest.mark.parametrize(
    ("setting", "command"),
    [
        ("vi", "vi +7 deck.yaml"),
        ("vim", "vim +7 deck.yaml"),
        ("nvim -u NONE", "nvim -u NONE +7 deck.yaml"),
        ("/usr/bin/nano -w", "/usr/bin/nano -w +7 deck.yaml"),
        ("emacs -nw", "emacs -nw +7 deck.yaml"),
        ("emacsclient -t", "emacsclient -t +7 deck.yaml"),
        ("emacsclient -n", "emacsclient +7 deck.yaml"),
        ("hx", "hx deck.yaml:7"),
        ("helix", "helix deck.yaml:7"),
        ("micro", "micro +7 deck.yaml"),
        ("kak", "kak +7 deck.yaml"),
        ("code", "code --wait --goto deck.yaml:7"),
        ("code -g", "code --wait --goto deck.yaml:7"),
        ("code --wait --reuse-window", "code --reuse-window --wait --goto deck.yaml:7"),
        ("codium -w -n", "codium -n --wait --goto deck.yaml:7"),
        ("subl", "subl --wait deck.yaml:7"),
        ("subl -w", "subl --wait deck.yaml:7"),
        ("zed --wait", "zed --wait deck.yaml:7"),
        ("gvim", "gvim -f +7 deck.yaml"),
        ("kate", "kate --block --line 7 deck.yaml"),
        ("env LANG=C vim", "env LANG=C vim +7 deck.yaml"),
        ("/Applications/Code.exe", "/Applications/Code.exe --wait --goto deck.yaml:7"),
        ("my-editor --fast", "my-editor --fast deck.yaml"),
    ],
)
def test_editors_open_at_the_line_and_wait(setting: str, command: str) -> None:
    assert editor_command(DECK, 7, setting) == command.split()


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ("nvim", ["+call cursor(7,12)", "deck.yaml"]),
        ("nano", ["+7,12", "deck.yaml"]),
        ("emacs", ["+7:12", "deck.yaml"]),
        ("hx", ["deck.yaml:7:12"]),
        ("code", ["--wait", "--goto", "deck.yaml:7:12"]),
        ("vi", ["+7", "deck.yaml"]),
    ],
)
def test_those_that_can_open_at_the_column_too(setting: str, place: list[str]) -> None:
    assert editor_command(DECK, 7, setting, column=12)[1:] == place


def test_a_path_with_a_space_stays_one_word() -> None:
    assert editor_command(Path("my decks/a b.yaml"), 3, "'/opt/my editor/vim' -R") == [
        "/opt/my editor/vim",
        "-R",
        "+3",
        "my decks/a b.yaml",
    ]


def test_the_setting_comes_before_visual_and_visual_before_editor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EDITOR", "ed")
    assert editor_command(DECK, 3)[0] == "ed"
    monkeypatch.setenv("VISUAL", "nvim")
    assert editor_command(DECK, 3)[0] == "nvim"
    assert editor_command(DECK, 3, "hx")[0] == "hx"
    monkeypatch.setenv("VISUAL", " ")
    assert editor_command(DECK, 3)[0] == "ed"


def test_without_an_editor_it_is_said_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    for setting in ("", "no-such-editor", "vim 'open"):
        with pytest.raises(NoEditorError) as refused:
            open_editor(DECK, 1, setting)
        assert "export EDITOR=nano" in str(refused.value)
        assert setting.split(" ")[0] in str(refused.value)


def test_the_exit_code_of_the_editor_comes_back(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nexit 3\n")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    assert open_editor(DECK, 1, str(editor)) == 3


NOTES = "quizlr: 1\nid: mine\ntitle: M\nnotes:\n  - id: a\n    front: A?\n    back: A\n"


def test_a_note_is_found_where_it_stands_now(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    path = home.decks / "mine.yaml"
    path.write_text(NOTES, encoding="utf-8")
    collection = Collection.open(home)
    card = collection.card(CardId("mine/a"))
    assert card is not None
    assert edit_target(collection, card) == (path, 5)
    path.write_text(NOTES.replace("notes:", "# more\n\nnotes:"), encoding="utf-8")
    schema = home.decks / ".quizlr-schema.json"
    schema.write_text("{}", encoding="utf-8")
    assert edit_target(collection, card) == (path, 7)
    assert "$defs" in schema.read_text(encoding="utf-8"), "an old schema is renewed"
    collection.close()


def test_a_problem_in_a_bundled_deck_is_mended_in_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "mine.yaml").write_text(f"{NOTES}    tier: hard\n", encoding="utf-8")
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: shipped)
    home = Home(tmp_path / "home")
    collection = Collection.open(home)
    (problem,) = collection.problems
    path, line = place_target(collection, problem.place)
    assert (path, line) == (home.decks / "mine.yaml", 8)
    assert place_target(collection, Place("other.yaml", 3)) == (Path("other.yaml"), 3)
    collection.close()
