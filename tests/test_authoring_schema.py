"""The JSON Schema: made from the reader's definitions, and it judges as the reader does."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from content_decks import CONTENT
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from quizlr.authoring.examples import example_of
from quizlr.authoring.schema import deck_schema, schema_text
from quizlr.cardtypes import CARD_TYPES
from quizlr.cli import main
from quizlr.decks.deckfields import DECK_FIELDS
from quizlr.decks.events import parts
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
from quizlr.decks.notereading import fields_of
from quizlr.decks.rawtext import RawText
from quizlr.decks.values import ValueReader

TESTS = Path(__file__).parent
SHAPE_RULES = {
    "bad-flag", "bad-id", "colon-mapping", "missing-field", "not-a-list", "not-a-flag",
    "not-a-mapping", "not-a-note", "not-a-number", "out-of-range", "too-few-items",
    "unknown-field", "unknown-type", "unknown-value", "wrong-shape", "braces-start",
}  # fmt: skip
"""What is wrong with one field, whatever the others say."""
UNREAD = "huge-number"
"""A deck whose number of 5,000 digits ends check-jsonschema."""


def fields_within(fields: tuple[Field, ...], path: str) -> Iterator[tuple[str, Field]]:
    """All fields and those of the records in them, each with its path."""
    for field in fields:
        yield f"{path}.{field.name}", field
        kind: Kind = field.kind
        while isinstance(kind, ListOf | MapOf):
            kind = kind.item
        if isinstance(kind, Record):
            yield from fields_within(kind.fields, f"{path}.{field.name}")


FIELDS = dict(fields_within(DECK_FIELDS, "deck")) | {
    path: field
    for name, kind in CARD_TYPES.items()
    for path, field in fields_within(fields_of(kind), name)
}


def test_every_field_is_described_and_its_example_can_be_read() -> None:
    for path, field in FIELDS.items():
        assert field.doc.endswith("."), path
        assert field.doc.isprintable(), path
        assert example_of(field) not in ("", ()), path


def test_every_type_is_described_and_its_sketch_names_fields_of_its_own() -> None:
    for name, kind in CARD_TYPES.items():
        assert kind.doc.endswith("."), name
        optional = {field.name for field in kind.fields if not field.is_required}
        assert set(kind.sketch) <= optional, name


# -- judged by check-jsonschema, as in an editor


@pytest.fixture(scope="module")
def schema_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "deck.schema.json"
    assert main(["schema", "--output", str(path)]) == 0
    return path


def judged(schema: Path, *decks: Path) -> set[str]:
    """The names of the decks that check-jsonschema refuses."""
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)]
    done = subprocess.run(
        [*command, "--output-format", "json", *map(str, decks)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout)
    return {
        Path(each["filename"]).stem for each in (*found["errors"], *found.get("parse_errors", ()))
    }


def test_the_schema_is_a_schema(schema_file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--check-metaschema", str(schema_file)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_all_that_ships_and_all_good_decks_of_the_tests_are_valid(schema_file: Path) -> None:
    decks = [*CONTENT.glob("*.yaml"), *(TESTS / "decks_drills").glob("*.yaml")]
    assert len(decks) > 20
    assert judged(schema_file, *decks) == set()


def rules_of(deck: Path) -> set[str]:
    lines = deck.with_suffix(".expected").read_text(encoding="utf-8").splitlines()[1:]
    return {line.split()[1] for line in lines}


def test_decks_broken_in_shape_are_refused_and_those_broken_in_meaning_are_not(
    schema_file: Path,
) -> None:
    decks = [deck for deck in sorted((TESTS / "decks_bad").glob("*.yaml")) if deck.stem != UNREAD]
    refused = judged(schema_file, *decks)
    in_shape = {deck.stem for deck in decks if rules_of(deck) & SHAPE_RULES}
    assert len(in_shape) > 15
    assert in_shape - refused == set()
    meanings = {"cloze-without-deletion", "order-cycle", "duplicate-id", "unknown-source", "no-id"}
    assert refused.isdisjoint(meanings)


# -- judged beside the reader


def in_brackets(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


def in_braces(pairs: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in pairs.items()) + "}"


QUOTED = ("7", "0.25", "2")
WORDS = (
    "12", "-3", "0.5", ".5", "+1.", "1e3", "012", "1:30", "no", "Yes", "true", "FALSE", "a-b",
    "A b", "old/note", "2026-11-23", "'7'", '"0.25"', "'no'", "x", "É", "99", "beginner", "' '",
    "''", "hard", "text with words", r"$\sigma$",
)  # fmt: skip
JUNK = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3).map(in_brackets)
        | st.dictionaries(st.sampled_from(("a", "text", "grid")), inner, max_size=2).map(in_braces)
    ),
    max_leaves=4,
)


def written(kind: Kind) -> st.SearchStrategy[str]:
    """YAML for a value of a kind, mostly: some of what is in it is of another kind."""
    match kind:
        case Record(fields=fields):
            wanted = {f.name: written(f.kind) for f in fields if f.is_required}
            others = {f.name: written(f.kind) for f in fields if not f.is_required}
            sound = st.fixed_dictionaries(wanted, optional=others).map(in_braces)
        case ListOf(item=item, minimum=least):
            sound = st.lists(written(item), min_size=least, max_size=least + 1).map(in_brackets)
        case MapOf(item=item):
            names = st.sampled_from(("a", "b", "esl"))
            sound = st.dictionaries(names, written(item), max_size=2).map(in_braces)
        case OneOf(values=values):
            sound = st.sampled_from(values)
        case Flag():
            sound = st.sampled_from(("yes", "no", "true", "False"))
        case Number():
            sound = st.sampled_from(("1", "0.9", "12", "3", "-1", "'2'"))
        case Identifier() | CardReference() | NoteName() | Text():
            sound = st.sampled_from(("a-b", "old/note", "text with words", "12", "no"))
    return st.one_of(sound, sound, sound, sound, JUNK)


@cache
def validator_of(path: str) -> Draft202012Validator:
    schema = deck_schema(CARD_TYPES)
    name = path.partition(".")[0]
    fields = schema if name == "deck" else schema["$defs"][f"note-{name}"]
    field = fields["properties"][path.partition(".")[2]]
    return Draft202012Validator({"$defs": schema["$defs"], **field})


def is_read(field: Field, text: str) -> bool:
    raw = RawText(f"x: {text}\n", "deck.yaml")
    reader = ValueReader(raw)
    (part,) = parts(raw.text)
    reader.read(part.node, field.kind, "x")
    return not reader.error_count


def in_editor(text: str) -> Any:
    """The value as a YAML 1.2 editor reads it, to which a date is text."""
    value = YAML(typ="safe").load(io.StringIO(f"x: {text}\n"))["x"]
    return json.loads(json.dumps(value, default=str))


def flat(value: Any) -> Iterator[Any]:
    """A value, and all that is in it."""
    yield value
    if isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from flat(each)


TOP = [p for p in FIELDS if p.count(".") == 1 and p != "deck.notes" and not p.endswith(".type")]


@given(st.data())
def test_the_schema_accepts_what_the_reader_accepts_and_nothing_else(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(TOP))
    field = FIELDS[path]
    text = data.draw(written(field.kind))
    try:
        value = in_editor(text)
    except Exception:  # noqa: BLE001 - what the editor cannot read it does not judge
        assume(False)
    is_valid = validator_of(path).is_valid(value)
    # An editor no longer sees that `FALSE` or `+1.` was written where an id belongs, and it does
    # not count with a number in quotes.
    is_lost = any(isinstance(each, float | bool) or each in QUOTED for each in flat(value))
    assert is_valid == is_read(field, text) or (is_valid and is_lost), text


def test_an_empty_field_is_marked_although_the_reader_passes_over_it() -> None:
    assert not validator_of("basic.hints").is_valid(None)
    assert not validator_of("basic.back").is_valid(None)
    assert not validator_of("basic.tier").is_valid(None)


# -- the command


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == schema_text(CARD_TYPES)


def test_a_file_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "--output", str(tmp_path / "no" / "such.json")]) == 2
    assert "such.json cannot be written" in capsys.readouterr().err
