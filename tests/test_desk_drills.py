"""Drills at the desk, on a real home: what is saved, undone, practised, and read only."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from quizlr.cardtypes import ask, template_of
from quizlr.collection import Collection, Desk, Home
from quizlr.collection.live import read_again
from quizlr.drills.identity import content_hash
from quizlr.errors import ReadOnlyError
from quizlr.model import (
    Card,
    CardId,
    CardState,
    Grade,
    Rating,
    Revealed,
    Review,
    ReviewKind,
    TypedText,
    Verdict,
    answer_from_text,
)
from quizlr.session import Ended, EndReason, Turn, prompt_seed

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - id: third
    type: drill
    version: 4
    vars: {a: {grid: [2, 400, 1]}}
    require: a / 3 != floor(a / 3)
    front: A third of {{= a }}?
    answer: a / 3
    tolerance: {abs: 0.0005}
    hints: ["{{= a }} over 3"]
    slips:
      inverse: 3 / a
      forgot_1_over_m: a
      rare: "a / 3 + 100 if a > 200 else nan"
      small: "a / 3 - 100 if a < 200 else nan"
    steps:
      - say: Divide by 3
        show: a / 3
  - id: half
    type: drill
    vars: {a: {grid: [2, 400, 1]}}
    front: Half of {{= a }}?
    answer: a / 2
    slips: {inverse: 2 / a}
  - id: plain
    front: What is a third?
    back: One of three.
"""


@pytest.fixture
def home(home: Home) -> Home:
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    return home


@pytest.fixture
def collection(home: Home) -> Iterator[Collection]:
    collection = Collection.open(home)
    yield collection
    assert collection.store.verify() == []
    collection.close()


def sit(collection: Collection, *names: str) -> Desk:
    """A sitting with these notes."""
    return Desk(collection, cards(collection, *names), is_ahead=True)


def cards(collection: Collection, *names: str) -> list[Card]:
    return [card for card in collection.cards if card.note.id in names]


def table(desk: Desk) -> Turn:
    turn = desk.turn()
    assert isinstance(turn, Turn)
    return turn


def number(desk: Desk) -> float:
    """What was drawn."""
    value: float = json.loads(table(desk).prompt.drawn)["drawn"]["a"]
    return value


def share(desk: Desk) -> float:
    return number(desk) / (3 if table(desk).card.note.id == "third" else 2)


def slip(desk: Desk, name: str = "inverse") -> Grade:
    """Answer by a slip."""
    wrong = {
        "inverse": 1 / share(desk),
        "forgot_1_over_m": number(desk),
        "rare": share(desk) + 100,
    }
    judged = desk.answer(TypedText(f"{wrong[name]:.6f}"))
    assert judged.slip == name
    return judged


def right(desk: Desk) -> Grade:
    judged = desk.answer(TypedText(f"{share(desk):.3f}"))
    assert judged.verdict is Verdict.CORRECT
    return judged


def reviews(collection: Collection) -> list[Review]:
    events = collection.store.events()
    return [event.what for event in events if isinstance(event.what, Review)]


# What is saved


def test_the_log_keeps_all_that_shows_the_variant_for_ever(collection: Collection) -> None:
    desk = sit(collection, "third")
    prompt, a = table(desk).prompt, number(desk)
    slip(desk)
    desk.rate(Rating.AGAIN)
    (review,) = collection.store.history(CardId("mine/third"))
    assert (review.template_id, review.template_version) == ("mine/third", 4)
    assert review.seed == prompt.seed
    template = template_of(prompt.card, prompt.seed)
    assert template is not None
    assert json.loads(review.given) == {"drawn": {"a": a}, "hash": content_hash(template)}
    assert (review.slip, review.truth) == ("inverse", f"{a / 3:.3f}")
    assert answer_from_text(review.answer) == TypedText(f"{3 / a:.6f}")
    assert (review.verdict, review.evidence) == ("slip", "skill")
    assert reviews(collection) == [review]


def test_leaving_and_coming_back_cannot_reroll(home: Home) -> None:
    fronts = []
    for _ in range(3):
        opened = Collection.open(home)
        fronts.append(table(sit(opened, "third")).prompt.front)
        opened.close()
    assert len(set(fronts)) == 1
    opened = Collection.open(home)
    desk = sit(opened, "third")
    right(desk)
    desk.rate(Rating.AGAIN)
    assert table(desk).prompt.front != fronts[0]
    opened.close()


def test_a_reworded_drill_keeps_its_history_and_its_next_variant(
    collection: Collection, home: Home
) -> None:
    desk = sit(collection, "third")
    right(desk)
    desk.rate(Rating.AGAIN)
    before = table(desk).prompt
    path = home.decks / "mine.yaml"
    path.write_text(DECK.replace("A third of", "One third of"), encoding="utf-8")
    desk.take_up(read_again(collection, [path]))
    after = table(desk).prompt
    assert (after.drawn, after.seed) == (before.drawn, before.seed)
    assert after.front == before.front.replace("A third", "One third")
    assert table(desk).schedule.review_count == 1


# Undo and redo


def test_undo_brings_back_the_same_variant_with_its_answer(collection: Collection) -> None:
    desk = sit(collection, "third")
    first = table(desk).prompt
    desk.hint()
    desk.work()
    slip(desk)
    desk.rate(Rating.AGAIN)
    assert desk.undo() is not None
    back = table(desk)
    assert (back.prompt.seed, back.prompt.front) == (first.seed, first.front)
    assert back.prompt.drawn == first.drawn
    assert back.is_again
    assert back.grade is not None
    assert (back.grade.slip, back.answer) == ("inverse", TypedText(f"{3 / number(desk):.6f}"))
    assert (back.hints_shown, back.steps_shown) == (1, 1)
    desk.rate(Rating.HARD)
    (review,) = collection.store.history(CardId("mine/third"))
    assert (review.seed, review.slip, review.rating) == (first.seed, "inverse", Rating.HARD)


def test_a_variant_chosen_for_a_habit_comes_back_too(collection: Collection) -> None:
    desk = Desk(collection, cards(collection, "third"), is_ahead=True, habits=lambda _: ["small"])
    chosen = table(desk).prompt
    assert number(desk) < 200
    right(desk)
    desk.rate(Rating.GOOD)
    desk.undo()
    assert table(desk).prompt.seed == chosen.seed
    assert table(sit(collection, "third")).prompt.seed != chosen.seed


def test_too_few_digits_that_were_final_stay_so_after_undo(collection: Collection) -> None:
    desk = sit(collection, "third")
    short = TypedText(f"{number(desk) / 3:.1f}")
    for _ in range(2):
        assert desk.answer(short).verdict is Verdict.TOO_FEW_DIGITS
    desk.rate(Rating.HARD)
    desk.undo()
    grade = table(desk).grade
    assert grade is not None
    assert grade.verdict is Verdict.TOO_FEW_DIGITS


def test_undo_and_redo_keep_the_count_of_what_was_done(collection: Collection) -> None:
    desk = sit(collection, "third", "half", "plain")
    for _ in range(2):
        assert table(desk)
        desk.answer(Revealed())
        desk.rate(Rating.GOOD)
    assert desk.progress().done == 2
    desk.undo()
    desk.undo()
    assert (desk.progress().done, desk.summary().count) == (0, 0)
    desk.redo()
    assert desk.progress().done == 1
    desk.redo()
    assert (desk.progress().done, desk.summary().count) == (2, 2)
    assert desk.redo() is None


# Habits


def test_a_slip_made_twice_in_the_last_five_is_a_habit(collection: Collection) -> None:
    desk = sit(collection, "third")
    found = []
    for answered in (slip, right, slip, right, right, right):
        answered(desk)
        desk.rate(Rating.AGAIN)
        found.append(collection.habits("mine/third"))
    habit = ("inverse",)
    assert found == [(), (), habit, habit, habit, ()]
    assert collection.recent_slips("mine/third") == ("", "", "", "inverse", "")
    assert collection.habits("mine/half") == ()


def test_a_habit_is_asked_for_in_the_next_sitting(collection: Collection) -> None:
    (card,) = cards(collection, "third")
    desk = Desk(collection, [card], is_ahead=True, habits=lambda _: ["rare"])
    for _ in range(2):
        slip(desk, "rare")
        desk.rate(Rating.AGAIN)
    seeds = [prompt_seed(card.id, 2, place) for place in range(5)]
    drawn = [json.loads(ask(card, seed).drawn)["drawn"]["a"] for seed in seeds]
    showing = next(seed for seed, a in zip(seeds, drawn, strict=True) if a > 200)
    assert table(sit(collection, "third")).prompt.seed == showing


def test_an_undone_slip_is_no_habit(collection: Collection) -> None:
    desk = sit(collection, "third")
    for _ in range(2):
        slip(desk)
        desk.rate(Rating.AGAIN)
    desk.undo()
    assert collection.recent_slips("mine/third") == ("inverse",)


def test_the_summary_tells_slips_with_how_often_lately(collection: Collection) -> None:
    desk = sit(collection, "third")
    for name in ("forgot_1_over_m", "", "forgot_1_over_m", "inverse", "forgot_1_over_m"):
        slip(desk, name) if name else right(desk)
        desk.rate(Rating.AGAIN)
    assert [told.words for told in desk.summary().slips] == [
        "forgot 1 over m: 3 of your last 5",
        "inverse: 1 of your last 5",
    ]


# Practice


def test_repair_practises_the_skills_in_which_slips_were_made(collection: Collection) -> None:
    desk = sit(collection, "third", "half", "plain")
    while isinstance(turn := desk.turn(), Turn) and turn.card.note.id != "plain":
        slip(desk) if turn.card.note.id == "third" else right(desk)
        desk.rate(Rating.EASY)
    repair = desk.repair()
    assert repair is not None
    seen = []
    before = collection.schedules[CardId("mine/third")]
    coming = table(sit(collection, "third")).prompt.seed
    while isinstance(turn := repair.turn(), Turn):
        seen.append(turn.prompt)
        assert repair.buttons() == {}
        right(repair)
        repair.rate(Rating.GOOD)
    assert {prompt.card.id for prompt in seen} == {"mine/third"}
    assert len({prompt.front for prompt in seen}) == len(seen) == 3
    assert coming not in {prompt.seed for prompt in seen}
    assert collection.schedules[CardId("mine/third")].due_day == before.due_day
    assert collection.schedules[CardId("mine/third")].review_count == before.review_count
    practised = reviews(collection)[-3:]
    assert {review.kind for review in practised} == {ReviewKind.CRAM}
    assert {review.evidence for review in practised} == {"practice"}


def test_another_asks_the_skill_on_the_table_with_other_numbers(collection: Collection) -> None:
    desk = sit(collection, "third")
    asked = table(desk).prompt
    other = desk.another()
    assert other is not None
    assert table(other).card == asked.card
    assert table(other).prompt.seed != asked.seed
    right(other)
    other.rate(Rating.GOOD)
    assert collection.schedules[CardId("mine/third")].state is CardState.NEW
    assert table(desk).prompt == asked
    assert sit(collection, "plain").another() is None


def test_the_variant_has_a_name_to_tell_an_author(collection: Collection) -> None:
    desk = sit(collection, "third")
    seed = table(desk).prompt.seed
    assert desk.variant_name() == f"quizlr drill mine/third --variant {seed}"
    assert sit(collection, "plain").variant_name() == ""


def test_practice_with_a_count_goes_round_and_ends(collection: Collection) -> None:
    skills = cards(collection, "third", "half")
    desk = Desk(collection, skills, practice=collection.practice(5, seed=9))
    seen = []
    while isinstance(turn := desk.turn(), Turn):
        seen.append(turn.card.note.id)
        right(desk)
        desk.rate(Rating.GOOD)
    assert seen == ["third", "half", "third", "half", "third"]
    end = desk.turn()
    assert isinstance(end, Ended)
    assert end.reason is EndReason.DONE
    assert (desk.progress().done, desk.progress().left) == (5, 0)
    assert desk.repair() is None


def test_undo_in_practice_brings_the_variant_back_and_the_count_down(
    collection: Collection,
) -> None:
    desk = Desk(collection, cards(collection, "third"), practice=collection.practice(2, seed=9))
    first = table(desk).prompt
    slip(desk)
    desk.rate(Rating.AGAIN)
    assert table(desk).prompt.seed != first.seed
    desk.undo()
    assert table(desk).prompt.seed == first.seed
    assert desk.progress().done == 0
    desk.rate(Rating.AGAIN)
    right(desk)
    desk.rate(Rating.GOOD)
    assert isinstance(desk.turn(), Ended)


# Read only


def test_read_only_a_card_can_be_answered_and_skipped_but_not_rated(home: Home) -> None:
    Collection.open(home).close()
    collection = Collection.open(home, is_read_only=True)
    desk = sit(collection, "third", "half")
    first = table(desk).card
    right(desk)
    with pytest.raises(ReadOnlyError):
        desk.rate(Rating.GOOD)
    assert table(desk).card == first
    desk.skip()
    assert table(desk).card != first
    desk.skip()
    assert isinstance(desk.turn(), Ended)
    assert reviews(collection) == []
    collection.close()


def test_a_skipped_card_leaves_no_trace_and_comes_back(collection: Collection) -> None:
    desk = sit(collection, "third")
    asked = table(desk).prompt
    desk.skip()
    assert isinstance(desk.turn(), Ended)
    assert reviews(collection) == []
    assert table(sit(collection, "third")).prompt == asked
