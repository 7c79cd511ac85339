"""From a mapping to a Note: its type, its fields, its id.

A note with an error is left out and everything else is served. What the fields mean together is
judged by the note's type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from quizlr.decks.computing import computed
from quizlr.decks.deckfields import COMMON_FIELDS, DEFAULT_TYPE
from quizlr.decks.fields import Field
from quizlr.decks.nearest import did_you_mean
from quizlr.decks.nodes import Entries, Fault, Node, Scalar
from quizlr.decks.notetype import Draft, NoteType
from quizlr.decks.places import NodePlaces
from quizlr.decks.provisional import provisional_id
from quizlr.decks.values import ValueReader, slug
from quizlr.decks.verifying import verified
from quizlr.model import Note, Severity, Silence, Tier

_PLAIN = ("back", "hints", "tags", "about", "source", "disputed", "was")
"""Common fields that go into the note as they are."""


class NoteReader:
    """Reads the notes of one file; remembers ids and what was left out."""

    def __init__(
        self,
        values: ValueReader,
        types: Mapping[str, NoteType],
        known_unserved: Collection[str],
    ) -> None:
        self.unserved: Counter[str] = Counter()
        self.unserved_at: int | None = None
        """Offset of the first note of a type that is known by name only."""
        self.cited: list[tuple[str, int, str]] = []
        """Every `source` given: its key, its offset, its path."""
        self._values = values
        self._types = types
        self._known_unserved = known_unserved
        self._fields = {name: fields_of(kind) for name, kind in types.items()}
        self._called = {name: f"a note of type {name}" for name in types}
        self._ids: dict[str, int] = {}
        self._refused_at = sorted(values.raw.refused)

    def read(self, node: Node, path: str) -> Note | None:
        """One note, or None if it cannot be served (the problems say why)."""
        if not isinstance(node, Entries):
            self._no_fields(node, path)
            return None
        note = self._read(node, path)
        if note is None:
            self._keep_id(node)
        return note

    def _read(self, node: Entries, path: str) -> Note | None:
        name = _type_name(node)
        if name in self._known_unserved and name not in self._types:
            self._leave_out(name, node)
            return None
        note_type = self._types.get(name)
        if note_type is None:
            self._unknown_type(node, name, path)
            return None
        errors = self._values.error_count
        fields = self._fields[name]
        read = self._values.fields(node, fields, path, self._called[name])
        if self._values.error_count > errors or self._has_refused(node):
            return None
        return self._note(node, note_type, read, path)

    def _note(
        self, node: Entries, note_type: NoteType, read: dict[str, Any], path: str
    ) -> Note | None:
        draft = Draft(read, NodePlaces(self._values.raw, node), path)
        if not note_type.is_generated:
            read, faulty = computed(draft)
            self._values.problems.extend(faulty)
            if faulty:
                return None
            draft = replace(draft, values=read)
        content, problems = note_type.content(draft)
        if "verify" in read:
            problems = [*problems, *verified(draft)]
        self._values.problems.extend(problems)
        if content is None or any(problem.severity is Severity.ERROR for problem in problems):
            return None
        front: str = read.get(note_type.front_field, content.title)
        written = read.get("id")
        identifier = written or provisional_id(note_type.name, front)
        if not self._claim(identifier, node, path, is_provisional=not written):
            return None
        if "source" in read:
            self.cited.append((read["source"], _value_at(node, "source"), f"{path}.source"))
        raw = self._values.raw
        note = Note(
            id=identifier,
            type=note_type.name,
            front=front,
            tier=Tier(read["tier"]) if "tier" in read else None,
            content=content,
            place=raw.place(node.start),
            end_line=raw.line_of(raw.end_of_content(node.start, node.end) - 1),
            is_provisional=not written,
            silence=_silences(draft),
            **{name: read[name] for name in _PLAIN if name in read},
        )
        return replace(note, parts=note_type.parts(note))

    def _claim(self, identifier: str, node: Entries, path: str, *, is_provisional: bool) -> bool:
        """Take an id for a note; False (and a problem) if another note has it."""
        if identifier in self._ids:
            first = self._values.raw.place(self._ids[identifier])
            what = "the same type and front" if is_provisional else f"the id `{identifier}`"
            message = (
                f"The note at {first} already has {what}; this one is left out. "
                "Each note needs an id of its own, because its history hangs on it: "
                "write another id, or remove one of the two."
            )
            at = node.start if is_provisional else _value_at(node, "id")
            self._values.problem(at, "duplicate-id", message, f"{path}.id")
            return False
        self._ids[identifier] = node.start
        if is_provisional:
            self._hint_at_id(node, path)
        return True

    def _keep_id(self, node: Entries) -> None:
        """The id of a note with an error stays its own: another would answer for its history."""
        for key, value in node.pairs:
            if isinstance(key, Scalar) and key.text == "id" and isinstance(value, Scalar):
                self._ids.setdefault(value.text, node.start)

    def _hint_at_id(self, node: Entries, path: str) -> None:
        message = (
            "This note has no id. It is studied under a provisional one made from its text, so "
            "its history would be lost when the text changes. Add a line such as "
            f"`id: {self._idea(node)}`."
        )
        self._values.problem(node.start, "provisional-id", message, path, Severity.HINT)

    def _idea(self, node: Entries) -> str:
        for _, value in node.pairs:
            words = slug(value.text).split("-")[:5] if isinstance(value, Scalar) else []
            if len(words) > 1:
                return "-".join(words)
        return "my-note"

    def _leave_out(self, name: str, node: Entries) -> None:
        self.unserved[name] += 1
        if self.unserved_at is None:
            self.unserved_at = node.start

    def _unknown_type(self, node: Entries, name: str, path: str) -> None:
        known = [*self._types, *self._known_unserved]
        message = f"There is no note type `{name[:60]}`. {did_you_mean(name, known)}"
        at = _value_at(node, "type")
        self._values.problem(at, "unknown-type", message, f"{path}.type")

    def _no_fields(self, node: Node, path: str) -> None:
        if isinstance(node, Fault):
            self._values.fault(node, path)
            return
        message = (
            "A note is a group of fields, but here is something else. Begin it with a dash, then "
            "a field a line, all in the same column: `- id: my-note`, `  front: …`, `  back: …`."
        )
        self._values.problem(node.start, "not-a-note", message, path)

    def _has_refused(self, node: Entries) -> bool:
        """True if a refused character was in the note's text; it is reported for the file."""
        refused = self._refused_at
        return bool(refused) and any(node.start <= at < node.end for at in refused)


def fields_of(note_type: NoteType) -> tuple[Field, ...]:
    """Id and type, the type's own fields, then the common ones that it does not replace."""
    replaced = {field.name for field in note_type.fields}
    if note_type.front_field != "front":
        replaced.add("front")
    common = [field for field in COMMON_FIELDS if field.name not in replaced]
    return (*common[:2], *note_type.fields, *common[2:])


def _type_name(node: Entries) -> str:
    for key, value in node.pairs:
        if isinstance(key, Scalar) and key.text == "type" and isinstance(value, Scalar):
            return value.text or DEFAULT_TYPE
    return DEFAULT_TYPE


def _silences(draft: Draft) -> tuple[Silence, ...]:
    return tuple(
        Silence(each["rule"], each["why"], draft.place(at), f"{draft.path}.{at}")
        for number, each in enumerate(draft.values.get("silence", ()))
        for at in (f"silence[{number}].rule",)
    )


def _value_at(node: Entries, name: str) -> int:
    for key, value in node.pairs:
        if isinstance(key, Scalar) and key.text == name:
            return value.start
    return node.start
