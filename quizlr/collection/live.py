"""Saved edits taken up while the app runs: looked for in a thread, put to use between two keys."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.collection.collection import Collection
from quizlr.collection.former import Owners
from quizlr.collection.shelf import Shelf, added, carried_over, shelve
from quizlr.library import reload
from quizlr.library.deckfile import stamp_of
from quizlr.library.watching import Changes, changes, has_changed
from quizlr.model import Card, Problem, Severity
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What was read from files that had changed."""

    before: Shelf
    """What it was held against."""
    shelf: Shelf
    """All decks as they are now."""
    changes: Changes
    added: tuple[Card, ...]

    def cards_now(self, cards: tuple[Card, ...]) -> tuple[Card, ...]:
        """A selection as it is now; see `carried_over`."""
        return carried_over(cards, self.before, self.shelf, self.added)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The errors that were not there before."""
        known = {*self.before.library.problems, *self.before.problems}
        found = (*self.shelf.library.problems, *self.shelf.problems)
        return tuple(p for p in found if p.severity is Severity.ERROR and p not in known)

    @property
    def words(self) -> str:
        """One sentence, or two."""
        if errors := self.errors:
            place = errors[0].place
            what = f"{Path(place.file).name} has an error in line {place.line}"
            is_known = Path(place.file) in self.before.library.files
            kept = "; what it no longer shows stays as it was" if is_known else ""
            return f"{what}{kept}. {errors[0].message}"
        files = (*self.changes.edited, *self.changes.gone)
        if not files:
            return "The decks were read again."
        if len(files) > 1:
            return f"{len(files)} deck files have changed and were read."
        if self.changes.gone:
            return f"{files[0].name} is gone; the history of its cards is kept."
        if files[0] in self.before.library.files:
            return f"{files[0].name} was read again."
        if self._shadows(files[0]):
            return f"{files[0].name} in your decks now takes the place of the bundled deck."
        return f"{files[0].name} is new."

    def _shadows(self, path: Path) -> bool:
        """Whether a file holds a deck that was a bundled one until now."""
        file = self.shelf.library.files.get(path)
        deck = file and file.deck and self.before.decks.get(file.deck.id)
        return deck is not None and deck.is_bundled

    def words_for(self, card: Card | None) -> str:
        """What it means for the card on the table; else for all."""
        if card is None:
            return self.words
        new = self.shelf.by_id.get(card.id)
        if new is None:
            return f"{card.id} is no longer in the deck. Its history is kept."
        if self.errors or new.note.says_same(card.note):
            return self.words
        return "This card was edited: this is its text now."


class Watch:
    """Looks for saved edits. `look` may be called in a thread; `take` belongs to the main one."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._missing: frozenset[Path] = frozenset()

    def look(self) -> News | None:
        """Read what was saved since; None if nothing was. The collection stays as it is.

        A file counts as gone only when it is missing twice: while some editors save, there is no
        file for an instant. One that was renamed is gone at once.
        """
        shelf = self._collection.shelf
        found = changes(shelf.library, self._collection.home.decks, self._collection.paths)
        missing, self._missing = self._missing, frozenset(found.gone)
        renamed = _renamed(found, shelf)
        gone = tuple(path for path in found.gone if path in missing or path in renamed)
        owner_of = self._collection.store.owner_of
        found = Changes(found.edited, gone)
        return _news(shelf, found, owner_of) if found else None

    def take(self, news: News) -> bool:
        """Put news to use; False if the decks were read again in between, so that it is stale."""
        if news.before is not self._collection.shelf:
            return False
        self._collection.take(news.shelf)
        return True


def is_stale(collection: Collection, card: Card) -> bool:
    """Whether the card's file was saved since it was read: one look at one file."""
    file = collection.library.files.get(Path(card.note.place.file))
    return file is not None and has_changed(file)


def read_again(collection: Collection, paths: Iterable[Path]) -> News:
    """Read these files now, changed or not, and what else was saved; the news is taken already."""
    shelf = collection.shelf
    found = changes(shelf.library, collection.home.decks, collection.paths)
    edited = dict.fromkeys((*paths, *found.edited))
    news = _news(shelf, Changes(tuple(edited)), collection.store.owner_of)
    collection.take(news.shelf)
    return news


def read_all_again(collection: Collection) -> News:
    """Read all decks now, whatever has changed; the news is taken already."""
    before = collection.shelf
    collection.reload_all()
    shelf = collection.shelf
    return News(before=before, shelf=shelf, changes=Changes(), added=added(before, shelf))


def _news(shelf: Shelf, found: Changes, owner_of: Owners) -> News:
    library = reload(
        shelf.library,
        found.edited,
        gone=found.gone,
        types=NOTE_TYPES,
        known_unserved=KNOWN_UNSERVED,
    )
    new = shelve(library, owner_of)
    return News(before=shelf, shelf=new, changes=found, added=added(shelf, new))


def _renamed(found: Changes, shelf: Shelf) -> set[Path]:
    """Missing files that lie elsewhere under another name."""
    if not (found.gone and found.edited):
        return set()
    now = {stamp for path in found.edited if (stamp := stamp_of(path))}
    return {path for path in found.gone if shelf.library.files[path].stamp in now}
