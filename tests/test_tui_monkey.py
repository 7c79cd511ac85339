"""Any keys in any order: the app neither crashes nor loses what was rated."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from test_tui_study import DECK

from quizlr.collection import Collection, Home
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.home import HomeScreen

KEYS = [
    *"1234uUhtibxfocsajkJKdp?r",
    *("space", "enter", "escape", "tab", "up", "down", "pageup", "pagedown", "ctrl+t", "home"),
]


@pytest.mark.parametrize("seed", range(4))
async def test_random_keys(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    home = Home(tmp_path / "home")
    home.prepare()
    (home.decks / "mine.yaml").write_text(DECK + "  - {id: bad, frunt: x}\n", encoding="utf-8")
    collection = Collection.open(home)
    dice = random.Random(seed)
    app = QuizlrApp(collection)
    async with app.run_test(size=dice.choice([(80, 24), (40, 12), (120, 40)])) as pilot:
        for _ in range(120):
            keys = [*KEYS, "e"] if dice.random() < 0.05 else KEYS
            key = dice.choice(keys)
            # q on Home leaves the app, which would end the test too soon
            await pilot.press("q" if dice.random() < 0.05 and at_depth(app) else key)
        await pilot.resize_terminal(50, 15)
        await pilot.pause()
    assert collection.store.verify() == []
    collection.close()


def at_depth(app: QuizlrApp) -> bool:
    """Whether another screen lies on Home."""
    return not isinstance(app.screen, HomeScreen)
