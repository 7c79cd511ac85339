"""A sitting with drills: which variant is asked, and what becomes of the answer."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest
from cardtypes_makers import as_yaml, read
from hypothesis import given
from hypothesis import strategies as st
from makers import at

from quizlr.cardtypes import ask, cards_of
from quizlr.decks.concepts import Concepts
from quizlr.model import (
    NEW_SCHEDULE,
    Answer,
    Card,
    CardId,
    CardState,
    Grade,
    Rating,
    Revealed,
    Review,
    ReviewKind,
    Schedule,
    TypedText,
    Verdict,
    answer_from_text,
)
from quizlr.scheduling import DEFAULT_PARAMETERS, SchedulerSettings
from quizlr.session import (
    DayDone,
    Ended,
    EndReason,
    Limits,
    Practice,
    Rules,
    Session,
    Turn,
    build_queue,
    cram_queue,
    prompt_seed,
)
from quizlr.session.seeds import NEXT_FEW, Habits, chosen, no_habits, practice_seed
from quizlr.session.summary import SlipTold, summarise

DRILL: dict[str, Any] = {
    "type": "drill",
    "version": 3,
    "vars": {"a": {"grid": [2, 400, 1]}},
    "require": "a / 3 != floor(a / 3)",
    "front": "A third of {{= a }}?",
    "answer": "a / 3",
    "tolerance": {"abs": 0.0005},
    "slips": {"inverse": "3 / a", "rare": "a / 3 + 100 if a > 200 else nan"},
    "steps": [{"say": "Divide", "show": "a / 3"}, {"say": "That is", "show": "a / 3"}],
    "hints": ["{{= a }} over what?"],
}


def drills(*names: str) -> tuple[Card, ...]:
    notes = (as_yaml({**DRILL, "id": name}) for name in names)
    deck, found = read("\n".join(notes))
    assert found == []
    return cards_of(deck)


class Sitting:
    """A session whose ratings count, without a log."""

    def __init__(
        self,
        cards: tuple[Card, ...],
        *,
        practice: Practice | None = None,
        habits: Habits = no_habits,
        schedules: dict[CardId, Schedule] | None = None,
    ) -> None:
        self.now = at()
        self.schedules = dict(schedules or {})
        queue = (
            build_queue(cards, self.schedules, self.now, limits=Limits(), done=DayDone())
            if practice is None
            else cram_queue(cards, self.schedules)
        )
        rules = Rules(
            limits=Limits(),
            settings={"": SchedulerSettings(parameters=DEFAULT_PARAMETERS)},
            concepts=Concepts([]),
            session_id="test",
            practice=practice,
            habits=habits,
        )
        self.session = Session(queue, self.schedules, rules)

    @property
    def turn(self) -> Turn:
        turn = self.session.turn(self.now)
        assert isinstance(turn, Turn)
        return turn

    @property
    def third(self) -> float:
        value: float = json.loads(self.turn.prompt.drawn)["drawn"]["a"]
        return value / 3

    def answer(self, text: str) -> Grade:
        assert self.turn
        return self.session.answer(TypedText(text), self.now)

    def rate(self, rating: Rating, answer: Answer | None = None) -> Review:
        if self.turn.grade is None:
            self.session.answer(answer or Revealed(), self.now)
        review = self.session.draft(rating, self.now)
        before = self.schedules.get(review.card_id, NEW_SCHEDULE)
        after = replace(
            before,
            state=CardState.LEARNING,
            due_at_ms=self.now.at_ms,
            review_count=before.review_count + 1,
        )
        if self.session.outlooks(self.now):
            self.schedules[review.card_id] = after
        self.session.take(review, after, self.now)
        return review


# The answer


def test_too_few_digits_are_asked_for_once() -> None:
    sitting = Sitting(drills("a"))
    short = f"{sitting.third:.1f}"
    assert sitting.answer(short).verdict is Verdict.TOO_FEW_DIGITS
    assert (sitting.turn.grade, sitting.turn.answer) == (None, None)
    assert sitting.turn.prompt.is_second_try
    second = sitting.answer(short)
    assert second.verdict is Verdict.TOO_FEW_DIGITS
    assert sitting.turn.grade == second
    assert second.proposed is Rating.HARD


def test_a_second_try_with_enough_digits_is_right() -> None:
    sitting = Sitting(drills("a"))
    assert sitting.answer(f"{sitting.third:.1f}").verdict is Verdict.TOO_FEW_DIGITS
    assert sitting.answer(f"{sitting.third:.3f}").proposed is Rating.GOOD


def test_an_answer_that_cannot_be_read_does_not_use_up_the_second_try() -> None:
    sitting = Sitting(drills("a"))
    assert sitting.answer("a third").verdict is Verdict.INVALID
    assert not sitting.turn.prompt.is_second_try
    assert sitting.turn.grade is None


def test_worked_steps_come_one_by_one_and_mean_again() -> None:
    sitting = Sitting(drills("a"))
    shown = f"{sitting.third:.4f}".rstrip("0").rstrip(".")
    assert sitting.session.work() == f"Divide: {shown}"
    assert sitting.session.work() == f"That is: {shown}"
    assert sitting.session.work() is None
    assert sitting.turn.steps_shown == 2
    judged = sitting.answer(f"{sitting.third:.3f}")
    assert (judged.verdict, judged.proposed) == (Verdict.CORRECT, Rating.AGAIN)
    assert sitting.session.work() is None
    assert sitting.rate(Rating.AGAIN).steps_shown == 2


def test_a_computed_hint_caps_the_rating_at_hard() -> None:
    sitting = Sitting(drills("a"))
    number = f"{sitting.third * 3:.0f}"
    assert sitting.session.hint() == f"{number} over what?"
    assert sitting.session.hint() is None
    assert sitting.answer(f"{sitting.third:.3f}").proposed is Rating.HARD
    assert sitting.rate(Rating.HARD).hints == 1


def test_the_review_keeps_all_that_shows_the_variant_again() -> None:
    sitting = Sitting(drills("a"))
    prompt = sitting.turn.prompt
    typed = f"{1 / sitting.third:.6f}"
    truth = f"{sitting.third:.3f}"
    sitting.answer(typed)
    review = sitting.rate(Rating.AGAIN)
    assert (review.template_id, review.template_version) == ("d/a", 3)
    assert (review.seed, review.given) == (prompt.seed, prompt.drawn)
    assert set(json.loads(review.given)) == {"drawn", "hash"}
    assert (review.verdict, review.slip, review.truth) == (Verdict.SLIP, "inverse", truth)
    assert answer_from_text(review.answer) == TypedText(typed)
    assert (review.evidence, review.guess_rate) == ("skill", 0)


# Which variant


def test_the_variant_stays_until_it_is_rated_and_is_another_then() -> None:
    cards = drills("a")
    sitting = Sitting(cards)
    first = sitting.turn.prompt
    assert sitting.turn.prompt is first
    assert Sitting(cards).turn.prompt == first
    sitting.rate(Rating.GOOD)
    assert sitting.turn.card == first.card
    assert sitting.turn.prompt.seed != first.seed
    assert sitting.turn.prompt.front != first.front
    later = Sitting(cards, schedules=sitting.schedules).turn.prompt
    assert later == sitting.turn.prompt


def test_what_is_drawn_ahead_is_what_is_asked() -> None:
    sitting = Sitting(drills("a", "b"))
    assert sitting.turn.card.note.id == "a"
    ahead = sitting.session.peek(sitting.now)
    sitting.session.drop(sitting.turn.card.id)
    assert ahead == sitting.turn.prompt


@given(
    st.text("ab/-", min_size=1, max_size=6),
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(0, 2**32),
)
def test_practice_never_asks_the_variant_of_a_coming_review(
    name: str, count: int, asked: int, seed: int
) -> None:
    card_id = CardId(name)
    coming = {prompt_seed(card_id, count, place) for place in range(NEXT_FEW)}
    practised = {practice_seed(Practice(seed=seed), card_id, asked, p) for p in range(NEXT_FEW)}
    assert len(coming) == len(practised) == NEXT_FEW
    assert not coming & practised
    assert not practised & {prompt_seed(card_id, count + 1, place) for place in range(NEXT_FEW)}


def test_practice_asks_other_variants_each_time_and_the_same_for_the_same_seed() -> None:
    (card,) = drills("a")

    def fronts(seed: int) -> list[str]:
        sitting = Sitting((card,), practice=Practice(seed=seed, count=6))
        asked = []
        while isinstance(sitting.session.turn(sitting.now), Turn):
            asked.append(sitting.turn.prompt.front)
            sitting.rate(Rating.GOOD)
        return asked

    assert fronts(1) == fronts(1)
    assert len({*fronts(1), *fronts(2)}) > 9


def test_a_habit_prefers_the_first_of_the_next_seeds_that_would_show_it() -> None:
    (card,) = drills("a")
    for count in range(30):

        def seed_at(place: int, count: int = count) -> int:
            return prompt_seed(card.id, count, place)

        seeds = [seed_at(place) for place in range(NEXT_FEW)]
        showing = [seed for seed in seeds if _is_large(card, seed)]
        wanted = showing[0] if showing else seeds[0]
        assert chosen(card, seed_at, lambda skill: ["rare"] if skill == "d/a" else []) == wanted
        assert chosen(card, seed_at, no_habits) == seeds[0]
        assert chosen(card, seed_at, lambda skill: ["unheard_of"]) == seeds[0]


def _is_large(card: Card, seed: int) -> bool:
    return bool(json.loads(ask(card, seed).drawn)["drawn"]["a"] > 200)


def test_a_sitting_asks_the_variants_that_show_the_habit() -> None:
    cards = drills("a", "b", "c", "d", "e", "f")
    shown = [
        _fronts_above_200(Sitting(cards, habits=habits))
        for habits in (no_habits, lambda skill: ["rare"])
    ]
    assert shown[0] < shown[1]


def _fronts_above_200(sitting: Sitting) -> int:
    count = 0
    for _ in range(6):
        count += sitting.third * 3 > 200
        sitting.session.drop(sitting.turn.card.id)
    return count


def test_habits_are_asked_for_by_the_skill_and_not_for_plain_cards() -> None:
    deck, _ = read("- {id: n, front: f, back: b}")
    heard: list[str] = []

    def habits(skill: str) -> Collection[str]:
        heard.append(skill)
        return ()

    assert Sitting((*cards_of(deck), *drills("a")), habits=habits).turn
    assert set(heard) <= {"d/a"}


# Practice


def test_practice_with_a_count_goes_round_the_cards_and_ends() -> None:
    sitting = Sitting(drills("a", "b", "c"), practice=Practice(seed=1, count=7))
    seen, left = [], []
    while isinstance(sitting.session.turn(sitting.now), Turn):
        seen.append(sitting.turn.card.note.id)
        left.append(sitting.session.progress().left)
        sitting.rate(Rating.AGAIN if len(seen) % 2 else Rating.GOOD)
    assert "".join(seen) == "abcabca"
    assert left == [7, 6, 5, 4, 3, 2, 1]
    end = sitting.session.turn(sitting.now)
    assert isinstance(end, Ended)
    assert (end.reason, sitting.session.progress().left) == (EndReason.DONE, 0)


def test_practice_without_a_count_goes_through_the_cards_once_but_for_failures() -> None:
    sitting = Sitting(drills("a", "b"), practice=Practice(seed=1))
    seen = []
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.GOOD):
        seen.append(sitting.turn.card.note.id)
        sitting.rate(rating)
    assert "".join(seen) == "aba"
    assert isinstance(sitting.session.turn(sitting.now), Ended)


def test_practice_schedules_nothing_and_is_kept_as_such() -> None:
    sitting = Sitting(drills("a"), practice=Practice(seed=1, count=1))
    assert sitting.session.outlooks(sitting.now) == {}
    sitting.answer(f"{sitting.third:.3f}")
    review = sitting.rate(Rating.GOOD)
    assert (review.kind, review.evidence) == (ReviewKind.CRAM, "practice")
    assert (review.state_before, review.state_after) == (CardState.NEW, CardState.NEW)
    assert (review.scheduled_days, review.due_at_ms) == (0, None)
    assert (review.template_id, review.verdict) == ("d/a", Verdict.CORRECT)


# The summary


def test_the_summary_tells_each_slip_once_with_how_often_lately() -> None:
    sitting = Sitting(drills("a", "b"))
    for _ in range(4):
        sitting.answer(f"{1 / sitting.third:.6f}" if sitting.turn.card.note.id == "a" else "-1")
        sitting.rate(Rating.AGAIN)
    recent = {"d/a": ("inverse", "", "inverse", "inverse", "other")}
    told = summarise(
        sitting.session.rated,
        streak_days=1,
        due_tomorrow=0,
        recent_slips=lambda skill: recent.get(skill, ()),
    ).slips
    assert [(slip.card.note.id, slip.slip, slip.times, slip.of) for slip in told] == [
        ("a", "inverse", 3, 5)
    ]
    assert told[0].words == "inverse: 3 of your last 5"


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        ("forgot_1_over_m", "forgot 1 over m: 3 of your last 5"),
        ("sign", "sign: 3 of your last 5"),
    ],
)
def test_a_slip_is_told_in_words(slip: str, words: str) -> None:
    (card,) = drills("a")
    assert SlipTold(card, slip, 3, 5).words == words
