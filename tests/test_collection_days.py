"""A learner studies day after day: over both changes of the clocks, and on a journey."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizlr.collection import Collection, Desk, Home
from quizlr.model import CardId, CardState, Rating, Revealed
from quizlr.session import Ended

Opener = Callable[[str, str], AbstractContextManager[Collection]]


def write_decks(home: Home, count: int) -> None:
    home.prepare()
    notes = "".join(f"  - {{id: n{n}, front: Q{n}, back: A{n}}}\n" for n in range(count))
    (home.decks / "mine.yaml").write_text(
        f"quizlr: 1\nid: mine\ntitle: Mine\nnotes:\n{notes}", encoding="utf-8"
    )


@pytest.fixture
def open_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    home = Home(tmp_path / "home")
    write_decks(home, 60)
    home.config.write_text("[study]\nnew_per_day = 5\nminutes_per_day = 0\n", encoding="utf-8")

    @contextmanager
    def opened(instant: str, zone: str) -> Iterator[Collection]:
        monkeypatch.setenv("QUIZLR_NOW", instant)
        monkeypatch.setenv("TZ", zone)
        collection = Collection.open(home)
        yield collection
        assert collection.store.verify() == []
        collection.close()

    return opened


def study_all(collection: Collection, rating: Rating = Rating.EASY) -> list[CardId]:
    """Rate everything that is served; the ids in order."""
    desk = Desk(collection, collection.select(["mine"]))
    seen = []
    while not isinstance(turn := desk.turn(), Ended):
        seen.append(turn.card.id)
        desk.answer(Revealed())
        desk.rate(rating)
    return seen


@pytest.mark.parametrize(
    ("zone", "month", "first"),
    [("Europe/Berlin", 3, 27), ("America/Los_Angeles", 10, 30)],
)
def test_the_clocks_change_and_no_study_day_is_skipped_or_doubled(
    open_at: Opener, zone: str, month: int, first: int
) -> None:
    days = []
    for number in range(5):
        # 08:00 UTC is 09:00 or 10:00 in Berlin; 20:00 UTC is 13:00 or 12:00 in Los Angeles
        hour = 8 if zone == "Europe/Berlin" else 20
        instant = datetime(2026, month, first, hour, tzinfo=UTC) + timedelta(days=number)
        with open_at(instant.isoformat(), zone) as collection:
            days.append(collection.now().study_day)
            new = [i for i in study_all(collection) if collection.schedules[i].review_count == 1]
            assert len(new) == 5
            assert study_all(collection) == []
    assert [day - days[0] for day in days] == [0, 1, 2, 3, 4]


def test_a_card_rated_late_in_the_evening_is_due_after_the_rollover_not_24_hours_later(
    open_at: Opener,
) -> None:
    with open_at("2026-11-23T22:30:00+00:00", "UTC") as collection:
        ids = study_all(collection, Rating.GOOD)
        card = ids[0]
        due_day = collection.schedules[card].due_day
        assert due_day is not None
        days = due_day - collection.now().study_day
    due_on = f"2026-11-{23 + days:02d}"
    with open_at(f"{due_on}T03:59:00+00:00", "UTC") as collection:
        assert card not in study_ids(collection)
    with open_at(f"{due_on}T04:01:00+00:00", "UTC") as collection:
        assert card in study_ids(collection)


def study_ids(collection: Collection) -> set[CardId]:
    """What today's queue holds."""
    queue = collection.queue(collection.select(["mine"]), collection.now())
    return {card.id for card in (*queue.reviews, *queue.new)}


def test_a_twelve_hour_journey_west_does_not_repeat_the_day(
    open_at: Opener,
) -> None:
    with open_at("2026-11-23T08:00:00+00:00", "Asia/Tokyo") as collection:
        first = study_all(collection)
        day = collection.now().study_day
    # at 21:00 in Tokyo it is 02:00 in Honolulu: still the day before, on the calendar there
    with open_at("2026-11-23T12:00:00+00:00", "Pacific/Honolulu") as collection:
        assert collection.now().study_day == day
        assert study_all(collection) == []
        assert collection.overview().streak_days == 1
    with open_at("2026-11-24T18:00:00+00:00", "Pacific/Honolulu") as collection:
        assert collection.now().study_day == day + 1
        second = study_all(collection)
        assert collection.overview().streak_days == 2
    assert len(first) == 5
    assert not set(first) & set(second)


def test_a_twelve_hour_journey_east_skips_no_day(open_at: Opener) -> None:
    with open_at("2026-11-23T20:00:00+00:00", "Pacific/Honolulu") as collection:
        study_all(collection)
        day = collection.now().study_day
    with open_at("2026-11-24T00:00:00+00:00", "Asia/Tokyo") as collection:
        assert collection.now().study_day == day + 1
        study_all(collection)
        assert collection.overview().streak_days == 2


def test_a_clock_set_back_is_noticed(open_at: Opener) -> None:
    with open_at("2026-11-23T08:00:00+00:00", "UTC") as collection:
        study_all(collection)
        assert collection.clock_warning() == ""
    with open_at("2026-11-20T08:00:00+00:00", "UTC") as collection:
        assert "72.0 hours before your last answer" in collection.clock_warning()


def test_history_survives_a_move_and_a_rename_and_new_words(
    open_at: Opener,
) -> None:
    with open_at("2026-11-23T08:00:00+00:00", "UTC") as collection:
        study_all(collection)
        before = dict(collection.schedules)
        old = collection.home.decks / "mine.yaml"
        text = old.read_text(encoding="utf-8").replace("front: Q", "front: Better Q")
        old.unlink()
        moved = collection.home.decks / "elsewhere" / "renamed.yaml"
        moved.parent.mkdir()
        moved.write_text(text, encoding="utf-8")
    with open_at("2026-11-23T09:00:00+00:00", "UTC") as collection:
        assert collection.schedules == before
        assert collection.orphans() == ()
        card = collection.card(CardId("mine/n0"))
        assert card is not None
        assert card.note.front == "Better Q0"


def test_a_former_id_gives_its_history_to_the_note_that_names_it(
    open_at: Opener,
) -> None:
    with open_at("2026-11-23T08:00:00+00:00", "UTC") as collection:
        study_all(collection)
        assert collection.schedules[CardId("mine/n0")].state is CardState.REVIEW
        due = collection.schedules[CardId("mine/n0")].due_day
        path = collection.home.decks / "mine.yaml"
        text = path.read_text(encoding="utf-8")
        text = text.replace("{id: n0,", "{id: fresh, was: [mine/n0],").replace(
            "{id: n1,", "{id: x,"
        )
        path.write_text(text, encoding="utf-8")
    with open_at("2026-11-23T09:00:00+00:00", "UTC") as collection:
        assert collection.schedules[CardId("mine/fresh")].due_day == due
        assert collection.orphans() == ("mine/n1",)
    with open_at("2026-11-23T10:00:00+00:00", "UTC") as collection:
        assert collection.schedules[CardId("mine/fresh")].due_day == due
        assert "mine/n0" not in collection.schedules


def test_undo_five_across_a_restart_gives_the_state_of_before(
    open_at: Opener,
) -> None:
    with open_at("2026-11-23T08:00:00+00:00", "UTC") as collection:
        study_all(collection)
    with open_at("2026-11-23T08:10:00+00:00", "UTC") as collection:
        desk = Desk(collection, collection.select(["mine"]))
        undone = [desk.undo() for _ in range(6)]
        assert [bool(item) for item in undone] == [True] * 5 + [False]
        assert all(s.state is CardState.NEW for s in collection.schedules.values())
        turn = desk.turn()
        assert not isinstance(turn, Ended)
        assert (turn.is_again, turn.grade is not None, turn.card.id) == (True, True, "mine/n0")
        for _ in range(5):
            assert desk.redo() is not None
        assert desk.redo() is None
        assert study_all(collection) == []
