"""Sources of a deck that no note refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quizlr.authoring.lint.subject import Scope
from quizlr.decks.places import deck_place
from quizlr.model import Deck, Place, Problem, Severity


def find(scope: Scope) -> Iterator[Problem]:
    """The keys of `sources` that stand for nothing."""
    cited: dict[str, set[str]] = {}
    decks: dict[str, Deck] = {}
    for subject in scope.subjects:
        decks[subject.deck.id] = subject.deck
        cited.setdefault(subject.deck.id, set()).update(_sources(subject.draft.values))
    for deck in decks.values():
        named = cited[deck.id]
        # A key that is misspelt at a note is told there, and is the likely cause.
        for key in deck.sources if named <= set(deck.sources) else ():
            if key not in named:
                message = (
                    f"No note of the deck has `source: {key}`. Name it at the notes that rest on "
                    "it, or take it away."
                )
                place = _place(scope, deck, key)
                yield Problem(place, "unused-source", message, f"sources.{key}", Severity.HINT)


def _sources(values: Mapping[str, Any]) -> Iterator[str]:
    """Every `source` in the fields of a note, however deep."""
    for name, value in values.items():
        if name == "source" and isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _sources(value)
        elif isinstance(value, tuple):
            yield from _of_all(value)


def _of_all(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping):
            yield from _sources(value)


def _place(scope: Scope, deck: Deck, key: str) -> Place:
    """Where the source stands: a deck may be in several files."""
    files = dict.fromkeys((deck.place.file, *(note.place.file for note in deck.notes)))
    for file in files:
        place = deck_place(scope.text_of(file), file, "sources", key)
        if place is not None:
            return place
    return deck.place
