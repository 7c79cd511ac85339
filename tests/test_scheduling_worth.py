"""What a review now is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.model import MemoryState, Rating
from quizlr.scheduling import Fsrs6, retrievability
from quizlr.scheduling.fsrs import DEFAULT_PARAMETERS, next_memory
from quizlr.scheduling.worth import worth

MODEL = Fsrs6()
memories = st.builds(MemoryState, st.floats(0.1, 1000), st.floats(1, 10))


@given(memories, st.floats(0, 400), st.floats(1, 90))
def test_it_is_the_expected_recall_after_the_horizon_with_the_review_less_that_without(
    memory: MemoryState, elapsed_days: float, horizon_days: float
) -> None:
    p = DEFAULT_PARAMETERS
    now = retrievability(elapsed_days, memory.stability, p)
    after = [
        retrievability(
            horizon_days, next_memory(memory, rating, elapsed_days, False, p).stability, p
        )
        for rating in (Rating.GOOD, Rating.AGAIN)
    ]
    without = retrievability(elapsed_days + horizon_days, memory.stability, p)
    expected = now * after[0] + (1 - now) * after[1] - without
    assert worth(memory, elapsed_days, MODEL, horizon_days) == pytest.approx(expected, abs=1e-12)


def test_a_card_on_the_brink_is_worth_more_than_one_that_is_safe_or_has_just_been_seen() -> None:
    brink = worth(MemoryState(10, 5), 30, MODEL)
    assert brink > worth(MemoryState(1000, 5), 30, MODEL)
    assert brink > worth(MemoryState(10, 5), 1, MODEL)
