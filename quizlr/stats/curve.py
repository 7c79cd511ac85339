"""The memory of one card: how recall fell and rose, and how it will fall from here."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.model import CardMark, MarkKind, Rating, Review, ReviewKind, Schedule
from quizlr.scheduling import Fsrs6, Parameters, elapsed_days, fold
from quizlr.values import dataclass

_DAY_MS = 86_400_000
BETWEEN = 24
"""Points between two ratings."""
LEAST_AHEAD_DAYS = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One rating that counted."""

    day: float
    """Days since the first one."""
    at_ms: int
    rating: Rating
    recall: float | None
    """The model's chance of recall just before; None at the first of a memory."""
    stability_days: float
    """After it."""
    difficulty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryCurve:
    """Recall over days since the first rating, by the parameters in force now."""

    days: tuple[float, ...]
    recall: tuple[float, ...]
    """At each rating it jumps to 1: two points at one day."""
    rated: tuple[Rated, ...]
    today: float
    recall_now: float | None
    """None if the card has no memory."""
    due: float | None
    """Day on which it falls due; None in learning steps."""


def memory_curve(
    events: Sequence[Review | CardMark], now_ms: int, today: int, parameters: Parameters
) -> MemoryCurve:
    """The curve of a card's live events, oldest first; practice leaves no trace in it.

    It reaches past now by a third of the time so far, by a week at least, and past the due day.
    """
    moving = [event for event in events if _moves_memory(event)]
    start_ms = moving[0].at_ms if moving else now_ms
    tracer = _Tracer(Fsrs6(parameters), start_ms)
    for event in moving:
        tracer.pass_(event)
    now = tracer.day(now_ms)
    schedule = tracer.schedule
    due = None if schedule.due_day is None else now + schedule.due_day - today
    tracer.fall(now + max(LEAST_AHEAD_DAYS, now / 3, 1.2 * (due or 0) - now))
    return MemoryCurve(
        days=tuple(tracer.days),
        recall=tuple(tracer.recall),
        rated=tuple(tracer.rated),
        today=now,
        recall_now=tracer.chance(now_ms),
        due=due,
    )


def _moves_memory(event: Review | CardMark) -> bool:
    if isinstance(event, Review):
        return event.kind is not ReviewKind.CRAM
    return event.kind is MarkKind.RESET


class _Tracer:
    """Walks a card's events and notes how recall went in between."""

    def __init__(self, model: Fsrs6, start_ms: int) -> None:
        self._model = model
        self._start_ms = start_ms
        self.schedule = Schedule()
        self.days: list[float] = []
        self.recall: list[float] = []
        self.rated: list[Rated] = []

    def day(self, at_ms: int) -> float:
        """Days since the first event."""
        return (at_ms - self._start_ms) / _DAY_MS

    def chance(self, at_ms: int) -> float | None:
        """Chance of recall at an instant after the last event; None without a memory."""
        memory = self.schedule.memory
        since = elapsed_days(self.schedule.last_review_at_ms, at_ms)
        return None if memory is None else self._model.predict(memory, since)

    def pass_(self, event: Review | CardMark) -> None:
        """Fall until an event, then take what it does."""
        self.fall(self.day(event.at_ms))
        before = self.chance(event.at_ms)
        self.schedule = fold([event], self._model.parameters, self.schedule)
        memory = self.schedule.memory
        if isinstance(event, Review) and memory is not None:
            self.rated.append(
                Rated(
                    day=self.day(event.at_ms),
                    at_ms=event.at_ms,
                    rating=event.rating,
                    recall=before,
                    stability_days=memory.stability,
                    difficulty=memory.difficulty,
                )
            )

    def fall(self, until: float) -> None:
        """Points from the last rating until a day."""
        memory, last_ms = self.schedule.memory, self.schedule.last_review_at_ms
        if memory is None or last_ms is None:
            return
        last = self.day(last_ms)
        for i in range(BETWEEN + 1):
            # closer where recall falls fastest, which is at the beginning
            since = max(0.0, until - last) * (i / BETWEEN) ** 2
            self.days.append(last + since)
            self.recall.append(self._model.predict(memory, since))
