from __future__ import annotations

import subprocess
import sys

import pytest
from cardtypes_makers import cards, read, rules
from hypothesis import given
from hypothesis import strategies as st

from quizlr.cardtypes import CARD_TYPES, KNOWN_UNSERVED, NOTE_TYPES, ask, cards_of, grade, type_of
from quizlr.cardtypes.concept import ConceptContent, FlowStep
from quizlr.model import Answer, Arranged, Card, Picked, Reveal, Revealed, TypedText, Verdict

DECK = """
- {id: b, front: Question, back: Answer}
- {id: r, front: Term, back: Meaning, reversed: yes}
- {id: z, type: cloze, front: 'A {{c2::b}} and {{c1::c}}'}
- {id: t, type: typed, front: Word, answers: sigmoid}
- {id: p, type: choice, front: Pick, options: [a, {text: b, correct: yes}]}
- {id: o, type: order, front: Order, items: [a, b, c]}
- {id: k, type: concept, title: Sigmoid, body: It squashes., deeper: More.}
"""
CARDS = cards(DECK)


def test_the_cards_come_in_the_order_of_the_notes() -> None:
    assert [card.id for card in CARDS] == [
        "d/b",
        "d/r",
        "d/r#reverse",
        "d/z#c1",
        "d/z#c2",
        "d/t",
        "d/p",
        "d/o",
    ]


def test_both_sides_see_the_same_types_and_none_is_both_served_and_not() -> None:
    assert all(NOTE_TYPES[name] is kind for name, kind in CARD_TYPES.items())
    assert all(kind.name == name for name, kind in CARD_TYPES.items())
    assert {"basic", "cloze", "typed", "choice", "order", "concept"} < set(CARD_TYPES)
    assert not KNOWN_UNSERVED & set(CARD_TYPES)
    assert [type_of(card).name for card in CARDS[-2:]] == ["choice", "order"]


def test_the_reverse_card_asks_for_the_front() -> None:
    _, there, back = CARDS[:3]
    assert (ask(there, 0).front, ask(there, 0).back) == ("Term", "Meaning")
    assert (ask(back, 0).front, ask(back, 0).back) == ("Meaning", "Term")
    assert isinstance(ask(back, 0).task, Reveal)


def test_a_basic_note_needs_an_answer() -> None:
    assert rules("- {id: n, front: Question}")


def test_a_concept_is_read_and_makes_no_card() -> None:
    deck, problems = read("""
- id: log-loss
  type: concept
  title: Log loss
  body: The price of a probability.
  example: $-\\log 0.5$
  flow:
    - Score
    - {label: Sigmoid, opens: sigmoid}
""")
    assert problems == []
    assert cards_of(deck) == ()
    (note,) = deck.notes
    assert note.front == "The price of a probability."
    assert note.content == ConceptContent(
        title="Log loss",
        example=r"$-\log 0.5$",
        flow=(FlowStep("Score"), FlowStep("Sigmoid", "sigmoid")),
    )
    prompt = ask(Card("d", note), 0)
    assert (prompt.front, prompt.back) == (note.front, r"$-\log 0.5$")


@pytest.mark.parametrize("missing", ["title", "body"])
def test_a_concept_needs_a_title_and_a_body(missing: str) -> None:
    given_fields = {"title": "T", "body": "B"}
    del given_fields[missing]
    fields = ", ".join(f"{name}: {value}" for name, value in given_fields.items())
    assert rules(f"- {{id: n, type: concept, {fields}}}")


ANSWERS = (
    st.just(Revealed())
    | st.builds(TypedText, st.text(max_size=30))
    | st.builds(Picked, st.lists(st.integers(-1, 4), max_size=4).map(tuple))
    | st.builds(Arranged, st.lists(st.integers(-1, 4), max_size=4).map(tuple))
)


@given(st.sampled_from(CARDS), st.integers(), ANSWERS)
def test_any_answer_to_any_card_gets_a_grade(card: Card, seed: int, answer: Answer) -> None:
    prompt = ask(card, seed)
    assert prompt == ask(card, seed)
    assert (prompt.card, prompt.seed) == (card, seed)
    result = grade(prompt, answer)
    assert (result.proposed is None) == (
        isinstance(prompt.task, Reveal) or result.verdict is Verdict.INVALID
    )
    assert bool(result.feedback) == (not isinstance(prompt.task, Reveal))


HOSTILE = "[@click=app.quit]x[/] [/] list[int] <b> {{ 1 }} %s {} `$ \\ \u202b"


@pytest.mark.parametrize(
    "note",
    [
        "{id: n, front: *, back: *, reversed: yes}",
        "{id: n, type: typed, front: *, answers: *}",
        "{id: n, type: choice, front: *, options: [*, {text: b, correct: yes}]}",
        "{id: n, type: order, front: *, items: [*, b]}",
    ],
)
def test_hostile_text_is_asked_as_it_stands_and_never_interpreted(note: str) -> None:
    text = HOSTILE.replace("\u202b", "")
    quoted = "'" + text + "'"
    for card in cards(f"- {note.replace('*', quoted)}"):
        prompt = ask(card, 0)
        assert text in (prompt.front, prompt.back)
        for answer in (TypedText(HOSTILE), Picked((0,)), Arranged((1, 0))):
            assert "\u202b" not in grade(prompt, answer).feedback


def test_asking_needs_no_screen_no_disk_and_no_numpy() -> None:
    code = (
        "import sys, quizlr.cardtypes;"
        "print([m for m in ('textual','rich','sqlite3','numpy','yaml','markdown_it','pygments')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
