"""From nodes to typed values: each kind of `fields` has its way of being read.

A scalar is typed by the field it stands in. What does not fit becomes a problem with the field's
path, and the value is `REFUSED`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final
from unicodedata import normalize

from quizlr.decks import traps
from quizlr.decks.decimals import number_fault
from quizlr.decks.fields import (
    CardReference,
    Field,
    Flag,
    Identifier,
    Kind,
    ListOf,
    MapOf,
    NoteName,
    Number,
    OneOf,
    Record,
    Text,
)
from quizlr.decks.nearest import did_you_mean, nearest
from quizlr.decks.nodes import Entries, Fault, Items, Node, Scalar
from quizlr.decks.rawtext import RawText, first_forbidden
from quizlr.model import Problem, Severity

REFUSED: Final = object()
"""Stands for a value that could not be read; the problem says why."""

ID = re.compile(r"[a-z0-9-]{1,64}")
FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_NOT_IN_ID = re.compile("[^a-z0-9]+")


def slug(text: str) -> str:
    """A valid id made from a text; empty if nothing of it fits."""
    plain = normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_ID.sub("-", plain).strip("-")[:64].rstrip("-")


class ValueReader:
    """Reads the values of one file and gathers what is wrong with them."""

    def __init__(self, raw: RawText) -> None:
        self.raw = raw
        self.problems: list[Problem] = []
        self.error_count = 0
        self._is_nfc = raw.text.isascii() or raw.text == normalize("NFC", raw.text)
        self._has_hash = " #" in raw.text or "\t#" in raw.text
        self._names: dict[int, tuple[dict[str, Field], list[Field]]] = {}

    def problem(
        self, at: int, rule: str, message: str, path: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Note down something wrong at an offset."""
        if severity is Severity.ERROR:
            self.error_count += 1
        self.problems.append(Problem(self.raw.place(at), rule, message, path, severity))

    def fault(self, fault: Fault, path: str, severity: Severity = Severity.ERROR) -> None:
        """Note down a fault."""
        self.problem(fault.start, fault.rule, fault.message, path, severity)

    def read(self, node: Node, kind: Kind, path: str) -> Any:
        """The value of a node, or `REFUSED`."""
        if type(node) is Fault:
            self.fault(node, path)
            return REFUSED
        return _READERS[type(kind)](self, node, kind, path)

    def fields(
        self, node: Entries, fields: tuple[Field, ...], path: str, what: str
    ) -> dict[str, Any]:
        """The fields of a record; what is refused or absent is left out.

        Args:
            node: the record.
            fields: those it may have.
            path: of the record.
            what: how messages call the record: `a basic note`.
        """
        by_name, required = self._known(fields)
        values: dict[str, Any] = {}
        seen: dict[str, Scalar] = {}
        meant: set[str] = set()
        before = ""
        for key, value in node.pairs:
            if type(key) is Fault:
                self.fault(key, path)
                continue
            assert type(key) is Scalar
            name = key.text
            field = by_name.get(name)
            if field is None:
                split = traps.key_split(self.raw, key, value, before) if node.is_flow else None
                if split:
                    self.fault(split, path)
                else:
                    self.unknown_field(key, by_name, path, what)
                    meant.add(nearest(name, by_name))
                continue
            if name in seen:
                self.duplicate(seen[name], key, _join(path, name))
                continue
            seen[name] = key
            before = name
            if type(value) is Scalar and value.is_empty:
                self._empty_field(field, value, _join(path, name))
                continue
            read = self.read(value, field.kind, f"{path}.{name}" if path else name)
            if read is not REFUSED:
                values[name] = read
        for field in required:
            if field.name not in seen and field.name not in meant:
                self._missing_field(node, field, path, what)
        return values

    def _known(self, fields: tuple[Field, ...]) -> tuple[dict[str, Field], list[Field]]:
        """Fields by name, and those that are required; worked out once for each tuple."""
        known = self._names.get(id(fields))
        if known is None:
            by_name = {field.name: field for field in fields}
            required = [field for field in fields if field.is_required]
            known = self._names[id(fields)] = (by_name, required)
        return known

    def duplicate(self, first: Scalar, second: Scalar, path: str) -> None:
        """A key occurs twice; the first stands."""
        message = (
            f"`{second.text}` is already given on line {self.raw.line_of(first.start)}. "
            "YAML would silently keep the last: remove or rename one of the two."
        )
        self.problem(second.start, "duplicate-key", message, path)

    def unknown_field(self, key: Scalar, names: Iterable[str], path: str, what: str) -> None:
        """A field that does not exist in `what`."""
        name = key.text[:60]
        message = f"There is no field `{name}` in {what}. {did_you_mean(key.text, names)}"
        self.problem(key.start, "unknown-field", message, _join(path, name))

    def _missing_field(self, node: Entries, field: Field, path: str, what: str) -> None:
        sample = f"{field.name}: {field.example}".partition("\n")[0]
        message = (
            f"`{field.name}` is missing in {what}. What belongs there: {field.doc} "
            f"Add a line such as `{sample}`."
        )
        self.problem(node.start, "missing-field", message, path)

    def _empty_field(self, field: Field, value: Scalar, path: str) -> None:
        cut = traps.comment_cut(self.raw, value) if type(field.kind) is Text else None
        if cut:
            self.fault(cut, path, Severity.ERROR if field.is_required else Severity.WARNING)
        elif field.is_required:
            message = f"`{field.name}` is empty. What belongs there: {field.doc} Write it here."
            self.problem(value.start, "missing-field", message, path)

    def _scalar(self, node: Node, wanted: str, path: str) -> str | None:
        """The text of a scalar, NFC; None (and a problem) for anything else."""
        if type(node) is not Scalar:
            self.fault(traps.wrong_shape(self.raw, node, wanted), path)
            return None
        if node.style == '"':
            return self._double_quoted(node, path)
        return node.text if self._is_nfc else normalize("NFC", node.text)

    def _double_quoted(self, node: Scalar, path: str) -> str | None:
        spoiled = traps.backslash(self.raw, node)
        if spoiled:
            self.fault(spoiled, path)
            return None
        text = normalize("NFC", node.text)
        character = first_forbidden(text)
        if character:
            message = (
                f"This text has the character U+{ord(character):04X}, written as an escape. It "
                "could control the terminal or disguise the text, so decks may not have it: "
                "remove the escape."
            )
            self.problem(node.start, "control-character", message, path)
            return None
        return text

    def _text(self, node: Node, kind: Text, path: str) -> Any:
        text = self._scalar(node, "text", path)
        if text is None:
            return REFUSED
        assert type(node) is Scalar
        if self._has_hash and not node.style:
            cut = traps.comment_cut(self.raw, node)
            if cut:
                self.fault(cut, path, Severity.WARNING)
        text = text.rstrip("\n")
        if not kind.allow_empty and (not text or text.isspace()):
            message = "This text is empty. Write something here, or remove the field."
            self.problem(node.start, "empty-text", message, path)
            return REFUSED
        return text

    def _identifier(self, node: Node, _kind: Identifier | NoteName, path: str) -> Any:
        text = self._scalar(node, "an id", path)
        if text is None:
            return REFUSED
        if ID.fullmatch(text):
            return text
        idea = slug(text)
        message = (
            f"`{text[:80]}` cannot be an id: an id has 1 to 64 small letters, digits and hyphens. "
            + (f"Write `{idea}`, for example." if idea else "Choose a short word.")
        )
        self.problem(node.start, "bad-id", message, path)
        return REFUSED

    def _reference(self, node: Node, _kind: CardReference | NoteName, path: str) -> Any:
        text = self._scalar(node, "a deck/note id", path)
        if text is None:
            return REFUSED
        deck, slash, note = text.partition("/")
        if slash and ID.fullmatch(deck) and ID.fullmatch(note):
            return text
        message = (
            f"`{text[:80]}` does not name a note. Write the deck's id, a slash and the note's id: "
            "`old-deck/old-note`."
        )
        self.problem(node.start, "bad-reference", message, path)
        return REFUSED

    def _note_name(self, node: Node, _kind: NoteName, path: str) -> Any:
        is_exact = type(node) is Scalar and "/" in node.text
        return (self._reference if is_exact else self._identifier)(node, _kind, path)

    def _number(self, node: Node, kind: Number, path: str) -> Any:
        text = self._scalar(node, "a number", path)
        if text is None:
            return REFUSED
        fault = number_fault(text.strip(), kind)
        if fault:
            self.problem(node.start, fault[0], fault[1], path)
            return REFUSED
        return int(text) if kind.is_integer else float(text)

    def _flag(self, node: Node, _kind: Flag, path: str) -> Any:
        text = self._scalar(node, "yes or no", path)
        if text is None:
            return REFUSED
        flag = FLAGS.get(text.strip().lower())
        if flag is None:
            message = f"`{text[:40]}` is neither yes nor no. Write `yes`, `no`, `true` or `false`."
            self.problem(node.start, "not-a-flag", message, path)
            return REFUSED
        return flag

    def _one_of(self, node: Node, kind: OneOf, path: str) -> Any:
        text = self._scalar(node, "a word", path)
        if text is None:
            return REFUSED
        if text in kind.values:
            return text
        near = nearest(text, kind.values)
        guess = f"Did you mean `{near}`? " if near else ""
        message = f"`{text[:60]}` is not known here. {guess}Known: {', '.join(kind.values)}."
        self.problem(node.start, "unknown-value", message, path)
        return REFUSED

    def _list(self, node: Node, kind: ListOf, path: str) -> Any:
        if type(node) is Scalar and kind.allow_single:
            if "," in node.text and kind.item in _NAMES:
                return self._names_in_a_row(node, kind, path)
            value = self.read(node, kind.item, path)
            return REFUSED if value is REFUSED else (value,)
        if type(node) is not Items:
            self.problem(node.start, "not-a-list", _NOT_A_LIST, path)
            return REFUSED
        if node.is_flow and type(kind.item) is Text:
            split = traps.comma_split(self.raw, node.items)
            if split:
                self.fault(split, path, Severity.WARNING)
        values = tuple(
            self.read(item, kind.item, f"{path}[{index}]") for index, item in enumerate(node.items)
        )
        if len(values) < kind.minimum:
            message = f"This list has {len(values)} of at least {kind.minimum} items. Add some."
            self.problem(node.start, "too-few-items", message, path)
            return REFUSED
        return REFUSED if any(value is REFUSED for value in values) else values

    def _names_in_a_row(self, node: Scalar, kind: ListOf, path: str) -> Any:
        names = [name.strip()[:60] for name in node.text.split(",")]
        message = (
            f"A comma parts nothing here: `{node.text[:60]}` is one name. Put brackets around a "
            f"list: `[{', '.join(filter(None, names[:4]))}]`."
        )
        if type(kind.item) is not Text:  # no id has a comma
            self.problem(node.start, "not-a-list", message, path)
            return REFUSED
        self.problem(node.start, "not-a-list", message, path, Severity.WARNING)
        value = self.read(node, kind.item, path)
        return REFUSED if value is REFUSED else (value,)

    def _record(self, node: Node, kind: Record, path: str) -> Any:
        if type(node) is Scalar and kind.short_form:
            field = next(field for field in kind.fields if field.name == kind.short_form)
            value = self.read(node, field.kind, path)
            return REFUSED if value is REFUSED else {field.name: value}
        if type(node) is not Entries:
            names = ", ".join(field.name for field in kind.fields)
            message = f"Here fields are wanted, each on a line: {names}. Write `name: value`."
            self.problem(node.start, "not-a-mapping", message, path)
            return REFUSED
        errors = self.error_count
        values = self.fields(node, kind.fields, path, f"`{path.rpartition('.')[2]}`")
        return values if self.error_count == errors else REFUSED

    def _map(self, node: Node, kind: MapOf, path: str) -> Any:
        if type(node) is not Entries:
            message = "Here names with values are wanted. Write `name: value`, each on a line."
            self.problem(node.start, "not-a-mapping", message, path)
            return REFUSED
        values: dict[str, Any] = {}
        seen: dict[str, Scalar] = {}
        for key, item in node.pairs:
            name = None if type(key) is Fault else self._scalar(key, "a name", path)
            if name is None:
                if type(key) is Fault:
                    self.fault(key, path)
                continue
            assert type(key) is Scalar
            if name in seen:
                self.duplicate(seen[name], key, f"{path}.{name}")
                continue
            seen[name] = key
            value = self.read(item, kind.item, f"{path}.{name}")
            if value is not REFUSED:
                values[name] = value
        return values


_NAMES = (Text(is_name=True), Identifier(), NoteName(), CardReference())
"""Kinds of items of which each is a name."""
_NOT_A_LIST = (
    "Here a list is wanted. Write each item on a line of its own after a dash, "
    "or all of them in [ ] with commas between."
)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


_READERS: dict[type, Callable[..., Any]] = {
    Text: ValueReader._text,
    Identifier: ValueReader._identifier,
    CardReference: ValueReader._reference,
    NoteName: ValueReader._note_name,
    Number: ValueReader._number,
    Flag: ValueReader._flag,
    OneOf: ValueReader._one_of,
    ListOf: ValueReader._list,
    Record: ValueReader._record,
    MapOf: ValueReader._map,
}
