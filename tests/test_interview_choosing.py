"""What is asked next: tiers, subjects, drills and bugs at their moments, the clock."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from interview_makers import asked, candidate, interview, ms, pool, review
from makers import deck, note

from quizlr.interview import (
    PRACTICAL,
    Candidate,
    Entry,
    Interview,
    Kind,
    Pool,
    Standing,
    extent,
    follow_up_s,
    follows,
    next_up,
)
from quizlr.interview.choosing import practicals, wanted
from quizlr.interview.nearness import is_named, labels, nearness, weights
from quizlr.model import Card, Rating, Review, Tier, Verdict

Happened = tuple[float, Entry | Review]


def name(found: Candidate | None) -> str:
    """The note of a chosen card; empty for none."""
    return found.card_id.partition("/")[2] if found else ""


def answered(at: float, *names: str, **fields: Any) -> list[Happened]:
    """Questions asked and answered well, a minute each."""
    found: list[Happened] = []
    for number, each in enumerate(names):
        found.append((at + number, asked(each, **fields)))
        found.append((at + number + 1, review(each, at + number + 1)))
    return found


# -- tiers and subjects


def test_the_tier_of_the_ladder_is_asked() -> None:
    cards = pool(*(candidate(tier.value, tier=tier) for tier in Tier))
    assert name(next_up(cards, interview(), ms(0))) == "beginner"
    assert name(next_up(cards, interview(start=Tier.ADVANCED), ms(0))) == "advanced"
    climbed = interview(*answered(0, "beginner"))
    assert name(next_up(cards, climbed, ms(1))) == "intermediate"


def test_where_a_tier_has_none_left_the_nearest_is_asked() -> None:
    cards = pool(candidate("hard", tier=Tier.EXPERT), candidate("easy", tier=Tier.INTERMEDIATE))
    assert name(next_up(cards, interview(), ms(0))) == "easy"


def test_one_tier_that_was_wanted_is_the_only_one() -> None:
    cards = pool(candidate("hard", tier=Tier.EXPERT), candidate("easy"))
    only = interview(tier=Tier.EXPERT, start=Tier.EXPERT)
    assert name(next_up(cards, only, ms(0))) == "hard"
    done = interview(*answered(0, "hard", tier=Tier.EXPERT), tier=Tier.EXPERT, start=Tier.EXPERT)
    assert next_up(cards, done, ms(1)) is None


def test_a_subject_that_was_not_touched_comes_first() -> None:
    same = [candidate(each, topics=("loss",)) for each in "abcdef"]
    cards = pool(*same, candidate("other", topics=("gradient",)))
    after = interview((0, asked("a", topics=("loss",))), (1, review("a", 1, rating=Rating.HARD)))
    assert name(next_up(cards, after, ms(1))) == "other"


def test_what_is_due_comes_before_what_is_known_and_what_was_rated_today_last() -> None:
    standings = {"today": Standing.TODAY, "due": Standing.DUE, "ahead": Standing.AHEAD}
    cards = pool(*(candidate(n, standing=s, topics=("x",)) for n, s in standings.items()))
    order: list[str] = []
    happened: list[Happened] = []
    for number in range(3):
        order.append(name(next_up(cards, interview(*happened), ms(number))))
        happened += [(number, asked(order[-1], topics=("x",)))]
    assert order == ["due", "ahead", "today"]


@given(st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=1, max_size=12), st.integers(5, 40))
def test_no_card_comes_twice_and_each_fits_into_the_time_that_is_left(
    budgets_min: list[float], minutes: int
) -> None:
    kinds = (Kind.QUESTION, Kind.DRILL, Kind.TRADEOFF, Kind.BUG)
    cards = pool(
        *(
            candidate(f"c{n}", kinds[n % 4], budget_s=each * 60)
            for n, each in enumerate(budgets_min)
        )
    )
    seen = sitting(cards, minutes)
    assert len(set(seen)) == len(seen)
    assert len(seen) <= len(budgets_min)
    if any(each.kind is Kind.QUESTION for each in cards.candidates):
        assert seen


def sitting(cards: Pool, minutes: float) -> list[str]:
    """The cards of a whole interview, each answered in its budget."""
    happened: list[Happened] = []
    at, seen = 0.0, []
    while chosen := next_up(cards, interview(*happened, minutes=minutes), ms(at)):
        assert chosen.budget_s <= interview(*happened, minutes=minutes).left_s(ms(at))
        seen.append(name(chosen))
        happened.append((at, chosen.asked))
        at += chosen.budget_s / 60
        happened.append((at, review(seen[-1], at)))
    return seen


def test_the_same_interview_is_asked_the_same_and_another_one_is_not() -> None:
    cards = pool(*(candidate(f"q{n}", topics=("x",)) for n in range(20)))
    first = [name(next_up(cards, interview(), ms(0))) for _ in range(3)]
    assert len(set(first)) == 1
    others = {name(next_up(cards, renamed(f"id{n}"), ms(0))) for n in range(20)}
    assert len(others) > 5


def renamed(interview_id: str) -> Interview:
    from dataclasses import replace

    return replace(interview(), id=interview_id)


# -- drills and bugs


def test_a_quarter_of_an_hour_has_a_drill_at_a_third_and_a_bug_at_two_thirds() -> None:
    assert [practicals(minutes) for minutes in (5, 7.5, 15, 30, 60)] == [0, 1, 2, 4, 8]
    talked = interview(*answered(0, "a"))
    assert wanted(talked, 4 * 60_000) is None
    assert wanted(talked, 5 * 60_000) is Kind.DRILL
    drilled = interview(*answered(0, "a"), (5, asked("d", Kind.DRILL)), (7, asked("b")))
    assert wanted(drilled, 9 * 60_000) is None
    assert wanted(drilled, 10 * 60_000) is Kind.BUG
    done = interview(*answered(0, "a"), (5, asked("d", Kind.DRILL)), (7, asked("x", Kind.BUG)))
    assert wanted(done, 14 * 60_000) is None


def test_neither_begins_an_interview_nor_do_two_come_in_a_row() -> None:
    assert wanted(interview(), 5 * 60_000) is None
    assert wanted(interview((5, asked("d", Kind.DRILL))), 14 * 60_000) is None


def test_the_drill_is_on_the_subject_just_touched_and_of_the_tier_of_the_ladder() -> None:
    cards = pool(
        candidate("ask", labels=frozenset({"loss", "ml"})),
        candidate("off", Kind.DRILL, labels=frozenset({"metrics", "ml"})),
        candidate("hard", Kind.DRILL, labels=frozenset({"loss", "ml"}), tier=Tier.EXPERT),
        candidate("near", Kind.DRILL, labels=frozenset({"loss", "ml"}), tier=Tier.INTERMEDIATE),
    )
    assert name(next_up(cards, interview(*answered(0, "ask")), ms(6))) == "near"


def test_where_topics_were_named_nothing_far_from_them_is_drilled() -> None:
    labels_of = {"ask": "loss", "more": "loss", "far": "metrics"}
    kinds = {"ask": Kind.QUESTION, "more": Kind.QUESTION, "far": Kind.DRILL}
    made = [candidate(n, kinds[n], labels=frozenset({label})) for n, label in labels_of.items()]
    after = interview(*answered(0, "ask"))
    assert name(next_up(pool(*made), after, ms(6))) == "far"
    assert name(next_up(pool(*made, is_on_topic=True), after, ms(6))) == "more"


def test_a_bug_stands_in_for_a_drill_where_there_is_none() -> None:
    cards = pool(candidate("ask"), candidate("bug", Kind.BUG), candidate("more"))
    assert name(next_up(cards, interview(*answered(0, "ask")), ms(6))) == "bug"


def test_a_weak_drill_drops_the_ladder_too() -> None:
    weak = review("d", 8, verdict=Verdict.SLIP, rating=Rating.AGAIN)
    found = interview(
        *answered(0, "a"), (5, asked("d", Kind.DRILL, tier=Tier.INTERMEDIATE)), (8, weak)
    )
    assert found.level is Tier.BEGINNER


# -- time


def test_nothing_is_begun_that_does_not_fit_any_more() -> None:
    cards = pool(candidate("long", budget_s=120), candidate("short", budget_s=30))
    assert name(next_up(cards, interview(), ms(14))) == "short"
    assert next_up(cards, interview(), ms(14.6)) is None


def test_a_follow_up_takes_half_of_the_questions_time_and_fits_or_is_left_out() -> None:
    assert (follow_up_s(120), follow_up_s(30)) == (60, 30)
    followed = follows(asked("a", budget_s=120), "And?", left_s=60)
    assert followed is not None
    assert (followed.card_id, followed.ask, followed.budget_s) == ("d/a", "And?", 60)
    assert follows(asked("a", budget_s=120), "And?", left_s=59) is None


def test_the_extent_counts_what_the_pool_has() -> None:
    talks = [candidate(f"q{n}") for n in range(30)]
    every = pool(*talks, candidate("d", Kind.DRILL), candidate("b", Kind.BUG))
    found = extent(every, 15)
    assert (found.drills, found.bugs) == (1, 1)
    assert 3 <= found.talks <= 6
    assert extent(pool(*talks[:2]), 60).talks == 2
    assert extent(pool(*talks), 15).drills == 0
    kinds = [each.kind for each in every.candidates if each.kind in PRACTICAL]
    assert len(kinds) == 2


# -- how near two cards are


def card(note_id: str, deck_id: str, *tags: str) -> Card:
    return Card(deck_id, note(note_id, tags=tags))


def own_labels(one: Card, *topics: str) -> frozenset[str]:
    return labels(one, deck(one.deck_id, one.note, tags=("ml",)), topics)


def test_decks_that_name_concepts_differently_meet_in_their_words() -> None:
    ask = own_labels(card("why-log", "interview-log-loss", "loss"), "interview-log-loss/the-cost")
    drill = own_labels(card("one-row", "drill-log-loss", "loss"), "drill-log-loss/loss-of-a-row")
    other = own_labels(card("step", "drill-descent"), "drill-descent/step-by-hand")
    weight = weights([ask, drill, other])
    assert nearness(ask, drill, weight) > nearness(ask, other, weight)
    assert {"log", "loss", "cost", "ml", "interview-log-loss/the-cost"} <= ask
    assert "a" not in drill


def test_what_every_card_has_tells_nothing() -> None:
    weight = weights([frozenset({"ml", "a"}), frozenset({"ml", "b"})])
    assert weight["ml"] == 0
    assert nearness({"ml"}, {"ml"}, weight) == 0
    assert nearness({"a", "new"}, {"a", "new"}, weight) > 0


def test_a_topic_is_a_name_or_whole_words_of_one() -> None:
    assert is_named("log-loss", ["drill-log-loss"])
    assert is_named("Log loss", ["log_loss"])
    assert is_named("Calibration", ["calibration"])
    assert not is_named("log", ["logistic"])
    assert not is_named("loss-log", ["log-loss"])
    assert not is_named("", ["a--b"])
    assert not is_named("-", ["a-b"])
