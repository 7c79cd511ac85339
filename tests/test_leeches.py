"""Cards that are forgotten again and again, and due days that move only when asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quizlr.cli.main import main
from quizlr.collection import Collection, Desk, Home
from quizlr.collection.leeches import leech_words
from quizlr.model import CardMark, MarkKind, Rating, Revealed
from quizlr.scheduling.leeches import is_help_due, is_leech
from quizlr.session import Ended
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.leech import LeechScreen
from quizlr.tui.screens.study import StudyScreen

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - {id: log-loss, type: concept, title: Log loss, body: The cost.}
  - {id: easy-one, front: Easier, back: A, about: [log-loss], tier: beginner}
  - {id: hard-one, front: Harder, back: B, about: [log-loss], tier: expert}
  - {id: other, front: Other, back: C}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: tmp_path / "none")
    found = Home(tmp_path / "home")
    found.prepare()
    (found.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    found.config.write_text("[study]\nleech_lapses = 2\n", encoding="utf-8")
    return found


@pytest.fixture
def collection(home: Home) -> Iterator[Collection]:
    found = Collection.open(home)
    yield found
    found.close()


def rate(collection: Collection, name: str, rating: Rating) -> Desk:
    cards = [card for card in collection.cards if card.note.id == name]
    desk = Desk(collection, cards, is_ahead=True)
    if isinstance(desk.turn(), Ended):
        raise AssertionError(desk.turn())
    desk.met()
    desk.answer(Revealed())
    desk.rate(rating)
    return desk


def forget(collection: Collection, name: str) -> Desk:
    """One lapse; the desk at which it happened."""
    desk = rate(collection, name, Rating.AGAIN)
    rate(collection, name, Rating.EASY)
    return desk


def test_help_comes_with_the_eighth_lapse_and_every_fourth_after_it() -> None:
    assert [n for n in range(21) if is_help_due(n, 8)] == [8, 12, 16, 20]
    assert [n for n in range(6) if is_help_due(n, 1)] == [1, 2, 3, 4, 5]
    assert not any(is_leech(n, 0) or is_help_due(n, 0) for n in range(50))


def test_a_leech_is_told_what_it_rests_on(collection: Collection) -> None:
    rate(collection, "hard-one", Rating.EASY)
    assert forget(collection, "hard-one").leech_help is None
    known = forget(collection, "hard-one").leech_help
    assert known is not None
    assert known.lapse_count == 2
    assert [key.rpartition("/")[2] for key in known.concepts] == ["log-loss"]
    assert [card.note.id for card in known.simpler] == ["easy-one"]
    assert "forgotten this card 2 times." in leech_words(known)[0]
    told = leech_words(replace(known, minutes=3.2, slips=(("used_log10", 1), ("no_mean", 4))))
    assert told[0].endswith("It has taken 3 minutes so far.")
    assert told[1] == "What went wrong: `used log10` (once), `no mean` (4 times)."


async def test_study_offers_the_help_and_practises_the_simpler_card(
    collection: Collection,
) -> None:
    rate(collection, "hard-one", Rating.EASY)
    forget(collection, "hard-one")
    cards = [card for card in collection.cards if card.note.id == "hard-one"]
    app = QuizlrApp(collection, Desk(collection, cards, is_ahead=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space")
        await pilot.pause(0.2)
        await pilot.press("1")
        assert isinstance(app.screen, LeechScreen)
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        turn = app.screen._desk.turn()
        assert not isinstance(turn, Ended)
        assert turn.card.note.id == "easy-one"
        assert app.screen._desk.practice is not None


def test_nothing_moves_until_it_is_asked_for_and_seen(
    collection: Collection,
    home: Home,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("easy-one", "hard-one", "other"):
        rate(collection, name, Rating.EASY)
    before = {card_id: s.due_day for card_id, s in collection.schedules.items()}
    collection.close()
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T10:00:00+00:00")
    home.config.write_text("[study]\ndesired_retention = 0.97\n", encoding="utf-8")
    asked = ["--home", str(home.folder), "reschedule"]
    assert main([*asked, "--preview", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["moving"] == 3
    assert main(asked) == 2
    assert "--yes" in capsys.readouterr().err
    assert main([*asked, "--yes"]) == 0
    assert "3 of 3 cards" in capsys.readouterr().out
    with_new = Collection.open(home)
    days = {card_id: s.due_day for card_id, s in with_new.schedules.items()}
    assert all((days[card] or 0) < (before[card] or 0) for card in before)
    marks = [e.what for e in with_new.store.events() if isinstance(e.what, CardMark)]
    assert {mark.kind for mark in marks} == {MarkKind.RESCHEDULE}
    assert with_new.store.verify() == []
    with_new.close()
    assert main([*asked, "--yes"]) == 0
    assert "0 of 3 cards" in capsys.readouterr().out
