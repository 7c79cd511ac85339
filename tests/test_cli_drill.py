"""`quizlr drill` as it is typed: what it lists, what it refuses, what it asks."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from quizlr.cli import main
from quizlr.cli.drill import LARGEST_SEED, WIDTH
from quizlr.collection import Collection, Desk, Home
from quizlr.model import Review
from quizlr.rendering.cells import cell_width
from quizlr.session import Turn

LONG = "a-name-that-is-longer-than-its-column"
DECK = f"""\
quizlr: 1
id: mine
title: My *drills*
notes:
  - id: third
    type: drill
    vars: {{a: {{grid: [2, 400, 1]}}}}
    front: A third of {{{{= a }}}}?
    answer: a / 3
    tolerance: {{abs: 0.01}}
  - id: {LONG}
    type: drill
    tier: expert
    vars: {{a: {{grid: [2, 400, 1]}}}}
    front: |
      Half of {{{{= a }}}}, which is a question that goes on and on and on, 半分は幾つですか
      until the end?
    answer: a / 2
  - id: own
    type: drill
    family: sigmoid-value
    params: {{z: {{grid: [3, 3, 1]}}}}
"""
CARDS = "quizlr: 1\nid: cards\ntitle: Cards\nnotes: [{id: a, front: A?, back: A.}]\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("QUIZLR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    home = Home(tmp_path / "home")
    home.prepare()
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    (home.decks / "cards.yaml").write_text(CARDS, encoding="utf-8")
    return home


def drill(monkeypatch: pytest.MonkeyPatch, *words: str, types: tuple[str, ...] = ()) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in types)))
    return main(["drill", *words, "--plain"])


def listing(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["drill", "--list", *words]) == 0
    return capsys.readouterr().out


# The list


def test_no_line_of_the_list_is_wider_than_the_screen(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = listing(capsys).splitlines()
    assert max(map(cell_width, lines)) <= WIDTH
    assert any(line.endswith("…") for line in lines)


def test_headings_are_what_can_be_typed_with_the_title_beside(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    headings = [line for line in listing(capsys).splitlines() if line and line[0] != " "]
    assert "log-loss: Log loss" in headings
    assert "mine: My drills" in headings
    for heading in headings:
        assert drill(monkeypatch, heading.partition(":")[0]) == 0


def test_a_long_name_stands_alone_and_the_columns_stay(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    of_mine = listing(capsys).partition("mine: My drills\n")[2].splitlines()
    assert of_mine[:2] == ["  mine/third  intermediate  A third of {{= a }}?", f"  mine/{LONG}"]
    assert of_mine[2].startswith("              expert        Half of {{= a }}, which")


def test_the_list_as_json_names_each_drill_once(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads(listing(capsys, "--format", "json"))
    names = [row["name"] for row in rows]
    assert len(names) == len(set(names))
    assert {"name": "bce-single", "topic": "log-loss", "tier": "beginner"}.items() <= next(
        row for row in rows if row["name"] == "bce-single"
    ).items()


def test_a_tier_leaves_its_drills(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(listing(capsys, "--format", "json", "--tier", "expert"))
    assert {row["tier"] for row in rows} == {"expert"}
    assert f"mine/{LONG}" in [row["name"] for row in rows]


# What is refused


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["cards"], "The deck 'cards' has no drills."),
        (["carsd"], "There is no drill called 'carsd'. `quizlr drill --list` shows them all."),
        (["bce-sinlge"], "There is no drill called 'bce-sinlge'. Did you mean 'bce-single'?"),
        (["log-los"], "There is no drill called 'log-los'. Did you mean 'log-loss'?"),
        (["mine/third", "--tier", "expert"], "There is no drill of tier expert in mine/third."),
        (
            ["mine", "--variant", "3"],
            "A variant belongs to one drill, and 3 are meant here. "
            "Write `quizlr drill NAME --variant SEED`.",
        ),
    ],
)
def test_what_cannot_be_practised_is_said_in_a_sentence(
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    told: str,
) -> None:
    assert drill(monkeypatch, *words) == 2
    assert capsys.readouterr().err == f"quizlr: {told}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["--tier", "guru"],
            "'guru' is no tier; the tiers are beginner, intermediate, advanced, expert",
        ),
        (["mine/third", "--variant", "x"], "'x' is no seed from 0 to"),
        (["mine/third", "--variant", str(LARGEST_SEED + 1)], "is no seed from 0 to"),
        (["mine/third", "--variant", "9" * 5000], "is no seed from 0 to"),
        (["--questions", "0"], "'0' is no number of questions from 1 to 1000"),
    ],
)
def test_a_wrong_option_is_told_what_fits(
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    told: str,
) -> None:
    with pytest.raises(SystemExit) as stop:
        drill(monkeypatch, *words)
    assert stop.value.code == 2
    assert told in capsys.readouterr().err


# A variant, and whose card is asked


def test_the_command_that_names_a_variant_asks_that_very_variant(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    collection = Collection.open(home)
    card = next(card for card in collection.cards if card.note.id == "third")
    desk = Desk(collection, [card])
    turn = desk.turn()
    assert isinstance(turn, Turn)
    name = desk.variant_name()
    collection.close()
    program, command, *words = name.split()
    assert (program, command) == ("quizlr", "drill")
    assert drill(monkeypatch, *words, types=("", "", "1", "", "")) == 0
    said = capsys.readouterr().out
    assert said.count(turn.prompt.front) == said.count("A third of") == 1
    with Collection.open(home, is_read_only=True).store as store:
        (review,) = [e.what for e in store.events() if isinstance(e.what, Review)]
    assert (review.card_id, review.seed) == ("mine/third", turn.prompt.seed)
    assert review.given == turn.prompt.drawn


@pytest.mark.parametrize("seed", [0, LARGEST_SEED])
def test_every_seed_can_be_asked_and_kept(
    home: Home, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    assert drill(monkeypatch, "mine/third", "--variant", str(seed), types=(":g", "1")) == 0
    with Collection.open(home, is_read_only=True).store as store:
        assert [e.what.seed for e in store.events() if isinstance(e.what, Review)] == [seed]


@pytest.mark.parametrize("name", ["mine", "mine/own"])
def test_a_deck_asks_a_family_with_its_own_numbers(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    answers = (":g", "3") * 3
    assert drill(monkeypatch, name, "--questions", "3", types=answers) == 0
    with Collection.open(home, is_read_only=True).store as store:
        asked = [e.what for e in store.events() if isinstance(e.what, Review)]
    own = [json.loads(each.given)["drawn"] for each in asked if each.card_id == "mine/own"]
    assert own
    assert {drawn["z"] for drawn in own} == {3.0}
