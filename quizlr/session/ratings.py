"""The ratings of one sitting, and those of it that were undone."""

from __future__ import annotations

from quizlr.model import CardId, CardState, Review
from quizlr.session.turn import Rated, Turn


class Ratings:
    """In the order in which they were given; one that is undone is put by until it is redone."""

    def __init__(self) -> None:
        self.given: list[Rated] = []
        self._forgotten: list[Rated] = []

    def forget(self, card_id: CardId) -> Rated | None:
        """Put the newest rating of a card by; None if there is none."""
        return _move_newest(card_id, self.given, self._forgotten)

    def remember(self, card_id: CardId) -> Rated | None:
        """Count a rating of a card again; None if none was put by."""
        return _move_newest(card_id, self._forgotten, self.given)

    @property
    def total_ms(self) -> int:
        """Time spent on the answers."""
        return sum(item.duration_ms for item in self.given)


def rated(turn: Turn, review: Review) -> Rated:
    """What is remembered of a rating in its sitting."""
    return Rated(
        card=turn.card,
        rating=review.rating,
        was_new=review.state_before is CardState.NEW,
        duration_ms=review.duration_ms,
        verdict=review.verdict,
        skill=review.template_id,
        slip=review.slip,
        told=turn.grade.feedback if turn.grade else "",
    )


def _move_newest(card_id: CardId, source: list[Rated], target: list[Rated]) -> Rated | None:
    for index in range(len(source) - 1, -1, -1):
        if source[index].card.id == card_id:
            target.append(source.pop(index))
            return target[-1]
    return None
