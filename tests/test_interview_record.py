"""An interview read from its log: time, answers, what is open, and what a crash leaves."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interview_makers import ID, asked, interview, ms, review

from quizlr.interview import (
    Asked,
    Begun,
    Ended,
    Entry,
    Followed,
    Kind,
    Paused,
    Resumed,
    Strength,
    entry_from_text,
    entry_to_text,
    interviews,
)
from quizlr.model import CardId, Rating, Review, Tier, Verdict

Happened = tuple[float, Entry | Review]

numbers = st.floats(0, 1e6).map(lambda value: round(value, 3))
texts = st.text(max_size=20)
tiers = st.sampled_from(list(Tier))
entries = st.one_of(
    st.builds(
        Begun,
        minutes=numbers,
        tier=st.none() | tiers,
        start=tiers,
        topics=st.lists(texts, max_size=3).map(tuple),
    ),
    st.builds(
        Asked,
        card_id=texts.map(CardId),
        kind=st.sampled_from(list(Kind)),
        tier=tiers,
        topics=st.lists(texts, max_size=3).map(tuple),
        budget_s=numbers,
    ),
    st.builds(
        Followed,
        card_id=texts.map(CardId),
        ask=texts,
        score=st.none() | st.floats(0, 1),
        seconds=numbers,
        budget_s=numbers,
        said=texts,
    ),
    st.sampled_from([Paused(), Resumed(), Ended()]),
)


@given(entry=entries)
def test_what_is_written_is_read(entry: Entry) -> None:
    text = entry_to_text(entry)
    assert entry_from_text(text) == entry
    assert "\n" not in text


@given(text=st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_anything_else_is_no_entry(text: str) -> None:
    assert entry_from_text(text) is None


@pytest.mark.parametrize(
    "members",
    [
        {"what": "dreamt"},
        {"what": ["paused"]},
        {"what": "begun"},
        {"what": "begun", "minutes": "15", "tier": None, "start": "beginner", "topics": []},
        {"what": "begun", "minutes": 15, "tier": "lofty", "start": "beginner", "topics": []},
        {"what": "begun", "minutes": -1, "tier": None, "start": "beginner", "topics": []},
        {"what": "begun", "minutes": 1e999, "tier": None, "start": "beginner", "topics": []},
        {"what": "asked", "card_id": 3, "kind": "drill", "tier": "expert", "topics": [],
         "budget_s": 1},
    ],
)  # fmt: skip
def test_a_damaged_entry_is_passed_over(members: dict[str, object]) -> None:
    assert entry_from_text(json.dumps(members)) is None


# -- time


def test_time_runs_from_the_beginning_and_stands_in_a_pause() -> None:
    running = interview((1, asked("a")), (3, review("a", 3)))
    assert running.spent_ms() == 3 * 60_000
    assert running.spent_ms(ms(5)) == 5 * 60_000
    paused = interview((1, asked("a")), (3, review("a", 3)), (4, Paused()))
    assert paused.spent_ms(ms(500)) == 4 * 60_000
    assert paused.left_s(ms(500)) == 11 * 60
    back = interview((1, asked("a")), (3, review("a", 3)), (4, Paused()), (500, Resumed()))
    assert back.spent_ms(ms(502)) == 6 * 60_000


def test_a_crash_costs_the_time_since_the_last_answer_and_nothing_else() -> None:
    happened: list[Happened] = [(1.0, asked("a")), (3.0, review("a", 3)), (3.0, asked("b"))]
    cut_off = interview(*happened, (60.0, Resumed()))
    assert cut_off.spent_ms(ms(61)) == 4 * 60_000
    assert [each.asked.card_id for each in cut_off.open] == ["d/b"]
    assert [each.asked.card_id for each in cut_off.answered] == ["d/a"]


def test_no_time_is_left_when_it_is_used_up_and_less_is_never() -> None:
    assert interview().left_s(ms(40)) == 0
    assert interview((16, Ended())).is_ended
    assert interview((16, Ended())).spent_ms(ms(99)) == 16 * 60_000


@given(minutes=st.lists(st.tuples(st.floats(0, 9), st.sampled_from([Paused(), Resumed()]))))
def test_time_never_exceeds_what_the_clock_saw_and_never_shrinks(
    minutes: list[tuple[float, Entry]],
) -> None:
    found = interview(*sorted(minutes, key=lambda pair: pair[0]))
    assert 0 <= found.spent_ms() <= 9 * 60_000
    assert found.spent_ms(ms(10)) >= found.spent_ms()


def test_a_clock_that_was_set_back_takes_no_time_away() -> None:
    assert interview((3, asked("a"))).spent_ms(ms(-60)) == 0


# -- answers


def test_an_answer_is_the_review_that_carries_the_interviews_id() -> None:
    other = review("a", 2, session_id="elsewhere")
    found = interview((1, asked("a")), (2, other))
    assert found.answered == ()
    assert found.open[0].asked.card_id == "d/a"
    answered = interview((1, asked("a")), (2, other), (3, review("a", 3)))
    assert answered.answered[0].review == review("a", 3)


def test_a_rating_taken_back_opens_its_question_again() -> None:
    happened = [(1.0, asked("a")), (2.0, asked("b"))]
    assert [q.asked.card_id for q in interview(*happened).open] == ["d/a", "d/b"]


def test_the_time_of_an_answer_is_the_learners_clock_or_ends_with_the_rating() -> None:
    free = interview((1, asked("a")), (4, review("a", 4, ["core"], seconds=42.5)))
    assert free.answered[0].seconds == 42.5
    drill = interview((1, asked("a", Kind.DRILL)), (4, review("a", 4)))
    assert drill.answered[0].seconds == 180


def test_a_pause_before_the_answer_is_not_counted_as_thinking() -> None:
    found = interview(
        (1, asked("a", Kind.DRILL)), (2, Paused()), (60, Resumed()), (62, review("a", 62))
    )
    assert found.answered[0].seconds == 120


def test_the_level_follows_the_answers_unless_one_tier_was_wanted() -> None:
    happened: list[Happened] = [(1.0, asked("a")), (2.0, review("a", 2))]
    assert interview(*happened).level is Tier.INTERMEDIATE
    assert interview(*happened, tier=Tier.EXPERT).level is Tier.EXPERT
    assert interview(start=Tier.ADVANCED).level is Tier.ADVANCED


def test_how_each_answer_went_is_read_from_its_review() -> None:
    found = interview(
        (1, asked("a")),
        (2, review("a", 2, ["core", "more"], seconds=50)),
        (2, asked("b")),
        (3, review("b", 3, ["more"], seconds=50)),
        (3, asked("c", Kind.DRILL)),
        (4, review("c", 4, verdict=Verdict.UNIT, rating=Rating.HARD)),
    )
    went = [question.strength for question in found.answered]
    assert went == [Strength.STRONG, Strength.WEAK, Strength.FAIR]


def test_only_the_newest_free_answer_is_followed_up_and_only_once() -> None:
    answered: list[Happened] = [(1.0, asked("a")), (2.0, review("a", 2))]
    followed = Followed(card_id=CardId("d/a"), ask="And?", score=0.5)
    assert interview().to_follow is None
    parent = interview(*answered).to_follow
    assert parent is not None
    assert parent.asked.card_id == "d/a"
    assert interview(*answered, (3, followed)).to_follow is None
    drilled: list[Happened] = [(3.0, asked("b", Kind.DRILL)), (4.0, review("b", 4))]
    assert interview(*answered, *drilled).to_follow is None


# -- several interviews


def test_interviews_of_one_log_are_told_apart() -> None:
    reviews = {"d/a": [review("a", 2), review("a", 12, session_id="other")]}

    def history(card_id: CardId) -> Sequence[Review]:
        return reviews[card_id]

    marks: list[tuple[str, int, Entry]] = [
        ("stray", ms(0), asked("a")),
        (ID, ms(0), Begun(minutes=15)),
        (ID, ms(1), asked("a")),
        ("other", ms(10), Begun(minutes=30, topics=("loss",))),
        (ID, ms(10), Ended()),
        ("other", ms(11), asked("a")),
    ]
    first, second = interviews(marks, history)
    assert (first.id, first.is_ended, second.id, second.is_ended) == (ID, True, "other", False)
    assert [each.answered[0].review for each in (first, second)] == reviews["d/a"]
    assert second.begun.topics == ("loss",)
