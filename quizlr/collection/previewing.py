"""Looking at the cards of a deck as Study draws them. Nothing is scheduled, nothing is written."""

from __future__ import annotations

from pathlib import Path

from quizlr.cardtypes import ask
from quizlr.collection.collection import Collection
from quizlr.collection.selection import deck_paths
from quizlr.errors import UnknownDeckError, UnknownNoteError
from quizlr.library.deckfile import KEPT_RULE
from quizlr.library.watching import has_changed
from quizlr.model import Card, CardId, Deck, Note, Problem, Prompt, Severity
from quizlr.values import dataclass

FIRST_VARIANT = 1
"""The seed that is shown first; the next variant has the next seed."""


@dataclass(frozen=True, slots=True)
class Target:
    """What `DECK[:NOTE]` names: a deck by its id or by its path, and perhaps a note in it."""

    deck_id: str = ""
    path: Path | None = None
    note: str = ""
    """A note's id, with `#part` if one card of it is meant; empty for the whole deck."""

    def has(self, deck: Deck, note: Note) -> bool:
        """Whether a note of a deck stands in what is named."""
        if self.path is None:
            return deck.id == self.deck_id
        return self.has_file(Path(note.place.file))

    def has_file(self, file: Path) -> bool:
        """Whether a file is, or lies below, the path that is named."""
        here = file.absolute()
        return self.path is not None and (here == self.path or self.path in here.parents)


@dataclass(frozen=True, slots=True)
class Listed:
    """Cards of a list, in its order, wherever they are."""

    ids: tuple[CardId, ...]

    @property
    def note(self) -> str:
        """No note is named."""
        return ""


def preview_paths(name: str) -> tuple[Path, ...]:
    """The file or folder that `DECK[:NOTE]` names, to be read as a deck; none if it is an id."""
    return deck_paths([name]) or deck_paths([name.rpartition(":")[0]])


def find_target(collection: Collection, name: str) -> Target:
    """Read `DECK[:NOTE]`; the `deck/note` of a card's id is understood too.

    Raises:
        UnknownDeckError: it names no deck and no path.
    """
    for mark in (None, ":", "/"):
        deck, _, note = (name, "", "") if mark is None else name.rpartition(mark)
        if deck in collection.decks:
            return Target(deck_id=deck, note=note)
        if mark != "/" and (paths := deck_paths([deck])):
            return Target(path=paths[0], note=note)
    raise UnknownDeckError(name.partition(":")[0], sorted(collection.decks))


class Preview:
    """The cards that are named, opened at one of them, in one variant.

    Raises:
        UnknownNoteError: there is no such note, and no error in the files that may hide it.
    """

    def __init__(self, collection: Collection, target: Target | Listed) -> None:
        self.collection = collection
        self.target = target
        self.variant = FIRST_VARIANT
        self.place = 0
        self.cards = _cards(collection, target)
        self._files = _files(collection, target)
        self._is_sought = bool(target.note) and not self._find(target.note)
        if isinstance(target, Target) and self._is_sought and not self.has_errors:
            names = dict.fromkeys(card.note.id for card in self.cards)
            raise UnknownNoteError(target.note, target.deck_id or str(target.path), tuple(names))

    def _find(self, name: str) -> bool:
        """Open at a note or at one card of it; False if it is not there."""
        for place, card in enumerate(self.cards):
            if name in (card.note.id, _local_name(card)):
                self.place = place
                return True
        return False

    # -- what is shown

    @property
    def card(self) -> Card | None:
        """The card that is shown; None while there is none, or the one asked for is not there."""
        return None if self._is_sought or not self.cards else self.cards[self.place]

    def named(self) -> tuple[Card, ...]:
        """All cards that are named outright: those of the note, else all."""
        note = self.target.note
        named = (card for card in self.cards if note in (card.note.id, _local_name(card)))
        return tuple(named) if note else self.cards

    def prompt(self) -> Prompt | None:
        """The question side; None while there is no card.

        Raises:
            QuizlrError: it is a drill that cannot be drawn.
        """
        card = self.card
        return None if card is None else ask(card, self.variant)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the files, and the hints about the note that is shown."""
        files = {str(path) for path in self._files}
        return tuple(
            problem
            for problem in self.collection.problems
            if problem.place.file in files
            and problem.rule != KEPT_RULE
            and (problem.severity is not Severity.HINT or self._is_about(problem))
        )

    def _is_about(self, problem: Problem) -> bool:
        card = self.card
        if card is None:
            return False
        note = card.note
        lines = range(note.place.line, max(note.end_line, note.place.line) + 1)
        return problem.place.file == note.place.file and problem.place.line in lines

    @property
    def has_errors(self) -> bool:
        """Whether the files hold what cannot be served."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    # -- moving

    def step(self, cards: int) -> bool:
        """Go some cards on, or back; False at the end."""
        place = max(0, min(self.place + cards, len(self.cards) - 1))
        has_moved = place != self.place
        self.place = place
        self.variant = FIRST_VARIANT if has_moved else self.variant
        return has_moved

    def vary(self, steps: int) -> bool:
        """Go some variants on, or back; False if the question is the same for every seed."""
        before = self.prompt()
        self.variant = max(0, self.variant + steps)
        after = self.prompt()
        return before is not None and after is not None and _looks(before) != _looks(after)

    # -- edits

    def is_stale(self) -> bool:
        """Whether one of the files was saved since it was read."""
        files = self.collection.library.files
        return any(path in files and has_changed(files[path]) for path in self._files)

    def take_up(self) -> None:
        """Show what the collection has now: the same card, or what stands in its place."""
        before = self.card
        self.cards = _cards(self.collection, self.target)
        self._files = tuple(dict.fromkeys((*_files(self.collection, self.target), *self._files)))
        self.place = max(0, min(self.place, len(self.cards) - 1))
        if self._is_sought:
            self._is_sought = not self._find(self.target.note)
        elif before is not None:
            ids = [card.id for card in self.cards]
            self.place = ids.index(before.id) if before.id in ids else self.place


def _cards(collection: Collection, target: Target | Listed) -> tuple[Card, ...]:
    """The cards that are named; a note that is only read counts as one."""
    if isinstance(target, Listed):
        return tuple(filter(None, map(collection.card, target.ids)))
    return tuple(
        Card(deck.id, note, part)
        for deck in collection.decks.values()
        for note in deck.notes
        if target.has(deck, note)
        for part in note.parts or ("",)
    )


def _files(collection: Collection, target: Target | Listed) -> tuple[Path, ...]:
    if isinstance(target, Listed):
        files = (card.note.place.file for card in _cards(collection, target))
        return tuple(map(Path, dict.fromkeys(files)))
    return tuple(
        path
        for path, file in collection.library.files.items()
        if target.has_file(path) or (file.deck is not None and file.deck.id == target.deck_id)
    )


def _local_name(card: Card) -> str:
    """The card's id within its deck."""
    return card.id.partition("/")[2]


def _looks(prompt: Prompt) -> tuple[object, ...]:
    return (prompt.front, prompt.back, prompt.task)
