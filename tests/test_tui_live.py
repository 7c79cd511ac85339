"""Saved edits on the screen: in Study, on Home, among the problems, under other screens."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_live import deck, save
from test_tui_study import press, screen_text
from textual.pilot import Pilot

from quizlr.collection import Collection, Desk, Home
from quizlr.collection.adopting import Adopted
from quizlr.model import CardId
from quizlr.tui.app import QuizlrApp
from quizlr.tui.live import HistoriesMoved
from quizlr.tui.screens.home import HomeScreen
from quizlr.tui.screens.study import StudyScreen
from quizlr.tui.widgets.status import Status

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - id: typed
    type: typed
    front: The loss of logistic regression?
    answers: [log loss]
  - id: pick
    type: choice
    shuffle: no
    front: Which one is convex?
    options:
      - {text: log loss, correct: yes, why: curvature}
      - {text: squared error, why: it turns}
  - id: open
    type: interview
    front: Tell me about the loss.
    back: It is the negative log likelihood, and convex.
    senior_angle: It punishes confidence.
    points:
      - {id: nll, core: yes, text: names the likelihood, quote: likelihood}
      - {id: convex, text: says it is convex, quote: convex}
  - id: skill
    type: drill
    version: 1
    about: [word]
    vars:
      x: {grid: [-2, 2, 0.5]}
    front: Twice {{= x }}?
    answer: 2 * x
    tolerance: {abs: 0.01}
  - id: word
    type: concept
    title: A word
    body: What it means.
"""


@pytest.fixture
def home(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    monkeypatch.setattr("quizlr.tui.live.LOOK_S", 0.05)
    monkeypatch.setattr("quizlr.tui.app.START_WATCH_S", 0.01)
    return home


@pytest.fixture
def file(home: Home) -> Path:
    return save(home.decks / "mine.yaml", DECK)


@pytest.fixture
def collection(home: Home, file: Path) -> Iterator[Collection]:
    opened = Collection.open(home)
    yield opened
    opened.close()


def sit(collection: Collection, *names: str) -> QuizlrApp:
    ids = [CardId(f"mine/{name}") for name in names]
    cards = [card for name in ids for card in collection.cards if card.id == name]
    return QuizlrApp(collection, Desk(collection, cards))


async def until(pilot: Pilot[None], app: QuizlrApp, words: str) -> str:
    """Wait until words stand on the screen; all of its text."""
    for _ in range(100):
        await pilot.pause(0.05)
        if words in (text := screen_text(app)):
            return text
    raise AssertionError(f"{words!r} did not come:\n{screen_text(app)}")


async def test_the_card_on_the_table_is_read_again_and_the_typed_answer_stays(
    collection: Collection, file: Path
) -> None:
    app = sit(collection, "typed")
    async with app.run_test() as pilot:
        await press(pilot, *"log l")
        save(file, DECK.replace("The loss of", "Which loss has"))
        text = await until(pilot, app, "Which loss has logistic regression?")
        assert "log l" in text
        assert app.screen.query_one(Status).text == "This card was edited: this is its text now."
        await press(pilot, *"oss", "enter")
        assert "✓ Correct" in screen_text(app)


async def test_what_was_written_stays_when_the_points_are_edited(
    collection: Collection, file: Path
) -> None:
    app = sit(collection, "open")
    async with app.run_test() as pilot:
        await press(pilot, *"convex")
        save(file, DECK.replace("says it is convex", "says that it is convex"))
        await until(pilot, app, "This card was edited")
        await pilot.pause()
        assert "convex" in screen_text(app)
        await press(pilot, "enter", "enter")
        assert "says that it is convex" in screen_text(app)


async def test_other_options_are_drawn_anew(collection: Collection, file: Path) -> None:
    app = sit(collection, "pick")
    async with app.run_test() as pilot:
        await press(pilot, "2")
        save(file, DECK.replace("squared error", "hinge"))
        text = await until(pilot, app, "hinge")
        assert "squared error" not in text
        await press(pilot, "1", "enter")
        assert "✓ Correct" in screen_text(app)


async def test_a_broken_edit_is_said_and_the_card_stays(collection: Collection, file: Path) -> None:
    app = sit(collection, "typed")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *"log")
        save(file, DECK.replace("front: The loss", "frnt: The loss"))
        text = await until(pilot, app, "mine.yaml has an error in line 7")
        assert "The loss of logistic regression?" in text
        assert "log" in text


async def test_an_edit_under_another_screen_shows_when_it_is_closed(
    collection: Collection, file: Path
) -> None:
    app = sit(collection, "typed")
    async with app.run_test() as pilot:
        await press(pilot, *"log", "escape", "i")
        save(file, DECK.replace("The loss of", "Which loss has"))
        for _ in range(40):
            await pilot.pause(0.05)
            if "Which" in collection.cards[0].note.front:
                break
        await press(pilot, "escape")
        text = screen_text(app)
        assert "Which loss has logistic regression?" in text
        assert "log" in text


async def test_the_sitting_behind_a_practice_is_told_too(
    collection: Collection, file: Path
) -> None:
    app = sit(collection, "skill")
    async with app.run_test() as pilot:
        await press(pilot, "enter", "escape", "n")
        assert len([s for s in app.screen_stack if isinstance(s, StudyScreen)]) == 2
        save(file, DECK.replace("Twice", "Two times"))
        await until(pilot, app, "Two times")
        await press(pilot, "escape", "q")
        assert "Two times" in await until(pilot, app, "Two times")


async def test_home_shows_new_decks_by_itself(collection: Collection, home: Home) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(120, 40)) as pilot:
        save(home.decks / "b.yaml", deck("second", "x"))
        text = await until(pilot, app, "second")
        assert "b.yaml is new." in text


async def test_problems_come_and_go_and_the_cursor_stays_on_its_problem(
    collection: Collection, home: Home, file: Path
) -> None:
    save(file, DECK.replace("answers:", "anwsers:").replace("    shuffle: no", "    shufle: no"))
    collection.reload_all()
    app = QuizlrApp(collection)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "p", "end")
        wanted = "▸ error mine.yaml:11:5"
        assert wanted in screen_text(app)
        save(file, "# a line more\n" + file.read_text(encoding="utf-8"))
        await until(pilot, app, wanted.replace("11", "12"))
        save(file, DECK)
        await until(pilot, app, "No problems in your decks.")


async def test_e_opens_the_problem_at_its_line_and_comes_back_to_the_list(
    collection: Collection, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    editor = tmp_path / "vi"
    editor.write_text(f'#!/bin/sh\necho "$1" > {said}\nsed -i "s/anwsers/answers/" "$2"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", str(editor))
    save(file, DECK.replace("answers:", "anwsers:"))
    collection.reload_all()
    app = QuizlrApp(collection)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "p")
        assert "mine.yaml:8:5" in screen_text(app)
        await press(pilot, "e")
        assert "No problems in your decks." in await until(pilot, app, "No problems")
    assert said.read_text() == "+8\n"


async def test_news_that_come_while_a_screen_is_made_or_taken_down_break_nothing(
    collection: Collection,
) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        app._screen_stack.append(HomeScreen(collection))  # not made yet
        app.on_histories_moved(HistoriesMoved(Adopted()))
        app._screen_stack.pop()
        await pilot.pause()
        assert "to study" in screen_text(app)
