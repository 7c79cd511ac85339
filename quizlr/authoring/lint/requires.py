"""Decks that wait for what can never be learned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizlr.authoring.lint.subject import Scope
from quizlr.decks.places import deck_place
from quizlr.model import Deck, Problem, Severity


def find(scope: Scope) -> Iterator[Problem]:
    """The decks outside of a circle that wait for one in it."""
    decks = {deck.id: deck for deck in scope.every}
    stuck = {deck_id for deck_id in decks if deck_id in _needed(deck_id, decks)}
    if not stuck:
        return
    for deck in dict.fromkeys(subject.deck.id for subject in scope.subjects):
        blocked = sorted(_needed(deck, decks) & stuck) if deck not in stuck else []
        if blocked:
            message = (
                f"`requires` leads to `{blocked[0]}`, which waits for itself, so the new cards of "
                "this deck would never come. Break that circle, or require another deck."
            )
            file = decks[deck].place.file
            place = deck_place(scope.text_of(file), file, "requires") or decks[deck].place
            yield Problem(place, "requires-unreachable", message, "requires", Severity.WARNING)


def _needed(deck_id: str, decks: Mapping[str, Deck]) -> set[str]:
    """The decks that a deck waits for, and those that they wait for."""
    needed: set[str] = set()
    waiting = [deck_id]
    while waiting:
        deck = decks.get(waiting.pop())
        for name in deck.requires if deck else ():
            if name not in needed:
                needed.add(name)
                waiting.append(name)
    return needed
