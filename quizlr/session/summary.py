"""What a sitting came to: the numbers of the Summary screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from quizlr.model import Card, Rating, Verdict
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
    told: str = ""
    """What was said of it, in a sentence."""

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
    verdicts: Mapping[str, int] = field(default_factory=dict)
    """How often each verdict was given, of graded answers."""
    is_practice: bool = False
    slips: tuple[SlipTold, ...] = ()
    """Slips of the sitting, in the order in which they were first made."""

    @property
    def count(self) -> int:
        """Ratings given."""
        return sum(self.ratings.values())

    @property
    def right(self) -> int:
        """Answers that were graded right."""
        return self.verdicts.get(Verdict.CORRECT, 0)

    @property
    def partly(self) -> int:
        """Answers that were graded partly right, in another unit or with too few digits."""
        kinds = (Verdict.PARTIAL, Verdict.UNIT, Verdict.TOO_FEW_DIGITS)
        return sum(self.verdicts.get(kind, 0) for kind in kinds)

    @property
    def shown(self) -> int:
        """Answers that were looked at instead of given."""
        return self.verdicts.get(Verdict.UNGRADED, 0)

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
    is_practice: bool = False,
) -> Summary:
    """Count a sitting.

    Args:
        rated: Its ratings.
        streak_days: Study days in a row, this one included.
        due_tomorrow: Reviews due on the next study day.
        recent_slips: The slips of the newest answers in a skill, empty text for none.
        is_practice: Whether nothing of it was scheduled.
    """
    made = {(item.skill, item.slip): item for item in rated if item.slip}
    failed = {item.card.id: item.card for item in rated if item.rating is Rating.AGAIN}
    return Summary(
        ratings={rating: sum(item.rating is rating for item in rated) for rating in Rating},
        new_count=len({item.card.id for item in rated if item.was_new}),
        duration_ms=sum(item.duration_ms for item in rated),
        again=tuple(failed.values()),
        streak_days=streak_days,
        due_tomorrow=due_tomorrow,
        verdicts=Counter(item.verdict for item in rated if item.verdict),
        is_practice=is_practice,
        slips=tuple(
            _told(item, Counter(recent_slips(skill)), slip) for (skill, slip), item in made.items()
        ),
    )


def _told(item: Rated, recent: Mapping[str, int], slip: str) -> SlipTold:
    times, of = recent.get(slip, 0), sum(recent.values())
    return SlipTold(item.card, slip, times, of, item.told.partition(". ")[0].rstrip("."))
