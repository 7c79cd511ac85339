"""Studying by keys, in the real app on a real home."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import NoReturn

import pytest
from textual.pilot import Pilot

from quizlr.collection import Collection, Desk, Home
from quizlr.errors import WriteFailedError
from quizlr.model import CardId, CardState
from quizlr.session import Ended
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.study import StudyScreen
from quizlr.tui.widgets.status import Status

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - id: basic
    front: What is $\\sigma(0)$? [@click=app.quit]x[/] list[int]
    back: $\\frac{1}{2}$
    hints: [Put 0 for z.]
  - id: typed
    type: typed
    front: The loss of logistic regression?
    answers: [log loss]
  - id: choice
    type: choice
    shuffle: no
    front: Which one is convex?
    options:
      - {text: log loss, correct: yes, why: curvature p(1-p)}
      - {text: squared error, why: it turns}
  - id: order
    type: order
    front: Order the steps.
    items: [predict, compare, update]
    distractors: [celebrate]
"""


@pytest.fixture
def home(home: Home) -> Home:
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    return home


@pytest.fixture(autouse=True)
def no_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests press faster than people."""
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)


def sit(collection: Collection, *names: str) -> tuple[QuizlrApp, Desk]:
    """The app at a sitting over some cards of the deck, in the given order."""
    wanted = [CardId(f"mine/{name}") for name in names]
    cards = [card for name in wanted for card in collection.cards if card.id == name]
    desk = Desk(collection, cards)
    return QuizlrApp(collection, desk), desk


def screen_text(app: QuizlrApp) -> str:
    """What stands on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def state(collection: Collection, name: str) -> CardState:
    return collection.store.schedule(CardId(f"mine/{name}")).state


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_reveal_and_rate(collection: Collection) -> None:
    app, _ = sit(collection, "basic", "typed")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "σ(0)? [@click=app.quit]x[/] list[int]" in screen_text(app)
        await press(pilot, "space")
        assert "1/2" in screen_text(app)
        assert "4 Easy" in screen_text(app)
        await press(pilot, "4")
        assert state(collection, "basic") is CardState.REVIEW
        assert "The loss of logistic regression?" in screen_text(app)


async def test_presses_right_after_a_reveal_do_not_rate(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, _ = sit(collection, "basic")
    async with app.run_test() as pilot:
        monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 60.0)
        await press(pilot, "space", "4", "enter")
        assert state(collection, "basic") is CardState.NEW
        monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
        await press(pilot, "4")
        assert state(collection, "basic") is CardState.REVIEW


async def test_letters_go_into_the_field_and_escape_gives_the_keys_back(
    collection: Collection,
) -> None:
    app, _ = sit(collection, "typed")
    async with app.run_test() as pilot:
        await press(pilot, "b", "u", "x")
        assert "bux" in screen_text(app)
        assert not list(collection.store.events())
        await press(pilot, "escape", "f")
        assert collection.store.schedule(CardId("mine/typed")).flag == 1


async def test_a_field_that_was_left_stays_left_after_a_look_at_another_screen(
    collection: Collection,
) -> None:
    app, _ = sit(collection, "typed")
    async with app.run_test() as pilot:
        await press(pilot, "escape", "question_mark", "q", "f")
        assert collection.store.schedule(CardId("mine/typed")).flag == 1


async def test_a_typed_answer_is_graded_and_the_rating_proposed(collection: Collection) -> None:
    app, _ = sit(collection, "typed")
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        assert state(collection, "typed") is CardState.NEW
        await press(pilot, *"hinge", "enter")
        text = screen_text(app)
        assert "✗ Wrong" in text
        assert "log loss" in text
        assert "▸1 Again" in text
        await press(pilot, "enter")
        assert state(collection, "typed") is CardState.LEARNING


async def test_a_choice_is_picked_by_its_number_and_shows_every_reason(
    collection: Collection,
) -> None:
    app, _ = sit(collection, "choice")
    async with app.run_test() as pilot:
        await press(pilot, "1", "enter")
        text = screen_text(app)
        assert "✓ Correct" in text
        assert "curvature p(1-p)" in text
        assert "it turns" in text
        await press(pilot, "3")
        assert state(collection, "choice") is CardState.LEARNING


async def test_lines_are_put_in_order_and_a_distractor_left_out(collection: Collection) -> None:
    app, desk = sit(collection, "order")
    async with app.run_test() as pilot:
        turn = desk.turn()
        assert not isinstance(turn, Ended)
        lines = list(turn.prompt.task.lines)  # type: ignore[union-attr]
        for place, wanted in enumerate(["predict", "compare", "update"]):
            await press(pilot, "home", *["down"] * lines.index(wanted))
            while lines.index(wanted) > place:
                at = lines.index(wanted)
                lines[at - 1], lines[at] = lines[at], lines[at - 1]
                await press(pilot, "K")
        await press(pilot, "end", "d", "enter")
        assert "✓ Correct" in screen_text(app)


async def test_hints_come_on_h_and_keep_the_rating_down(collection: Collection) -> None:
    app, _ = sit(collection, "basic")
    async with app.run_test() as pilot:
        await press(pilot, "h")
        assert "Put 0 for z." in screen_text(app)
        await press(pilot, "h")
        assert "no further hint" in app.screen.query_one(Status).text


async def test_undo_brings_the_answer_back_and_redo_takes_it_away(collection: Collection) -> None:
    app, _ = sit(collection, "basic", "choice")
    async with app.run_test() as pilot:
        await press(pilot, "space", "4", "u")
        assert "Undone: Easy on mine/basic" in screen_text(app)
        assert "1/2" in screen_text(app)
        assert state(collection, "basic") is CardState.NEW
        await press(pilot, "U")
        assert state(collection, "basic") is CardState.REVIEW
        await press(pilot, "u", "1")
        assert state(collection, "basic") is CardState.LEARNING
        assert collection.store.verify() == []


async def test_not_today_and_suspend_put_cards_away(collection: Collection) -> None:
    app, _ = sit(collection, "basic", "choice", "typed")
    async with app.run_test() as pilot:
        await press(pilot, "b", "x")
        assert collection.store.schedule(CardId("mine/basic")).buried_until_day
        assert collection.store.schedule(CardId("mine/choice")).is_suspended
        assert "loss of logistic" in screen_text(app)


async def test_why_and_help_open_and_close(collection: Collection) -> None:
    app, _ = sit(collection, "basic")
    async with app.run_test() as pilot:
        await press(pilot, "i")
        assert "New: you have not rated this card yet." in screen_text(app)
        await press(pilot, "escape", "question_mark")
        assert "study.undo" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, StudyScreen)


async def test_an_answer_that_cannot_be_saved_keeps_the_card(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> NoReturn:
        raise WriteFailedError("log", "No space left on device")

    app, _ = sit(collection, "basic")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space")
        with monkeypatch.context() as patch:
            patch.setattr(collection.store, "record_all", full)
            await press(pilot, "3")
        assert "could not be saved" in screen_text(app)
        await press(pilot, "3")
        assert state(collection, "basic") is CardState.LEARNING


async def test_an_edit_shows_at_once_and_history_stays(
    home: Home, collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nfor f; do :; done\nsed -i "s/What is/Say what is/" "$f"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", str(editor))
    app, _ = sit(collection, "basic")
    async with app.run_test() as pilot:
        await press(pilot, "space", "e")
        assert "Say what is σ(0)?" in screen_text(app)
        assert "4 Easy" in screen_text(app)
        assert "Say what is" in (home.decks / "mine.yaml").read_text(encoding="utf-8")


async def test_the_last_card_leads_to_the_summary_by_q(collection: Collection) -> None:
    app, _ = sit(collection, "basic")
    async with app.run_test() as pilot:
        await press(pilot, "space", "4")
        assert "Nothing due until" in screen_text(app)
        await press(pilot, "q")
        text = screen_text(app)
        assert "1 answer" in text
        assert "Easy" in text
        await press(pilot, "enter")
        assert "to study" in screen_text(app) or "all done" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_card_and_buttons_are_seen_at_every_size(
    collection: Collection, size: tuple[int, int]
) -> None:
    app, _ = sit(collection, "basic")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "space")
        text = screen_text(app)
        again, easy = ("1 Again 1m", "4 Easy 10d") if size[0] > 40 else ("1A 1m", "4E 10d")
        for word in ("σ(0)?", "1/2", again, easy):
            assert word in text
        await press(pilot, "down", "up", "pagedown", "pageup")
        await pilot.resize_terminal(60, 16)
        await pilot.pause()
        assert "1/2" in screen_text(app)


async def test_an_answer_below_the_fold_is_scrolled_into_view(
    home: Home, collection: Collection
) -> None:
    long = "\n".join(f"      line {n}\n" for n in range(20))
    text = DECK.replace("    front: What is", f"    front: |\n{long}\n      What is", 1)
    (home.decks / "mine.yaml").write_text(text, encoding="utf-8")
    collection.reload_all()
    app, _ = sit(collection, "basic")
    async with app.run_test(size=(60, 14)) as pilot:
        assert "line 0" in screen_text(app)
        await press(pilot, "space")
        await pilot.pause(0.1)
        assert "1/2" in screen_text(app)
