"""Doing something to many cards: which day is meant, which cards it applies to, what is said."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.collection import Collection, Home
from quizlr.collection.marking import (
    Deed,
    DueDayError,
    carry_out,
    day_words,
    flagging,
    moving,
    read_days,
    resetting,
    suspending,
)
from quizlr.model import CardId, CardMark, CardState, MarkKind, Schedule
from quizlr.model.moment import EPOCH

TODAY = 20_780
"""2026-11-23."""
IDS = [CardId(f"mine/n{number}") for number in range(5)]


@pytest.fixture
def home(home: Home) -> Home:
    notes = "".join(f"  - {{id: n{n}, front: f, back: b}}\n" for n in range(5))
    text = f"quizlr: 1\nid: mine\ntitle: Mine\nnotes:\n{notes}"
    (home.decks / "mine.yaml").write_text(text, encoding="utf-8")
    return home


@given(st.integers(0, 30_000), st.integers(0, 5_000))
def test_days_ranges_and_dates_name_the_same_days(ahead: int, more: int) -> None:
    assert read_days(str(ahead), TODAY) == (TODAY + ahead, TODAY + ahead)
    assert read_days(f" +{ahead} ", TODAY) == (TODAY + ahead, TODAY + ahead)
    assert read_days(f"{ahead}-{ahead + more}", TODAY) == (TODAY + ahead, TODAY + ahead + more)
    on = (EPOCH + timedelta(TODAY + ahead)).isoformat()
    assert read_days(on, TODAY) == (TODAY + ahead, TODAY + ahead)


@given(st.text(max_size=12))
def test_any_other_text_is_refused_or_means_days_to_come(text: str) -> None:
    with suppress(DueDayError):
        first, last = read_days(text, TODAY)
        assert TODAY <= first <= last


@pytest.mark.parametrize("text", ["", "-3", "5-2", "2026-11-22", "tomorrow", "9999999", "1.5"])
def test_the_past_and_nonsense_are_refused(text: str) -> None:
    with pytest.raises(DueDayError, match="is no day to come"):
        read_days(text, TODAY)


def test_days_in_words() -> None:
    assert day_words(TODAY, TODAY) == "today"
    assert day_words(TODAY + 1, TODAY) == "tomorrow"
    assert day_words(TODAY + 8, TODAY) == "Tue 1 Dec"
    assert day_words(TODAY + 60, TODAY) == "22 Jan 2027"


def test_what_is_so_already_is_left_alone(collection: Collection) -> None:
    collection.schedules[IDS[0]] = Schedule(is_suspended=True, flag=2)
    assert [mark.card_id for mark in suspending(collection, IDS).marks] == IDS[1:]
    assert [mark.value for mark in suspending(collection, IDS[:1]).marks] == [0]
    assert [mark.card_id for mark in flagging(collection, IDS, 2).marks] == IDS[1:]
    assert flagging(collection, IDS[:1], 2).words == "unflagged"
    assert flagging(collection, IDS).words == "flagged 1"
    deed = resetting(collection, IDS)
    assert deed.said(0) == "Nothing done. 5 new already."


def test_moved_cards_are_spread_evenly_in_their_order(collection: Collection) -> None:
    for card_id in IDS[:4]:
        collection.schedules[card_id] = Schedule(state=CardState.REVIEW, due_day=TODAY)
    deed = moving(collection, IDS, "1-2")
    assert [mark.value - TODAY for mark in deed.marks] == [1, 1, 2, 2]
    said = "4 cards moved to tomorrow – Wed 25 Nov. 1 not in review. u undoes."
    assert deed.said(4) == said
    assert moving(collection, IDS[:1], "1-2").words == "moved to tomorrow"


def test_pieces_of_one_deed_are_one_undo(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizlr.collection.marking.AT_ONCE", 2)
    earlier = flagging(collection, IDS[:1], 4)
    assert list(carry_out(collection, earlier)) == [1]
    assert list(carry_out(collection, suspending(collection, IDS))) == [2, 4, 5]
    assert len(collection.undo()) == 5
    assert [s.is_suspended for s in collection.schedules.values()] == [False] * 5
    assert len(collection.redo()) == 5
    assert all(collection.schedules[card_id].is_suspended for card_id in IDS)
    collection.undo()
    (event,) = collection.undo()
    assert isinstance(event.what, CardMark)
    assert event.what.kind is MarkKind.FLAG


def test_a_deed_without_marks_records_nothing(collection: Collection) -> None:
    assert list(carry_out(collection, Deed((), "flagged"))) == []
    assert list(collection.store.events()) == []
