"""Coverage counts each card once in each of its topics; a test's result follows from the log."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import at, in_step, known, note
from store_makers import review

from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, Rating, Review, Schedule
from quizlr.stats.coverage import NO_TOPIC, STRAND_OF, Counts, Strand, coverage, strand_of, whole
from quizlr.stats.selftest import (
    GENERATED,
    QUESTIONS,
    SelfTest,
    choose,
    question_count,
    results,
    session_id,
)

TODAY = at().study_day
TYPES = ("basic", "cloze", "choice", *STRAND_OF)
SCHEDULES = {
    "new": NEW_SCHEDULE,
    "learning": in_step(at().at_ms),
    "known": known(TODAY + 1),
    "due": known(TODAY),
    "overdue": known(TODAY - 5),
    "suspended": known(TODAY, is_suspended=True),
}


def card(name: str, kind: str = "basic", *about: str) -> Card:
    return Card("d", note(name, type=kind, about=about))


CARDS = st.lists(
    st.tuples(
        st.sampled_from(TYPES), st.sets(st.sampled_from("xyz")), st.sampled_from([*SCHEDULES])
    )
)


@given(CARDS)
def test_each_card_counts_once_in_each_of_its_topics(
    drawn: list[tuple[str, set[str], str]],
) -> None:
    cards = [card(f"n{i}", kind, *sorted(about)) for i, (kind, about, _) in enumerate(drawn)]
    schedules = {c.id: SCHEDULES[d[2]] for c, d in zip(cards, drawn, strict=True)}
    rows = coverage(cards, schedules, lambda c: c.note.about, at())
    for key in ("x", "y", "z", NO_TOPIC):
        mine = [
            (c, d[2])
            for c, d in zip(cards, drawn, strict=True)
            if (key in c.note.about or (key == NO_TOPIC and not c.note.about))
            and d[2] != "suspended"
        ]
        assert whole(rows.get(key, {})).total == len(mine)
        for strand in Strand:
            of_strand = [state for c, state in mine if strand_of(c) is strand]
            counts = rows.get(key, {}).get(strand, Counts())
            assert counts.new == of_strand.count("new")
            assert counts.learning == of_strand.count("learning")
            assert counts.known == of_strand.count("known")
            assert counts.due == of_strand.count("due") + of_strand.count("overdue")


def test_every_type_of_note_belongs_to_a_strand() -> None:
    kinds = {"cloze": Strand.THEORY, "drill": Strand.NUMERIC, "bug": Strand.BUG}
    kinds |= {"tradeoff": Strand.INTERVIEW, "failure": Strand.FAILURE}
    assert {kind: strand_of(card("n", kind)) for kind in kinds} == kinds


def test_relearning_is_learning() -> None:
    again = Schedule(state=CardState.RELEARNING, due_at_ms=at().at_ms)
    rows = coverage([card("a")], {CardId("d/a"): again}, lambda _: ("x",), at())
    assert rows["x"][Strand.THEORY] == Counts(learning=1)


# -- test yourself


def answered(name: str, *ratings: Rating, start: int = 0) -> list[Review]:
    return [
        replace(review(), session_id=name, rating=rating, at_ms=start + number)
        for number, rating in enumerate(ratings)
    ]


GOOD, AGAIN, HARD = Rating.GOOD, Rating.AGAIN, Rating.HARD


@pytest.mark.parametrize(
    ("ratings", "of", "result"),
    [
        ([GOOD, GOOD], 3, (2, True)),
        ([GOOD, AGAIN, GOOD], 3, (2, True)),
        ([GOOD, GOOD, GOOD], 3, (3, True)),
        ([GOOD, AGAIN, HARD], 3, (1, False)),
        ([AGAIN, AGAIN, AGAIN], 3, (0, False)),
        ([GOOD, AGAIN], 3, None),
        ([GOOD], 1, (1, True)),
        ([AGAIN], 1, (0, False)),
        ([GOOD], 2, None),
        ([GOOD, GOOD], 2, (2, True)),
    ],
)
def test_two_right_of_three_are_needed_and_an_unfinished_test_says_nothing(
    ratings: list[Rating], of: int, result: tuple[int, bool] | None
) -> None:
    found = results(answered(session_id("d/x", of, "ab12"), *ratings)).get("d/x")
    assert (found and (found.right, found.is_passed)) == result


def test_the_newest_test_counts_and_an_answer_that_is_taken_back_does_not() -> None:
    first = answered(session_id("d/x", 3, "aa"), GOOD, GOOD)
    second = answered(session_id("d/x", 3, "bb"), AGAIN, AGAIN, GOOD, start=10)
    other = answered(session_id("d/y", 3, "cc"), GOOD, GOOD, start=20)
    practice = answered("1234abcd", AGAIN, AGAIN, AGAIN, start=30)
    every = [*practice, *second, *other, *first]
    assert results(every) == {
        "d/x": SelfTest(right=1, of=3, at_ms=12),
        "d/y": SelfTest(right=2, of=3, at_ms=21),
    }
    assert results([*first, *second[:-1]])["d/x"].is_passed
    assert results(answered("test:strange", GOOD, GOOD, GOOD)) == {}


@given(st.lists(st.sampled_from(TYPES), max_size=8), st.integers(0, 50))
def test_a_test_asks_different_notes_of_different_kinds_the_short_ones_first(
    kinds: list[str], attempt: int
) -> None:
    cards = [card(f"n{i}", kind) for i, kind in enumerate(kinds)]
    chosen = choose(cards, attempt)
    assert chosen == choose(cards[::-1], attempt)
    short = [c for c in cards if c.note.type not in ("interview", "tradeoff", "walkthrough", "lab")]
    pool = short or cards
    assert len(chosen) == len({c.note_key for c in chosen}) == min(QUESTIONS, len(pool))
    assert set(chosen) <= set(pool)
    strands = {strand_of(c) for c in pool}
    assert len({strand_of(c) for c in chosen}) == min(QUESTIONS, len(strands))
    all_drawn = bool(chosen) and all(c.note.type in GENERATED for c in chosen)
    assert question_count(chosen) == (QUESTIONS if all_drawn else len(chosen))


def test_another_attempt_asks_other_cards() -> None:
    cards = [card(f"n{i}") for i in range(12)]
    assert len({choose(cards, attempt) for attempt in range(5)}) == 5
