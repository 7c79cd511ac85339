"""All that happened to one card, and how its memory went."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from quizlr.model import Card, CardMark, MarkKind, Review, ReviewKind
from quizlr.model.moment import EPOCH
from quizlr.session.drafting import settings_of
from quizlr.stats.curve import MemoryCurve, Rated, memory_curve
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened."""

    at: datetime
    """On the learner's clock."""
    what: str
    """`Good`, `Again`, `suspended`, `moved to 24 Dec 2026` …"""
    recall: float | None = None
    """The chance of recall just before a rating, by the parameters of now."""
    stability_days: float | None = None
    """After a rating."""
    next_words: str = ""
    """When it was to come back, as in `8 d`."""
    seconds: float | None = None
    note: str = ""
    """A slip, or that it was practice."""


@dataclass(frozen=True, slots=True)
class History:
    """A card's life so far."""

    card: Card
    curve: MemoryCurve
    lines: tuple[Line, ...]
    """Newest first."""


def history_of(collection: Collection, card: Card) -> History:
    """Read a card's history from the log; that of the cards it adopted is part of it.

    Raises:
        DatabaseError: the log cannot be asked.
    """
    with collection.store.beside().open() as reader:
        happenings = reader.happenings(card.id)
    now = collection.now()
    parameters = settings_of(card, collection.scheduler_settings()).parameters
    curve = memory_curve(happenings, now.at_ms, now.study_day, parameters)
    rated = {each.at_ms: each for each in curve.rated}
    lines = [_line(collection, what, rated) for what in happenings]
    return History(card, curve, tuple(reversed(lines)))


def _line(collection: Collection, what: Review | CardMark, rated: dict[int, Rated]) -> Line:
    at = datetime.fromtimestamp(what.at_ms / 1000, UTC).astimezone(collection.clock.zone)
    if isinstance(what, CardMark):
        return Line(at=at, what=_mark_words(what))
    is_practice = what.kind is ReviewKind.CRAM
    counted = None if is_practice else rated.get(what.at_ms)
    return Line(
        at=at,
        what=what.rating.name.capitalize(),
        recall=counted.recall if counted else None,
        stability_days=counted.stability_days if counted else None,
        next_words="" if is_practice else _next_words(what),
        seconds=what.duration_ms / 1000,
        note="practice" if is_practice else what.slip,
    )


def _next_words(review: Review) -> str:
    if review.due_at_ms is None:
        return f"{review.scheduled_days} d"
    return f"{max(0, review.due_at_ms - review.at_ms) / 60_000:.0f} min"


def _mark_words(mark: CardMark) -> str:
    day = EPOCH + timedelta(mark.value) if abs(mark.value) < 2_000_000 else date.max
    on = f"{day.day} {day:%b %Y}"
    return {
        MarkKind.BURY: f"buried until {on}",
        MarkKind.SUSPEND: "suspended" if mark.value else "brought back",
        MarkKind.FLAG: f"flagged {mark.value}" if mark.value else "unflagged",
        MarkKind.RESET: "reset",
        MarkKind.RESCHEDULE: f"moved to {on}",
        MarkKind.ADOPT: f"took over {mark.text}",
    }[mark.kind]
