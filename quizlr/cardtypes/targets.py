"""What a name on a concept page opens: a concept, another note, or a family of drills."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from quizlr.cardtypes.drill import DrillContent
from quizlr.decks.concepts import Concepts
from quizlr.model import Deck


class Targets:
    """All that can be opened by name, in some decks."""

    def __init__(self, decks: Iterable[Deck], concepts: Concepts) -> None:
        self._decks = tuple(decks)
        self._concepts = concepts
        self._notes = {f"{deck.id}/{note.id}" for deck in self._decks for note in deck.notes}

    def find(self, deck_id: str, name: str) -> str:
        """`deck/note` of what a page of `deck_id` calls `name`; empty if there is nothing.

        A concept first, then a note of the same deck (or of the deck named), then the first note
        of the family of this name.
        """
        concept = self._concepts.find(deck_id, name)
        if concept:
            return concept
        key = name if "/" in name else f"{deck_id}/{name}"
        return key if key in self._notes else self._families.get(name, "")

    def names(self, deck_id: str) -> tuple[str, ...]:
        """What a page of `deck_id` may open, in its shortest form."""
        own = (key.partition("/")[2] for key in self._notes if key.startswith(f"{deck_id}/"))
        return tuple(dict.fromkeys((*self._concepts.ids, *own, *self._families)))

    @cached_property
    def _families(self) -> dict[str, str]:
        """Name of a family -> `deck/note` of the first drill of it."""
        found: dict[str, str] = {}
        for deck in self._decks:
            for note in deck.notes:
                if note.type == "drill" and isinstance(note.content, DrillContent):
                    found.setdefault(note.content.family, f"{deck.id}/{note.id}")
        found.pop("", None)
        return found
