"""Deck text to Deck: YAML, positions, fields and problems. Files are the library's business.

Reading loads PyYAML, which takes tens of milliseconds; it is loaded when the first deck is read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quizlr.decks.collector import collector_paused
from quizlr.decks.encoding import MAX_BYTES, decode
from quizlr.decks.notetype import Draft, NoteType
from quizlr.model import Deck, Problem


def parse_deck(
    text: str,
    file: str,
    types: Mapping[str, NoteType],
    known_unserved: Collection[str],
    *,
    is_bundled: bool = False,
) -> tuple[Deck | None, list[Problem]]:
    """The deck in a text, and everything that is wrong with it; see `quizlr.decks.parsing`."""
    from quizlr.decks import parsing

    return parsing.parse_deck(text, file, types, known_unserved, is_bundled=is_bundled)


__all__ = [
    "MAX_BYTES",
    "Draft",
    "NoteType",
    "collector_paused",
    "decode",
    "parse_deck",
]
