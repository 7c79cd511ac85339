"""The store from outside: what is recorded is there, also after a restart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from store_makers import (
    CARD,
    DAY_MS,
    OTHER,
    START_MS,
    chain,
    drop_database,
    log_files,
    mark,
    open_store,
    review,
    state_of,
)

from quizlr.errors import HomeLockedError, ReadOnlyError
from quizlr.model import (
    NEW_SCHEDULE,
    CardId,
    CardMark,
    CardState,
    MarkKind,
    Rating,
    Review,
    ReviewKind,
    Schedule,
)
from quizlr.store import Store

DAY = START_MS // DAY_MS


def test_a_rating_is_in_the_log_in_the_database_and_in_the_schedule(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        event = store.record(review())
        assert (event.seq, event.what) == (1, review())
        assert store.schedule(CARD) == chain([review()])
        assert store.schedules() == {CARD: chain([review()])}
        assert store.history(CARD) == (review(),)
    (file,) = log_files(tmp_path)
    assert file.relative_to(tmp_path) == Path("log", event.device, "2026-09.jsonl")
    assert len(file.read_text().splitlines()) == 1


def test_a_restart_changes_nothing_and_numbers_go_on(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.record(review())
        store.record(mark(OTHER))
        before, device = state_of(store), store.device
    with open_store(tmp_path) as store:
        assert (state_of(store), store.device, store.notices) == (before, device, ())
        assert store.record(review(at_ms=START_MS + 1)).seq == 3


def test_a_card_without_history_is_new(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        assert store.schedule(CARD) == NEW_SCHEDULE
        assert store.history(CARD) == ()
        assert store.newest() is None
        assert store.study_days() == ()
        assert store.undo(START_MS) == ()
        assert store.redo(START_MS) == ()


def test_undo_and_redo_go_back_and_forth_across_restarts(tmp_path: Path) -> None:
    whats: list[Review | CardMark] = [review(), mark(), review(OTHER), review(at_ms=START_MS + 5)]
    states = []
    for what in whats:
        with open_store(tmp_path) as store:
            states.append(store.schedules())
            store.record(what)
    with open_store(tmp_path) as store:
        last = store.schedules()
    for what, state in reversed(list(zip(whats, states, strict=True))):
        with open_store(tmp_path) as store:
            (undone,) = store.undo(START_MS + 10)
            assert undone.what == what
            assert store.schedules() == state
    with open_store(tmp_path) as store:
        assert store.undo(START_MS + 11) == ()
    for what in whats:
        with open_store(tmp_path) as store:
            (redone,) = store.redo(START_MS + 12)
            assert redone.what == what
    with open_store(tmp_path) as store:
        assert store.schedules() == last
        assert store.redo(START_MS + 13) == ()


def test_a_new_rating_ends_redo(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.record(review())
        store.undo(START_MS + 1)
        store.record(review(at_ms=START_MS + 2, rating=Rating.AGAIN))
        assert store.redo(START_MS + 3) == ()
        assert [r.rating for r in store.history(CARD)] == [Rating.AGAIN]


def test_undo_leaves_other_devices_alone(tmp_path: Path) -> None:
    with open_store(tmp_path, device="bbbbbbbb") as store:
        store.record(review(at_ms=START_MS + 5))
    with open_store(tmp_path, device="aaaaaaaa") as store:
        store.record(review())
        assert len(store.undo(START_MS + 6)) == 1
        assert store.undo(START_MS + 7) == ()
        assert store.history(CARD) == (review(at_ms=START_MS + 5),)


def test_reviews_of_several_devices_are_folded_by_time(tmp_path: Path) -> None:
    early, late = review(at_ms=START_MS), review(at_ms=START_MS + 9, rating=Rating.AGAIN)
    with open_store(tmp_path, device="bbbbbbbb") as store:
        store.record(late)
    with open_store(tmp_path, device="aaaaaaaa") as store:
        store.record(early)
        assert store.schedule(CARD) == chain([early, late])
        assert store.history(CARD) == (early, late)


def test_a_clock_that_went_back_orders_by_time_and_loses_nothing(tmp_path: Path) -> None:
    late, early = review(at_ms=START_MS), review(at_ms=START_MS - 40 * DAY_MS)
    with open_store(tmp_path) as store:
        store.record(late)
        store.record(early)
        assert store.history(CARD) == (early, late)
        assert store.newest() == (START_MS, DAY)
        (undone,) = store.undo(START_MS - 40 * DAY_MS)
        assert undone.what == early
        state = state_of(store)
    drop_database(tmp_path)
    with open_store(tmp_path) as store:
        assert state_of(store) == state


def test_an_adoption_gives_the_history_to_the_new_card(tmp_path: Path) -> None:
    adoption = mark(OTHER, START_MS + 1, MarkKind.ADOPT, 0, CARD)
    later = review(CARD, START_MS + 2)
    with open_store(tmp_path) as store:
        store.record(review(CARD))
        store.record(adoption)
        assert store.known_card_ids() == {OTHER}
        assert store.history(OTHER) == (review(CARD),)
        assert store.undo(START_MS + 2) is not None, "the review, not the adoption"
        assert store.redo(START_MS + 2) is not None
        store.record(later)
        expected = {OTHER: chain([review(CARD), adoption, later])}
        assert store.schedules() == expected
        assert store.reviewed_cards_on(DAY) == {OTHER}
        store.rebuild()
        assert store.schedules() == expected


def test_a_days_totals_count_what_was_done(tmp_path: Path) -> None:
    new = CardState.NEW
    with open_store(tmp_path) as store:
        store.record(review(CARD, state_before=new))
        store.record(review(OTHER, START_MS + 1, state_before=new, rating=Rating.AGAIN))
        store.record(review(OTHER, START_MS + 2, state_before=CardState.LEARNING))
        store.record(review(CARD, START_MS + 3, rating=Rating.AGAIN))
        store.record(review(CardId("b/c"), START_MS + 4, kind=ReviewKind.CRAM, state_before=new))
        store.record(review(CardId("b/d"), START_MS + 5, state_before=new))
        store.undo(START_MS + 6)
        store.record(review(CARD, START_MS + DAY_MS))
        totals = store.day_totals(DAY)
        assert (totals.new_count, totals.review_count) == (2, 1)
        assert totals.duration_ms == 5 * 7_000
        assert totals.new_cards == (CARD, OTHER)
        assert store.reviewed_cards_on(DAY) == {CARD, OTHER}
        assert store.study_days() == (DAY, DAY + 1)
        assert store.newest() == (START_MS + DAY_MS, DAY + 1)
        assert store.day_totals(DAY - 1).new_count == 0


def test_the_newest_review_may_lie_on_an_earlier_study_day(tmp_path: Path) -> None:
    """After a flight to the east."""
    with open_store(tmp_path) as store:
        store.record(review(at_ms=START_MS, study_day=DAY + 1))
        store.record(review(at_ms=START_MS + 1, study_day=DAY))
        assert store.newest() == (START_MS + 1, DAY)


def test_a_second_writer_is_told_who_holds_the_home_and_a_reader_works(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from store_makers import *\n"
        "store = open_store(Path(sys.argv[1])); store.record(review())\n"
        "print('ready', flush=True); input()\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent,
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdin is not None
        assert writer.stdout.readline() == b"ready\n"
        with pytest.raises(HomeLockedError) as refusal:
            open_store(tmp_path)
        assert f"process {writer.pid} on " in str(refusal.value)
        with Store.open_read_only(tmp_path, fold=chain) as reader:
            assert reader.history(CARD) == (review(),)
            with pytest.raises(ReadOnlyError):
                reader.record(review())
            with pytest.raises(ReadOnlyError):
                reader.undo(START_MS)
        writer.stdin.write(b"\n")
    with open_store(tmp_path) as store:
        assert store.history(CARD) == (review(),)


def test_a_reader_sees_what_the_writer_adds(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, Store.open_read_only(tmp_path, fold=chain) as reader:
        store.record(review())
        assert reader.schedules() == store.schedules()
        assert reader.history(CARD) == (review(),)


def test_a_reader_of_a_home_that_is_not_there_makes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "none"
    with Store.open_read_only(home, fold=chain) as reader:
        assert reader.schedules() == {}
        assert reader.is_read_only
    assert not home.exists()


def test_schedules_of_another_version_of_the_fold_are_made_anew(tmp_path: Path) -> None:
    def other(_happenings: object) -> Schedule:
        return Schedule(flag=5)

    with open_store(tmp_path) as store:
        store.record(review())
    with Store.open_read_only(tmp_path, fold=other, fold_version="2") as reader:
        assert reader.schedule(CARD) == Schedule(flag=5)
    with Store.open(tmp_path, fold=other, fold_version="2") as store:
        assert store.schedule(CARD) == Schedule(flag=5)
        assert store.verify() == []


def test_a_value_that_the_log_cannot_hold_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    with open_store(tmp_path) as store:
        with pytest.raises(ValueError, match="does not make sense"):
            store.record(review(seed=2**63))
        assert log_files(tmp_path) == []
        assert store.record(review()).seq == 1
        assert store.verify() == []


def test_the_study_path_never_imports_sqlite_utils(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from quizlr.model import Schedule\n"
        "from quizlr.store import Store\n"
        "home = Path(sys.argv[1])\n"
        "Store.open(home, fold=lambda happenings: Schedule()).close()\n"
        "Store.open(home, fold=lambda happenings: Schedule()).close()\n"
        "assert not {'sqlite_utils', 'numpy', 'yaml', 'textual'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)


def test_marks_that_were_recorded_at_once_are_undone_and_done_again_at_once(
    tmp_path: Path,
) -> None:
    with open_store(tmp_path) as store:
        first = store.record(mark(CARD, START_MS - 1))
        batch = store.record_all([mark(CARD), mark(OTHER, value=3)])
        done = store.schedules()
        assert store.undo(START_MS + 1) == tuple(reversed(batch))
    with open_store(tmp_path) as store:
        assert store.redo(START_MS + 2) == batch
        assert store.schedules() == done
        assert store.verify() == []
        store.undo(START_MS + 3)
        assert store.undo(START_MS + 4) == (first,)
        assert store.schedules() == {}


def test_happenings_that_are_kept_together_are_kept_like_those_that_come_one_by_one(
    tmp_path: Path,
) -> None:
    whats: list[Review | CardMark] = [mark(CARD), mark(OTHER, value=3), review(CARD)]
    with open_store(tmp_path / "one", device="aaaaaaaa") as one:
        for what in whats:
            one.record(what)
        expected = state_of(one)
    with open_store(tmp_path / "all", device="aaaaaaaa") as store:
        assert store.record_all(()) == ()
        assert [event.what for event in store.record_all(whats)] == whats
        assert state_of(store) == expected
        assert store.verify() == []
        assert store.undo(START_MS) == tuple(expected[1][-1:])
        with pytest.raises(ValueError, match="one instant"):
            store.record_all([mark(CARD), mark(CARD, START_MS + 1)])
