"""Histories without a note on the screen: what is told, what is asked, what can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_adopting import DECK, count, home, opened, rename, study
from test_live import save
from test_tui_frames import compare
from test_tui_live import until
from test_tui_study import press, screen_text

from quizlr.collection import Collection, Desk, Home
from quizlr.collection.adopting import survey_now
from quizlr.model import CardId
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.home import HomeScreen
from quizlr.tui.widgets.status import Status

__all__ = ["home"]
SIZES = [(80, 24), (120, 40), (40, 12)]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizlr.tui.live.LOOK_S", 0.05)
    monkeypatch.setattr("quizlr.tui.app.START_WATCH_S", 0.01)
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)


def lose_two(home: Home) -> None:
    """Two notes have another id and other words; a third is gone."""
    with opened(home) as collection:
        study(collection, "mine/loss", "mine/gini", "mine/gap#c1")
    rename(home, "id: loss\n    front: What is the log loss of one row?",
           "id: log-loss\n    front: What is the log loss of a row?")  # fmt: skip
    rename(home, "id: gini\n    front: What is the Gini impurity of a node?",
           "id: impurity\n    front: What is the Gini impurity of this node?")  # fmt: skip
    rename(home, DECK[DECK.index("  - id: gap") :], "")


@pytest.mark.parametrize("size", SIZES)
async def test_the_screen_looks_as_it_was_drawn(home: Home, size: tuple[int, int]) -> None:
    lose_two(home)
    suffix = f"{size[0]}x{size[1]}"
    with opened(home, 24) as collection:
        app = QuizlrApp(collection)
        async with app.run_test(size=size) as pilot:
            await pilot.pause(0.3)
            await press(pilot, "o")
            await until(pilot, app, "Is it the same note?" if size[0] > 40 else "Is it")
            compare(f"orphans-pair-{suffix}", screen_text(app))
            await press(pilot, "y")
            await until(pilot, app, "1 of 1")
            await press(pilot, "n")
            await until(pilot, app, "Nothing to ask.")
            compare(f"orphans-rest-{suffix}", screen_text(app))


async def test_home_tells_what_went_on_by_itself(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        app = QuizlrApp(collection)
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, app, "mine/log-loss goes on with the history of mine/loss")
            assert "o asks which" not in screen_text(app)
        assert count(collection, "mine/log-loss") == 1


async def test_home_says_that_something_is_to_be_asked_until_it_is_answered(home: Home) -> None:
    lose_two(home)
    with opened(home, 24) as collection:
        app = QuizlrApp(collection)
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, app, "2 histories without notes may belong to yours: o asks which.")
            await press(pilot, "o")
            await until(pilot, app, "1 of 2")
            await press(pilot, "right", "right", "left", "left", "down", "up", "y")
            await until(pilot, app, "1 of 1")
            await press(pilot, "y")
            await until(pilot, app, "Nothing to ask.")
            await press(pilot, "q")
            assert isinstance(app.screen, HomeScreen)
            assert "o asks which" not in screen_text(app)
            assert "goes on with" not in screen_text(app)
        assert count(collection, "mine/log-loss") == 1
        assert count(collection, "mine/impurity") == 1


async def test_u_takes_a_yes_back_and_a_no(home: Home) -> None:
    lose_two(home)
    with opened(home, 24) as collection:
        app = QuizlrApp(collection)
        async with app.run_test() as pilot:
            await press(pilot, "o")
            await until(pilot, app, "1 of 2")
            await press(pilot, "u")
            assert app.screen.query_one(Status).text == "There is nothing to take back here."
            await press(pilot, "y")
            await until(pilot, app, "1 of 1")
            await press(pilot, "n")
            await until(pilot, app, "Nothing to ask.")
            await press(pilot, "u")
            await until(pilot, app, "1 of 1")
            await press(pilot, "u")
            await until(pilot, app, "1 of 2")
        assert {match.old.key for match in survey_now(collection).open} == {
            "mine/loss",
            "mine/gini",
        }


async def test_without_lost_histories_it_says_so(home: Home) -> None:
    with opened(home) as collection:
        app = QuizlrApp(collection)
        async with app.run_test() as pilot:
            await press(pilot, "o")
            await until(pilot, app, "Every history has its note.")
            await press(pilot, "y", "n", "right", "u", "escape")
            assert isinstance(app.screen, HomeScreen)


async def test_read_only_nothing_changes_hands(home: Home) -> None:
    lose_two(home)
    writer = Collection.open(home)
    reader = Collection.open(home, is_read_only=True)
    app = QuizlrApp(reader)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "o")
        await until(pilot, app, "1 of 2")
        await press(pilot, "y")
        assert "Nothing can be saved" in app.screen.query_one(Status).text
    reader.close()
    writer.close()


async def test_a_sitting_takes_up_a_history_and_goes_to_what_is_due(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        cards = [collection.card(CardId(f"mine/{name}")) for name in ("log-loss", "gini")]
        desk = Desk(collection, [card for card in cards if card])
        app = QuizlrApp(collection, desk)
        async with app.run_test(size=(120, 40)) as pilot:
            text = await until(pilot, app, "goes on with the history of mine/loss")
            assert "Gini" in text
            await press(pilot, "space", "4")
            assert "Nothing due until" in screen_text(app)


async def test_an_id_that_is_changed_beside_a_sitting_goes_on_in_it(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
        app = QuizlrApp(collection, Desk(collection, collection.cards))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            rename(home, "id: loss", "id: log-loss")
            await until(pilot, app, "mine/log-loss goes on with the history of mine/loss")
        assert count(collection, "mine/log-loss") == 1
        assert collection.orphans() == ()


async def test_a_sitting_on_a_deck_goes_on_when_the_id_of_the_deck_is_changed(home: Home) -> None:
    with opened(home) as collection:
        cards = [card for card in collection.cards if card.note.id != "gap"]
        app = QuizlrApp(collection, Desk(collection, cards, within=collection.cards))
        async with app.run_test(size=(120, 40)) as pilot:
            await press(pilot, "space", "1")
            rename(home, "id: mine", "id: ours")
            await until(pilot, app, "goes on with the history of mine/loss")
            ids = {card.id for card in app.screen._desk.cards}  # type: ignore[attr-defined]
            assert ids == {"ours/loss"}


async def test_a_note_that_leaves_and_comes_back_in_another_file_keeps_its_history(
    home: Home, tmp_path: Path
) -> None:
    with opened(home) as collection:
        study(collection, "mine/gini")
        app = QuizlrApp(collection)
        note = DECK[DECK.index("  - id: gini") : DECK.index("  - id: gap")]
        async with app.run_test(size=(120, 40)) as pilot:
            save(home.decks / "mine.yaml", DECK.replace(note, ""))
            await until(pilot, app, "mine.yaml was read again.")
            save(home.decks / "trees.yaml", f"quizlr: 1\nid: trees\ntitle: Trees\nnotes:\n{note}")
            await until(pilot, app, "trees/gini goes on with the history of mine/gini")
        assert count(collection, "trees/gini") == 1
