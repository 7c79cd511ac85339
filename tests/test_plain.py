"""A sitting as lines of text, on a real home."""

from __future__ import annotations

import pytest

from quizlr.collection import Collection, Desk, Home
from quizlr.model import CardId, CardState, Review
from quizlr.plain import PlainStudy

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - id: basic
    about: [idea]
    front: What is $\\sigma(0)$?
    back: $\\frac{1}{2}$
    hints: [Put 0 for z., It is the middle.]
  - id: typed
    type: typed
    front: The loss of logistic regression?
    answers: [log loss, cross-entropy]
  - id: choice
    type: choice
    front: Which one is convex in $z$?
    options:
      - {text: log loss, correct: yes, why: its curvature is p(1-p)}
      - {text: squared error after the sigmoid, why: it turns where p = 1/3}
  - id: order
    type: order
    front: Order the steps.
    items: [predict, compare, update]
  - id: idea
    type: concept
    title: The idea
    body: A sigmoid turns a score into a probability.
"""


class Talk:
    """Types the given lines and keeps what was said."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.said: list[str] = []

    def read(self, prompt: str) -> str:
        self.said.append(prompt)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def write(self, text: str) -> None:
        self.said.append(text)

    @property
    def text(self) -> str:
        return "\n".join(self.said)


@pytest.fixture
def home(home: Home) -> Home:
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    return home


def study(collection: Collection, *lines: str, is_cram: bool = False) -> Talk:
    talk = Talk(*lines)
    practice = collection.practice() if is_cram else None
    desk = Desk(collection, collection.select(["mine"]), practice=practice)
    PlainStudy(desk, talk.read, talk.write).run()
    return talk


def state(collection: Collection, name: str) -> CardState:
    return collection.store.schedule(CardId(f"mine/{name}")).state


def test_the_concept_comes_first_then_the_card_with_linear_mathematics(
    collection: Collection,
) -> None:
    talk = study(collection, "")
    assert talk.text.index("Concept: The idea") < talk.text.index("What is σ(0)?")
    assert "1/2" in talk.text
    assert "1 Again 1m  2 Hard 6m  3 Good 10m  4 Easy" in talk.text


def test_all_types_can_be_answered_and_are_saved(collection: Collection) -> None:
    talk = study(collection, "", "4", "cross entropy", "", "1", "1", "1 2 3", "1")
    assert "Correct." in talk.text
    assert state(collection, "basic") is CardState.REVIEW
    assert state(collection, "typed") is CardState.LEARNING
    assert len([e for e in collection.store.events() if isinstance(e.what, Review)]) == 4
    assert collection.store.verify() == []


def test_hints_are_shown_one_by_one(collection: Collection) -> None:
    talk = study(collection, "h", "h", "h")
    assert "Hint: Put 0 for z." in talk.text
    assert "There is no further hint." in talk.text


def test_an_answer_that_cannot_be_read_is_asked_again(collection: Collection) -> None:
    talk = study(collection, "", "4", "", "log loss", "", "9", "one", "")
    assert "Write numbers from 1 to 2" in talk.text
    assert state(collection, "choice") is CardState.NEW


def test_undo_brings_the_card_back_with_its_answer(collection: Collection) -> None:
    talk = study(collection, "", "4", ":u", "1")
    assert "Undone: Easy on mine/basic" in talk.text
    assert state(collection, "basic") is CardState.LEARNING
    assert collection.store.verify() == []


def test_redo_takes_the_undo_back(collection: Collection) -> None:
    study(collection, "", "4", ":u", "U")
    assert state(collection, "basic") is CardState.REVIEW


def test_a_card_can_be_put_aside(collection: Collection) -> None:
    study(collection, "b", ":x")
    schedule = collection.store.schedule(CardId("mine/basic"))
    assert schedule.buried_until_day == collection.now().study_day + 1
    assert collection.store.schedule(CardId("mine/typed")).is_suspended


def test_a_cram_schedules_nothing(collection: Collection) -> None:
    study(collection, "", "3", "log loss", "3", is_cram=True)
    assert len(list(collection.store.events())) == 2
    assert state(collection, "basic") is CardState.NEW


def test_the_end_of_the_input_ends_the_sitting_with_its_summary(collection: Collection) -> None:
    talk = study(collection, "", "4")
    assert "1 answer in" in talk.text
    assert "Streak: 1 day." in talk.text


def test_progress_survives_a_restart_and_tomorrow_the_right_cards_are_due(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Collection.open(home)
    study(first, "", "4", "log loss", "1")
    interval = first.store.schedule(CardId("mine/basic")).scheduled_days
    first.close()
    day = 23 + interval
    month, day = (11, day) if day <= 30 else (12, day - 30)
    monkeypatch.setenv("QUIZLR_NOW", f"2026-{month}-{day:02d}T09:00:00+00:00")
    second = Collection.open(home)
    tally = second.overview().tallies["mine"]
    assert (tally.due, tally.learning) == (1, 1)
    second.close()


def test_deleting_the_database_changes_nothing(home: Home) -> None:
    first = Collection.open(home)
    study(first, "", "4", "log loss", "", ":u", "2")
    before = dict(first.schedules)
    first.close()
    for path in (home.folder / "local").glob("quizlr.db*"):
        path.unlink()
    second = Collection.open(home)
    assert second.schedules == before
    second.close()
