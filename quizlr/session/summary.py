"""What a sitting came to: the numbers of the Summary screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from quizlr.model import Card, Rating
from quizlr.session.turn import Rated
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class SlipTold:
    """A slip made in the sitting, and how often lately."""

    card: Card
    slip: str
    times: int
    """In the newest answers in this skill."""
    of: int
    """How many those are."""

    @property
    def words(self) -> str:
        """`forgot 1 over m: 3 of your last 5`."""
        return f"{self.slip.replace('_', ' ')}: {self.times} of your last {self.of}"


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
    slips: tuple[SlipTold, ...] = ()
    """Slips of the sitting, in the order in which they were first made."""

    @property
    def count(self) -> int:
        """Ratings given."""
        return sum(self.ratings.values())

    @property
    def recalled_share(self) -> float | None:
        """Ratings other than AGAIN, as a share; None if nothing was rated."""
        return 1 - self.ratings[Rating.AGAIN] / self.count if self.count else None


def summarise(
    rated: Sequence[Rated],
    *,
    streak_days: int,
    due_tomorrow: int,
    recent_slips: Callable[[str], Sequence[str]] = lambda _: (),
) -> Summary:
    """Count a sitting.

    Args:
        rated: Its ratings.
        streak_days: Study days in a row, this one included.
        due_tomorrow: Reviews due on the next study day.
        recent_slips: The slips of the newest answers in a skill, empty text for none.
    """
    made = {(item.skill, item.slip): item.card for item in rated if item.slip}
    failed = {item.card.id: item.card for item in rated if item.rating is Rating.AGAIN}
    return Summary(
        ratings={rating: sum(item.rating is rating for item in rated) for rating in Rating},
        new_count=len({item.card.id for item in rated if item.was_new}),
        duration_ms=sum(item.duration_ms for item in rated),
        again=tuple(failed.values()),
        streak_days=streak_days,
        due_tomorrow=due_tomorrow,
        slips=tuple(
            SlipTold(card, slip, list(recent_slips(skill)).count(slip), len(recent_slips(skill)))
            for (skill, slip), card in made.items()
        ),
    )
