"""Links show their real address and open only http and https, after a yes."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_tui_study import press, screen_text

from quizlr.collection import Collection, Desk, Home
from quizlr.tui.app import QuizlrApp

DECK = """\
quizlr: 1
id: links
title: Links
notes:
  - id: web
    front: "Read [your bank](https://evil.example/phish)."
    back: b
  - id: file
    front: "Read [this](vscode://open?x=1)."
    back: b
"""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr("webbrowser.open", calls.append)
    return calls


@pytest.mark.parametrize(
    ("name", "address", "keys", "opens"),
    [
        ("web", "https://evil.example/phish", ["y"], True),
        ("web", "https://evil.example/phish", ["n"], False),
        ("web", "https://evil.example/phish", ["enter"], False),
        ("file", "vscode://open?x=1", ["y"], False),
    ],
)
async def test_a_link_is_shown_in_full_and_opens_only_after_a_yes(
    tmp_path: Path, opened: list[str], name: str, address: str, keys: list[str], opens: bool
) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    (home.decks / "links.yaml").write_text(DECK, encoding="utf-8")
    collection = Collection.open(home)
    cards = [card for card in collection.cards if card.id == f"links/{name}"]
    app = QuizlrApp(collection, Desk(collection, cards))
    async with app.run_test() as pilot:
        await press(pilot, "o")
        assert address in screen_text(app)
        await press(pilot, *keys)
        await app.workers.wait_for_complete()
    assert opened == ([address] if opens else [])
    collection.close()
