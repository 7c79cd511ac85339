"""Which concept a name in `about` means: one topic over all decks.

A bare id means the concept of the same deck; if that deck has none of this id, the one of another
deck. `deck/note` names a concept of any deck. Where several other decks have the id, those that the
deck requires come first, then the bundled ones, then the alphabet; `quizlr check` asks to be exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from quizlr.model import Card, Deck, Note

TYPE = "concept"
"""The `type:` of a concept note."""


class Concepts(Mapping[str, Note]):
    """The concept notes of all decks by `deck/note`, in the order of the decks."""

    def __init__(self, decks: Iterable[Deck]) -> None:
        self._decks = {deck.id: deck for deck in decks}
        self._notes: dict[str, Note] = {}
        self._owners: dict[str, list[str]] = {}
        self._found: dict[tuple[str, str], str] = {}
        self._named: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
        for deck in self._decks.values():
            for note in deck.notes:
                if note.type == TYPE:
                    self._notes[f"{deck.id}/{note.id}"] = note
                    self._owners.setdefault(note.id, []).append(deck.id)

    def __getitem__(self, key: str) -> Note:
        return self._notes[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._notes)

    def __len__(self) -> int:
        return len(self._notes)

    def find(self, deck_id: str, name: str) -> str:
        """The key of the concept that a note of `deck_id` calls `name`; empty if there is none."""
        asked = (deck_id, name)
        if asked not in self._found:
            self._found[asked] = self._sought(deck_id, name)
        return self._found[asked]

    def about(self, card: Card) -> tuple[str, ...]:
        """The keys of the concepts that a card is about, each once; names of none are left out."""
        return self.named(card.deck_id, card.note.about)

    def named(self, deck_id: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """The keys of the concepts with these names, each once, as a note of `deck_id` means."""
        asked = (deck_id, names)
        if asked not in self._named:
            found = (self.find(deck_id, name) for name in names)
            self._named[asked] = tuple(dict.fromkeys(key for key in found if key))
        return self._named[asked]

    def rivals(self, deck_id: str, name: str) -> tuple[str, ...]:
        """The keys of all concepts that a bare name could mean, if it is not clear which."""
        owners = self._owners.get(name, [])
        if len(owners) < 2 or deck_id in owners:
            return ()
        return tuple(f"{owner}/{name}" for owner in owners)

    @property
    def ids(self) -> tuple[str, ...]:
        """The bare ids, each once."""
        return tuple(self._owners)

    def _sought(self, deck_id: str, name: str) -> str:
        if "/" in name:
            return name if name in self._notes else ""
        owners = self._owners.get(name, [])
        if deck_id in owners:
            return f"{deck_id}/{name}"
        if len(owners) > 1:
            required = self._required(deck_id)
            owners = sorted(
                owners, key=lambda o: (o not in required, not self._decks[o].is_bundled, o)
            )
        return f"{owners[0]}/{name}" if owners else ""

    def _required(self, deck_id: str) -> set[str]:
        """The decks that a deck requires, and those that they require."""
        found: set[str] = set()
        waiting = [deck_id]
        while waiting:
            deck = self._decks.get(waiting.pop())
            for name in deck.requires if deck else ():
                if name not in found:
                    found.add(name)
                    waiting.append(name)
        return found
