"""The part of a desk that keeps true what it asks while decks are edited and histories move."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quizlr.collection.collection import Collection
from quizlr.model import NEW_SCHEDULE, Card, CardId, Moment
from quizlr.session import Practice, Queue, Session

if TYPE_CHECKING:
    from quizlr.collection.adopting import Adopted
    from quizlr.collection.live import News


class Upkeep:
    """Takes up news; whoever sits at the desk has chosen the cards."""

    collection: Collection
    cards: tuple[Card, ...]
    practice: Practice | None
    _within: tuple[Card, ...] | None
    _session: Session
    _left: frozenset[CardId] = frozenset()
    """Cards that were chosen and are in no deck now; they may come back, or under other ids."""

    def queue(self, now: Moment) -> Queue:
        """What this sitting asks, as things stand now."""
        raise NotImplementedError

    def take_up(self, news: News) -> str:
        """Use the cards as they are written now; one sentence on what came of it.

        Raises:
            QuizlrError: the card on the table is a drill that can no longer be drawn; it stays.
        """
        turn = self._session.on_table
        now = self.collection.now()
        if news.before.by_id.keys() - news.shelf.by_id.keys():
            there = news.shelf.by_id
            self._left |= {card.id for card in self.cards if card.id not in there}
        self.cards = news.cards_now(self.cards)
        self._within = self._within and news.cards_now(self._within)
        self._choose(card.id for card in news.added if card.id in self._left)
        self._session.replace_cards(self.collection.card, self.collection.concepts(), now)
        new = {card.id for card in news.added}
        self._know(new & self.collection.schedules.keys())
        if new and any(card.id in new for card in reversed(self.cards)):
            self._refill(now)
        return news.words_for(turn.card if turn else None)

    def take_up_history(self, adopted: Adopted) -> None:
        """Histories changed hands: cards stand elsewhere now, or go on under another id."""
        turn, moved = self._session.on_table, adopted.cards
        self._choose(new for old, new in adopted.pairs.items() if old in self._left)
        self._know(moved)
        is_open = turn is not None and turn.grade is None and turn.card.id in moved
        if turn is not None and is_open and self.practice is None:
            self._session.drop(turn.card.id)
        self._refill(self.collection.now())

    def _choose(self, card_ids: Iterable[CardId]) -> None:
        """Add cards to those that were chosen."""
        chosen = {card.id for card in self.cards}
        found = (self.collection.card(card_id) for card_id in card_ids if card_id not in chosen)
        self.cards += tuple(card for card in found if card is not None)

    def _know(self, card_ids: Iterable[CardId]) -> None:
        """Tell the session where cards stand."""
        for card_id in card_ids:
            self._session.know(card_id, self.collection.schedules.get(card_id, NEW_SCHEDULE))

    def _refill(self, now: Moment) -> None:
        """Begin again with what is to be asked; a practice goes on with what it had."""
        if self.practice is None:
            self._session.refill(self.queue(now))
