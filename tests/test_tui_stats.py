"""The Stats screen by keys, on a home with half a year behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stats_homes import NOW, make_home
from test_tui_frames import compare
from test_tui_study import press, screen_text
from textual.pilot import Pilot

from quizlr.collection import Collection, Home
from quizlr.collection.mirror import PANELS, Mirror, Sight
from quizlr.errors import DatabaseError
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.home import HomeScreen
from quizlr.tui.screens.stats import MARKS, NAMES, TITLES, StatsScreen

SIZES = ((80, 24), (120, 40), (40, 12))


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Made once: reading it changes nothing."""
    return make_home(tmp_path_factory.mktemp("past") / "home")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZLR_NOW", NOW)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)


@pytest.fixture
def collection(past: Home) -> Iterator[Collection]:
    opened = Collection.open(past, is_read_only=True)
    yield opened
    opened.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Collection]:
    home = Home(tmp_path / "home")
    home.prepare()
    opened = Collection.open(home)
    yield opened
    opened.close()


async def settled(pilot: Pilot[None]) -> None:
    """All panels are computed and shown."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.05)


def stats(app: QuizlrApp) -> StatsScreen:
    screen = app.screen
    assert isinstance(screen, StatsScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_every_panel_looks_as_it_was_drawn(
    collection: Collection, size: tuple[int, int]
) -> None:
    app = QuizlrApp(collection, first=lambda: StatsScreen(Mirror(collection)))
    frames = []
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for name in NAMES:
            if name == "fit":  # its figures change when the fit does
                assert "Log loss on reviews" in screen_text(app)
            else:
                frames.append(f"--- {name}\n{screen_text(app)}")
            await press(pilot, "right")
            await settled(pilot)
    compare(f"stats-{size[0]}x{size[1]}", "\n".join(frames))


async def test_every_chart_has_its_table_behind_a_key(collection: Collection) -> None:
    app = QuizlrApp(collection, first=lambda: StatsScreen(Mirror(collection)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v")
        for number in range(len(NAMES)):
            await press(pilot, MARKS[number])
            await settled(pilot)
            screen = stats(app)
            panel = screen._panel
            assert panel.views
            for view in panel.views:
                shown = screen_text(app)
                assert view.chart.title in shown
                first = view.table.rows[0]
                assert all(cell in shown for cell in first), first
                await press(pilot, "tab")
        await press(pilot, "v")
        assert "┼" not in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_chart_is_whole_after_a_table_that_scrolls(
    collection: Collection, size: tuple[int, int]
) -> None:
    app = QuizlrApp(collection, first=lambda: StatsScreen(Mirror(collection)))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "3")
        chart = screen_text(app)
        await press(pilot, "1", "v", "pagedown", "v", "3")
        await pilot.pause(0.05)
        assert screen_text(app) == chart


async def test_home_opens_it_and_q_leads_back(collection: Collection) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t")
        await settled(pilot)
        assert "Stats: Days" in screen_text(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)


async def test_what_was_computed_is_there_at_once_when_it_is_opened_again(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t")
        await settled(pilot)
        await press(pilot, "q")

        def refuse(*_: object) -> None:
            raise AssertionError("computed again")

        monkeypatch.setattr("quizlr.store.beside.Beside.open", refuse)
        await press(pilot, "t", "3")
        assert "I said" in screen_text(app)


async def test_a_new_answer_makes_a_new_sight_and_nothing_else_does(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    opened = Collection.open(home)
    mirror = Mirror(opened)
    before = mirror.sight()
    assert mirror.sight() is before
    headline = before.panel("days").headline
    from quizlr.collection import Desk
    from quizlr.model import Rating, Revealed

    desk = Desk(opened, opened.cards)
    desk.turn()
    desk.answer(Revealed())
    desk.rate(Rating.GOOD)
    after = mirror.sight()
    assert after is not before
    assert mirror.sight() is after
    assert after.panel("days").headline != headline == before.panel("days").headline
    opened.reload_all()
    assert mirror.sight() is not after
    opened.close()


async def test_it_can_be_left_while_it_reads(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    reads, may_go_on = threading.Event(), threading.Event()
    panel = Sight.panel

    def slow(self: Sight, name: str, *more: object) -> object:
        if name == "retention":
            reads.set()
            may_go_on.wait(10)
        return panel(self, name, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Sight, "panel", slow)
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t")
        await pilot.pause(0.2)
        await press(pilot, "2")
        assert "Reading your log" in screen_text(app)
        assert reads.wait(10)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
        may_go_on.set()
        await press(pilot, "t", "2")
        await settled(pilot)
        assert "You remembered" in screen_text(app)


async def test_a_log_that_cannot_be_read_is_said(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DatabaseError("quizlr.db", "disk I/O error")

    monkeypatch.setattr("quizlr.store.beside.Beside.open", refuse)
    app = QuizlrApp(collection, first=lambda: StatsScreen(Mirror(collection)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        shown = screen_text(app)
        assert "The log could not be read." in shown
        assert "disk I/O error" in shown


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_home_says_what_to_do(fresh: Collection, size: tuple[int, int]) -> None:
    app = QuizlrApp(fresh, first=lambda: StatsScreen(Mirror(fresh)))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for title in TITLES:
            shown = screen_text(app)
            assert f"Stats: {title}" in shown
            said = shown.splitlines()[1:-2]
            assert sum(bool(line.strip()) for line in said) >= 2, shown
            await press(pilot, "v", "tab", "down", "n", "right")
            while f"Stats: {title}" in screen_text(app):
                await press(pilot, "right")
            await settled(pilot)


async def test_a_card_is_found_by_a_part_of_its_front(collection: Collection) -> None:
    app = QuizlrApp(collection, first=lambda: StatsScreen(Mirror(collection)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "m")
        await settled(pilot)
        latest = screen_text(app)
        await press(pilot, "n")
        await settled(pilot)
        assert screen_text(app) != latest
        await press(pilot, "slash", *"question", "space", *"17")
        assert "1 card" in screen_text(app)
        await press(pilot, "x")
        assert "No card that you have rated fits." in screen_text(app)
        await press(pilot, "enter", "backspace", "enter")
        await settled(pilot)
        assert "Memory of made/n000017" in screen_text(app)


async def test_any_keys_leave_it_alive(collection: Collection) -> None:
    app = QuizlrApp(collection, first=lambda: StatsScreen(Mirror(collection)))
    keys = "v 5 tab tab down pagedown x left left v shift+tab 7 space up G percent_sign 4 n p"
    async with app.run_test(size=(60, 18)) as pilot:
        await press(pilot, *keys.split())
        await pilot.resize_terminal(20, 5)
        await press(pilot, *"1234567890")
        await pilot.resize_terminal(130, 50)
        await press(pilot, *"1234567890m")
        await settled(pilot)
        assert "Stats: Memory" in screen_text(app)


def test_the_panels_are_those_of_the_command(collection: Collection) -> None:
    sight = Sight(collection)
    for name in PANELS:
        assert sight.panel(name).views, name
    with pytest.raises(KeyError):
        sight.panel("nothing")
