"""The bundled decks as the tests read them: decks, notes by name, cards, and all their texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES, cards_of
from quizlr.cardtypes.choice import ChoiceContent
from quizlr.cardtypes.concept import ConceptContent
from quizlr.cardtypes.deletions import Deletion, parse_deletions
from quizlr.cardtypes.order import OrderContent
from quizlr.decks import parse_deck
from quizlr.decks.concepts import Concepts
from quizlr.model import Card, Content, Deck, Note, Problem

CONTENT = Path(__file__).parent.parent / "content"
FILES = sorted(CONTENT.glob("*.yaml"))


def read(text: str, file: str) -> tuple[Deck, list[Problem]]:
    """A deck and its problems; there must be a deck."""
    deck, problems = parse_deck(text, file, NOTE_TYPES, KNOWN_UNSERVED)
    assert deck is not None, problems
    return deck, problems


DECKS = [read(path.read_text(encoding="utf-8"), path.name)[0] for path in FILES]
NOTES = {f"{deck.id}/{note.id}": note for deck in DECKS for note in deck.notes}
CARDS = [card for deck in DECKS for card in cards_of(deck)]
CONCEPTS = Concepts(DECKS)


def sources_of(note: Note) -> Iterator[str]:
    """The keys of all sources that a note names."""
    if note.source:
        yield note.source
    if isinstance(note.content, ConceptContent):
        yield from (claim.source for claim in note.content.claims)


def cards_with(content: type[Content]) -> list[Card]:
    """The cards of one type."""
    return [card for card in CARDS if isinstance(card.note.content, content)]


def texts_of(note: Note) -> Iterator[str]:
    """Everything of a note that is drawn as Markdown, gaps filled in."""
    pieces, _ = parse_deletions(note.front)
    yield "".join(piece.text if isinstance(piece, Deletion) else piece for piece in pieces)
    yield from (note.back, note.disputed, *note.hints)
    match note.content:
        case ChoiceContent(options=options):
            yield from (text for option in options for text in (option.text, option.why))
        case OrderContent(lines=lines):
            yield from lines
        case ConceptContent() as concept:
            yield from (concept.deeper, concept.production, concept.example)
            yield from (concept.beginner, concept.interview)
            yield from (step.label for step in concept.flow)
            yield from (claim.disputed for claim in concept.claims)
        case _:
            pass
