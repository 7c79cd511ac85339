"""Home, Problems and the settings of the app, by keys."""

from __future__ import annotations

import pytest
from test_tui_study import DECK, press, screen_text

from quizlr.collection import Collection, Home
from quizlr.model import CardId
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.home import HomeScreen
from quizlr.tui.screens.study import StudyScreen
from quizlr.tui.theme import LIGHT


async def test_without_decks_home_says_what_to_do(home: Home) -> None:
    collection = Collection.open(home)
    app = QuizlrApp(collection)
    async with app.run_test(size=(120, 40)):
        assert "There are no decks yet. Press n to make one" in screen_text(app)
    collection.close()


async def test_enter_studies_the_deck_under_the_cursor_and_q_comes_back(home: Home) -> None:
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    collection = Collection.open(home)
    app = QuizlrApp(collection)
    async with app.run_test() as pilot:
        assert "4 to study" in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, StudyScreen)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "q")
    assert app.return_code == 0
    collection.close()


async def test_when_all_is_done_home_says_until_when_and_shift_a_studies_ahead(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home.decks / "one.yaml").write_text(
        "quizlr: 1\nid: one\ntitle: One\nnotes:\n  - {id: a, front: Q?, back: A.}\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    collection = Collection.open(home)
    app = QuizlrApp(collection)
    async with app.run_test() as pilot:
        await press(pilot, "space", "space", "4", "q", "enter")
        assert "Nothing due until" in screen_text(app)
        await press(pilot, "A")
        assert "Q?" in screen_text(app)
    collection.close()


async def test_problems_are_listed_with_their_place(home: Home) -> None:
    (home.decks / "mine.yaml").write_text(DECK.replace("title:", "titel:"), encoding="utf-8")
    collection = Collection.open(home)
    app = QuizlrApp(collection)
    async with app.run_test() as pilot:
        assert "p shows them" in screen_text(app)
        await press(pilot, "p")
        text = screen_text(app)
        assert "mine.yaml:3:1" in text
        assert "title" in text
        await press(pilot, "r", "q")
        assert isinstance(app.screen, HomeScreen)
    collection.close()


async def test_keys_can_be_remapped_and_a_wrong_id_is_named(home: Home) -> None:
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    home.config.write_text('[keys]\n"study.flag" = "m"\n"study.udno" = "z"\n', encoding="utf-8")
    collection = Collection.open(home)
    app = QuizlrApp(collection)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "Did you mean 'study.undo'?" in screen_text(app)
        await press(pilot, "space", "m")
        assert collection.store.schedule(CardId("mine/basic")).flag == 1
    collection.close()


async def test_a_read_only_home_shows_cards_and_saves_nothing(home: Home) -> None:
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    writer = Collection.open(home)
    reader = Collection.open(home, is_read_only=True)
    app = QuizlrApp(reader)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "Read-only" in screen_text(app)
        await press(pilot, "space", "space")
        await pilot.pause(0.2)
        await press(pilot, "3")
        assert "this rating was not saved" in screen_text(app)
        assert "read-only" in screen_text(app)
    assert not list(writer.store.events())
    reader.close()
    writer.close()


async def test_dark_and_light(home: Home) -> None:
    home.config.write_text('[app]\ntheme = "light"\n', encoding="utf-8")
    collection = Collection.open(home)
    app = QuizlrApp(collection)
    async with app.run_test() as pilot:
        assert app.theme == LIGHT.name
        await press(pilot, "ctrl+t")
        assert app.current_theme.dark
    collection.close()
