"""What notes said when they were reviewed, kept in the log so that they are known again.

The log is where it has to be: it travels with the history that hangs on it, on whatever machine
the note is missed. A text is written once, with the first review of it, in the same stroke.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from quizlr.errors import DataError
from quizlr.model import Card, CardMark, HomeMark, HomeMarkKind, MarkKind, Note, Review, ReviewKind

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection
    from quizlr.collection.shelf import Shelf
    from quizlr.store import Store


class Keeper:
    """Knows what is to be recorded together with a happening."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, Note] = {}
        """The notes whose text the log is known to have, by `deck/note`."""

    def beside(self, what: Review | CardMark, card: Card | None) -> tuple[HomeMark | CardMark, ...]:
        """The text of a note that is reviewed, if the log has another; a former id taken back.

        What happens to a card under a former id is its own, not that of the card that took its
        history over.
        """
        texts = self._texts(card, what.at_ms) if card and _schedules(what) else ()
        if what.card_id not in self._store.owner_of:
            return texts
        own = CardMark(
            card_id=what.card_id, at_ms=what.at_ms, kind=MarkKind.ADOPT, text=what.card_id
        )
        return (*texts, own)

    def _texts(self, card: Card, at_ms: int) -> tuple[HomeMark, ...]:
        if self._kept.get(card.note_key) is card.note:
            return ()
        mark = _mark(card.note_key, card.note, at_ms)
        last = self._store.home_mark(HomeMarkKind.NOTE, card.note_key)
        return (mark,) if _says_other(mark, last) else ()

    def kept(self, what: Review | CardMark, card: Card | None) -> None:
        """All of it was recorded."""
        if card and _schedules(what):
            self._kept[card.note_key] = card.note


def _schedules(what: Review | CardMark) -> bool:
    return isinstance(what, Review) and what.kind is not ReviewKind.CRAM


def keep_leaving(collection: Collection, shelf: Shelf) -> None:
    """Before the decks change: keep the last text of notes with history that leave them."""
    before = collection.shelf
    leaving = before.by_id.keys() - shelf.by_id.keys()
    if leaving and not collection.store.is_read_only:
        _keep(collection, [before.by_id[card_id] for card_id in leaving])


def keep_missing(collection: Collection) -> None:
    """Keep the text of all notes with history of which the log has none.

    Their history is older than this custom, or came from elsewhere.
    """
    by_id = collection.shelf.by_id
    cards = [by_id[card_id] for card_id in collection.schedules if card_id in by_id]
    names = collection.store.home_mark_names(HomeMarkKind.NOTE) if cards else set()
    _keep(collection, [card for card in cards if card.note_key not in names])


def _keep(collection: Collection, cards: Sequence[Card]) -> None:
    """Keep texts, if that can be done: they are a help for later, and nothing hangs on them now."""
    known = [card for card in cards if card.id in collection.schedules]
    with suppress(DataError):
        collection.store.record_all(new_texts(collection, known, collection.now().at_ms))


def new_texts(collection: Collection, cards: Iterable[Card], at_ms: int) -> list[HomeMark]:
    """The texts of the notes of some cards that the log does not have, to be recorded."""
    notes = {card.note_key: card.note for card in cards}
    marks = [_mark(key, note, at_ms) for key, note in notes.items()]
    last = collection.store.home_mark
    return [mark for mark in marks if _says_other(mark, last(HomeMarkKind.NOTE, mark.name))]


def _says_other(mark: HomeMark, last: HomeMark | None) -> bool:
    return last is None or last.text != mark.text


def _mark(key: str, note: Note, at_ms: int) -> HomeMark:
    from quizlr.authoring.identity import text_of, to_json

    text = to_json(text_of(key.partition("/")[0], note))
    return HomeMark(at_ms=at_ms, kind=HomeMarkKind.NOTE, name=key, text=text)
