"""Reading good decks: what each field becomes, and where it stands."""

from __future__ import annotations

import unicodedata

import pytest
from decks_makers import HEAD, read, read_bytes, read_deck, read_note, rules

from quizlr.cardtypes import NOTE_TYPES
from quizlr.cardtypes.choice import ChoiceContent, Option
from quizlr.decks import parse_deck
from quizlr.decks.deckfields import COMMON_FIELDS, DECK_FIELDS
from quizlr.model import Severity, Tier

FULL = """\
quizlr: 1
id: logreg-cost                     # stable for ever
title: Logistic regression, the cost function
description: What the cost function is, and why.
tags: [ml, classification]
requires: [sigmoid]
retention: 0.92
sources:
  esl: {title: "Hastie, Tibshirani, Friedman (2009)", url: https://example.org/esl}
  prml: Bishop (2006)
notes:
  - id: why-not-mse                 # stable within the deck
    about: [log-loss]
    front: Why is log loss preferred to squared error after a sigmoid?
    back: |
      Squared error after $\\sigma$ is not convex, and its
      gradient carries $\\sigma'(z)$.
    hints:
      - Look at the second derivative.
      - Where does the gradient vanish?
    tags: [loss]
    tier: intermediate
    source: esl
    disputed: Some call it a matter of taste.
    verify: [{expr: sigmoid(0), equals: 0.5, within: 1e-9}]
    was: [old-deck/mse]

  - id: log-loss
    type: concept
    title: Log loss
    body: The mean of $-\\log p$ of what happened.
"""


def test_every_field_of_a_full_deck_is_read() -> None:
    deck, problems = read(FULL)
    assert problems == []
    assert deck is not None
    assert (deck.id, deck.title) == ("logreg-cost", "Logistic regression, the cost function")
    assert deck.tags == ("ml", "classification")
    assert deck.requires == ("sigmoid",)
    assert deck.desired_retention == 0.92
    assert deck.sources["esl"].title == "Hastie, Tibshirani, Friedman (2009)"
    assert deck.sources["esl"].url == "https://example.org/esl"
    assert deck.sources["prml"].title == "Bishop (2006)"
    note = deck.notes[0]
    assert note.about == ("log-loss",)
    assert note.back.endswith("carries $\\sigma'(z)$.")
    assert note.hints == ("Look at the second derivative.", "Where does the gradient vanish?")
    assert note.tier is Tier.INTERMEDIATE
    assert (note.source, note.was) == ("esl", ("old-deck/mse",))
    assert note.disputed == "Some call it a matter of taste."
    assert not note.is_provisional


def test_a_note_knows_its_first_and_its_last_line() -> None:
    first, second = read_deck(FULL).notes
    assert (first.place.line, first.place.column, first.end_line) == (12, 5, 26)
    assert (second.place.line, second.end_line) == (28, 31)


def test_the_front_of_a_concept_is_its_body() -> None:
    assert read_deck(FULL).notes[1].front == "The mean of $-\\log p$ of what happened."


@pytest.mark.parametrize(
    "written", ["no", "012", "1:30", "2024-01-01", "1e3", "null", "~", "0x1F", ".inf", "yes", "3"]
)
def test_text_stays_text_however_it_looks(written: str) -> None:
    assert read_note(f"front: {written}\nback: x").front == written


@pytest.mark.parametrize(
    ("written", "reversed_"),
    [("yes", True), ("No", False), ("TRUE", True), ("false", False), ("'yes'", True)],
)
def test_a_flag_is_yes_or_no_in_any_case(written: str, reversed_: bool) -> None:
    note = read_note(f"front: a\nback: b\nreversed: {written}")
    assert getattr(note.content, "is_reversed", None) is reversed_


def test_a_record_may_be_written_short_and_defaults_fill_the_rest() -> None:
    note = read_note(
        "type: choice\nfront: Which?\noptions:\n  - {text: This, correct: yes}\n  - That"
    )
    assert isinstance(note.content, ChoiceContent)
    assert note.content.options == (Option("This", correct=True), Option("That"))


def test_a_lone_word_counts_as_a_list_where_the_field_allows_it() -> None:
    assert read_note("front: a\nback: b\ntags: ml").tags == ("ml",)


@pytest.mark.parametrize(
    ("field", "is_served"), [("tags: ml, trees", True), ("about: bias, variance", False)]
)
def test_names_in_a_row_without_brackets_are_told(field: str, is_served: bool) -> None:
    deck, problems = read(f"{HEAD}notes:\n  - id: a\n    front: a, b\n    back: b\n    {field}\n")
    (problem,) = problems
    assert (problem.rule, problem.place.column) == ("not-a-list", field.index(" ") + 6)
    assert f"`[{field.partition(': ')[2]}]`" in problem.message
    assert deck is not None
    assert bool(deck.notes) is is_served


def test_a_lone_hint_may_have_a_comma() -> None:
    assert read_note("front: a\nback: b\nhints: First, look").hints == ("First, look",)


def test_a_field_left_empty_is_as_good_as_absent() -> None:
    note = read_note("front: a\nback: b\nhints:\ntier:\nsource:")
    assert (note.hints, note.tier, note.source) == ((), None, "")


def test_the_line_break_after_block_text_is_not_part_of_it() -> None:
    assert read_note("front: |\n  one\n  two\nback: >\n  three\n  four").front == "one\ntwo"


@pytest.mark.parametrize(
    "fields",
    [
        r"front: What is $\nabla J$?",
        r"front: 'What is $\nabla J$?'",
        "front: |\n  What is $\\nabla J$?",
        r'front: "What is $\\nabla J$?"',
    ],
)
def test_a_backslash_is_kept_in_every_style_but_bare_double_quotes(fields: str) -> None:
    assert read_note(f"{fields}\nback: x").front == r"What is $\nabla J$?"


def test_line_breaks_and_letters_may_be_written_as_escapes() -> None:
    assert read_note('front: "one\\ntwo \\u00e9"\nback: x').front == "one\ntwo é"


def test_a_number_sign_without_a_space_is_text() -> None:
    assert read_note("front: C# or F#?\nback: issue#12").front == "C# or F#?"


def test_comments_after_ids_words_and_lists_are_no_problem() -> None:
    text = f"{HEAD}notes:\n  - id: a  # x\n    tier: expert # y\n    tags: [a] # z\n"
    _, problems = read(text + "    front: a\n    back: b\n")
    assert problems == []


def test_the_id_of_a_note_with_an_error_is_not_another_notes() -> None:
    """Else the other note would answer for its history until the error is mended."""
    broken = "  - id: x\n    fornt: The first\n    back: b\n"
    deck, problems = read(f"{HEAD}notes:\n{broken}  - {{id: x, front: Another, back: c}}\n")
    assert [problem.rule for problem in problems] == ["unknown-field", "duplicate-id"]
    assert deck is not None
    assert deck.notes == ()


def test_text_is_composed_so_that_equal_words_are_equal() -> None:
    decomposed = unicodedata.normalize("NFD", "Où est l'été?")
    composed = unicodedata.normalize("NFC", decomposed)
    assert decomposed != composed
    assert read_note(f"front: {decomposed}\nback: x").front == composed
    assert read_note('front: "e\\u0301"\nback: x').front == "é"


def test_positions_count_characters_not_bytes() -> None:
    text = f"{HEAD}notes:\n  - {{id: ä, front: '😀é', bak: c}}\n"
    _, problems = read(text)
    assert [(p.rule, p.place.column) for p in problems] == [("bad-id", 10), ("unknown-field", 26)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_gives_the_same_deck(newline: str) -> None:
    data = b"\xef\xbb\xbf" + FULL.replace("\n", newline).encode()
    deck, problems = read_bytes(data, "sample.yaml")
    assert problems == []
    assert deck == read_deck(FULL)


def test_a_deck_in_json_is_a_deck() -> None:
    text = (
        '{"quizlr": 1, "id": "j", "title": "T", "notes": [{"id": "a", "front": "x", "back": "y"}]}'
    )
    deck, problems = read(text)
    assert problems == []
    assert deck is not None
    assert deck.notes[0].front == "x"


def test_a_provisional_id_survives_reflowing_and_ends_with_new_words() -> None:
    def note_id(front: str) -> str:
        deck = read_deck(f"{HEAD}notes:\n  - front: {front}\n    back: x\n")
        assert deck.notes[0].is_provisional
        return deck.notes[0].id

    first = note_id("Why is it convex?")
    assert first == note_id("Why   is it\n      convex?")
    assert first != note_id("Why is it not convex?")
    assert first.startswith("p-")
    assert len(first) == 14


def test_a_missing_id_is_only_a_hint() -> None:
    _, problems = read(f"{HEAD}notes:\n  - front: Why is it convex?\n    back: x\n")
    assert [(p.rule, p.severity) for p in problems] == [("provisional-id", Severity.HINT)]
    assert "`id: why-is-it-convex`" in problems[0].message


def test_the_id_of_a_deck_without_one_comes_from_the_file_name() -> None:
    deck, problems = read("quizlr: 1\ntitle: T\nnotes: []\n", "some/folder/Été & Log Loss.yaml")
    assert deck is not None
    assert deck.id == "ete-log-loss"
    assert [(p.rule, p.severity) for p in problems] == [("missing-field", Severity.WARNING)]


def test_notes_of_later_types_are_counted_and_named_once() -> None:
    text = (
        f"{HEAD}notes:\n  - {{id: a, type: essay}}\n  - {{id: b, type: film}}\n"
        "  - {id: c, type: essay}\n"
    )
    deck, problems = parse_deck(text, "d.yaml", NOTE_TYPES, {"essay", "film"})
    assert deck is not None
    assert deck.unserved == {"essay": 2, "film": 1}
    assert [(p.rule, p.severity) for p in problems] == [("later-version", Severity.HINT)]
    assert "3 notes" in problems[0].message
    assert "essay, film" in problems[0].message


def test_two_mistakes_in_one_note_are_both_named() -> None:
    _, problems = read(
        f"{HEAD}notes:\n  - id: a\n    front: x\n    back: y\n"
        "    teir: expert\n    tags: {a: b}\n"
    )
    assert rules(problems) == ["unknown-field", "not-a-list"]


def test_fields_after_the_notes_are_read_also_when_a_note_is_broken() -> None:
    deck, problems = read(
        "notes:\n- id: a\n  front: x: y\n  back: b\n- id: b\n  front: x\n  back: b\n  source: esl\n"
        "# The end of the notes.\nquizlr: 1\nid: sample\ntitle: After\nsources: {esl: ESL}\n"
    )
    assert deck is not None
    assert (deck.title, [note.id for note in deck.notes]) == ("After", ["b"])
    assert [(p.rule, p.path, p.place.line) for p in problems] == [("colon-mapping", "notes[0]", 3)]


def test_block_text_with_dashes_and_heads_does_not_confuse_reading_on() -> None:
    deck, problems = read(
        f"{HEAD}notes:\n  - id: a\n    front: |\n      Head\n      ====\n      - one\n      - two\n"
        "    back: x\n  - id: b\n    front: 'it's'\n  - id: c\n    front: d\n    back: e\n"
    )
    assert deck is not None
    assert [note.id for note in deck.notes] == ["a", "c"]
    assert deck.notes[0].front == "Head\n====\n- one\n- two"
    assert rules(problems) == ["yaml-syntax"]


def test_every_field_explains_itself_in_one_sentence() -> None:
    for field in (*DECK_FIELDS, *COMMON_FIELDS):
        assert field.doc.endswith("."), field.name
        assert field.doc[0].isupper(), field.name


def test_a_type_may_say_more_about_a_common_field_than_the_reader() -> None:
    _, problems = read(f"{HEAD}notes:\n  - {{id: a, front: only a front}}\n")
    assert [(p.rule, p.path) for p in problems] == [("missing-field", "notes[0]")]
    assert "`back`" in problems[0].message
