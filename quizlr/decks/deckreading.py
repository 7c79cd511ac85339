"""From the parts of a file to a Deck: the deck's own fields, its notes, what holds between them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from quizlr.decks.deckfields import DECK_FIELDS, FORMAT_VERSION
from quizlr.decks.nearest import did_you_mean
from quizlr.decks.nodes import NOTES, Fault, Items, Node, Part, Scalar
from quizlr.decks.notereading import NoteReader
from quizlr.decks.notetype import NoteType
from quizlr.decks.rawtext import RawText
from quizlr.decks.values import ID, REFUSED, ValueReader, slug
from quizlr.model import Deck, Note, Place, Problem, Severity, Source

_FIELDS = {field.name: field for field in DECK_FIELDS}
_ID_CAUSE = "A deck's history hangs on its id, so it should not depend on the file's name."


class DeckReader:
    """Takes the parts of one file in any order and gives back the deck."""

    def __init__(
        self,
        raw: RawText,
        types: Mapping[str, NoteType],
        known_unserved: Collection[str],
    ) -> None:
        self._raw = raw
        self._values = ValueReader(raw)
        self._notes = NoteReader(self._values, types, known_unserved)
        self._read: dict[str, Any] = {}
        self._keys: dict[str, Scalar] = {}
        self._served: list[Note] = []
        self.has_lost_pieces = False
        """True if a piece of the file could not be read as YAML."""
        self._has_lost_fields = False
        self._is_mapping = True

    @property
    def problems(self) -> list[Problem]:
        """What is wrong so far."""
        return self._values.problems

    def take(self, part: Part) -> None:
        """Read one part of the file."""
        node, key, index = part
        if key is None:
            self._file_fault(node)
            return
        if not self._is_first(key):
            return
        if index is not None:
            note = self._notes.read(node, f"{NOTES}[{index}]")
            if note is not None:
                self._served.append(note)
            return
        self._field(key, node)

    def lose(
        self, fault: Fault, notes_key: Scalar | None = None, note_index: int | None = None
    ) -> None:
        """Note down a piece of the file that cannot be read: a note, or anything else."""
        self.has_lost_pieces = True
        if notes_key is None:
            self._has_lost_fields = True
            self._values.fault(fault, "")
        else:
            self._keys.setdefault(NOTES, notes_key)
            self._values.fault(fault, f"{NOTES}[{note_index}]")

    def deck(self, *, is_bundled: bool) -> Deck | None:
        """The deck, once all parts are taken; None if it cannot be served at all."""
        if not self._is_mapping or not self._is_deck() or not self._has_known_format():
            return None
        self._check_characters()
        identifier = self._identifier()
        if identifier is None:
            return None
        if NOTES not in self._keys:
            self._missing(NOTES, Severity.ERROR, "Without notes there is nothing to study.")
        title = self._title(identifier)
        sources = self._sources()
        self._hint_at_unserved()
        read = self._read
        return Deck(
            id=identifier,
            title=title,
            description=read.get("description", ""),
            tags=read.get("tags", ()),
            requires=read.get("requires", ()),
            sources=sources,
            notes=tuple(self._served),
            desired_retention=read.get("retention"),
            place=Place(self._raw.file),
            is_bundled=is_bundled,
            unserved=dict(self._notes.unserved),
        )

    def _is_first(self, key: Scalar) -> bool:
        first = self._keys.setdefault(key.text, key)
        if first.start == key.start:
            return True
        # The second `notes:` comes here with each of its notes: say it once.
        if not any(problem.place == self._raw.place(key.start) for problem in self.problems):
            self._values.duplicate(first, key, key.text)
        return False

    def _field(self, key: Scalar, node: Node) -> None:
        field = _FIELDS.get(key.text)
        if field is None:
            self._values.unknown_field(key, _FIELDS, "", "a deck")
        elif field.name == NOTES:
            self._bad_notes(node)
        elif not (isinstance(node, Scalar) and node.is_empty):
            value = self._values.read(node, field.kind, field.name)
            if value is not REFUSED:
                self._read[field.name] = value
            elif field.name == "id":
                self._has_lost_fields = True

    def _bad_notes(self, node: Node) -> None:
        if isinstance(node, Fault):
            self._values.fault(node, NOTES)
        elif not (isinstance(node, Items) and not node.items):
            message = (
                "`notes` is a list: begin each note with a dash on a line of its own, "
                "and indent its fields by two more columns."
            )
            self._values.problem(node.start, "not-a-list", message, NOTES)

    def _file_fault(self, node: Node) -> None:
        if isinstance(node, Fault):
            self._values.fault(node, "")
            return
        self._is_mapping = False
        if isinstance(node, Scalar) and node.is_empty:
            self._empty_file()
            return
        message = (
            "A deck is a group of fields: `quizlr: 1`, `id:`, `title:` and `notes:`, each at the "
            "start of a line. Here the file is something else. If it is a bare list of notes, "
            "write those lines above it."
        )
        self._values.problem(node.start, "not-a-deck", message, "")

    def _empty_file(self) -> None:
        message = (
            "This file is empty. A deck begins with `quizlr: 1`, `id:`, `title:` and `notes:`."
        )
        self._values.problem(0, "empty-file", message, "")

    def _is_deck(self) -> bool:
        if not self._keys and not self.problems:
            self._empty_file()
        elif "quizlr" not in self._keys and NOTES not in self._keys and not self._has_lost_fields:
            self.problems.clear()
            message = (
                "This file has neither `quizlr: 1` nor `notes:`, so it is not read as a deck. "
                "Add them, or move the file out of the decks folder."
            )
            self._values.problem(0, "not-a-deck", message, "", Severity.WARNING)
            return False
        return bool(self._keys)

    def _has_known_format(self) -> bool:
        version = self._read.get("quizlr")
        if version is None:
            if "quizlr" not in self._keys:
                self._missing("quizlr", Severity.WARNING, "It is read as version 1.")
            return True
        if version <= FORMAT_VERSION:
            return True
        self.problems.clear()
        message = (
            f"This deck is in format {version}, and this quizlr reads format {FORMAT_VERSION}. "
            "Install a newer quizlr to study it."
        )
        self._values.problem(self._keys["quizlr"].start, "newer-format", message, "quizlr")
        return False

    def _identifier(self) -> str | None:
        if "id" in self._read:
            return str(self._read["id"])
        if self._has_lost_fields:
            if "id" not in self._keys:
                message = (
                    "The deck's id could not be read, so the deck is left out: under another id "
                    "your history would go astray. Mend the other problems of this file first."
                )
                self._values.problem(0, "missing-field", message, "id")
            return None
        name = self._raw.file.replace("\\", "/").rpartition("/")[2]
        identifier = slug(name.rpartition(".")[0] or name) or "deck"
        self._missing("id", Severity.WARNING, _ID_CAUSE, identifier)
        return identifier

    def _title(self, identifier: str) -> str:
        if "title" in self._read:
            return str(self._read["title"])
        if "title" not in self._keys:
            self._missing("title", Severity.WARNING, "Its id is shown instead.")
        return identifier

    def _missing(self, name: str, severity: Severity, cause: str, example: str = "") -> None:
        if self._has_lost_fields:
            return  # it may stand in what could not be read
        sample = f"{name}: {example or _FIELDS[name].example}".rstrip()
        message = f"The deck has no `{name}`. {cause} Add the line `{sample}`."
        self._values.problem(0, "missing-field", message, name, severity)

    def _sources(self) -> dict[str, Source]:
        sources = {
            key: Source(key, read["title"], read.get("url", ""))
            for key, read in self._read.get("sources", {}).items()
        }
        for key in sources:
            if not ID.fullmatch(key):
                at = self._keys["sources"].start
                message = (
                    f"`{key[:60]}` cannot be the key of a source: use small letters, digits and "
                    f"hyphens, such as `{slug(key) or 'book'}`."
                )
                self._values.problem(at, "bad-id", message, "sources")
        for cited, at, path in self._notes.cited:
            if cited not in sources:
                guess = did_you_mean(cited, sources) or "Add the deck's field `sources`."
                message = f"The deck's `sources` has no `{cited}`. {guess}"
                self._values.problem(at, "unknown-source", message, path, Severity.WARNING)
        return sources

    def _hint_at_unserved(self) -> None:
        unserved = self._notes.unserved
        if not unserved or self._notes.unserved_at is None:
            return
        count = unserved.total()
        notes, verb = ("note", "is") if count == 1 else ("notes", "are")
        message = (
            f"{count} {notes} of types that come with a later version "
            f"({', '.join(sorted(unserved))}) {verb} left out. The rest is served."
        )
        self._values.problem(
            self._notes.unserved_at, "later-version", message, NOTES, Severity.HINT
        )

    def _check_characters(self) -> None:
        for at, character in self._raw.refused.items():
            message = (
                f"Here is the character U+{ord(character):04X}. It is not visible and could "
                "control the terminal or disguise the text, so no deck may have it. Remove it; "
                "it often comes with copied text."
            )
            self._values.problem(at, "control-character", message, "")
