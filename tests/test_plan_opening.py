"""The forecast counts on no card that the queue holds back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_makers import LEARNER, stock_of

from quizlr.collection import Collection, Desk, Home
from quizlr.collection.gating import gates_of
from quizlr.collection.goals import Plan, keep
from quizlr.collection.planning import Ahead
from quizlr.model import NEW_SCHEDULE, CardState, Rating, Revealed
from quizlr.plan.inputs import Cell, Gates
from quizlr.plan.opening import Opening
from quizlr.plan.policies import ReadyBy
from quizlr.plan.simulate import simulate
from quizlr.plan.stock import Day
from quizlr.session import Ended

TIERS = ("beginner", "intermediate", "advanced", "expert")


def deck(name: str, requires: str, notes: int, *, about: str, step: int) -> str:
    body = "".join(
        f"  - {{id: {name}{n}, front: Q{n}, back: A{n}, about: [{about}], "
        f"tier: {TIERS[n // step % 4]}}}\n"
        for n in range(notes)
    )
    return (
        f"quizlr: 1\nid: {name}\ntitle: {name}\nrequires: [{requires}]\nnotes:\n"
        f"  - {{id: {name}-topic, type: concept, title: T, body: B.}}\n{body}"
        f"  - {{id: both-{name}, front: '{{{{c1::one}}}} {{{{c2::two}}}}', type: cloze}}\n"
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    at(monkeypatch, 0)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    found = Home(tmp_path / "home")
    found.prepare()
    for name, text in (
        ("a", deck("a", "", 12, about="a-topic", step=3)),
        ("b", deck("b", "a", 8, about="b-topic, a-topic", step=4)),
        ("c", deck("c", "b, a", 5, about="a-topic", step=1)),
    ):
        (found.decks / f"{name}.yaml").write_text(text, encoding="utf-8")
    return found


def at(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(days=day)
    monkeypatch.setenv("QUIZLR_NOW", now.isoformat())


def days_of(home: Home, monkeypatch: pytest.MonkeyPatch, days: int) -> Iterator[Collection]:
    for day in range(days):
        at(monkeypatch, day)
        collection = Collection.open(home)
        yield collection
        collection.close()


def study(collection: Collection, *, rating: Rating = Rating.EASY) -> int:
    desk, asked = Desk(collection, collection.cards), 0
    while not isinstance(desk.turn(), Ended):
        desk.met()
        desk.answer(Revealed())
        desk.rate(rating)
        asked += 1
    return asked


def test_the_engine_closes_what_the_queue_holds_back_day_after_day(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = set()
    (home.folder / "config.toml").write_text("[study]\nnew_per_day = 4\n", encoding="utf-8")
    for collection in days_of(home, monkeypatch, 9):
        cards = collection.cards
        new = [collection.schedules.get(c.id, NEW_SCHEDULE).state is CardState.NEW for c in cards]
        queue = collection.queue(cards, collection.now())
        decks = {wait.deck_id for wait in queue.waits}
        held = [
            is_new and (card.id in queue.held or card.deck_id in decks)
            for card, is_new in zip(cards, new, strict=True)
        ]
        for part in (cards, cards[::2]):  # a plan of some cards waits for the others all the same
            own = {card.id for card in part}
            gates = gates_of(collection, part)
            closed = Opening(gates, np.arange(len(part))).is_closed(
                np.array([n for card, n in zip(cards, new, strict=True) if card.id in own])
            )
            wanted = [h for card, h in zip(cards, held, strict=True) if card.id in own]
            assert closed.tolist() == wanted
        seen.add(sum(held))
        study(collection)
    assert len(seen) > 3


def test_what_is_forecast_is_what_happens_where_cards_wait_for_each_other(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected: list[float] = []
    reached: list[int] = []
    for day, collection in enumerate(days_of(home, monkeypatch, 5)):
        if day == 0:
            plan = Plan(by_day=collection.now().study_day + 5, minutes=500.0)
            expected = list(Ahead(collection, plan).prospect.forecast.new)
            keep(collection, plan)
        before = sum(s.state is not CardState.NEW for s in collection.schedules.values())
        study(collection)
        after = sum(s.state is not CardState.NEW for s in collection.schedules.values())
        reached.append(after - before)
    assert reached[0] < 30  # siblings wait, however many minutes there are
    assert expected == pytest.approx(reached)


def test_of_a_note_one_card_comes_a_day() -> None:
    stock = stock_of([], [], new=6)
    opening = Opening(Gates(), np.array([0, 0, 1, 1, 1, 2]))
    path = simulate(stock, LEARNER, ReadyBy(4), Day(), days=3, seed=1, opening=opening)
    assert path.new.tolist() == [3, 2, 1]


def test_a_gate_before_which_too_few_cards_stand_never_opens() -> None:
    gates = Gates(
        decks=(Cell(places=(0, 1)), Cell(places=(), others=5, others_learned=3)),
        waits=((0, 1),),
    )
    stock = stock_of([], [], new=3)
    for learned, count in ((3, 1), (4, 3)):
        known = replace(gates.decks[1], others_learned=learned)
        opening = Opening(replace(gates, decks=(gates.decks[0], known)), np.arange(3))
        path = simulate(stock, LEARNER, ReadyBy(9), Day(), days=9, seed=1, opening=opening)
        assert path.new.sum() == count
        assert path.held == 3 - count


def test_the_panel_says_how_many_cards_wait_for_others(home: Home) -> None:
    collection = Collection.open(home)
    plan = Plan(by_day=collection.now().study_day + 1, minutes=2.0)
    notes = " ".join(Ahead(collection, plan).panel("ready", print).notes)
    assert "of them still wait for an easier tier or another deck" in notes
    collection.close()


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20), st.randoms())
def test_the_first_card_of_each_note_stays_in_its_place(notes: list[int], chance: object) -> None:
    opening = Opening(Gates(), np.array(notes))
    order = list(range(len(notes)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    kept = opening.one_a_note(np.array(order), np.array(order[:1])).tolist()
    wanted, taken = [], {notes[order[0]]} if notes.count(notes[order[0]]) > 1 else set()
    for card in order:
        if notes[card] not in taken:
            wanted.append(card)
            taken.add(notes[card])
    assert kept == wanted
