"""Rescheduling on request: nothing moves by itself when parameters or settings change."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.collection.collection import Collection
from quizlr.collection.load import calendar
from quizlr.model import Card, CardId, CardMark, MarkKind, Schedule
from quizlr.scheduling.rescheduling import LoadChange, Move, load_change, reschedule
from quizlr.session.drafting import settings_of
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What rescheduling would do."""

    moves: tuple[Move, ...]
    count: int
    """Cards in review that were looked at."""
    load: LoadChange


def preview(collection: Collection, cards: Sequence[Card]) -> Preview:
    """Where these cards' due days would go, and what that does to the coming days."""
    table = collection.scheduler_settings()
    known = [
        (card.id, schedule, settings_of(card, table))
        for card in cards
        if (schedule := _moving(collection, card.id)) is not None
    ]
    load = collection.settings.load
    today = collection.now().study_day
    moves = reschedule(known, today, calendar(load), is_balanced=load.balance)
    change = load_change(((card_id, schedule) for card_id, schedule, _ in known), moves, today)
    return Preview(moves=moves, count=len(known), load=change)


def _moving(collection: Collection, card_id: CardId) -> Schedule | None:
    schedule = collection.schedules.get(card_id)
    is_fixed = schedule is None or schedule.is_suspended or schedule.due_day is None
    return None if is_fixed else schedule


def carry_out(collection: Collection, moves: Sequence[Move]) -> None:
    """Record the moves.

    Raises:
        DataError: they could not be saved; nothing has moved.
    """
    at_ms = collection.now().at_ms
    collection.record_all(
        [
            CardMark(card_id=move.card_id, at_ms=at_ms, kind=MarkKind.RESCHEDULE, value=move.to_day)
            for move in moves
        ]
    )
