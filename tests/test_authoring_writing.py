"""What is written as YAML is read back as it was, whatever it is."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from test_authoring_schema import FIELDS, TOP

from quizlr.authoring.examples import example_of
from quizlr.authoring.writing import field_lines, is_plain
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
from quizlr.decks.rawtext import RawText, first_forbidden
from quizlr.decks.values import ValueReader

BITS = st.sampled_from((
    ": ", " #", "#", "- ", "---", "...", "'", '"', "{{= x }}", "{{c1::", "}}", "[", "]", "{", "}",
    ",", "|", ">", "&a", "*", "!", "%", "@", "`", "? ", "\n", "\n\n", "  ", "\t", "~", "null", "no",
    "12", "$\\sigma$", "\\", "x", "Word", "é", "=", "<<", "key: value", "\n  deeper",
    "- item\n- item",
))  # fmt: skip
TEXTS = (
    (st.lists(BITS, min_size=1, max_size=6).map("".join) | st.text(min_size=1, max_size=20))
    .map(lambda text: unicodedata.normalize("NFC", text).rstrip("\n"))
    .filter(lambda text: text.strip() != "" and not first_forbidden(text))
)
IDS = st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True)


def values(kind: Kind) -> st.SearchStrategy[Any]:
    """Values of a kind, as the reader gives them."""
    match kind:
        case Record(fields=fields):
            wanted = {f.name: values(f.kind) for f in fields if f.is_required}
            others = {f.name: values(f.kind) for f in fields if not f.is_required}
            return st.fixed_dictionaries(wanted, optional=others)
        case ListOf(item=item, minimum=least):
            return st.lists(values(item), min_size=least, max_size=least + 2).map(tuple)
        case MapOf(item=item):
            names = TEXTS.filter(lambda text: "\n" not in text and text == text.strip())
            return st.dictionaries(names, values(item), max_size=2)
        case OneOf(values=words):
            return st.sampled_from(words)
        case Flag():
            return st.booleans()
        case Number(minimum=low, maximum=high, is_integer=True):
            return st.integers(int(low or 0), int(high or 99))
        case Number(minimum=low, maximum=high):
            return st.floats(low or 0, high or 1e9, allow_subnormal=False)
        case Identifier() | NoteName():
            return IDS
        case CardReference():
            return st.tuples(IDS, IDS).map("/".join)
        case Text():
            return TEXTS
    raise AssertionError(kind)


def read(field: Field, lines: list[str]) -> Any:
    raw = RawText("\n".join([*lines, "after: x", ""]), "deck.yaml")
    reader = ValueReader(raw)
    part, after = parts(raw.text)
    assert after.key is not None
    assert after.key.text == "after"
    value = reader.read(part.node, field.kind, field.name)
    assert [str(problem) for problem in reader.problems] == []
    return value


@given(st.data())
def test_a_field_is_read_as_it_was_written(data: st.DataObject) -> None:
    field = FIELDS[data.draw(st.sampled_from(TOP))]
    value = data.draw(values(field.kind))
    lines = field_lines(field, value)
    assert read(field, lines) == value, "\n".join(lines)


@given(TEXTS)
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    field = FIELDS["basic.back"]
    assert read(field, field_lines(field, text)) == text
    texts = FIELDS["basic.hints"]
    assert read(texts, field_lines(texts, (text, "x", text))) == (text, "x", text)


def test_examples_are_written_so_that_people_like_to_read_them() -> None:
    def shown(path: str) -> str:
        return "\n".join(field_lines(FIELDS[path], example_of(FIELDS[path])))

    assert shown("basic.tags") == "tags: [ml]"
    assert shown("drill.tolerance") == "tolerance: {rel: 0.02, abs: 0.005}"
    assert shown("drill.require") == "require:\n  - sum(y) > 0\n  - sum(y) < 3\n  - all(x != 0)"
    assert "  w: {grid: [-1.5, 1.5, 0.25]}" in shown("drill.vars")
    assert shown("choice.options").startswith("options:\n  - text: Log loss\n    correct: yes\n")
    assert shown("bug.right").startswith("right: |\n  p = np.array([0.8, 0.5])\n")


def test_plain_text_stays_plain() -> None:
    for text in ("What is $\\sigma(0)$?", "-ln(0.7)", "1/2", "Ärger, und mehr", "a{b}[c] 'd'"):
        assert is_plain(text), text
    for text in (
        "a: b",
        "a #b",
        "{{= x }}",
        "- a",
        "null",
        "",
        "x\ny",
        "'quoted'",
        "a:",
        "?x",
        "*",
    ):
        assert not is_plain(text), text


def test_nothing_is_longer_than_needed_in_brackets() -> None:
    for path in TOP:
        for line in field_lines(FIELDS[path], example_of(FIELDS[path])):
            flow = re.search(r"[\[{].*[\]}]$", line)
            assert not flow or len(flow[0]) <= 80, line
