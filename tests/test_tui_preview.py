"""Preview on the screen: sides, variants, an answer tried, saves taken up."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_preview import DECK, save
from test_tui_frames import compare
from test_tui_study import press, screen_text

from quizlr.collection import Collection, Home
from quizlr.collection.live import read_again
from quizlr.collection.previewing import Preview, find_target
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.home import HomeScreen
from quizlr.tui.screens.preview import PreviewScreen
from quizlr.tui.widgets.status import Status

CHOICE = """\
  - id: pick
    type: choice
    front: Which one is convex?
    options:
      - {text: log loss, correct: yes, why: curvature p(1-p)}
      - {text: squared error, why: it turns}
"""
SIZES = [(80, 24), (120, 40), (40, 12)]


@pytest.fixture
def file(home: Home) -> Path:
    path = home.decks / "mine.yaml"
    path.write_text(DECK + CHOICE, encoding="utf-8")
    return path


@pytest.fixture
def collection(home: Home, file: Path) -> Iterator[Collection]:
    opened = Collection.open(home)
    yield opened
    opened.close()


def app_at(collection: Collection, name: str, *, is_alone: bool = True) -> QuizlrApp:
    preview = Preview(collection, find_target(collection, name))
    return QuizlrApp(collection, first=lambda: PreviewScreen(preview, is_alone=is_alone))


@pytest.mark.parametrize("size", SIZES)
async def test_the_screen_looks_as_it_was_drawn(
    collection: Collection, file: Path, size: tuple[int, int]
) -> None:
    app = app_at(collection, "mine:gap")
    suffix = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        compare(f"preview-question-{suffix}", screen_text(app))
        await press(pilot, "space")
        compare(f"preview-answer-{suffix}", screen_text(app))
        await press(pilot, "right", "right", "n")
        compare(f"preview-drill-{suffix}", screen_text(app))
        save(file, DECK.replace("front: The {{c1", "frnt: The {{c1"))
        await press(pilot, "left")
        await pilot.pause(0.8)
        compare(f"preview-broken-{suffix}", screen_text(app))


async def test_an_answer_can_be_tried_and_nothing_is_recorded(collection: Collection) -> None:
    app = app_at(collection, "mine:pick")
    async with app.run_test() as pilot:
        await press(pilot, "tab", "1", "enter")
        text = screen_text(app)
        assert "✓ Correct" in text or "✗ Wrong" in text
        assert "Study would propose" in app.screen.query_one(Status).text
        await press(pilot, "space", "n", "space")
        assert "○ missed log loss" in screen_text(app)
    assert not list(collection.store.events())


async def test_keys_move_about_while_a_field_is_there_and_esc_leaves_it(
    collection: Collection,
) -> None:
    app = app_at(collection, "mine:skill")
    async with app.run_test() as pilot:
        await press(pilot, "n")
        assert "variant 2" in screen_text(app)
        await press(pilot, "tab", *"x1", "enter")
        assert "'x1' is not a number" in screen_text(app)
        await press(pilot, "escape", "n")
        assert "variant 3" in screen_text(app)
        await press(pilot, "tab", "1", "enter")
        assert "The answer is" in screen_text(app)


async def test_a_save_keeps_what_is_being_typed(collection: Collection, file: Path) -> None:
    app = app_at(collection, "mine:skill")
    async with app.run_test() as pilot:
        await press(pilot, "tab", "4", "2")
        save(file, DECK.replace("Twice", "Two times"))
        await pilot.pause(0.8)
        text = screen_text(app)
        assert "Two times" in text
        assert "  42" in text


async def test_the_ends_and_what_is_not_there_are_said(collection: Collection) -> None:
    app = app_at(collection, "mine")
    async with app.run_test() as pilot:
        words = app.screen.query_one(Status)
        await press(pilot, "left")
        assert words.text == "This is the first card."
        await press(pilot, "n")
        assert words.text == "This card is the same in every variant."
        await press(pilot, "h")
        assert "Think." in screen_text(app)
        await press(pilot, "h")
        assert words.text == "There is no further hint."
        await press(pilot, "w")
        assert words.text == "There is no further step."
        await press(pilot, "tab")
        assert words.text == "This side takes no answer."
        await press(pilot, *["right"] * 9)
        assert words.text == "This is the last card."


async def test_a_deck_without_notes_says_what_to_do_and_fills_up(
    collection: Collection, file: Path
) -> None:
    save(file, DECK[: DECK.index("notes:")] + "notes: []\n")
    read_again(collection, [file])
    app = app_at(collection, "mine")
    async with app.run_test() as pilot:
        assert "There are no notes here." in screen_text(app)
        await press(pilot, "space", "right", "n", "h", "w", "tab")
        save(file, DECK)
        await pilot.pause(0.8)
        assert "Plain?" in screen_text(app)


async def test_e_opens_the_note_and_shows_what_was_saved(
    collection: Collection, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    editor = tmp_path / "vi"
    editor.write_text(f'#!/bin/sh\necho "$1" > {said}\nsed -i "s/slept\\|sat/lay/" "$2"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", str(editor))
    app = app_at(collection, "mine:gap")
    async with app.run_test() as pilot:
        await press(pilot, "e")
        assert "lay on the mat" in screen_text(app)
    assert said.read_text() == "+9\n"


async def test_home_opens_the_deck_under_the_cursor_and_q_comes_back(
    collection: Collection,
) -> None:
    app = QuizlrApp(collection)
    async with app.run_test() as pilot:
        await press(pilot, "v")
        assert "Plain?" in screen_text(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)


async def test_alone_it_ends_with_q(collection: Collection) -> None:
    app = app_at(collection, "mine")
    async with app.run_test() as pilot:
        await press(pilot, "q")
    assert app.return_code == 0
