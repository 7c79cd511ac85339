"""How many reviews fall on which day, and how the learner wants them spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from quizlr.config import LoadSettings
from quizlr.model import CardId, CardState, Moment, Schedule
from quizlr.model.moment import EPOCH
from quizlr.scheduling import Fsrs6, PickDay, elapsed_days, pick_evenly
from quizlr.scheduling.balance import Calendar, balanced
from quizlr.scheduling.worth import missing, worth
from quizlr.session.queue import Worth


class DueDays:
    """Study day -> reviews due on it. Counted when first asked for, then kept in step."""

    def __init__(self, schedules: Mapping[CardId, Schedule]) -> None:
        self._schedules = schedules
        self._counts: Counter[int] | None = None

    @property
    def counts(self) -> Mapping[int, int]:
        """As things stand now."""
        if self._counts is None:
            days = map(_due_day, self._schedules.values())
            self._counts = Counter(day for day in days if day is not None)
        return self._counts

    def moved(self, before: Schedule | None, after: Schedule | None) -> None:
        """One card's schedule has changed."""
        if self._counts is None:
            return
        for schedule, change in ((before, -1), (after, 1)):
            day = _due_day(schedule) if schedule is not None else None
            if day is not None:
                self._counts[day] += change


def _due_day(schedule: Schedule) -> int | None:
    is_review = schedule.state is CardState.REVIEW and not schedule.is_suspended
    return schedule.due_day if is_review else None


def calendar(load: LoadSettings) -> Calendar:
    """The learner's easy days and holidays, as study days."""
    free = {
        (first - EPOCH).days + n
        for first, last in load.holidays
        for n in range((last - first) // timedelta(days=1) + 1)
    }
    return Calendar(load.easy_days, frozenset(free))


def pick_day(load: LoadSettings, due: DueDays, now: Moment) -> PickDay:
    """How a review's day is chosen within its fuzz range."""
    wanted = calendar(load)
    if load.balance:
        return balanced(now.study_day, due.counts, wanted)
    return pick_evenly if wanted == Calendar() else balanced(now.study_day, {}, wanted)


def worth_now(parameters: tuple[float, ...], now: Moment) -> Worth:
    """What reviewing a card now is worth, by the learner's model of memory."""
    model = Fsrs6(parameters)

    def elapsed(schedule: Schedule) -> float:
        return elapsed_days(schedule.last_review_at_ms, now.at_ms)

    def value(schedule: Schedule) -> float:
        memory = schedule.memory
        return 0.0 if memory is None else worth(memory, elapsed(schedule), model)

    def at_most(schedule: Schedule) -> float:
        memory = schedule.memory
        return 0.0 if memory is None else missing(memory, elapsed(schedule), model)

    return Worth(value, at_most)
