"""Browse by keys, in the real app on a real home."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from test_tui_study import press, screen_text
from textual.pilot import Pilot

from quizlr.collection import Collection, Home
from quizlr.collection.searches import save_search, saved_searches
from quizlr.model import CardId, CardMark, CardState, MarkKind, Rating, Review, ReviewKind
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.browse import BrowseScreen
from quizlr.tui.screens.home import HomeScreen
from quizlr.tui.screens.preview import PreviewScreen
from quizlr.tui.screens.study import StudyScreen
from quizlr.tui.widgets.long_rows import LongRows

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - {id: zero, front: "What is $\\\\sigma(0)$?", back: One half., tags: [ml]}
  - {id: bayes, front: Naïve Bayes?, back: It counts., reversed: yes}
  - {id: markup, front: "[@click=app.quit]x[/] [bold]list[int]", back: b}
  - id: shape
    type: choice
    front: Which shape?
    options: [{text: a bowl, correct: yes}, {text: a saddle}]
"""


@pytest.fixture
def home(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("quizlr.tui.screens.browse.TYPED_S", 0.001)
    monkeypatch.setattr("quizlr.tui.screens.browse.LOOKED_S", 0.001)
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    return home


def browsing(collection: Collection, query: str = "") -> QuizlrApp:
    return QuizlrApp(collection, first=lambda: BrowseScreen(collection, query))


async def settle(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.05)


async def type_text(pilot: Pilot[None], text: str) -> None:
    names = {" ": "space", ":": "colon", "-": "minus", '"': "quotation_mark", "<": "less_than_sign"}
    await press(pilot, *(names.get(char, char) for char in text))
    await settle(pilot)


def current_note(app: QuizlrApp) -> str:
    """The note under the cursor of the list."""
    screen = app.screen
    assert isinstance(screen, BrowseScreen)
    return screen.current.note.id if screen.current else ""


def rate_days_ago(collection: Collection, name: str, days: int, scheduled_days: int) -> None:
    """A card that was rated Good, now in review."""
    now = collection.now()
    collection.record(
        Review(
            card_id=CardId(f"mine/{name}"),
            at_ms=now.at_ms - days * 86_400_000,
            tz="UTC",
            utc_offset_min=0,
            rollover_hour=4,
            study_day=now.study_day - days,
            rating=Rating.GOOD,
            kind=ReviewKind.LEARN,
            evidence="recall",
            state_before=CardState.NEW,
            state_after=CardState.REVIEW,
            scheduled_days=scheduled_days,
            duration_ms=4_000,
        )
    )


async def test_b_on_home_browses_and_q_comes_back(collection: Collection) -> None:
    app = QuizlrApp(collection)
    async with app.run_test() as pilot:
        await press(pilot, "b")
        await settle(pilot)
        assert "5 cards" in screen_text(app)
        await press(pilot, "escape", "q")
        assert isinstance(app.screen, HomeScreen)


async def test_the_list_follows_what_is_typed(collection: Collection) -> None:
    app = browsing(collection)
    async with app.run_test() as pilot:
        await settle(pilot)
        await type_text(pilot, "naive")
        assert "2 of 5 cards" in screen_text(app)
        assert "Naïve Bayes?" in screen_text(app)
        assert "What is σ(0)?" not in screen_text(app)
        await type_text(pilot, " -id:*#reverse")
        assert "1 of 5 cards" in screen_text(app)


async def test_a_half_typed_query_keeps_the_list_and_says_what_is_missing(
    collection: Collection,
) -> None:
    app = browsing(collection)
    async with app.run_test() as pilot:
        await settle(pilot)
        await type_text(pilot, "naive deck:mi")
        text = screen_text(app)
        assert "2 of 5 cards" in text
        assert "             ^^ No deck is called 'mi'; there is mine." in text
        await type_text(pilot, "ne dekc:x")
        lines = screen_text(app).splitlines()
        caret = next(line for line in lines if "^" in line)
        query = next(line for line in lines if "dekc" in line)
        assert caret.index("^") == query.index("dekc")
        assert "Did you mean 'deck'?" in caret


async def test_deck_text_is_shown_as_text(collection: Collection) -> None:
    app = browsing(collection, "id:*markup")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert screen_text(app).count("[@click=app.quit]x[/] [bold]list[int]") == 2


async def test_marked_cards_are_suspended_at_once_and_undone_at_once(
    collection: Collection,
) -> None:
    app = browsing(collection, "deck:mine")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "space", "space")
        assert "2 marked" in screen_text(app)
        await press(pilot, "x")
        assert "2 cards suspended. u undoes." in screen_text(app)
        assert screen_text(app).count("suspended") == 3
        assert len({event.at_ms for event in collection.store.events()}) == 1
        await press(pilot, "u")
        assert "Undone: suspending 2 cards" in screen_text(app)
        assert not any(s.is_suspended for s in collection.store.schedules().values())
        await press(pilot, "U", "x")
        assert "2 cards brought back" in screen_text(app)


async def test_flags_are_toggled_and_set_by_number(collection: Collection) -> None:
    app = browsing(collection, "note:zero")
    async with app.run_test() as pilot:
        await settle(pilot)
        for key, flag in (("f", 1), ("f", 0), ("3", 3), ("5", 5), ("5", 0), ("2", 2), ("0", 0)):
            await press(pilot, key)
            assert collection.store.schedule(CardId("mine/zero")).flag == flag


async def test_a_reset_asks_first(collection: Collection) -> None:
    rate_days_ago(collection, "zero", 3, 3)
    app = browsing(collection, "(-is:new)")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "R")
        assert "Reset 1 card?" in screen_text(app)
        await press(pilot, "enter")
        assert collection.store.schedule(CardId("mine/zero")).state is CardState.REVIEW
        await press(pilot, "R", "y")
        assert "1 card reset. u undoes." in screen_text(app)
        assert collection.store.schedule(CardId("mine/zero")).state is CardState.NEW
        await press(pilot, "u")
        assert collection.store.schedule(CardId("mine/zero")).state is CardState.REVIEW


async def test_due_days_are_moved_and_spread(collection: Collection) -> None:
    for name in ("zero", "bayes", "bayes#reverse"):
        rate_days_ago(collection, name, 3, 3)
    today = collection.now().study_day
    app = browsing(collection)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "escape", "asterisk", "m")
        await type_text(pilot, "yesterday")
        await press(pilot, "enter")
        assert "'yesterday' is no day to come" in screen_text(app)
        for _ in "yesterday":
            await press(pilot, "backspace")
        await type_text(pilot, "2-4")
        await press(pilot, "enter")
        assert "3 cards moved to Wed 25 Nov – Fri 27 Nov. 2 not in review." in screen_text(app)
        days = [
            collection.store.schedule(CardId(f"mine/{name}")).due_day
            for name in ("zero", "bayes", "bayes#reverse")
        ]
        assert days == [today + 2, today + 3, today + 4]


async def test_long_work_is_done_piece_by_piece_and_can_be_stopped(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizlr.collection.marking.AT_ONCE", 2)
    app = browsing(collection)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "escape", "asterisk")
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        screen.action_suspend()
        assert "2 of 5" in screen.query_one("#status").text  # type: ignore[attr-defined]
        screen.stop()
        await pilot.pause(0.1)
        assert "2 cards suspended. u undoes. Stopped." in screen_text(app)
        await press(pilot, "u")
        assert not any(s.is_suspended for s in collection.store.schedules().values())


async def test_enter_looks_at_the_cards_of_the_list(collection: Collection) -> None:
    app = browsing(collection, "naive or shape")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, PreviewScreen)
        assert "2 of 3" in screen_text(app)
        await press(pilot, "right")
        assert "Which shape?" in screen_text(app)
        await press(pilot, "q")
        assert current_note(app) == "shape"


async def test_the_card_stands_beside_a_wide_list(collection: Collection) -> None:
    app = browsing(collection, "note:zero")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "One half." in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "One half." not in screen_text(app)


async def test_history_shows_the_memory_and_all_that_happened(collection: Collection) -> None:
    rate_days_ago(collection, "zero", 3, 5)
    now = collection.now()
    collection.record(
        CardMark(card_id=CardId("mine/zero"), at_ms=now.at_ms, kind=MarkKind.FLAG, value=2)
    )
    app = browsing(collection, "note:zero")
    async with app.run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "h")
        text = screen_text(app)
        assert "What is σ(0)?" in text
        assert "1 rating, stability 2.3 days" in text
        assert "Memory of this card" in text
        assert "2026-11-23 09:00  flagged 2" in text
        assert "2026-11-20 09:00  Good" in text
        await press(pilot, "q")
        assert isinstance(app.screen, BrowseScreen)


async def test_a_card_without_history_says_so(collection: Collection) -> None:
    app = browsing(collection, "note:zero")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "h")
        assert "Not studied yet." in screen_text(app)


async def test_searches_are_kept_chosen_and_forgotten(collection: Collection) -> None:
    app = browsing(collection, "naive")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "w")
        await type_text(pilot, "weak")
        await press(pilot, "enter")
        assert saved_searches(collection) == {"weak": "naive"}
        save_search(collection, "all", "deck:mine")
        await press(pilot, "l")
        assert "deck:mine" in screen_text(app)
        await press(pilot, "enter")
        await settle(pilot)
        assert "5 cards" in screen_text(app)
        await press(pilot, "l", "down", "d", "q")
        assert saved_searches(collection) == {"all": "deck:mine"}
        collection.undo()
        assert saved_searches(collection) == {"all": "deck:mine"}


async def test_the_cards_of_a_search_are_studied(collection: Collection) -> None:
    app = browsing(collection, "naive")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert isinstance(app.screen, StudyScreen)
        assert "Naïve Bayes?" in screen_text(app)


async def test_e_edits_the_note_and_the_list_shows_it(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    editor = tmp_path / "vi"
    editor.write_text(f'#!/bin/sh\necho "$1" > {said}\nsed -i "s/Which shape/What form/" "$2"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", str(editor))
    app = browsing(collection, "note:shape")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "e")
        await settle(pilot)
        assert "What form?" in screen_text(app)
        assert said.read_text(encoding="utf-8").startswith("+8")


async def test_another_order_begins_at_the_top(collection: Collection) -> None:
    rate_days_ago(collection, "bayes", 1, 9)
    rate_days_ago(collection, "zero", 5, 2)
    app = browsing(collection, "is:review")
    async with app.run_test() as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        await press(pilot, "down", "o")
        assert "Listed due first." in screen_text(app)
        assert [card.note.id for card in screen.listed] == ["zero", "bayes"]
        assert screen.query_one(LongRows).cursor == 0
        for _ in range(5):
            await press(pilot, "o")
        assert "Listed by deck." in screen_text(app)


async def test_a_read_only_home_can_be_searched_but_not_changed(
    collection: Collection, home: Home
) -> None:
    reader = Collection.open(home, is_read_only=True)
    app = browsing(reader, "naive")
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        assert "Nothing can be saved" in screen_text(app)
        await press(pilot, "w")
        await type_text(pilot, "name")
        await press(pilot, "enter")
        assert "Nothing can be saved" in screen_text(app)
    reader.close()


async def test_help_explains_the_language(collection: Collection) -> None:
    app = browsing(collection, "naive")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark")
        assert "prop:stability<7" in screen_text(app)
        await press(pilot, *["pagedown"] * 4)
        assert 're:"sigma|logit"' in screen_text(app)


async def test_without_cards_browse_says_what_to_do(collection: Collection, home: Home) -> None:
    (home.decks / "mine.yaml").unlink()
    collection.reload_all()
    app = browsing(collection)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        assert "There are no cards yet. Put a deck into" in screen_text(app)
        await press(pilot, "escape", "x", "enter", "h", "s", "m", "R", "e", "space", "o", "u")
        assert isinstance(app.screen, BrowseScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (20, 6)])
async def test_no_size_breaks_it(collection: Collection, size: tuple[int, int]) -> None:
    app = browsing(collection, "deck:mine")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "end", "pageup", "home", "pagedown", "h", "q", "enter", "q", "slash")
        await type_text(pilot, "zzz")
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert "mine" in screen_text(app)
