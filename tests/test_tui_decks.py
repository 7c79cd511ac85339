"""A long list of decks on Home is folded: what is due, the learner's own, the rest by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from makers import deck, note
from test_tui_frames import compare
from test_tui_study import press, screen_text

from quizlr.collection import Collection, Home
from quizlr.collection.groups import DUE, FEW, OWN, deck_groups, kind_of
from quizlr.model import Deck
from quizlr.session.tally import DeckTally
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.home import HomeScreen
from quizlr.tui.screens.study import StudyScreen
from quizlr.tui.widgets.deck_rows import DeckRows


def of_types(deck_id: str, *types: str, is_bundled: bool = True) -> Deck:
    notes = (note(f"n{number}", type=kind) for number, kind in enumerate(types))
    return deck(deck_id, *notes, is_bundled=is_bundled)


def tally(deck_id: str, *, new: int = 0, due: int = 0) -> DeckTally:
    return DeckTally(deck_id=deck_id, new=new, learning=0, due=due, total=1, unseen=1, suspended=0)


def grouped(decks: list[Deck], **due: int) -> dict[str, list[str]]:
    tallies = [tally(each.id, due=due.get(each.id, 0)) for each in decks]
    found = deck_groups(tallies, {each.id: each for each in decks})
    return {group.title: [row.deck_id for row in group.tallies] for group in found}


MANY = [of_types(f"d{n}", "drill") for n in range(FEW)]


def test_few_decks_need_no_groups() -> None:
    assert grouped(MANY) == {"": [each.id for each in MANY]}
    assert grouped([]) == {}


def test_what_is_due_comes_first_then_the_learners_own_then_the_rest_by_kind() -> None:
    decks = [
        *MANY,
        of_types("mine", "basic", is_bundled=False),
        of_types("facts", "concept", "basic", "cloze", "drill"),
        of_types("talk", "interview", "tradeoff"),
        of_types("code", "bug", "choice", "failure"),
        of_types("empty", "concept"),
    ]
    found = grouped(decks, d3=1, talk=2)
    assert list(found) == [DUE, OWN, "Facts and ideas", "Drills", "Code, failures and labs"]
    assert found[DUE] == ["d3", "talk"]
    assert found[OWN] == ["mine"]
    assert found["Facts and ideas"] == ["facts", "empty"]
    assert sum(map(len, found.values())) == len(decks)


def test_a_deck_is_of_the_kind_of_most_of_its_notes() -> None:
    assert kind_of(of_types("a", "lab", "lab", "basic")) == "Code, failures and labs"
    assert kind_of(of_types("a", "number", "basic", "drill")) == "Drills"


def test_a_group_counts_what_waits_in_it() -> None:
    decks = {each.id: each for each in MANY} | {"x": of_types("x", "drill")}
    tallies = [replace(tally(name, new=2), total=5) for name in decks]
    (group,) = deck_groups(tallies, decks)
    assert group.counts == (22, 0, 0, 55)


# -- on the screen


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collection]:
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: shipped)
    home = Home(tmp_path / "home")
    home.prepare()
    for number in range(12):
        kind = "type: drill, family: bce-single" if number > 6 else "front: Q, back: A"
        (shipped / f"s{number:02}.yaml").write_text(
            f"quizlr: 1\nid: s{number:02}\ntitle: Shipped {number:02}\n"
            f"description: What deck {number:02} teaches.\nnotes:\n  - {{id: a, {kind}}}\n",
            encoding="utf-8",
        )
    (home.decks / "mine.yaml").write_text(
        "quizlr: 1\nid: mine\ntitle: Mine\nnotes:\n  - {id: a, front: Own?, back: A.}\n",
        encoding="utf-8",
    )
    opened = Collection.open(home)
    yield opened
    opened.close()


def cursor_on(app: QuizlrApp) -> str:
    row = app.screen.query_one(DeckRows).current
    return row.title if row else ""


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_groups_open_and_close(collection: Collection, size: tuple[int, int]) -> None:
    app = QuizlrApp(collection)
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.05)
        compare(f"decks-folded-{name}", screen_text(app))
        await press(pilot, "down", "down", "enter", "down")
        compare(f"decks-open-{name}", screen_text(app))


async def test_left_and_right_close_and_open_and_enter_does_both(collection: Collection) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        assert cursor_on(app) == OWN
        await press(pilot, "left")
        assert "Mine" not in screen_text(app)
        await press(pilot, "right", "down")
        assert cursor_on(app) == "Mine"
        await press(pilot, "right", "left")
        assert cursor_on(app) == OWN
        await press(pilot, "end", "enter", "end")
        assert cursor_on(app) == "Shipped 11"
        assert "What deck 11 teaches." in screen_text(app)
        await press(pilot, "left", "enter")
        assert cursor_on(app) == "Drills"
        assert "Shipped 11" not in screen_text(app)


async def test_what_was_opened_stays_open_and_what_is_in_learning_moves_to_the_top(
    collection: Collection,
) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "enter", "down", "enter")
        assert isinstance(app.screen, StudyScreen)
        await press(pilot, "space", "1", "q", "q")
        assert isinstance(app.screen, HomeScreen)
        shown = screen_text(app)
        assert shown.index(DUE) < shown.index("Shipped 00") < shown.index(OWN)
        assert "Shipped 01" in shown
        assert cursor_on(app) == "Shipped 00"
        await press(pilot, "v")
        assert not isinstance(app.screen, HomeScreen)


async def test_on_a_group_there_is_no_deck_to_add_to_or_to_preview(collection: Collection) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "v")
        assert isinstance(app.screen, HomeScreen)
        assert app.screen.query_one(DeckRows).chosen_id == ""
