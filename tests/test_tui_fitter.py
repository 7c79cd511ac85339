"""The fit after a session, as the learner meets it on Home."""

from __future__ import annotations

from pathlib import Path

import pytest
from fitting_makers import josh_home
from test_tui_study import press, screen_text
from textual.pilot import Pilot

from quizlr.collection import Collection, find_home
from quizlr.collection.parameters import DEFAULTS
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.home import HomeScreen


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Collection:
    monkeypatch.setenv("QUIZLR_NOW", "2024-10-08T12:00:00+00:00")
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    monkeypatch.setattr("quizlr.tui.screens.home.FIRST_FIT_S", 0.01)
    josh_home(tmp_path)
    return Collection.open(find_home(str(tmp_path)))


async def until(app: QuizlrApp, pilot: Pilot[None], words: str) -> None:
    """Wait for words on the screen."""
    for _ in range(600):
        if words in screen_text(app):
            return
        await pilot.pause(0.05)
    raise AssertionError(screen_text(app))


async def test_home_fits_when_enough_reviews_came_and_says_what_came_of_it(
    collection: Collection,
) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(120, 24)) as pilot:
        await until(app, pilot, "Memory fitted to you: log loss 0.4")
        assert collection.parameters != DEFAULTS
        assert "x stops it" not in screen_text(app)
        await press(pilot, "p", "q")
        await pilot.pause(0.2)
        assert "fitting" not in screen_text(app)
    assert collection.store.verify() == []
    collection.close()


async def test_x_stops_the_fit_and_it_does_not_begin_again(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quizlr.collection.fits import Fit, Found, Progress

    def slow(_: Fit, progress: Progress) -> Found:
        while True:
            progress(0.4)

    monkeypatch.setattr(Fit, "run", slow)
    app = QuizlrApp(collection)
    async with app.run_test(size=(120, 24)) as pilot:
        await until(app, pilot, "fitting your memory 40%, x stops it")
        await press(pilot, "x")
        assert "The fit was stopped." in screen_text(app)
        assert "x stops it" not in screen_text(app)
        await press(pilot, "p", "q")
        await pilot.pause(0.2)
        assert "x stops it" not in screen_text(app)
        assert isinstance(app.screen, HomeScreen)
    assert collection.parameters == DEFAULTS
    collection.close()


async def test_what_a_fit_finds_waits_until_home_is_seen_again(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    from quizlr.collection.fits import Fit, Found, Progress

    go_on, real = Event(), Fit.run

    def held(fit: Fit, progress: Progress) -> Found:
        go_on.wait(30)
        return real(fit, progress)

    monkeypatch.setattr(Fit, "run", held)
    app = QuizlrApp(collection)
    async with app.run_test(size=(120, 24)) as pilot:
        await until(app, pilot, "fitting your memory 0%")
        await press(pilot, "question_mark")
        assert not isinstance(app.screen, HomeScreen)
        go_on.set()
        await app.workers.wait_for_complete()
        await pilot.pause(0.1)
        assert collection.parameters == DEFAULTS
        await press(pilot, "q")
        await until(app, pilot, "Memory fitted to you")
        assert collection.parameters != DEFAULTS
    collection.close()
