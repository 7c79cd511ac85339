"""Notes and decks made in the app, by keys: what is typed stands in the file and on Home."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_tui_frames import compare
from test_tui_study import press, screen_text

from quizlr.collection import Collection, Desk, Home
from quizlr.model import CardId
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.add_note import AddNoteScreen
from quizlr.tui.screens.browse import BrowseScreen
from quizlr.tui.screens.home import HomeScreen
from quizlr.tui.screens.new_deck import NewDeckScreen
from quizlr.tui.screens.study import StudyScreen

MINE = (
    "# mine\nquizlr: 1\nid: mine\ntitle: Mine\n"
    "notes:\n  - id: one\n    front: One?\n    back: 1\n# the end\n"
)
SHIPPED = "quizlr: 1\nid: shipped\ntitle: Shipped\nnotes:\n  - {id: a, front: A?, back: A}\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    monkeypatch.setenv("TZ", "UTC")
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "shipped.yaml").write_text(SHIPPED, encoding="utf-8")
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: shipped)
    found = Home(tmp_path / "home")
    found.prepare()
    return found


@pytest.fixture
def mine(home: Home) -> Path:
    path = home.decks / "mine.yaml"
    path.write_text(MINE, encoding="utf-8")
    return path


@pytest.fixture
def collection(home: Home, mine: Path) -> Iterator[Collection]:
    opened = Collection.open(home)
    yield opened
    opened.close()


async def form(collection: Collection, deck_id: str = "mine") -> QuizlrApp:
    return QuizlrApp(collection, first=lambda: AddNoteScreen(collection, deck_id))


async def test_a_note_is_typed_added_and_studied(collection: Collection, mine: Path) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "home", "a")
        assert isinstance(app.screen, AddNoteScreen)
        await press(pilot, *"Two: 2?", "tab", *"$2$", "ctrl+s")
        assert "1 added" in screen_text(app)
        assert "Added two-2 to Mine" in screen_text(app)
        written = mine.read_text(encoding="utf-8")
        assert written == f"{MINE}  - id: two-2\n    front: |\n      Two: 2?\n    back: $2$\n"
        await press(pilot, *"Three?", "tab", "3", "ctrl+s")
        assert "2 added" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert collection.card(CardId("mine/three")) is not None
        assert "4 to study" in screen_text(app)


async def test_what_is_missing_or_wrong_is_said_at_its_field(
    collection: Collection, mine: Path
) -> None:
    app = await form(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+s")
        assert "Fill in `front` first." in screen_text(app)
        await press(pilot, "x")
        assert "Fill in" not in screen_text(app)
        await press(pilot, "shift+tab", "right", "right", "tab", "ctrl+s")
        assert "leaves nothing out" in screen_text(app)
        assert mine.read_text(encoding="utf-8") == MINE
        await press(pilot, "ctrl+g", *"gap", "ctrl+s")
        assert "front: x{{c1::gap}}" in mine.read_text(encoding="utf-8")


async def test_a_question_that_is_there_already_is_added_at_the_second_asking_only(
    collection: Collection, mine: Path
) -> None:
    app = await form(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"one?", "tab", "1", "ctrl+s")
        assert "Mine asks this already (one)" in screen_text(app)
        assert mine.read_text(encoding="utf-8") == MINE
        await press(pilot, "ctrl+s")
        assert "id: one-2" in mine.read_text(encoding="utf-8")
        assert "asks this already" not in screen_text(app)


async def test_text_is_thrown_away_at_the_second_escape_only(collection: Collection) -> None:
    app = await form(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "x", "escape")
        assert "esc again throws it away" in screen_text(app)
        assert isinstance(app.screen, AddNoteScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_the_preview_shows_the_card_that_comes_of_it(
    collection: Collection, mine: Path
) -> None:
    app = await form(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "shift+tab", *["right"] * 4, "tab", *"Which?", "tab", *"* a", "enter")
        await press(pilot, "b", "ctrl+p")
        text = screen_text(app)
        assert "✓ right  a" in text
        await press(pilot, "escape")
        assert "* a" in screen_text(app)
        assert mine.read_text(encoding="utf-8") == MINE


async def test_from_a_bundled_deck_the_note_goes_into_ones_own(
    collection: Collection, home: Home, mine: Path
) -> None:
    app = await form(collection, "shipped")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Mine?", "tab", "m", "ctrl+s")
        assert "id: mine\n    front: Mine?" in mine.read_text(encoding="utf-8")
        assert not (home.decks / "shipped.yaml").exists()
        await press(pilot, "shift+tab", "shift+tab", "right")
        assert "it is copied to your decks" in screen_text(app)
        await press(pilot, "tab", "tab", *"Theirs?", "tab", "t", "ctrl+s")
        copy = (home.decks / "shipped.yaml").read_text(encoding="utf-8")
        assert copy.startswith(SHIPPED)
        assert collection.card(CardId("shipped/theirs")) is not None
        assert not collection.decks["shipped"].is_bundled


async def test_who_has_no_deck_gets_one_with_the_first_note(home: Home) -> None:
    collection = Collection.open(home)
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a")
        assert "My notes" in screen_text(app)
        await press(pilot, *"One?", "tab", "1", "ctrl+s", *"Two?", "tab", "2", "ctrl+s")
        text = (home.decks / "my-notes.yaml").read_text(encoding="utf-8")
        assert text.count("- id:") == 2
        assert text.startswith("# yaml-language-server: $schema=.quizlr-schema.json\n")
        assert (home.decks / ".quizlr-schema.json").is_file()
        assert collection.problems == ()
    collection.close()


async def test_a_note_can_be_added_while_studying(collection: Collection, mine: Path) -> None:
    desk = Desk(collection, collection.select(["mine"]), within=collection.cards)
    app = QuizlrApp(collection, desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a", *"Two?", "tab", "2", "ctrl+s", "escape")
        assert isinstance(app.screen, StudyScreen)
        assert "One?" in screen_text(app)
        assert "id: two" in mine.read_text(encoding="utf-8")
        assert CardId("mine/two") in {card.id for card in desk.cards}


async def test_a_note_can_be_added_while_browsing(collection: Collection, mine: Path) -> None:
    app = QuizlrApp(collection, first=lambda: BrowseScreen(collection, "deck:mine"))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await press(pilot, "a", *"Two?", "tab", "2", "ctrl+s", "escape")
        assert isinstance(app.screen, BrowseScreen)
        await app.workers.wait_for_complete()
        await pilot.pause(0.1)
        assert "Two?" in screen_text(app)
    assert "id: two" in mine.read_text(encoding="utf-8")


async def test_ids_of_notes_that_are_gone_are_not_given_again(
    collection: Collection, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    desk = Desk(collection, collection.select(["mine"]), within=collection.cards)
    app = QuizlrApp(collection, desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "space", "3", "q", "enter")
    mine.write_text(MINE.partition("  - id")[0].replace("notes:", "notes: []"), encoding="utf-8")
    collection.reload_all()
    app = await form(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"One?", "tab", *"another", "ctrl+s")
    assert "id: one-2" in mine.read_text(encoding="utf-8")


async def test_a_file_that_changed_meanwhile_is_left_alone_or_taken_as_it_is(
    collection: Collection, mine: Path
) -> None:
    app = await form(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        mine.write_text(MINE.replace("One?", "One, edited?"), encoding="utf-8")
        await press(pilot, *"Two?", "tab", "2", "ctrl+s")
        text = mine.read_text(encoding="utf-8")
        assert "One, edited?" in text
        assert "id: two" in text


async def test_read_only_nothing_is_written(collection: Collection, home: Home, mine: Path) -> None:
    beside = Collection.open(home, is_read_only=True)
    app = await form(beside)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Two?", "tab", "2", "ctrl+s")
        assert "read-only" in screen_text(app)
    assert mine.read_text(encoding="utf-8") == MINE
    beside.close()
    assert not collection.store.is_read_only


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_the_form_can_be_used_at_every_size(
    collection: Collection, mine: Path, size: tuple[int, int]
) -> None:
    app = await form(collection)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "shift+tab", *["right"] * 4)
        assert "choice" in screen_text(app)
        await press(pilot, "tab", *"Which?", "tab", *"* a", "enter", "b", "tab")
        assert "back" in screen_text(app)
        await press(pilot, "ctrl+s")
        assert "type: choice" in mine.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_the_form_looks_as_it_was_drawn(
    collection: Collection, size: tuple[int, int]
) -> None:
    app = await form(collection)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *"What is $1/2$?", "shift+tab", *["right"] * 3, "ctrl+s")
        compare(f"add-note-{size[0]}x{size[1]}", screen_text(app))


# -- a new deck


async def test_without_an_editor_a_new_deck_begins_with_the_form(home: Home) -> None:
    collection = Collection.open(home)
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "enter")
        assert "Type a title first." in screen_text(app)
        await press(pilot, *"Decision trees", "enter")
        assert isinstance(app.screen, AddNoteScreen)
        assert "Decision trees" in screen_text(app)
        await press(pilot, *"Gini?", "tab", "x", "ctrl+s", "escape")
        assert isinstance(app.screen, HomeScreen)
        assert "Decision trees" in screen_text(app)
    assert (home.decks / "decision-trees.yaml").is_file()
    collection.close()


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that puts another title into the file."""
    path = tmp_path / "edit"
    path.write_text('#!/bin/sh\nfor f; do :; done\nsed -i "s/^title: .*/title: Edited/" "$f"\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(path))
    return path


async def test_with_an_editor_the_new_deck_opens_in_it(home: Home, editor: Path) -> None:
    collection = Collection.open(home)
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")
        assert "edit" in screen_text(app)
        await press(pilot, *"Trees", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "Edited" in screen_text(app)
        assert editor.exists()
        await press(pilot, "n", *"By form", "ctrl+f")
        assert isinstance(app.screen, AddNoteScreen)
    assert collection.problems == ()
    collection.close()


async def test_esc_makes_no_deck(home: Home) -> None:
    collection = Collection.open(home)
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "x")
        assert isinstance(app.screen, NewDeckScreen)
        await press(pilot, "escape")
    assert list(home.decks.glob("*.yaml")) == []
    collection.close()
