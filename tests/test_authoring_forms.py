"""What is typed into a form becomes a note, without a word of YAML."""

from __future__ import annotations

import pytest
from decks_makers import HEAD
from hypothesis import given
from hypothesis import strategies as st

from quizlr.authoring.adding import add_note, note_lines
from quizlr.authoring.forms import FORMS, Form, same_front, tidy, values_of, with_gap
from quizlr.cardtypes import CARD_TYPES, cards_of
from quizlr.decks import parse_deck
from quizlr.decks.rawtext import first_forbidden

TYPED = {
    "basic": {"front": "What: a # b?", "back": "$\\frac{1}{2}$"},
    "both ways": {"front": "Hinge loss", "back": "max(0, 1 - tz)"},
    "cloze": {"front": "{{c1::A}} and {{c2::B}}"},
    "typed": {"front": "Which loss?", "answers": "log loss\n\n cross entropy ", "back": "Both."},
    "choice": {"front": "Which?", "options": "* one\n2\n *three\n* "},
    "number": {"front": "How much?", "answer": "-ln(0.5)", "back": ""},
}


def form(name: str) -> Form:
    return next(form for form in FORMS if form.name == name)


def test_every_form_makes_a_note_that_can_be_studied() -> None:
    assert set(TYPED) == {form.name for form in FORMS}
    text = f"{HEAD}notes: []\n"
    for each in FORMS:
        values, missing = values_of(each, TYPED[each.name])
        assert missing == ()
        lines = note_lines(CARD_TYPES[each.type], values, ())
        added = add_note(text, "deck.yaml", lines, CARD_TYPES)
        assert added.problems == ()
        text = added.text
    deck, problems = parse_deck(text, "deck.yaml", CARD_TYPES, ())
    assert problems == []
    assert deck is not None
    assert len(cards_of(deck)) == 8


def test_lines_and_signs_become_items_and_right_options() -> None:
    values, _ = values_of(form("typed"), TYPED["typed"])
    assert values["answers"] == ("log loss", "cross entropy")
    values, _ = values_of(form("choice"), TYPED["choice"])
    assert values["options"] == (
        {"text": "one", "correct": True},
        {"text": "2"},
        {"text": "three", "correct": True},
        {"text": "*"},
    )


def test_what_is_still_empty_is_named() -> None:
    values, missing = values_of(form("basic"), {"front": "\n", "back": "x"})
    assert [entry.label for entry in missing] == ["front"]
    assert values == {"back": "x"}
    _, missing = values_of(form("cloze"), {"front": "x"})
    assert missing == ()


@given(st.text())
def test_what_is_pasted_is_made_fit_for_a_deck(text: str) -> None:
    made = tidy(text)
    assert first_forbidden(made) == ""
    assert tidy(made) == made


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The |loss|", "The {{c1::loss}}|"),
        ("|", "{{c1::|}}"),
        ("{{c1::a}} |b| {{c4::c}}", "{{c1::a}} {{c5::b}}| {{c4::c}}"),
    ],
)
def test_a_gap_is_put_around_what_is_selected(before: str, after: str) -> None:
    start, end = before.index("|"), before.rindex("|")
    text = before.replace("|", "")
    made, cursor = with_gap(text, start, max(start, end - 1))
    assert f"{made[:cursor]}|{made[cursor:]}" == after
    backwards = with_gap(text, max(start, end - 1), start)
    assert backwards == (made, cursor)


def test_a_front_that_is_there_already_is_found() -> None:
    fronts = {"a": "What is  LOG loss?", "b": "Why?"}
    assert same_front("what is log\nloss?", fronts) == "a"
    assert same_front("what is it?", fronts) == ""
