"""A note is added at the end of a deck, and nothing else of the file changes."""

from __future__ import annotations

import pytest
from decks_makers import HEAD, read_deck
from hypothesis import assume, given
from hypothesis import strategies as st
from test_authoring_writing import TEXTS

from quizlr.authoring.adding import add_note, note_lines
from quizlr.authoring.scaffold import new_id, sketch_lines
from quizlr.cardtypes import CARD_TYPES
from quizlr.decks.values import ID
from quizlr.errors import AddingError

BASIC = CARD_TYPES["basic"]
NOTE = "  - id: one\n    front: One?\n    back: 1\n"
PLAIN = f"{HEAD}notes:\n{NOTE}"
NEW = note_lines(BASIC, {"front": "Two?", "back": "2"}, ())


def added(text: str, lines: list[str] = NEW) -> str:
    return add_note(text, "deck.yaml", lines, CARD_TYPES).text


def test_a_note_is_written_as_a_person_would() -> None:
    assert added(PLAIN) == f"{PLAIN}  - id: two\n    front: Two?\n    back: 2\n"
    text = note_lines(BASIC, {"front": "A: b\n\n$x$", "back": "{{= 1 }}", "reversed": True}, ())
    assert text == [
        "- id: b-x",
        "  front: |",
        "    A: b",
        "",
        "    $x$",
        "  back: |",
        "    {{= 1 }}",
        "  reversed: yes",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PLAIN, ""),
        (PLAIN + "# the end\n", ""),
        (PLAIN + "\n\n", ""),
        (PLAIN, "\nsources:\n  esl: ESL\n"),
        (PLAIN, "# about the sources\nsources: {esl: ESL}\n"),
        (PLAIN, "...\n"),
        (f"{HEAD}notes:\n- id: one\n  front: One?\n  back: |\n    1\n\n    more\n", "tags: [x]\n"),
        (f"{HEAD}notes: # mine\n      -   id: one\n          front: One?\n          back: 1\n", ""),
        (f"{HEAD}notes:\n  # - not this one\n  -\n    id: one\n    front: One?\n    back: 1\n", ""),
        (f"{HEAD}notes:\n  - {{id: one, front: One?, back: 1}}\n", ""),
        (f"{HEAD}notes:\n", "tags: [x]\n"),
        (f"\ufeff{PLAIN}", ""),
        (PLAIN.replace("\n", "\r\n"), "tags: [x]\r\n"),
        (PLAIN.replace("\n", "\r"), ""),
    ],
)
def test_what_is_there_stays_before_and_after_the_note(before: str, after: str) -> None:
    text = added(before + after)
    assert text.startswith(before)
    assert text.endswith(after)
    old, new = read_deck((before + after).lstrip("\ufeff")), read_deck(text.lstrip("\ufeff"))
    assert new.notes[:-1] == old.notes
    assert (new.notes[-1].front, new.notes[-1].back) == ("Two?", "2")
    newline = "\r\n" if "\r\n" in before else "\r" if "\r" in before else "\n"
    assert (
        text.count(newline) == len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1
    )


def test_a_last_line_without_its_end_gets_one() -> None:
    assert added(PLAIN.rstrip("\n")) == added(PLAIN)


def test_notes_that_stand_apart_stay_apart() -> None:
    two = NOTE.replace("one", "zero")
    apart = f"{HEAD}notes:\n{two}\n{NOTE}"
    assert added(apart) == f"{apart}\n  - id: two\n    front: Two?\n    back: 2\n"
    close = f"{HEAD}notes:\n{two}{NOTE}"
    assert added(close) == f"{close}  - id: two\n    front: Two?\n    back: 2\n"
    assert added(f"{apart}\n").count("\n\n") == 2


def test_the_first_note_finds_its_place() -> None:
    body = "  - id: two\n    front: Two?\n    back: 2\n"
    assert added(f"{HEAD}notes: []\n") == f"{HEAD}notes:\n{body}"
    assert added(f"{HEAD}notes: [ ]  # none yet\n") == f"{HEAD}notes:  # none yet\n{body}"
    assert added(f"{HEAD}notes:\n") == f"{HEAD}notes:\n{body}"
    assert added(HEAD) == f"{HEAD}notes:\n{body}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{HEAD}notes: [{{id: one, front: One?, back: 1}}]\n", "written in [ ]"),
        ('{"quizlr": 1, "id": "d", "title": "D", "notes": []}', "[ ]"),
        (f'{HEAD}notes:\n  - front: "open\n', "Mend"),
        ("hello: world\n", "it cannot be read as a deck"),
        ("- a\n", "it cannot be read as a deck"),
        (f"{HEAD}notes: 12\n", "[ ]"),
    ],
)
def test_a_file_that_cannot_take_a_note_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(AddingError) as refused:
        added(text)
    assert why in str(refused.value)


def test_a_note_that_is_not_right_is_refused_with_the_field() -> None:
    cloze = note_lines(CARD_TYPES["cloze"], {"front": "No gap"}, ())
    with pytest.raises(AddingError) as refused:
        added(PLAIN, cloze)
    assert refused.value.field == "front"
    assert "leaves nothing out" in refused.value.reason
    options = ({"text": "a"}, {"text": "a", "correct": True})
    choice = note_lines(CARD_TYPES["choice"], {"front": "Which?", "options": options}, ())
    with pytest.raises(AddingError) as refused:
        added(PLAIN, choice)
    assert refused.value.field == "options"


def test_an_id_that_is_taken_is_not_taken_again() -> None:
    assert note_lines(BASIC, {"front": "Two?", "back": "2"}, {"two", "two-2"})[0] == "- id: two-3"


@given(TEXTS | st.text(), st.sets(st.sampled_from(("note", "x", "word", "x-2", "note-2"))))
def test_an_id_is_always_made(text: str, taken: set[str]) -> None:
    made = new_id(text, taken, "note")
    assert ID.fullmatch(made)
    assert made not in taken


ENDS = st.sampled_from(
    ("", "\n", "\n\n", "# a comment\n", "    # deep\n", "sources: {a: A}\n", "...\n")
)
FIRST = st.sampled_from((
    "  - id: one\n    front: One?\n    back: |\n      text\n",
    "  - id: one\n    front: One?\n    back: |+\n      text\n\n",
    "  - id: one\n    front: 'One?'\n    back: >-\n      text\n      more\n",
    "  - {id: one, front: One?, back: '1'}\n",
    '  - id: one\n    front: One?\n    back: "1\n      2"\n',
))  # fmt: skip


@given(FIRST, ENDS, TEXTS, TEXTS, st.sampled_from(("\n", "\r\n")))
def test_any_text_comes_back_as_it_was_typed(
    first: str, end: str, front: str, back: str, newline: str
) -> None:
    old = f"{HEAD}notes:\n{first}{end}".replace("\n", newline)
    note = note_lines(BASIC, {"front": front, "back": back}, {"one"})
    try:
        made = add_note(old, "deck.yaml", note, CARD_TYPES)
    except AddingError:
        assume("{{=" in front + back)  # what cannot be computed is refused
        return
    at = next(n for n in range(len(old) + 1) if n == len(old) or old[n] != made.text[n])
    assert made.text.endswith(old[at:])
    assert (made.note.front, made.note.back) == (front, back) or "{{=" in front + back
    assert read_deck(made.text).notes[0] == read_deck(old).notes[0]


@pytest.mark.parametrize("name", CARD_TYPES)
def test_a_sketch_of_every_type_can_be_added(name: str) -> None:
    made = add_note(PLAIN, "deck.yaml", sketch_lines(CARD_TYPES[name], {"one"}), CARD_TYPES)
    assert made.note.type == name
    assert made.problems == ()
