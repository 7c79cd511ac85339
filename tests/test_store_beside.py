"""What a worker thread reads beside the app agrees with the events of the log."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from store_makers import (
    CARD,
    DAY_MS,
    OTHER,
    START_MS,
    chain,
    drop_database,
    mark,
    open_store,
    review,
)

from quizlr.errors import DatabaseError
from quizlr.model import CardId, MarkKind, Rating, Review, ReviewKind
from quizlr.store import Store
from quizlr.store.columns import ReviewColumns


def columns_of(store: Store) -> ReviewColumns:
    with store.beside().open() as reader:
        return reader.review_columns()


def test_the_columns_are_the_live_reviews_in_the_order_of_replay(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.record(review(OTHER, START_MS + 5, rating=Rating.HARD, predicted_recall=0.8))
        store.record(review(CARD, START_MS, duration_ms=900, confidence=0.7))
        store.record(review(CARD, START_MS + 9, kind=ReviewKind.CRAM))
        store.record(review(CARD, START_MS + 10))
        store.undo(START_MS + 11)
        found = columns_of(store)
        events = [
            event.what
            for event in store.events()
            if isinstance(event.what, Review) and event.seq in (1, 2)
        ]
    assert [found.card_ids[number] for number in found.card] == [CARD, OTHER]
    assert list(found.columns["at_ms"]) == [what.at_ms for what in events]
    assert list(found.columns["rating"]) == [Rating.GOOD, Rating.HARD]
    assert list(found.columns["duration_ms"]) == [900, 7_000]
    assert list(found.columns["predicted"]) == [-1.0, 0.8]
    assert list(found.columns["confidence"]) == [0.7, -1.0]


def test_a_reset_is_a_row_without_a_rating(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.record(review(CARD, START_MS))
        store.record(mark(CARD, START_MS + 1, MarkKind.RESET, 0))
        store.record(mark(CARD, START_MS + 2, MarkKind.FLAG, 1))
        store.record(mark(OTHER, START_MS + 3, MarkKind.RESET, 0))
        store.undo(START_MS + 4)
        found = columns_of(store)
    assert list(found.columns["rating"]) == [3, 0]
    assert list(found.columns["at_ms"]) == [START_MS, START_MS + 1]


def test_an_adopted_history_counts_for_its_new_card(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.record(review(OTHER, START_MS))
        store.record(mark(CARD, START_MS + 1, MarkKind.ADOPT, 0, OTHER))
        store.record(review(CARD, START_MS + 2))
        found = columns_of(store)
        with store.beside().open() as reader:
            happened = reader.happenings(CARD)
    assert found.card_ids == [CARD]
    assert list(found.card) == [0, 0]
    assert [what.card_id for what in happened if isinstance(what, Review)] == [OTHER, CARD]


def test_days_count_practice_and_leave_out_what_was_undone(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.record(review(CARD, START_MS))
        store.record(review(CARD, START_MS + 1, kind=ReviewKind.CRAM))
        store.record(review(CARD, START_MS + DAY_MS))
        store.undo(START_MS + DAY_MS + 1)
        with store.beside().open() as reader:
            assert reader.answers_by_day() == {START_MS // DAY_MS: 2}


def test_slips_are_counted_by_skill_and_day(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for offset, slip in ((0, "log10"), (1, ""), (2, "log10"), (DAY_MS, "log10")):
            store.record(review(CARD, START_MS + offset, template_id="log-loss", slip=slip))
        store.record(review(OTHER, START_MS + 3))
        with store.beside().open() as reader:
            found = sorted(reader.slips_by_day())
    day = START_MS // DAY_MS
    assert found == [
        (day, "log-loss", "", 1),
        (day, "log-loss", "log10", 2),
        (day + 1, "log-loss", "log10", 1),
    ]


def test_a_reader_sees_one_state_while_the_app_goes_on(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.record(review(CARD, START_MS))
        seen: list[int] = []

        def look() -> None:
            with store.beside().open() as reader:
                seen.append(len(reader.review_columns()))
                store_writes.set()
                written.wait(10)
                seen.append(len(reader.review_columns()))

        store_writes, written = threading.Event(), threading.Event()
        thread = threading.Thread(target=look)
        thread.start()
        assert store_writes.wait(10)
        store.record(review(CARD, START_MS + 1))
        written.set()
        thread.join(10)
        assert seen == [1, 1]
        assert len(columns_of(store)) == 2


def test_a_home_that_is_read_from_its_log_alone_has_columns_too(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.record(review(CARD, START_MS))
    drop_database(tmp_path)
    with Store.open_read_only(tmp_path, fold=chain) as store:
        assert len(columns_of(store)) == 1
        assert len(columns_of(store)) == 1


def test_positions_are_equal_exactly_when_nothing_was_recorded(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        start = store.position
        store.record(review(CARD, START_MS))
        once = store.position
        store.undo(START_MS + 1)
        assert len({start, once, store.position}) == 3
        last = store.position
    with open_store(tmp_path) as store:
        assert store.position == last


def test_a_broken_database_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.record(review(CardId("deck/x"), START_MS))
        beside = store.beside()
    with pytest.raises(DatabaseError), beside.open():
        pass


def test_reading_can_be_ended(tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    def end(rows: int) -> None:
        raise EnoughError(rows)

    with open_store(tmp_path) as store:
        store.record(review(CARD, START_MS))
        with store.beside().open() as reader, pytest.raises(EnoughError, match="1"):
            reader.review_columns(end)
