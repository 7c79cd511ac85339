"""What a plan is about, as plain values: made in the app's thread, without numpy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from quizlr.model import Card, CardId, Moment, Schedule
from quizlr.scheduling.costs import Cost
from quizlr.session.readying import LAST_HOURS_DAYS
from quizlr.stats.panel import Progress
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.stats.answers import Answers

PANELS: Final[Mapping[str, str]] = {
    "ready": "Ready",
    "price": "Minutes",
    "burndown": "Burndown",
    "workload": "Retention",
}
"""Names and titles, in the order in which they are shown."""
TOPIC: Final = "topic:"
TIER: Final = "tier:"
"""What the names of groups begin with."""
ReadAnswers = Callable[[Progress], "tuple[Answers, Sequence[CardId]]"]
"""The log, and the cards by their number in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked of the plan."""

    by_day: int
    """Study day to be ready on."""
    today: int
    minutes: float
    """A day."""
    target: float
    """Share of the cards to be recalled on the day."""

    @property
    def days(self) -> int:
        """Days of study that are left, today included."""
        return max(1, self.by_day - self.today)

    @property
    def look_at(self) -> float:
        """When the cards must be known, in days from now: on the day itself some hours on."""
        return max(LAST_HOURS_DAYS, float(self.by_day - self.today))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Cards that others wait for: a deck, or a tier of a topic."""

    places: tuple[int, ...]
    """Cards of the plan, by their place in it."""
    others: int = 0
    """Cards that are not of the plan."""
    others_learned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """What new cards wait for."""

    decks: tuple[Cell, ...] = ()
    waits: tuple[tuple[int, int], ...] = ()
    """(deck, deck that it requires), by their place in `decks`."""
    tiers: tuple[Cell, ...] = ()
    """Of each topic in turn, all tiers, the lowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A plan in force."""

    on_day: int
    """Study day on which it began."""
    unknown: tuple[float, float]
    """Cards not known on the day, as expected then: had one stopped at once, and by the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that the prospect of a plan is computed from, the log excepted."""

    question: Question
    cards: tuple[Card, ...]
    schedules: Mapping[CardId, Schedule]
    groups: Mapping[str, Sequence[CardId]]
    """Topics and tiers; names begin with `TOPIC` or `TIER`."""
    costs: Mapping[str, Cost]
    parameters: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...] = ()
    """Of the parameters, its lower triangle on the fit's scale; empty where nothing was fitted."""
    desired_retention: float
    new_a_day: int
    now: Moment
    spent_min: float = 0.0
    """What was studied today already."""
    gates: Gates = Gates()
    begun: Begun | None = None
    """None while this plan is not in force."""
    is_other_begun: bool = False
    """Another plan is in force."""
