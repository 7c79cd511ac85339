"""What a sitting came to: the numbers of the Summary screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizlr.model import Card, Rating
from quizlr.session.turn import Rated
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One sitting, counted."""

    ratings: Mapping[Rating, int]
    new_count: int
    duration_ms: int
    again: tuple[Card, ...]
    """Cards rated AGAIN at least once, in order of first failure."""
    streak_days: int
    due_tomorrow: int
    """Reviews due on the next study day."""

    @property
    def count(self) -> int:
        """Ratings given."""
        return sum(self.ratings.values())

    @property
    def recalled_share(self) -> float | None:
        """Ratings other than AGAIN, as a share; None if nothing was rated."""
        return 1 - self.ratings[Rating.AGAIN] / self.count if self.count else None


def summarise(rated: Sequence[Rated], *, streak_days: int, due_tomorrow: int) -> Summary:
    """Count a sitting."""
    failed = {item.card.id: item.card for item in rated if item.rating is Rating.AGAIN}
    return Summary(
        ratings={rating: sum(item.rating is rating for item in rated) for rating in Rating},
        new_count=len({item.card.id for item in rated if item.was_new}),
        duration_ms=sum(item.duration_ms for item in rated),
        again=tuple(failed.values()),
        streak_days=streak_days,
        due_tomorrow=due_tomorrow,
    )
