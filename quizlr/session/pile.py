"""A pile of cards, from which any card can be drawn at once whatever its size."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from quizlr.model import Card, CardId


class Pile:
    """Cards in order; taking the first, dropping any and putting one in front cost the same."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self._cards = OrderedDict((card.id, card) for card in cards)
        self._by_note: dict[str, list[CardId]] = {}
        for card in self._cards.values():
            self._by_note.setdefault(card.note_key, []).append(card.id)

    def __len__(self) -> int:
        return len(self._cards)

    def __iter__(self) -> Iterator[Card]:
        return iter(self._cards.values())

    def take(self) -> Card:
        """The first card, taken off."""
        return self._cards.popitem(last=False)[1]

    def put(self, card: Card, behind: int = 0) -> None:
        """Put a card in, behind the first few."""
        before = [self.take() for _ in range(min(behind, len(self)))]
        self._by_note.setdefault(card.note_key, []).append(card.id)
        for each in (card, *reversed(before)):
            self._cards[each.id] = each
            self._cards.move_to_end(each.id, last=False)

    def drop(self, card_id: CardId) -> None:
        """Take a card out, if it is here."""
        self._cards.pop(card_id, None)

    def drop_note(self, note_key: str) -> None:
        """Take all cards of a note out."""
        for card_id in self._by_note.get(note_key, ()):
            self.drop(card_id)
