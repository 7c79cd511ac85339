"""A deck in an editor, by the real YAML language server: what is offered, told and marked.

Long, because it installs the server: run with `-m nightly` where node and npm are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import Editor, can_install, editor, install

from quizlr.authoring.schema import schema_text
from quizlr.cardtypes import CARD_TYPES

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(not can_install(), reason="needs node and npm"),
    pytest.mark.xdist_group("language-server"),
]
HEAD = "# yaml-language-server: $schema=.quizlr-schema.json\nquizlr: 1\nid: d\ntitle: T\nnotes:\n"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the deck lies; the schema lies beside it, as `quizlr new` puts it."""
    folder = tmp_path_factory.mktemp("decks")
    schema = schema_text(CARD_TYPES)
    (folder / ".quizlr-schema.json").write_text(schema, encoding="utf-8")
    return folder / "deck.yaml"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    with editor(install(tmp_path_factory.mktemp("npm"))) as opened:
        yield opened


def test_the_fields_of_the_type_are_offered_and_no_others(server: Editor, deck: Path) -> None:
    offered = server.complete(deck, f"{HEAD}  - id: a\n    type: cloze\n    ‸")
    assert {"front", "back", "hints", "tier"} <= set(offered)
    assert not {"options", "reversed", "answers", "id"} & set(offered)
    offered = server.complete(deck, f"{HEAD}  - id: a\n    type: choice\n    options:\n      - ‸")
    assert {"text", "correct", "why"} <= set(offered)
    offered = server.complete(deck, f"{HEAD}  - ‸")
    assert {"id", "type", "front", "back"} <= set(offered)
    assert "scenario" not in offered


def test_types_and_tiers_are_offered_and_nothing_that_would_be_wrong(
    server: Editor, deck: Path
) -> None:
    assert server.complete(deck, f"{HEAD}  - id: a\n    type: ‸") == list(CARD_TYPES)
    tiers = server.complete(deck, f"{HEAD}  - id: a\n    tier: ‸")
    assert tiers == ["beginner", "intermediate", "advanced", "expert"]
    assert not {"true", "null"} & set(server.complete(deck, f"{HEAD}  - id: a\n    front: ‸"))


def test_the_description_and_an_example_are_shown(server: Editor, deck: Path) -> None:
    note = "  - id: a\n    type: cloze\n    fro‸nt: x {{c1::y}}\n"
    shown = server.hover(deck, HEAD + note)
    assert "cloze note" in shown
    assert "What is to be known stands in" in shown
    assert "The sigmoid of 0 is" in shown
    shown = server.hover(deck, f"{HEAD}  - id: a\n    type: clo‸ze\n    front: x\n")
    assert "A text with gaps" in shown


@pytest.mark.parametrize(
    ("note", "marks"),
    [
        (
            "  - id: a\n    frnt: x\n    back: y\n",
            [(6, 'Missing property "front".'), (7, "Property frnt is not allowed.")],
        ),
        (
            "  - id: a\n    type: choice\n    front: x\n    options:\n      - a\n"
            "      - {text: b, correct: perhaps}\n",
            [(11, "Write yes, no, true or false.")],
        ),
        (
            "  - id: A b\n    front: x\n    back: y\n",
            [(6, "An id has 1 to 64 small letters, digits and hyphens.")],
        ),
        ("  - id: a\n    front: [x]\n    back: y\n", [(7, 'Incorrect type. Expected "string".')]),
        ("  - id: a\n    front: 12\n    back: no\n    tags: ml\n    reversed: yes\n", []),
    ],
    ids=["wrong field", "wrong flag", "wrong id", "list for text", "numbers and words are text"],
)  # fmt: skip
def test_what_is_wrong_is_marked_where_it_stands(
    server: Editor, deck: Path, note: str, marks: list[tuple[int, str]]
) -> None:
    assert server.marks(deck, HEAD + note) == marks
