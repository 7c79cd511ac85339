"""A rule is silenced on a note with a reason, and a silence that does nothing is told itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from authoring_makers import checked, deck_of, rules_of, write
from decks_makers import read, read_note

from quizlr.cli import main
from quizlr.collection import Collection, Home
from quizlr.model import Problem

SPLIT = "- id: a\n  front: A?\n  back: A.\n  hints: [Write f(x, y) first.]\n"
QUIET = f"{SPLIT}  silence:\n    - {{rule: comma-split, why: Two hints are meant.}}\n"


@pytest.fixture(autouse=True)
def _without_bundled_decks(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("loading", "home"):
        monkeypatch.setattr(f"quizlr.collection.{room}.bundled_folder", lambda: None, raising=False)


def told(problems: tuple[Problem, ...] | list[Problem]) -> list[str]:
    return [problem.rule for problem in problems if not problem.silenced]


def test_a_note_carries_its_silences_with_their_places() -> None:
    note = read_note("front: A?\nback: A.\nsilence: [{rule: too-long, why: A poem.}]")
    (silence,) = note.silence
    assert (silence.rule, silence.why, silence.path) == (
        "too-long",
        "A poem.",
        "notes[0].silence[0].rule",
    )
    assert (silence.place.line, silence.place.column) == (8, 22)


def test_a_silenced_problem_is_kept_with_its_reason() -> None:
    _, problems = read(deck_of(QUIET))
    assert [(p.rule, p.silenced) for p in problems] == [("comma-split", "Two hints are meant.")]


def test_the_reason_is_required(tmp_path: Path) -> None:
    found = rules_of(tmp_path, f"{SPLIT}  silence: [{{rule: comma-split}}]")
    assert "missing-field" in found


def test_only_the_note_with_the_silence_is_quiet(tmp_path: Path) -> None:
    loud = SPLIT.replace("id: a", "id: b").replace("front: A", "front: B")
    problems = checked(write(tmp_path, QUIET + loud))
    assert [(p.place.line, p.rule) for p in problems if not p.silenced] == [(14, "comma-split")]


def test_an_error_cannot_be_silenced(tmp_path: Path) -> None:
    text = "- {id: a, frnt: A?, back: A., silence: [{rule: unknown-field, why: I like it.}]}"
    assert rules_of(tmp_path, text) == ["unknown-field"]
    text = "- {id: a, front: A?, back: A., silence: [{rule: unknown-field, why: I like it.}]}"
    assert rules_of(tmp_path, text) == ["silence-unknown"]


def test_lint_is_silenced_too_also_in_flow_style(tmp_path: Path) -> None:
    note = "{id: a, front: '$\\nope$', back: A., silence: [{rule: formula-undrawn, why: Yes.}]}"
    text = f"quizlr: 1\nid: x\ntitle: X\nnotes: [{note}, {{id: b, front: '$\\nope$?', back: B.}}]\n"
    assert told(checked(write(tmp_path, text))) == ["formula-undrawn"]


@pytest.mark.parametrize("rule", ["too-long", "provisional-id", "drill-slip-never"])
def test_a_silence_of_what_does_not_happen_is_told(rule: str, tmp_path: Path) -> None:
    text = f"- {{id: a, front: A?, back: A., silence: [{{rule: {rule}, why: Because.}}]}}"
    found = told(checked(write(tmp_path, text), seeds=5))
    assert found == ["silence-unused"]


def test_what_was_not_tried_is_not_called_unused(tmp_path: Path) -> None:
    text = "- {id: a, front: A?, back: A., silence: [{rule: drill-slip-never, why: Because.}]}"
    assert rules_of(tmp_path, text, seeds=0) == []
    changed = text.replace("drill-slip-never", "drill-changed")
    assert rules_of(tmp_path, changed, seeds=5) == []


@pytest.mark.parametrize(
    ("rule", "guess"), [("to-long", "Did you mean `too-long`?"), ("zzz", "--rules` lists them")]
)
def test_an_unknown_rule_is_told_with_the_nearest(rule: str, guess: str, tmp_path: Path) -> None:
    text = f"- {{id: a, front: A?, back: A., silence: [{{rule: {rule}, why: Because.}}]}}"
    (problem,) = checked(write(tmp_path, text))
    assert problem.rule == "silence-unknown"
    assert guess in problem.message


def test_a_silence_cannot_be_silenced(tmp_path: Path) -> None:
    silences = "[{rule: too-long, why: A}, {rule: silence-unused, why: B}]"
    text = f"- {{id: a, front: A?, back: A., silence: {silences}}}"
    assert told(checked(write(tmp_path, text))) == ["silence-unused", "silence-unknown"]


def test_the_command_counts_them_and_ends_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write(tmp_path, QUIET))
    words = ["check", "--no-proofs", "--home", str(tmp_path / "home"), path]
    assert main(words) == 0
    assert capsys.readouterr().out == "1 deck, 1 note: no problems (1 silenced).\n"
    assert main([*words, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main([*words, "--format", "sarif"]) == 0
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["suppressions"][0]["justification"] == "Two hints are meant."


def test_the_app_does_not_speak_of_what_is_silenced(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    write(home.decks, QUIET)
    collection = Collection.open(home)
    try:
        mine = [p for p in collection.problems if str(home.decks) in p.place.file]
    finally:
        collection.close()
    assert mine == []


def test_a_note_that_moved_with_its_silence_says_the_same() -> None:
    before, _ = read(deck_of(QUIET))
    after, _ = read(deck_of(f"# a line above\n{QUIET}"))
    assert before is not None
    assert after is not None
    assert before.notes[0] != after.notes[0]
    assert before.notes[0].says_same(after.notes[0])
