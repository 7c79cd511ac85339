"""Reading a deck: text in, a Deck and its problems out. Nothing here touches a file.

The file is read as a whole. If YAML refuses that, it is read again piece by piece, so that an
error costs only the piece that has it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quizlr.decks.collector import collector_paused
from quizlr.decks.deckreading import DeckReader
from quizlr.decks.encoding import MAX_BYTES, too_large
from quizlr.decks.events import TooDeepError, YamlError, note_parts, parts
from quizlr.decks.nodes import Fault, Part
from quizlr.decks.notetype import NoteType
from quizlr.decks.pieces import Piece, conflicts, pieces
from quizlr.decks.rawtext import RawText
from quizlr.decks.silencing import Silences
from quizlr.decks.syntax import explain, misplaced
from quizlr.model import Deck, Problem


def parse_deck(
    text: str,
    file: str,
    types: Mapping[str, NoteType],
    known_unserved: Collection[str],
    *,
    is_bundled: bool = False,
) -> tuple[Deck | None, list[Problem]]:
    """The deck in a text, and everything that is wrong with it, in the order of the file.

    Notes with an error are left out, all others are served. None comes back only for a file that
    is no deck, a deck of a newer format, or one whose id cannot be read.

    Args:
        text: the whole file.
        file: its name, for places (and for the id of a deck that has none).
        types: the note types that are served, by name.
        known_unserved: names of types that come with a later version.
        is_bundled: True for the decks that ship with quizlr.
    """
    if len(text) > MAX_BYTES:
        return None, [too_large(file)]
    raw = RawText(text.removeprefix("\ufeff"), file)
    with collector_paused():
        reader = DeckReader(raw, types, known_unserved)
        torn = conflicts(raw.text)
        refused = None if torn else _read_whole(raw, reader)
        if torn or refused:
            reader = DeckReader(raw, types, known_unserved)
            _read_pieces(raw, reader, torn)
            if refused and not reader.has_lost_pieces:
                reader.lose(refused)
        deck = reader.deck(is_bundled=is_bundled)
    silences = Silences(deck.notes if deck else ())
    return deck, sorted(silences.applied(reader.problems), key=lambda problem: problem.place)


def _read_whole(raw: RawText, reader: DeckReader) -> Fault | None:
    """Read the file in one go; the fault that YAML stopped at, if it did."""
    try:
        for part in parts(raw.text):
            reader.take(part)
    except (YamlError, TooDeepError) as error:
        return explain(error, raw)
    return None


def _read_pieces(raw: RawText, reader: DeckReader, torn: list[Fault]) -> None:
    for fault in torn:
        reader.lose(fault)
    for piece in pieces(raw.text):
        if any(piece.start < fault.end and fault.start < piece.end for fault in torn):
            continue
        read = _parts_of(raw, piece)
        if isinstance(read, Fault):
            reader.lose(read, piece.notes_key, piece.note_index)
        else:
            for part in read:
                reader.take(part)


def _parts_of(raw: RawText, piece: Piece) -> list[Part] | Fault:
    """All parts of a piece, or why it has none: half a piece is not to be trusted."""
    if piece.is_misplaced:
        return misplaced(piece.start, raw)
    text = raw.text[piece.start : piece.end]
    try:
        if piece.notes_key is None or piece.note_index is None:
            return list(parts(text, piece.start))
        return list(note_parts(text, piece.start, piece.notes_key, piece.note_index))
    except (YamlError, TooDeepError) as error:
        return explain(error, raw)
