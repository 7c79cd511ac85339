"""Any keys in any order: the app neither crashes nor loses what was rated."""

from __future__ import annotations

import random

import pytest
from test_tui_study import DECK

from quizlr.collection import Collection, Home
from quizlr.library import bundled_folder
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.home import HomeScreen

KEYS = [
    *"1234uUhtibxfocsajkJKdp?r",
    *("space", "enter", "escape", "tab", "up", "down", "pageup", "pagedown", "ctrl+t", "home"),
]


NIGHTLY = [pytest.param(seed, marks=pytest.mark.nightly) for seed in range(2, 8)]


@pytest.mark.parametrize("seed", [0, 1, *NIGHTLY])
async def test_random_keys(seed: int, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    if seed % 2 == 0:
        monkeypatch.setattr("quizlr.collection.loading.bundled_folder", bundled_folder)
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
