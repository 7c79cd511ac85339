"""Where the cards stand at one moment: the other half of what is searched.

A snapshot, made anew whenever a schedule has changed; its columns are made when first asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from math import nan
from operator import attrgetter
from typing import Any, Final

from quizlr.model import NEW_SCHEDULE, CardId, CardState, Moment, Schedule
from quizlr.scheduling import DEFAULT_PARAMETERS, Parameters
from quizlr.search.catalogue import Catalogue
from quizlr.search.query import Measure, Query, Recent

DAY_MS: Final = 86_400_000

Happened = Callable[[Recent], Collection[CardId]]
"""The cards to which something happened; answered from the log."""


def nothing_happened(_recent: Recent) -> Collection[CardId]:
    """The log is empty."""
    return ()


class Facts:
    """The cards of a catalogue with their schedules, now."""

    def __init__(
        self,
        catalogue: Catalogue,
        schedules: Mapping[CardId, Schedule],
        now: Moment,
        *,
        happened: Happened = nothing_happened,
        leech_lapses: int = 8,
        parameters: Parameters = DEFAULT_PARAMETERS,
    ) -> None:
        """Take the snapshot; later changes of `schedules` are not seen.

        Args:
            catalogue: the cards.
            schedules: where those with history stand.
            now: the moment.
            happened: answers from the log.
            leech_lapses: lapses that make a leech; 0 for no leeches.
            parameters: of the memory model.
        """
        self.catalogue = catalogue
        self.now = now
        self.parameters = parameters
        self.leech_lapses = leech_lapses
        self.happened = happened
        find = schedules.get
        self.schedules = [find(card_id, NEW_SCHEDULE) for card_id in catalogue.ids]
        self.masks: dict[Query, bytes] = {}
        """What terms mean, kept by whoever has found it out."""
        self._columns: dict[Measure, Sequence[float]] = {}
        self._attributes: dict[str, Sequence[Any]] = {}

    def __len__(self) -> int:
        return len(self.schedules)

    def column(self, measure: Measure) -> Sequence[float]:
        """A number of each card; nan for one that has none.

        That of RETRIEVABILITY is the age of its memory, in stabilities: recall is a falling
        function of it.
        """
        if measure not in self._columns:
            self._columns[measure] = self._made(measure)
        return self._columns[measure]

    def _made(self, measure: Measure) -> Sequence[float]:
        match measure:
            case Measure.STABILITY:
                return [s.memory.stability if s.memory else nan for s in self.schedules]
            case Measure.DIFFICULTY:
                return [s.memory.difficulty if s.memory else nan for s in self.schedules]
            case Measure.RETRIEVABILITY:
                return [_age(s, self.now.at_ms) for s in self.schedules]
            case Measure.LAPSES:
                return self.attribute("lapse_count")
            case Measure.REPS:
                return self.attribute("review_count")
            case Measure.INTERVAL:
                review = CardState.REVIEW
                return [nan if s.state is not review else _interval(s) for s in self.schedules]
            case Measure.DUE:
                return [
                    nan if is_hidden(s, self.now) else days_until_due(s, self.now)
                    for s in self.schedules
                ]

    def attribute(self, name: str) -> Sequence[Any]:
        """One field of each card's schedule."""
        if name not in self._attributes:
            self._attributes[name] = list(map(attrgetter(name), self.schedules))
        return self._attributes[name]


def days_until_due(schedule: Schedule, now: Moment) -> float:
    """Study days from today to the one on which a card is due; nan for a new card."""
    if schedule.due_day is not None:
        return schedule.due_day - now.study_day
    if schedule.due_at_ms is not None:
        return 1 + (schedule.due_at_ms - now.next_day_at_ms) // DAY_MS
    return nan


def is_buried(schedule: Schedule, now: Moment) -> bool:
    """Whether a card is put aside until a later study day."""
    return schedule.buried_until_day is not None and schedule.buried_until_day > now.study_day


def is_hidden(schedule: Schedule, now: Moment) -> bool:
    """Suspended, or buried: not due on any day."""
    return schedule.is_suspended or is_buried(schedule, now)


def _age(schedule: Schedule, at_ms: int) -> float:
    if schedule.memory is None or schedule.last_review_at_ms is None:
        return nan
    return max(0, at_ms - schedule.last_review_at_ms) / DAY_MS / schedule.memory.stability


def _interval(schedule: Schedule) -> float:
    """To the day it is due, wherever that was moved to."""
    if schedule.due_day is None or schedule.last_study_day is None:
        return nan
    return schedule.due_day - schedule.last_study_day
