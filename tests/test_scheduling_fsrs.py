"""The formulas of FSRS-6: published vectors, and laws that hold for every memory."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizlr.model import MemoryState, Rating
from quizlr.scheduling.fsrs import (
    DEFAULT_PARAMETERS,
    Fsrs6,
    initial_memory,
    interval_days,
    next_memory,
    retrievability,
)

P = DEFAULT_PARAMETERS
A, H, G, E = Rating

stabilities = st.floats(0.001, 36_500)
difficulties = st.floats(1, 10)
memories = st.builds(MemoryState, stabilities, difficulties)
gaps_days = st.floats(0, 3_650)
retentions = st.floats(0.70, 0.97)
ratings = st.sampled_from(Rating)
decays = st.floats(0.1, 0.8)


def with_decay(decay: float) -> tuple[float, ...]:
    return (*P[:20], decay)


def test_the_published_sequence_gives_the_published_memory() -> None:
    memory = initial_memory(A, P)
    for gap_days in (0, 1, 3, 8, 21):
        memory = next_memory(memory, G, gap_days, gap_days == 0, P)
    assert memory.stability == pytest.approx(53.62691, rel=1e-6)
    assert memory.difficulty == pytest.approx(6.3574867, rel=1e-6)


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [(A, 0.212, 6.4133), (H, 1.2931, 5.1121707), (G, 2.3065, 2.1181040), (E, 8.2956, 1.0)],
)
def test_a_first_rating_sets_stability_and_difficulty(
    rating: Rating, stability: float, difficulty: float
) -> None:
    memory = initial_memory(rating, P)
    assert memory.stability == stability
    assert memory.difficulty == pytest.approx(difficulty, abs=1e-6)


@given(stabilities, decays)
def test_recall_is_ninety_percent_after_as_many_days_as_the_stability(
    stability: float, decay: float
) -> None:
    assert retrievability(stability, stability, with_decay(decay)) == pytest.approx(0.9, rel=1e-12)


@given(stabilities, decays)
def test_the_interval_for_ninety_percent_is_the_stability(stability: float, decay: float) -> None:
    assert interval_days(stability, 0.9, with_decay(decay)) == pytest.approx(stability, rel=1e-12)


@given(stabilities, retentions, decays)
def test_after_the_interval_recall_is_what_was_desired(
    stability: float, retention: float, decay: float
) -> None:
    p = with_decay(decay)
    days = interval_days(stability, retention, p)
    assert retrievability(days, stability, p) == pytest.approx(retention, rel=1e-9)


@given(stabilities, gaps_days, gaps_days)
def test_recall_starts_at_one_and_only_falls(stability: float, one: float, other: float) -> None:
    sooner, later = sorted((one, other))
    assert retrievability(0, stability, P) == 1
    assert 0 < retrievability(later, stability, P) <= retrievability(sooner, stability, P) <= 1


@given(stabilities, retentions, retentions)
def test_wanting_more_recall_means_coming_back_sooner(
    stability: float, one: float, other: float
) -> None:
    lower, higher = sorted((one, other))
    assume(higher - lower > 1e-9)
    assert interval_days(stability, higher, P) < interval_days(stability, lower, P)


@given(memories, gaps_days)
def test_a_lapse_never_strengthens_a_memory(memory: MemoryState, gap_days: float) -> None:
    after = next_memory(memory, A, gap_days, False, P)
    assert after.stability <= memory.stability


@given(memories, gaps_days, st.sampled_from([H, G, E]), st.booleans())
def test_recall_never_weakens_a_memory(
    memory: MemoryState, gap_days: float, rating: Rating, is_same_day: bool
) -> None:
    after = next_memory(memory, rating, gap_days, is_same_day, P)
    assert after.stability >= memory.stability


@given(st.none() | memories, gaps_days, st.booleans())
def test_a_better_rating_leaves_a_stabler_and_easier_memory(
    memory: MemoryState | None, gap_days: float, is_same_day: bool
) -> None:
    after = [Fsrs6().step(memory, rating, gap_days, is_same_day) for rating in Rating]
    stability = [m.stability for m in after]
    difficulty = [m.difficulty for m in after]
    assert stability == sorted(stability)
    assert difficulty == sorted(difficulty, reverse=True)


@given(memories, gaps_days, ratings, st.booleans())
def test_memory_stays_within_its_bounds(
    memory: MemoryState, gap_days: float, rating: Rating, is_same_day: bool
) -> None:
    after = next_memory(memory, rating, gap_days, is_same_day, P)
    assert 0.001 <= after.stability <= 36_500
    assert 1 <= after.difficulty <= 10


@given(memories, ratings, st.floats(-1000, 0))
def test_a_gap_below_zero_counts_as_none(
    memory: MemoryState, rating: Rating, gap_days: float
) -> None:
    assert next_memory(memory, rating, gap_days, False, P) == next_memory(
        memory, rating, 0, False, P
    )


@given(memories, ratings, gaps_days)
def test_within_a_study_day_the_length_of_the_gap_does_not_matter(
    memory: MemoryState, rating: Rating, gap_days: float
) -> None:
    assert next_memory(memory, rating, gap_days, True, P) == next_memory(memory, rating, 0, True, P)


@given(st.floats(0.5, 100), difficulties, st.floats(0.3, 3), st.floats(0.3, 3))
def test_between_study_days_every_hour_of_the_gap_counts(
    stability: float, difficulty: float, one: float, other: float
) -> None:
    shorter, longer = sorted((one, other))
    assume(longer - shorter > 1 / 24)
    memory = MemoryState(stability, difficulty)
    after = [next_memory(memory, G, days, False, P).stability for days in (shorter, longer)]
    assert after[0] < after[1]


@given(st.floats(0.5, 1000), difficulties)
def test_recalling_what_was_nearly_forgotten_strengthens_most(
    stability: float, difficulty: float
) -> None:
    memory = MemoryState(stability, difficulty)
    soon, late = (next_memory(memory, G, stability * t, False, P).stability for t in (0.2, 2.0))
    assert late >= soon


@pytest.mark.parametrize("wrong", [P[:20], (*P, 1.0), (*P[:20], math.nan), ()])
def test_a_parameter_set_of_the_wrong_shape_is_refused(wrong: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="21 finite parameters"):
        Fsrs6(wrong)
