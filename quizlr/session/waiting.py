"""The cards of a sitting that are not on the table: in learning steps, due, new."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from itertools import chain

from quizlr.model import Card, CardId, CardState, Moment, Schedule
from quizlr.session.pile import Pile
from quizlr.session.queue import IN_STEPS, Queue, is_due, is_hidden


class Waiting:
    """Learning cards come when they are due, then reviews, then new cards."""

    def __init__(self, queue: Queue, on_table: CardId | None) -> None:
        self._learning = [item for item in queue.learning if item[1].id != on_table]
        self._reviews = Pile(card for card in queue.reviews if card.id != on_table)
        self._new = Pile(card for card in queue.new if card.id != on_table)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Learning cards, reviews, new cards."""
        return len(self._learning), len(self._reviews), len(self._new)

    @property
    def next_due_at_ms(self) -> int | None:
        """When the next learning card comes; None if there is none."""
        return self._learning[0][0] if self._learning else None

    def take(self, now: Moment, *, ahead_ms: float) -> Card | None:
        """The next card, taken off; a learning card up to `ahead_ms` early if no other is left."""
        if self._is_step_due(now.at_ms):
            return self._learning.pop(0)[1]
        if self._reviews:
            return self._reviews.take()
        if self._new:
            return self._new.take()
        return self._learning.pop(0)[1] if self._is_step_due(now.at_ms + ahead_ms) else None

    def first(self, now: Moment, *, but_note: str) -> Card | None:
        """The card that probably comes next, if the note on the table is answered."""
        if self._is_step_due(now.at_ms):
            return self._learning[0][1]
        coming = chain(self._reviews, self._new)
        return next((card for card in coming if card.note_key != but_note), None)

    def _is_step_due(self, at_ms: float) -> bool:
        return bool(self._learning) and self._learning[0][0] <= at_ms

    def put(self, card: Card, behind: int = 0) -> None:
        """Among the reviews, behind the first few."""
        self._reviews.put(card, behind)

    def put_last(self, card: Card) -> None:
        """Behind all reviews."""
        self._reviews.put(card, len(self._reviews))

    def settle(self, card: Card, schedule: Schedule, now: Moment) -> None:
        """Put a card where its schedule says: into its steps, in front, or away."""
        self.drop(card.id)
        if is_hidden(schedule, now):
            return
        if schedule.state in IN_STEPS:
            if (schedule.due_at_ms or 0) < now.next_day_at_ms:
                insort(self._learning, (schedule.due_at_ms or 0, card), key=lambda item: item[0])
        elif is_due(schedule, now):
            self._reviews.put(card)
        elif schedule.state is CardState.NEW:
            self._new.put(card)

    def drop(self, card_id: CardId) -> None:
        """Take a card out, if it is here."""
        self._learning = [item for item in self._learning if item[1].id != card_id]
        self._reviews.drop(card_id)
        self._new.drop(card_id)

    def drop_note(self, note_key: str) -> None:
        """Take the reviews and the new cards of a note out: one sibling a day."""
        for pile in (self._reviews, self._new):
            pile.drop_note(note_key)

    def replace(self, current: Callable[[CardId], Card | None]) -> None:
        """Use the cards as they are now; those that are gone leave."""
        learning = ((due, current(card.id)) for due, card in self._learning)
        self._learning = [(due, card) for due, card in learning if card is not None]
        self._reviews = Pile(filter(None, (current(card.id) for card in self._reviews)))
        self._new = Pile(filter(None, (current(card.id) for card in self._new)))
