"""Notes as an author writes them, read by the real reader, for the tests of the card types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from textwrap import indent
from typing import Any

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES, cards_of
from quizlr.decks.parsing import parse_deck
from quizlr.model import Card, Deck, Problem


def read(notes: str) -> tuple[Deck, list[Problem]]:
    """A deck called `d` from the YAML of its notes."""
    text = f"quizlr: 1\nid: d\ntitle: D\nnotes:\n{indent(notes.strip(), '  ')}\n"
    deck, problems = parse_deck(text, "d.yaml", NOTE_TYPES, KNOWN_UNSERVED)
    assert deck is not None, problems
    return deck, problems


def cards(notes: str) -> tuple[Card, ...]:
    """All cards of notes that have no problem."""
    deck, problems = read(notes)
    assert not problems, problems
    return cards_of(deck)


def problems(notes: str) -> list[Problem]:
    """What is wrong with notes."""
    return read(notes)[1]


def rules(notes: str) -> list[str]:
    """The rules that notes break."""
    return [problem.rule for problem in problems(notes)]


def as_yaml(note: Mapping[str, Any]) -> str:
    """One note from values; JSON is YAML, and hides no trap."""
    return f"- {json.dumps({'id': 'n'} | dict(note), ensure_ascii=False)}"


def card(note: Mapping[str, Any]) -> Card:
    """The only card of one note from values; hints do not matter."""
    (one,) = cards_of(read(as_yaml(note))[0])
    return one
