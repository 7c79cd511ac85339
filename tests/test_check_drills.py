"""`quizlr check` proves drills: what is found, where it is said, and how the work is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ptydrive import Terminal
from store_makers import DAY_MS, START_MS, review
from test_cli import type_lines

from quizlr.cardtypes import ask, cards_of
from quizlr.cli import main
from quizlr.collection import Collection, Home, proofs
from quizlr.collection.loading import load_asked
from quizlr.collection.proofs import Proved, proved, tasks_of
from quizlr.drills.proof import prove
from quizlr.model import CardId

DECKS = Path(__file__).parent / "decks_drills"

FOUND = {
    "bug.yaml": {"8:12 warning notes[0].front drill-too-wide"},
    "constraint-never-met.yaml": {
        "10:9 error notes[0].require[0] drill-undrawable",
        "17:7 warning notes[1].vars drill-acceptance",
        "17:7 hint notes[1].vars drill-few-variants",
    },
    "example.yaml": {"13:9 warning notes[0].examples[1] drill-example"},
    "family.yaml": {"9:7 hint notes[0].params drill-few-variants"},
    "last-step.yaml": {"15:15 warning notes[0].steps[1].show drill-last-step"},
    "slip-right-by-accident.yaml": {
        "8:7 warning notes[0].vars drill-slip-collides",
        "8:7 hint notes[0].vars drill-few-variants",
        "10:13 warning notes[0].answer drill-same-answer",
        "22:14 hint notes[1].slips.never drill-slip-never",
    },
    "sound.yaml": set[str](),
    "tolerance.yaml": {
        "13:13 warning notes[0].answer drill-tolerance-narrow",
        "19:7 warning notes[1].vars drill-slip-collides",
        "19:7 hint notes[1].vars drill-few-variants",
    },
    "wide.yaml": {"7:12 warning notes[0].front drill-too-wide"},
}
DRILL = """\
quizlr: 1
id: mine
title: Mine
notes:
  - id: area
    type: drill
    version: 1
    vars: {a: {grid: [2, 9, 0.5]}}
    front: What is the square of {{= a }}?
    answer: a ** 2
  - id: loss
    type: number
    front: What is the loss?
    answer: ln(2)
  - id: mean
    type: bug
    language: python
    front: The mean of a list.
    right: |
      total = sum(numbers)
      print(total / len(numbers))
    breaks:
      - find: len(numbers)
        replace: (len(numbers) - 1)
        witness: 6 / 2
      - find: sum(numbers)
        replace: max(numbers)
  - id: few
    type: drill
    family: sigmoid-value
    params: {z: {grid: [-3, 3, 0.1]}}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("QUIZLR_HOME", str(folder))
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    monkeypatch.setenv("TZ", "UTC")
    return folder


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(DRILL, encoding="utf-8")
    return path


def checked(capsys: pytest.CaptureFixture[str], *words: object) -> list[dict[str, str]]:
    main(["check", "--format", "json", *map(str, words)])
    rows: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return rows


# -- what is found


@pytest.mark.parametrize("name", sorted(path.name for path in DECKS.glob("*.yaml")))
def test_each_fault_is_found_at_its_place(
    name: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = checked(capsys, DECKS / name)
    found = {
        "{line}:{column} {severity} {path} {rule}".format(**row)
        for row in rows
        if row["file"].endswith(name)
    }
    assert found == FOUND[name]
    assert len(found) == len(rows)
    assert not home.exists()


def test_a_problem_says_how_often_and_for_which_seed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (row,) = checked(capsys, DECKS / "last-step.yaml", "--seeds", "40")
    assert " of 40 variants; seed 0: the last step gives 18, not the answer, 27" in row["message"]


@pytest.mark.parametrize(
    ("name", "code"), [("sound", 0), ("family", 0), ("example", 1), ("constraint-never-met", 1)]
)
def test_hints_alone_are_fine(name: str, code: int, home: Path) -> None:
    assert main(["check", "--seeds", "20", str(DECKS / f"{name}.yaml")]) == code


def test_without_proofs_only_what_is_read_is_said(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = checked(capsys, DECKS / "constraint-never-met.yaml", "--no-proofs")
    assert [row["rule"] for row in rows] == ["drill-undrawable"]


@pytest.mark.parametrize("words", [["--seeds", "0"], ["--seeds", "x"], ["--proofs", "--no-proofs"]])
def test_wrong_usage(words: list[str], home: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["check", *words])
    assert stop.value.code == 2


def test_github_hears_of_proofs_too(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = DECKS / "example.yaml"
    assert main(["check", "--format", "github", str(path)]) == 1
    said = capsys.readouterr().out
    assert f"::warning file={path},line=13,col=9,title=quizlr drill-example::" in said


def test_a_fault_of_a_family_as_it_is_stands_at_its_name(home: Path) -> None:
    decks = load_asked(Home(home), [DECKS / "sound.yaml"]).decks
    task = next(task for task in tasks_of(decks) if task.template.id == "sigmoid-value")
    bad = replace(task.template, front="|" + "x" * 90)
    claims = tuple(replace(claim, template=bad) for claim in task.claims)
    wide = replace(task, template=bad, claims=claims)
    problems = proofs.proof_problems([Proved(wide, prove(bad, range(3)))])
    assert [(p.path, p.place.line) for p in problems] == [
        ("notes[2].family", 30),
        ("notes[4].family", 40),
    ]
    assert problems[0].message.startswith("`front` of the family: ")


def test_the_table_is_shown_of_what_is_off_or_when_asked_for(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--seeds", "20", str(DECKS / "sound.yaml")])
    assert capsys.readouterr().out == "1 deck, 6 notes, 6 drills proved: no problems.\n"
    main(["check", "--proofs", "--seeds", "20", str(DECKS / "sound.yaml")])
    rows = capsys.readouterr().out.splitlines()
    names = "area, loss, sigmoid-value, sigmoid-of-few, mean break 1, mean break 2"
    assert [row.split("  ")[0].removeprefix("sound/") for row in rows[2:8]] == names.split(", ")
    assert rows[2].split()[1:] == ["95%", "20", "20", "of", "20"]
    main(["check", "--seeds", "20", str(DECKS / "tolerance.yaml")])
    said = capsys.readouterr().out
    assert "tolerance/too-narrow      100%" in said
    assert said.count("drill-tolerance-narrow") == 2


# -- what is proved


def test_a_family_is_proved_once_and_each_break_for_itself(home: Path) -> None:
    decks = load_asked(Home(home), [DECKS / "sound.yaml"]).decks
    found = tasks_of(decks)
    assert [len(task.claims) for task in found] == [1, 1, 2, 1, 1, 1]
    assert [len(task.seeds(200)) for task in found] == [200, 1, 200, 200, 1, 1]
    fronts = {task.template.parts[0] for task in found[4:]}
    assert len(fronts) == 2


def test_other_processes_find_what_this_one_finds(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decks = load_asked(Home(home), [DECKS]).decks
    found = tasks_of(decks)
    here = {each.name: each.proof for each in proved(found, 10)}
    monkeypatch.setattr(proofs, "_SMALL", 0)
    there = {each.name: each.proof for each in proved(found, 10)}
    assert there == here
    assert len(here) == len(found)


def test_bundled_drills_whose_functions_do_not_pickle_are_proved_elsewhere(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofs, "_SMALL", 0)
    bundled = Path(__file__).parent.parent / "content" / "drill-bugs.yaml"
    decks = load_asked(Home(home), [bundled]).decks
    found = list(proved(tasks_of(decks), 2))
    assert found
    assert all(each.proof.holds for each in found)


def test_a_prover_that_dies_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "_SMALL", 0)
    monkeypatch.setattr(proofs, "prove_claim", _die)
    decks = load_asked(Home(home), [DECKS / "sound.yaml"]).decks
    with pytest.raises(proofs.ProverLostError, match="ended from outside"):
        list(proved(tasks_of(decks), 200))


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


# -- changed under its reviews


def reviewed(home: Path, deck: Path, note: str, seeds: range, version: int = 1) -> None:
    """Log a review of a generated card for each seed, with what the log keeps of the variant."""
    collection = Collection.open(Home(home), paths=[deck])
    card = collection.card(CardId(f"mine/{note}"))
    assert card is not None
    for seed in seeds:
        prompt = ask(card, seed)
        kept = {"template_id": prompt.template_id, "given": prompt.drawn, "seed": seed}
        at_ms = START_MS + seed * DAY_MS
        collection.record(review(card.id, at_ms, template_version=version, **kept))
    collection.close()


def edit(deck: Path, old: str, new: str) -> None:
    text = deck.read_text(encoding="utf-8")
    assert text.count(old) == 1
    deck.write_text(text.replace(old, new), encoding="utf-8")


def changes(capsys: pytest.CaptureFixture[str], deck: Path) -> list[tuple[str, str, str]]:
    rows = checked(capsys, deck, "--no-proofs")
    assert {row["rule"] for row in rows} <= {"drill-changed"}
    return [(f"{row['line']}", row["severity"], row["message"]) for row in rows]


def test_a_drill_changed_under_its_version(
    home: Path, deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reviewed(home, deck, "area", range(12))
    assert changes(capsys, deck) == []
    edit(deck, "a ** 2", "a ** 3")
    assert changes(capsys, deck) == [
        (
            "5",
            "warning",
            "This drill changed since it was reviewed 12 times as version 1. Raise `version` to 2, "
            "so that earlier reviews keep what they were asked.",
        )
    ]
    assert main(["check", "--no-proofs", str(deck)]) == 1
    assert "reviewed 12 times" in capsys.readouterr().out
    edit(deck, "version: 1", "version: 2")
    assert changes(capsys, deck.rename(deck.with_name("moved.yaml"))) == []


def test_reworded_drills_and_unversioned_numbers_are_the_same(
    home: Path, deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reviewed(home, deck, "area", range(3))
    reviewed(home, deck, "loss", range(3, 5))
    edit(deck, "What is the square", "How much is the square")
    edit(deck, "ln(2)", "ln(3)")
    assert changes(capsys, deck) == []


def test_a_changed_break_counts_the_reviews_of_that_break(
    home: Path, deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decks = load_asked(Home(home), [deck]).decks
    bug = next(card for card in cards_of(decks[0]) if card.note.type == "bug")
    first = sum("- 1" in str(ask(bug, seed).task) for seed in range(20))
    assert 0 < first < 20
    reviewed(home, deck, "mean", range(20))
    assert changes(capsys, deck) == []
    edit(deck, "witness: 6 / 2", "witness: 7 / 2")
    ((_, severity, message),) = changes(capsys, deck)
    assert severity == "warning"
    assert f"reviewed {first} times" in message


def test_changed_draws_of_a_family_are_a_hint(
    home: Path, deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reviewed(home, deck, "few", range(1))
    edit(deck, "[-3, 3, 0.1]", "[-4, 4, 0.1]")
    ((_, severity, message),) = changes(capsys, deck)
    assert severity == "hint"
    assert "reviewed 1 time as version 1" in message


def test_undone_reviews_do_not_count(
    home: Path, deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reviewed(home, deck, "area", range(1))
    edit(deck, "a ** 2", "a ** 3")
    assert len(changes(capsys, deck)) == 1
    collection = Collection.open(Home(home))
    assert collection.undo()
    collection.close()
    assert changes(capsys, deck) == []


def test_what_a_learner_answered_is_what_is_compared(
    home: Path, deck: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(deck, DRILL[DRILL.index("  - id: loss") :], "")
    type_lines(monkeypatch, "0", "3", "q")
    assert main(["study", "--plain", str(deck)]) == 0
    capsys.readouterr()
    assert changes(capsys, deck) == []
    edit(deck, "a ** 2", "a ** 3")
    assert len(changes(capsys, deck)) == 1


def test_reviews_whose_variant_cannot_be_read_are_passed_over(
    home: Path, deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    collection = Collection.open(Home(home), paths=[deck])
    for number, given in enumerate(("", "[]", "{", '{"hash": 3}', '{"drawn": {}}')):
        kept = {"template_id": "mine/area", "template_version": 1, "given": given}
        collection.record(review(CardId("mine/area"), START_MS + number, **kept))
    collection.close()
    assert changes(capsys, deck) == []


# -- the bar, and stopping


@pytest.fixture
def checking(home: Path) -> Iterator[Terminal]:
    """A check in a terminal that takes long enough to be stopped, in other processes."""
    path = str(DECKS / "sound.yaml")
    command = [sys.executable, "-m", "quizlr", "check", "--seeds", "10000", path]
    with Terminal(command) as terminal:
        terminal.wait_for("Proving drills [")
        terminal.wait_for(" of 6")
        yield terminal


def test_ctrl_c_ends_at_once_and_leaves_a_clean_line(checking: Terminal) -> None:
    checking.send("\x03")
    assert checking.wait_for_exit() == 130
    said = checking.output.decode()
    assert "Traceback" not in said
    assert "Error" not in said
    assert said.endswith(f"\r{'':79}\r")


def test_a_terminal_sees_the_count_and_the_share(home: Path) -> None:
    command = [sys.executable, "-m", "quizlr", "check", "--seeds", "5", str(DECKS / "sound.yaml")]
    with Terminal(command) as terminal:
        assert terminal.wait_for_exit() == 0
        said = terminal.output.decode()
    assert f"\rProving drills [{'.' * 30}] 0 of 6, 0 %" in said
    assert f"\rProving drills [{'#' * 15}{'.' * 15}] 3 of 6, 50 %" in said
    assert said.endswith(f"\r{'':79}\r1 deck, 6 notes, 6 drills proved: no problems.\r\n")


def test_a_pipe_sees_no_bar(home: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "quizlr", "check", "--seeds", "5", str(DECKS / "sound.yaml")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == ""
    assert run.stdout == "1 deck, 6 notes, 6 drills proved: no problems.\n"
