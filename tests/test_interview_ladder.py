"""The ladder as a staircase: what climbs, what drops, and where it settles."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.interview import Rung, Strength, first_tier, held, level, strength
from quizlr.interview.ladder import TIERS
from quizlr.model import Rating, Tier, Verdict

WEAK, FAIR, STRONG = Strength
BEGINNER, INTERMEDIATE, ADVANCED, EXPERT = TIERS
strengths = st.lists(st.sampled_from(list(Strength)), max_size=20)
tiers = st.sampled_from(TIERS)


def climb(start: Tier, *answers: Strength) -> list[Tier]:
    """The tier before each answer and after the last, each asked at the tier of the ladder."""
    rungs: list[Rung] = []
    for answer in answers:
        rungs.append(Rung(level(start, rungs), answer))
    return [*(rung.tier for rung in rungs), level(start, rungs)]


def test_it_climbs_with_every_strong_answer_until_the_first_that_is_not() -> None:
    assert climb(BEGINNER, STRONG, STRONG, STRONG) == [BEGINNER, INTERMEDIATE, ADVANCED, EXPERT]
    assert climb(BEGINNER, FAIR, STRONG, STRONG) == [BEGINNER, BEGINNER, BEGINNER, INTERMEDIATE]


def test_a_weak_answer_drops_and_two_strong_ones_climb_again() -> None:
    after_a_drop = climb(BEGINNER, STRONG, WEAK, STRONG, STRONG, STRONG)
    assert after_a_drop == [BEGINNER, INTERMEDIATE, BEGINNER, BEGINNER, INTERMEDIATE, INTERMEDIATE]


def test_a_fair_answer_stays_and_breaks_a_row() -> None:
    assert climb(ADVANCED, WEAK, STRONG, FAIR, STRONG) == [ADVANCED] + 4 * [INTERMEDIATE]


def test_it_ends_at_both_ends() -> None:
    assert climb(EXPERT, STRONG, STRONG)[-1] is EXPERT
    assert climb(BEGINNER, WEAK, WEAK)[-1] is BEGINNER


def test_an_answer_to_an_easier_or_harder_question_says_less() -> None:
    assert level(ADVANCED, [Rung(BEGINNER, STRONG)]) is ADVANCED
    assert level(BEGINNER, [Rung(EXPERT, WEAK)]) is BEGINNER
    assert level(BEGINNER, [Rung(EXPERT, STRONG)]) is INTERMEDIATE
    assert level(ADVANCED, [Rung(BEGINNER, WEAK)]) is INTERMEDIATE


@given(start=tiers, answers=strengths, data=st.data())
def test_a_better_answer_never_leads_lower(
    start: Tier, answers: list[Strength], data: st.DataObject
) -> None:
    if not answers:
        return
    at = data.draw(st.integers(0, len(answers) - 1))
    better = [*answers]
    better[at] = data.draw(st.sampled_from(list(Strength)[list(Strength).index(answers[at]) :]))
    ends = [TIERS.index(climb(start, *each)[-1]) for each in (answers, better)]
    assert ends[0] <= ends[1]


@given(start=tiers, answers=strengths)
def test_one_answer_moves_at_most_one_tier(start: Tier, answers: list[Strength]) -> None:
    path = [TIERS.index(tier) for tier in climb(start, *answers)]
    assert all(abs(one - other) <= 1 for one, other in pairwise(path))


def test_it_stays_where_an_answer_is_strong_seven_times_in_ten() -> None:
    """Levitt's equilibrium: up with p², down with 1 - p, which balance where p is near 0.7."""
    chance = {BEGINNER: 0.99, INTERMEDIATE: 0.9, ADVANCED: 0.71, EXPERT: 0.3}
    rungs: list[Rung] = []
    for number in range(600):
        tier = level(BEGINNER, rungs)
        draw = hashlib.sha256(b"%d" % number).digest()[0] / 256
        rungs.append(Rung(tier, STRONG if draw < chance[tier] else WEAK))
    asked = Counter(rung.tier for rung in rungs)
    assert asked.most_common(1)[0][0] is ADVANCED
    shares = [rung.strength is STRONG for rung in rungs]
    assert sum(shares) / len(shares) == pytest.approx(0.5**0.5, abs=0.06)


@pytest.mark.parametrize(
    ("rating", "verdict", "seconds", "expected"),
    [
        (Rating.GOOD, Verdict.CORRECT, 60, STRONG),
        (Rating.EASY, Verdict.CORRECT, 90, STRONG),
        (Rating.GOOD, Verdict.CORRECT, 91, FAIR),  # half as long again as it should take
        (Rating.HARD, Verdict.CORRECT, 10, FAIR),  # a hint was opened
        (Rating.GOOD, Verdict.PARTIAL, 10, FAIR),
        (Rating.AGAIN, Verdict.PARTIAL, 10, WEAK),  # a core point is missing
        (Rating.GOOD, Verdict.SLIP, 10, WEAK),
        (Rating.GOOD, Verdict.WRONG, 10, WEAK),
        (Rating.GOOD, Verdict.UNGRADED, 10, WEAK),  # the answer was looked at
    ],
)
def test_how_an_answer_went(
    rating: Rating, verdict: Verdict, seconds: float, expected: Strength
) -> None:
    assert strength(rating, verdict, seconds, 60) is expected


def test_a_tier_is_held_where_strong_answers_outnumber_weak_ones() -> None:
    assert held([]) is None
    assert held([Rung(BEGINNER, FAIR)]) is None
    assert held([Rung(ADVANCED, STRONG), Rung(BEGINNER, WEAK)]) is ADVANCED
    mixed = [Rung(ADVANCED, STRONG), Rung(ADVANCED, WEAK), Rung(BEGINNER, STRONG)]
    assert held(mixed) is BEGINNER


def test_the_next_interview_begins_below_what_was_held() -> None:
    assert first_tier(None) is BEGINNER
    assert first_tier(BEGINNER) is BEGINNER
    assert first_tier(EXPERT) is ADVANCED
