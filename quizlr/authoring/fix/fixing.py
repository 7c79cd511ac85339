"""All that can be mended in a deck's text, as edits of that text.

What is served stays as it is, byte for byte and note for note: an outcome in which a note that
was served has changed, or in which there are more errors than before, is thrown away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from quizlr.authoring.fix import blocks, ids, quotes
from quizlr.authoring.fix.edits import Edit, Source, applied, in_order, overlap, rebased
from quizlr.decks import NoteType, parse_deck
from quizlr.decks.events import TooDeepError, YamlError, note_parts, parts
from quizlr.decks.nodes import NOTES, Fault, Part, Scalar
from quizlr.decks.pieces import Piece, conflicts, pieces
from quizlr.decks.rawtext import RawText
from quizlr.decks.syntax import explain
from quizlr.model import Deck, Note, Place, Problem, Severity
from quizlr.values import dataclass

_HEAD = "quizlr: 1\nid: x\ntitle: x\nnotes:\n"
_NOTES_KEY = Scalar(NOTES, "", 0, 0)


@dataclass(frozen=True, slots=True)
class Fix:
    """What is to be changed in a file; nothing if there are no edits."""

    before: str
    """The file's text, with its byte order mark and its line ends."""
    edits: tuple[Edit, ...]
    """In order; their offsets are those of `before`."""

    @property
    def after(self) -> str:
        """The text with all edits made."""
        return applied(self.before, self.edits)


def fix(
    text: str, file: str, types: Mapping[str, NoteType], known_unserved: Collection[str]
) -> Fix:
    """What can be mended in a deck.

    Args:
        text: the whole file, with its byte order mark and its line ends.
        file: its name, on which the id of a deck that has none depends.
        types: the note types that are served, by name.
        known_unserved: names of types that come with a later version.
    """
    source = Source(text, file)
    if conflicts(source.raw.text):
        return Fix(text, ())

    def read(made: str) -> tuple[Deck | None, list[Problem]]:
        return parse_deck(made, file, types, known_unserved)

    before = read(source.raw.text)
    edits = tuple(_Mender(source.raw, types, known_unserved).edits(before))
    if not edits or overlap(edits) or not _keeps(before, read(applied(source.raw.text, edits))):
        return Fix(text, ())
    return Fix(text, tuple(in_order(source.own(edit) for edit in edits)))


class _Mender:
    """Looks for what can be mended: quotes and columns, then ids in what can be read."""

    def __init__(
        self, raw: RawText, types: Mapping[str, NoteType], known_unserved: Collection[str]
    ) -> None:
        self._raw = raw
        self._types = types
        self._known_unserved = known_unserved

    def edits(self, before: tuple[Deck | None, list[Problem]]) -> list[Edit]:
        """All edits of `raw.text`."""
        deck, problems = before
        rules = {problem.rule for problem in problems}
        edits: list[Edit] = []
        if rules & {"backslash", "yaml-syntax", "tab-indent", "block-indent"}:
            edits += self._of_syntax()
        if not edits and not rules & {ids.RULE, ids.DECK_RULE}:
            return edits
        text = applied(self._raw.text, edits)
        raw = RawText(text, self._raw.file)
        if edits:
            deck, _ = parse_deck(text, self._raw.file, self._types, self._known_unserved)
        if deck is None:
            return edits
        return [*edits, *rebased(_id_edits(raw, deck), edits)]

    def _of_syntax(self) -> Iterator[Edit]:
        """Quotes and columns, piece by piece."""
        for piece in _whole_or_pieces(self._raw.text):
            yield from self._of_piece(piece)

    def _of_piece(self, piece: Piece) -> list[Edit]:
        text = self._raw.text[piece.start : piece.end]
        reading = _Reading(is_note=piece.note_index is not None)
        moved = blocks.mended(text, reading.fault_of, self._is_sound)
        edits = [*moved, *rebased(_quote_edits(applied(text, moved), reading), moved)]
        return [Edit(e.start + piece.start, e.end + piece.start, e.text, e.rule) for e in edits]

    def _is_sound(self, note: str) -> bool:
        text, _ = _Reading(is_note=True).masked(note)
        made = parse_deck(f"{_HEAD}{text}", "x.yaml", self._types, self._known_unserved)
        return made[0] is not None and not _errors(made[1])


def _quote_edits(text: str, reading: _Reading) -> Iterator[Edit]:
    """The edits of what is spoiled in double quotes; none if the text cannot be read."""
    readable, masks = reading.masked(text)
    try:
        read = reading.parts(readable)
    except (YamlError, TooDeepError):
        return
    for part in read:
        for place in quotes.quoted_in(readable, part.node, _column_of_part(readable, part)):
            masked = masks.get(place.start) or quotes.marked(text[place.start : place.end])
            if masked:
                yield from quotes.mended(text, place, masked)


class _Reading:
    """How a piece of a deck is read: with the escapes masked that YAML would refuse."""

    def __init__(self, *, is_note: bool) -> None:
        self._is_note = is_note

    def masked(self, text: str) -> tuple[str, dict[int, str]]:
        """The text, as long as before, and each masked source by its offset."""
        masks: dict[int, str] = {}
        made = text
        while (at := self._refused_escape(made)) is not None and at not in masks:
            found = quotes.QUOTED.match(text, at)
            source = quotes.marked(found[0]) if found else None
            if source is None:
                break
            masks[at] = source
            made = made[:at] + source + made[at + len(source) :]
        return made, masks

    def parts(self, text: str) -> list[Part]:
        """The parts of the piece with this text.

        Raises:
            YamlError, TooDeepError: it cannot be read.
        """
        return list(note_parts(text, 0, _NOTES_KEY, 0) if self._is_note else parts(text))

    def fault_of(self, text: str) -> Fault | None:
        """What YAML stops at, escapes left aside."""
        made, _ = self.masked(text)
        try:
            self.parts(made)
        except (YamlError, TooDeepError) as error:
            return explain(error, RawText(made, ""))
        return None

    def _refused_escape(self, text: str) -> int | None:
        """Where the quoted text stands that YAML refuses for an escape in it."""
        try:
            self.parts(text)
        except YamlError as error:
            is_escape = "quoted" in error.context and "end of stream" not in error.problem
            return error.context_at if is_escape else None
        except TooDeepError:
            pass
        return None


def _column_of_part(text: str, part: Part) -> int:
    key = part.key
    if key is None or part.note_index is not None:
        return 0
    return key.start - (text.rfind("\n", 0, key.start) + 1)


def _whole_or_pieces(text: str) -> Iterator[Piece]:
    """The file as one piece, or cut where YAML gives up on it."""
    try:
        for _ in parts(text):
            pass
    except (YamlError, TooDeepError):
        yield from (piece for piece in pieces(text) if not piece.is_misplaced)
    else:
        yield Piece(0, len(text))


def _id_edits(raw: RawText, deck: Deck) -> Iterator[Edit]:
    """The ids to be written, in a text as it is."""
    read: list[Part] = []
    for piece in _whole_or_pieces(raw.text):
        text = raw.text[piece.start : piece.end]
        try:
            if piece.note_index is None:
                read += parts(text, piece.start)
            else:
                read += note_parts(text, piece.start, _NOTES_KEY, piece.note_index)
        except (YamlError, TooDeepError):
            continue
    yield from ids.note_edits(raw, (part.node for part in read), deck)
    yield from ids.deck_edits(raw, read, deck)


def _keeps(
    before: tuple[Deck | None, list[Problem]], after: tuple[Deck | None, list[Problem]]
) -> bool:
    """Whether all that was served is served as it was, and nothing else broke."""
    old, new = before[0], after[0]
    if _errors(after[1]) > _errors(before[1]) or (old is not None and new is None):
        return False
    if old is None or new is None:
        return True
    served = {note.id: _said(note) for note in new.notes}
    is_same_deck = (old.id, old.title, old.requires) == (new.id, new.title, new.requires)
    return is_same_deck and all(served.get(note.id) == _said(note) for note in old.notes)


def _said(note: Note) -> Note:
    """A note without where it stands and how its id came about."""
    return replace(note, place=Place(""), end_line=0, is_provisional=False, silence=())


def _errors(problems: list[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)
