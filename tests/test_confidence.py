"""How sure are you? Asked before the answer is shown, kept with the review, in app and lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_plain import Talk
from test_tui_study import press, screen_text

from quizlr.collection import Collection, Desk, Home
from quizlr.model import Review
from quizlr.plain import PlainStudy
from quizlr.plain.sureness import percent_of
from quizlr.tui.app import QuizlrApp
from quizlr.tui.widgets.sure_row import SureRow

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - id: basic
    front: What is the middle?
    back: ANSWER
  - id: typed
    type: typed
    front: The loss of logistic regression?
    answers: [log loss]
    back: TRUTH
  - id: number
    type: number
    front: Five fourteenths?
    answer: 0.357
  - id: open
    type: interview
    front: Explain it.
    back: Because it is so.
    points: [{id: so, text: it is so, quote: it is so, core: yes}]
    senior_angle: It may not be.
"""


@pytest.fixture
def home(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    home.config.write_text("[study]\nask_confidence = true\n", encoding="utf-8")
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    return home


def sit(collection: Collection, name: str) -> Desk:
    return Desk(collection, [card for card in collection.cards if card.note.id == name])


def said(collection: Collection) -> list[float | None]:
    events = [event.what for event in collection.store.events()]
    return [what.confidence for what in events if isinstance(what, Review)]


def is_asked(app: QuizlrApp) -> bool:
    return any(row.display for row in app.screen.query(SureRow))


async def test_the_answer_comes_after_the_confidence_and_both_are_kept(
    collection: Collection,
) -> None:
    app = QuizlrApp(collection, sit(collection, "basic"))
    async with app.run_test() as pilot:
        await press(pilot, "space")
        assert is_asked(app)
        assert "How sure are you?" in screen_text(app)
        assert "ANSWER" not in screen_text(app)
        await press(pilot, "7")
        assert "ANSWER" in screen_text(app)
        assert not is_asked(app)
        await press(pilot, "3")
    assert said(collection) == [0.7]


async def test_a_number_says_it_instead_of_the_key_that_shows_the_answer(
    collection: Collection,
) -> None:
    app = QuizlrApp(collection, sit(collection, "basic"))
    async with app.run_test() as pilot:
        await press(pilot, "0")
        assert "ANSWER" in screen_text(app)
        await press(pilot, "5", "3")
    assert said(collection) == [1.0]


async def test_enter_says_nothing_and_shows_the_answer(collection: Collection) -> None:
    app = QuizlrApp(collection, sit(collection, "basic"))
    async with app.run_test() as pilot:
        await press(pilot, "space", "enter")
        assert "ANSWER" in screen_text(app)
        await press(pilot, "3")
    assert said(collection) == [None]


async def test_a_typed_answer_waits_too_and_may_be_changed(collection: Collection) -> None:
    app = QuizlrApp(collection, sit(collection, "typed"))
    async with app.run_test() as pilot:
        await press(pilot, *"hinge", "enter")
        assert is_asked(app)
        assert "TRUTH" not in screen_text(app)
        await press(pilot, "escape")
        assert not is_asked(app)
        await press(pilot, *["backspace"] * 5, *"log loss".replace(" ", "~"))
        await press(pilot, *["backspace"] * 4, "backspace", "space", *"loss", "enter", "9")
        assert "✓ Correct" in screen_text(app)
        await press(pilot, "3")
    assert said(collection) == [0.9]


async def test_too_few_digits_leave_the_question_open_and_do_not_ask_again(
    collection: Collection,
) -> None:
    app = QuizlrApp(collection, sit(collection, "number"))
    async with app.run_test() as pilot:
        await press(pilot, *"0.4", "enter", "8")
        assert not is_asked(app)
        await press(pilot, *["backspace"] * 3, *"0.357", "enter")
        assert not is_asked(app)
        assert "✓ Correct" in screen_text(app)
        await press(pilot, "3")
    assert said(collection) == [0.8]


async def test_who_gives_up_is_not_asked_and_nor_is_an_open_question(
    collection: Collection,
) -> None:
    app = QuizlrApp(collection, sit(collection, "typed"))
    async with app.run_test() as pilot:
        await press(pilot, "enter", "enter")
        assert "TRUTH" in screen_text(app)
        await press(pilot, "1")
    app = QuizlrApp(collection, sit(collection, "open"))
    async with app.run_test() as pilot:
        await press(pilot, "escape", "g")
        assert not is_asked(app)
        await press(pilot, "1")
    assert said(collection) == [None, None]


async def test_undo_keeps_what_was_said(collection: Collection) -> None:
    app = QuizlrApp(collection, sit(collection, "basic"))
    async with app.run_test() as pilot:
        await press(pilot, "6", "3", "u")
        assert "ANSWER" in screen_text(app)
        await press(pilot, "1")
    assert said(collection) == [0.6, 0.6]


async def test_a_key_turns_the_question_off_and_on(collection: Collection) -> None:
    app = QuizlrApp(collection, sit(collection, "basic"))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "space", "percent_sign")
        assert "ANSWER" in screen_text(app)
        await press(pilot, "u", "percent_sign")
        assert "ask_confidence in config.toml keeps it on" in screen_text(app)
    assert said(collection) == []


async def test_another_card_is_asked_anew(collection: Collection) -> None:
    cards = [card for card in collection.cards if card.note.id in ("basic", "typed")]
    app = QuizlrApp(collection, Desk(collection, cards))
    async with app.run_test() as pilot:
        await press(pilot, "space")
        assert is_asked(app)
        await press(pilot, "b")
        assert not is_asked(app)
        await press(pilot, *"hinge", "enter")
        assert is_asked(app)


async def test_practice_does_not_ask(collection: Collection) -> None:
    cards = sit(collection, "basic").cards
    app = QuizlrApp(collection, Desk(collection, cards, practice=collection.practice()))
    async with app.run_test() as pilot:
        await press(pilot, "space")
        assert "ANSWER" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_question_fits_and_can_be_clicked(
    collection: Collection, size: tuple[int, int]
) -> None:
    app = QuizlrApp(collection, sit(collection, "basic"))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "space")
        line = next(line for line in screen_text(app).splitlines() if "ure" in line and "5" in line)
        assert "100" in line
        await pilot.click("#sure", offset=(line.index("8"), 0))
        await pilot.pause()
        assert "ANSWER" in screen_text(app)
        await press(pilot, "3")
    assert said(collection) == [0.8]


def test_in_lines_it_is_a_question_of_its_own(collection: Collection) -> None:
    talk = Talk("", "80 %", "3")
    PlainStudy(sit(collection, "basic"), talk.read, talk.write).run()
    assert talk.said.index("ANSWER") > next(
        at for at, text in enumerate(talk.said) if text.startswith("How sure are you")
    )
    talk = Talk("log loss", "lots", "9", "3")
    PlainStudy(sit(collection, "typed"), talk.read, talk.write).run()
    assert "Write a number from 50 to 100." in talk.said
    talk = Talk("0.357", "", "3")
    PlainStudy(sit(collection, "number"), talk.read, talk.write).run()
    assert said(collection) == [0.8, 0.9, None]


@given(st.integers(50, 100))
def test_every_way_to_write_a_percentage_is_read(percent: int) -> None:
    for line in (f"{percent}", f"{percent} %", f" {percent}% "):
        assert percent_of(line) == percent
    if percent < 100:
        assert percent_of(f"0.{percent}") == pytest.approx(percent)


@given(st.text(max_size=6))
def test_what_is_no_percentage_is_none(line: str) -> None:
    found = percent_of(line)
    assert found is None or 50 <= found <= 100
