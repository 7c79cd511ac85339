"""Schedules follow the parameters that are kept about the home, whoever kept them and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from store_makers import (
    CARD,
    OTHER,
    START_MS,
    drop_database,
    log_files,
    mark,
    review,
    write_log,
)

from quizlr.model import (
    CardId,
    CardMark,
    CardState,
    Event,
    HomeMark,
    MarkKind,
    MemoryState,
    Review,
    Schedule,
)
from quizlr.store import Folding, FoldRule, Memory, Prepared, Store
from quizlr.store.columns import ReviewColumns

KIND = "parameters"


class Rule:
    """Stability is the parameter times the sum of ratings; counts how memories were made."""

    def __init__(self) -> None:
        self.folded = 0
        self.in_bulk = 0

    def rule(self, *, has_bulk: bool = True) -> FoldRule:
        def choose(marks: Sequence[HomeMark]) -> Folding:
            factor = float(marks[-1].text) if marks else 1.0

            def fold(happenings: Iterable[Review | CardMark]) -> Schedule:
                self.folded += 1
                total = 0
                for what in happenings:
                    if isinstance(what, CardMark):
                        total = 0 if what.kind is MarkKind.RESET else total
                    else:
                        total += what.rating
                return Schedule(
                    state=CardState.REVIEW,
                    memory=MemoryState(factor * total, 5.0) if total else None,
                )

            def memories(columns: ReviewColumns) -> Iterable[Memory]:
                self.in_bulk += 1
                totals = dict.fromkeys(columns.card_ids, 0)
                for card, rating in zip(columns.card, columns.columns["rating"], strict=True):
                    totals[columns.card_ids[card]] += int(rating)
                return [Memory(card, factor * total, 5.0) for card, total in totals.items()]

            name = marks[-1].name if marks else "default"
            return Folding(fold, "1", name, memories if has_bulk else None)

        return FoldRule(choose, KIND)


def parameters(factor: float, at_ms: int = START_MS + 100) -> HomeMark:
    return HomeMark(at_ms=at_ms, kind=KIND, name=f"set-{factor}", text=str(factor))


def stability(store: Store, card_id: CardId = CARD) -> float:
    memory = store.schedule(card_id).memory
    assert memory is not None
    return memory.stability


@pytest.mark.parametrize("has_bulk", [True, False])
def test_parameters_that_are_kept_renew_every_memory(tmp_path: Path, has_bulk: bool) -> None:
    rule = Rule()
    with Store.open(tmp_path, fold=rule.rule(has_bulk=has_bulk)) as store:
        store.record(review(CARD))
        store.record(review(OTHER, START_MS + 1))
        store.record(mark(OTHER, START_MS + 2, MarkKind.RESET))
        store.record(HomeMark(at_ms=START_MS + 3, kind="other", text="9"))
        assert stability(store) == 3.0
        store.record(parameters(2.0))
        assert stability(store) == 6.0
        assert store.schedule(OTHER).memory is None
        assert rule.in_bulk == has_bulk
        store.record(review(CARD, START_MS + 200))
        assert stability(store) == 12.0
        assert store.verify() == []


def test_they_are_in_force_after_a_restart_and_after_a_rebuild(tmp_path: Path) -> None:
    with Store.open(tmp_path, fold=Rule().rule()) as store:
        store.record(review(CARD))
        store.record(parameters(2.0))
    again = Rule()
    with Store.open(tmp_path, fold=again.rule()) as store:
        assert stability(store) == 6.0
        assert (again.folded, again.in_bulk) == (0, 0)
        store.record(review(CARD, START_MS + 200))
        assert stability(store) == 12.0
    drop_database(tmp_path)
    with Store.open(tmp_path, fold=Rule().rule()) as store:
        assert stability(store) == 12.0
        assert store.verify() == []
    drop_database(tmp_path)
    with Store.open_read_only(tmp_path, fold=Rule().rule()) as reader:
        assert stability(reader) == 12.0


def test_those_of_another_device_come_into_force_when_its_log_arrives(tmp_path: Path) -> None:
    with Store.open(tmp_path, fold=Rule().rule()) as store:
        store.record(review(CARD))
    theirs = [
        Event("bbbbbbbb", 1, parameters(5.0)),
        Event("bbbbbbbb", 2, review(OTHER, START_MS + 101)),
    ]
    write_log(tmp_path, theirs)
    with Store.open_read_only(tmp_path, fold=Rule().rule()) as reader:
        assert (stability(reader), stability(reader, OTHER)) == (15.0, 15.0)
    with Store.open(tmp_path, fold=Rule().rule()) as store:
        assert (stability(store), stability(store, OTHER)) == (15.0, 15.0)
        assert store.verify() == []


def test_the_newest_set_counts_whatever_the_order_of_arrival(tmp_path: Path) -> None:
    with Store.open(tmp_path, fold=Rule().rule()) as store:
        store.record(review(CARD))
        store.record(parameters(2.0, START_MS + 500))
    write_log(tmp_path, [Event("bbbbbbbb", 1, parameters(5.0, START_MS + 100))])
    with Store.open(tmp_path, fold=Rule().rule()) as store:
        assert stability(store) == 6.0


def test_memories_made_beforehand_are_taken_and_what_came_since_is_folded(tmp_path: Path) -> None:
    rule = Rule()
    with Store.open(tmp_path, fold=rule.rule()) as store:
        store.record(review(CARD))
        store.record(review(OTHER, START_MS + 1))
        third = CardId("deck/third")
        store.record(review(third, START_MS + 2))
        beside = store.beside()
        store.record(review(OTHER, START_MS + 3))
        store.undo(START_MS + 4)
        store.record(review(CARD, START_MS + 5))
        prepared = Prepared([Memory(c, 6.0, 5.0) for c in (CARD, OTHER, third)], beside.position)
        rule.folded = 0
        store.record(parameters(2.0), prepared)
        assert (stability(store), stability(store, OTHER), stability(store, third)) == (12, 6, 6)
        assert (rule.folded, rule.in_bulk) == (2, 0)
        assert store.verify() == []


def test_another_version_of_the_fold_folds_every_card(tmp_path: Path) -> None:
    with Store.open(tmp_path, fold=Rule().rule()) as store:
        store.record(review(CARD))
    rule = Rule()

    def second(marks: Sequence[HomeMark]) -> Folding:
        return replace(rule.rule().choose(marks), version="2")

    with Store.open(tmp_path, fold=FoldRule(second, KIND)) as store:
        assert rule.folded == 1
        assert stability(store) == 3.0
    assert len(log_files(tmp_path)) == 1
