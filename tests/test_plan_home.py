"""A learner plans for a day: the command, the screen, and what they are asked from then on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_tui_frames import compare
from test_tui_study import press, screen_text

from quizlr.cli.main import main
from quizlr.collection import Collection, Desk, Home
from quizlr.collection.goals import Plan, cards_of_plan, keep, topics_from
from quizlr.collection.planning import Ahead
from quizlr.model import HomeMark, Rating, Revealed
from quizlr.scheduling import moment
from quizlr.session import Ended
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.plan import PlanScreen

NOTES = "".join(
    f"  - {{id: n{n}, front: Q{n}, back: A{n}, about: [{'a' if n % 2 else 'b'}], "
    f"tier: {'beginner' if n < 10 else 'expert'}}}\n"
    for n in range(20)
)
DECK = f"""\
quizlr: 1
id: mine
title: Mine
notes:
  - {{id: a, type: concept, title: First topic, body: A.}}
  - {{id: b, type: concept, title: Second topic, body: B.}}
{NOTES}"""
OTHER = """\
quizlr: 1
id: other
title: Other
notes:
  - {id: x, front: X, back: Y}
"""
DAY = "2026-12-03"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    at(monkeypatch, 23)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    found = Home(tmp_path / "home")
    found.prepare()
    (found.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    (found.decks / "other.yaml").write_text(OTHER, encoding="utf-8")
    return found


def at(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    monkeypatch.setenv("QUIZLR_NOW", f"2026-11-{day:02}T09:00:00+00:00")


@pytest.fixture
def collection(home: Home) -> Iterator[Collection]:
    found = Collection.open(home)
    yield found
    found.close()


def study(collection: Collection, most: int = 100) -> list[str]:
    desk = Desk(collection, collection.cards)
    asked: list[str] = []
    while len(asked) < most and not isinstance(turn := desk.turn(), Ended):
        desk.met()
        asked.append(turn.card.note.id)
        desk.answer(Revealed())
        desk.rate(Rating.EASY)
    return asked


def begin(home: Home, *more: str) -> None:
    assert main(["--home", str(home.folder), "plan", "--by", DAY, *more, "--begin"]) == 0


def test_the_command_looks_and_begins_nothing_by_itself(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--home", str(home.folder), "plan"]
    assert main([*asked, "--by", DAY, "--minutes", "5"]) == 0
    told = capsys.readouterr().out
    assert "in 10 days, on 2026-12-03" in told
    assert "At 5 minutes a day you will recall" in told
    assert "First topic" in told
    assert "--begin puts this plan in force." in told
    with_nothing = Collection.open(home, is_read_only=True)
    assert with_nothing.plan is None
    with_nothing.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "say when"),
        (["--by", "soon"], "no date"),
        (["--by", "2026-11-22"], "must lie ahead"),
        (["--by", DAY, "--topic", "frist-topic"], "Did you mean"),
        (["--by", DAY, "--minutes", "0"], "above 0"),
        (["--by", DAY, "--target", "90"], "up to 1"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(
    home: Home, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["--home", str(home.folder), "plan", *words]) == 2
    assert said in capsys.readouterr().err


def test_json_has_the_figures_of_each_panel(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    begin(home, "--format", "json")
    data = json.loads(capsys.readouterr().out)
    groups = data["panels"]["ready"]["figures"]["groups"]
    assert (groups[0]["cards"], groups[0]["unseen_now"], groups[0]["idle"]) == (21, 21, 0)
    assert {"topic:First topic", "topic:Second topic", "tier:beginner", "tier:expert"} <= {
        group["name"] for group in groups
    }
    assert all(g["low"] <= g["expected"] <= g["high"] for g in groups)
    assert data["panels"]["price"]["figures"]["expected"][0] == 0


def test_the_plan_sets_the_minutes_and_asks_its_topics_first(home: Home) -> None:
    begin(home, "--topic", "a", "--minutes", "2")
    collection = Collection.open(home)
    assert collection.plan is not None
    assert collection.limits().minutes_per_day == 2
    queue = collection.queue(collection.cards, collection.now())
    own = [card.note.id for card in queue.new if "a" in card.note.about]
    # 120 s at 25 s each; other decks' new cards come after them
    assert own == ["n1", "n3", "n5", "n7"]
    assert [card.note.id for card in queue.new[:4]] == own
    collection.close()


def test_seen_cards_come_again_before_they_are_due_and_after_the_day_all_is_as_before(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(home, "--minutes", "60")
    collection = Collection.open(home)
    first = study(collection)
    assert len(first) == 21
    collection.close()
    at(monkeypatch, 27)
    collection = Collection.open(home)
    assert set(study(collection)) == set(first)
    assert collection.store.verify() == []
    days = {card_id: schedule.due_day for card_id, schedule in collection.schedules.items()}
    collection.close()
    monkeypatch.setenv("QUIZLR_NOW", "2026-12-04T09:00:00+00:00")
    collection = Collection.open(home)
    assert collection.limits().minutes_per_day == 30
    assert {i: s.due_day for i, s in collection.schedules.items()} == days
    queue = collection.queue(collection.cards, collection.now())
    due = {i for i, day in days.items() if (day or 0) <= collection.now().study_day}
    assert {card.id for card in queue.reviews} == due
    collection.close()


def test_what_was_done_is_held_against_the_plan(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(home, "--minutes", "60")
    at(monkeypatch, 24)
    collection = Collection.open(home)
    study(collection, most=10)
    plan = collection.plan
    assert plan is not None
    burndown = Ahead(collection, plan).prospect.burndown
    assert burndown is not None
    assert len(burndown.days) == 2
    assert burndown.unknown[0] == 21
    assert 10 < burndown.unknown[1] < 13
    assert list(burndown.planned) == [21, plan.unknown_planned]
    collection.close()


def test_a_plan_can_be_given_up_and_its_marks_stay_in_the_log(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(home)
    at(monkeypatch, 24)
    asked = ["--home", str(home.folder), "plan", "--end"]
    assert main(asked) == 0
    at(monkeypatch, 25)
    assert main(asked) == 0
    assert "No plan is in force." in capsys.readouterr().out
    collection = Collection.open(home)
    assert collection.plan is None
    assert len(collection.store.home_marks("plan")) == 2
    collection.close()


def test_a_plan_of_a_newer_quizlr_is_read_as_far_as_it_is_understood(
    collection: Collection,
) -> None:
    def kept(text: str) -> Plan | None:
        collection.store.record(HomeMark(at_ms=collection.now().at_ms, kind="plan", text=text))
        collection.forget_plan()
        return collection.plan

    day = collection.now().study_day + 5
    assert kept(f'{{"by_day": {day}, "topics": ["a"], "mood": 1}}') == Plan(
        by_day=day, topics=("a",)
    )
    assert kept("no json") is None
    keep(collection, Plan(by_day=day, topics=("gone", "a")))
    assert collection.plan is not None
    assert len(cards_of_plan(collection, collection.plan)) == 10
    assert topics_from(" a, ,b c ") == ("a", "b c")


async def settle(app: QuizlrApp) -> None:
    await app.workers.wait_for_complete()


async def test_the_screen_changes_begins_and_ends_a_plan(collection: Collection) -> None:
    app = QuizlrApp(collection, first=lambda: PlanScreen(collection))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app)
        await press(pilot, "d", *["backspace"] * 10, *DAY, "enter")
        await settle(app)
        await pilot.pause()
        assert "on 2026-12-03" in screen_text(app)
        await press(pilot, "minus")
        await settle(app)
        await pilot.pause()
        assert "At 25 minutes a day" in screen_text(app)
        await press(pilot, "b")
        await pilot.pause()
        plan = collection.plan
        assert plan is not None
        assert (plan.minutes, plan.begun_day) == (25, collection.now().study_day)
        await press(pilot, "d", *["backspace"] * 10, *"soon", "enter")
        assert "no date" in screen_text(app)
        await press(pilot, "escape", "x")
        await pilot.pause()
        assert collection.plan is None


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_screen_looks_as_it_was_drawn(
    home: Home, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    # the clock would run while the test studies: what that takes must not show
    now = moment(datetime(2026, 11, 25, 9, tzinfo=UTC), UTC, "UTC", 4)
    monkeypatch.setattr(Collection, "now", lambda _: now)
    for room in ("goals", "planning"):
        monkeypatch.setattr(f"quizlr.collection.{room}.costs_of", lambda _: {})
    begin(home, "--minutes", "3")
    at(monkeypatch, 25)
    collection = Collection.open(home)
    study(collection, most=8)
    app = QuizlrApp(collection, first=lambda: PlanScreen(collection))
    async with app.run_test(size=size) as pilot:
        for number, name in enumerate(("ready", "price", "burndown", "workload"), 1):
            await press(pilot, str(number))
            await settle(app)
            await pilot.pause(0.05)
            compare(f"plan-{name}-{size[0]}x{size[1]}", screen_text(app))
    collection.close()


def test_a_large_plan_gives_a_first_look_before_its_range_and_its_price(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizlr.plan.prospect.MANY_CARDS", 1)
    ahead = Ahead(collection, Plan(by_day=collection.now().study_day + 9, minutes=2.0))
    looks: list[tuple[float, bool]] = []

    def progress(share: float) -> None:
        looks.append((share, ahead.early("ready") is not None))

    final = ahead.panel("ready", progress)
    shares = [share for share, _ in looks]
    assert shares == sorted(shares)
    at = [is_there for _, is_there in looks].index(True)
    assert shares[at] < 0.5
    early = ahead.early("ready")
    assert early is not None
    assert "at a first look" in early.headline
    assert len(early.views) == len(final.views)
    assert ahead.early("price") is None


def test_what_was_studied_today_is_not_promised_again(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(by_day=collection.now().study_day + 3, minutes=5.0)
    fresh = Ahead(collection, plan)
    tired = Ahead(collection, plan)
    tired.inputs = replace(tired.inputs, spent_min=5.0)
    assert fresh.prospect.forecast.new[0] > 5
    assert tired.prospect.forecast.new[0] == 0
    assert tired.prospect.price.expected < fresh.prospect.price.expected


def test_on_the_day_itself_what_was_just_learned_is_known(collection: Collection) -> None:
    study(collection)
    today = Ahead(collection, Plan(by_day=collection.now().study_day, minutes=5.0))
    whole = today.prospect.forecast.groups[0]
    assert whole.idle > 0.97 * (whole.cards - whole.unseen_now) / whole.cards


def test_the_burndown_of_a_changed_plan_says_that_another_is_in_force(
    collection: Collection,
) -> None:
    plan = Plan(by_day=collection.now().study_day + 9)
    assert "No plan is in force" in Ahead(collection, plan).panel("burndown", print).headline
    keep(collection, plan)
    other = Ahead(collection, replace(plan, minutes=45.0))
    assert "another one is in force" in other.panel("burndown", print).headline


def test_a_clock_that_was_set_back_shows_the_day_on_which_the_plan_began(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(home)
    at(monkeypatch, 21)
    assert main(["--home", str(home.folder), "plan"]) == 0
    assert "cards are left" in capsys.readouterr().out


async def test_a_date_that_is_typed_takes_the_place_of_the_one_that_stands_there(
    collection: Collection,
) -> None:
    screen = PlanScreen(collection)
    app = QuizlrApp(collection, first=lambda: screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d")
        await press(pilot, *(key if key != "-" else "minus" for key in DAY), "enter")
        await settle(app)
        assert screen._plan.by_on.isoformat() == DAY
