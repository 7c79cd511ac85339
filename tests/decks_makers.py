"""What the tests of the deck reader share: reading a text or bytes with the real card types."""

from __future__ import annotations

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.decks import decode, parse_deck
from quizlr.model import Deck, Note, Problem

HEAD = "quizlr: 1\nid: sample\ntitle: Sample\n"


def read(text: str, file: str = "sample.yaml") -> tuple[Deck | None, list[Problem]]:
    """A deck text, read with the real card types."""
    return parse_deck(text, file, NOTE_TYPES, KNOWN_UNSERVED)


def read_bytes(data: bytes, file: str) -> tuple[Deck | None, list[Problem]]:
    """A deck file's bytes, as the library reads them."""
    text, problems = decode(data, file)
    return (None, problems) if text is None else read(text, file)


def read_deck(text: str) -> Deck:
    """The deck of a text that has one, whatever problems it has."""
    deck, problems = read(text)
    assert deck is not None, [str(problem) for problem in problems]
    return deck


def read_note(fields: str) -> Note:
    """The only note of a deck, from its fields at the start of lines; without any problem."""
    lines = "".join(f"    {line}\n" for line in fields.splitlines())
    deck, problems = read(f"{HEAD}notes:\n  - id: only\n{lines}")
    assert [str(problem) for problem in problems] == []
    assert deck is not None
    return deck.notes[0]


def rules(problems: list[Problem]) -> list[str]:
    """The rules that were broken, in the order of the file."""
    return [problem.rule for problem in problems]
