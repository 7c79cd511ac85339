"""What a review now is worth: the recall that it adds some weeks later."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.model import MemoryState, Rating
from quizlr.scheduling.fsrs import MemoryModel

HORIZON_DAYS = 30.0
"""`python tests/simulate_backlog.py`: between 7 and 60 days the order hardly changes."""


def worth(
    memory: MemoryState,
    elapsed_days: float,
    model: MemoryModel,
    horizon_days: float = HORIZON_DAYS,
) -> float:
    """Expected gain in recall `horizon_days` from now, -1 to 1, of a review against none.

    The review is taken to be GOOD with the predicted chance of recall, else AGAIN.
    """
    recall = model.predict(memory, elapsed_days)
    kept, lost = (
        model.predict(model.step(memory, rating, elapsed_days, is_same_day=False), horizon_days)
        for rating in (Rating.GOOD, Rating.AGAIN)
    )
    unreviewed = model.predict(memory, elapsed_days + horizon_days)
    return recall * kept + (1.0 - recall) * lost - unreviewed


def missing(
    memory: MemoryState,
    elapsed_days: float,
    model: MemoryModel,
    horizon_days: float = HORIZON_DAYS,
) -> float:
    """Chance that the card is forgotten `horizon_days` from now without a review.

    No review is worth more.
    """
    return 1.0 - model.predict(memory, elapsed_days + horizon_days)


def initial_recall(
    model: MemoryModel, first_ratings: Sequence[float], horizon_days: float
) -> float:
    """Expected recall, `horizon_days` from now, of a card that is first rated now.

    `first_ratings`: chances of Again, Hard, Good and Easy.
    """
    return sum(
        chance * model.predict(model.step(None, rating, 0.0, is_same_day=False), horizon_days)
        for rating, chance in zip(Rating, first_ratings, strict=True)
    )
