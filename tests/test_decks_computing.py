"""Computed values in texts that never change, and what the guide says of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from cardtypes_makers import as_yaml, cards, problems, read, rules
from content_decks import CONTENT
from hypothesis import given
from hypothesis import strategies as st

from quizlr.cardtypes import ask
from quizlr.cardtypes.choice import ChoiceContent
from quizlr.cardtypes.concept import ConceptContent
from quizlr.cardtypes.order import OrderContent
from quizlr.cardtypes.typed import TypedContent
from quizlr.model import Note, Severity

LN_2 = "{{= ln(2) | .3f }}"


def note(**fields: Any) -> Note:
    """A note without problems."""
    deck, found = read(as_yaml(fields))
    assert [str(problem) for problem in found] == []
    return deck.notes[0]


def only_fault(**fields: Any) -> tuple[str, str, str]:
    (problem,) = problems(as_yaml(fields))
    assert problem.severity is Severity.ERROR
    return problem.rule, problem.path, problem.message


def test_values_are_computed_in_all_that_every_note_has() -> None:
    made = note(front=f"F {LN_2}", back=f"$B = {LN_2}$", hints=["h", LN_2], disputed=LN_2)
    assert (made.front, made.back) == ("F 0.693", "$B = 0.693$")
    assert (made.hints, made.disputed) == (("h", "0.693"), "0.693")


def test_values_are_computed_in_the_fields_of_each_type() -> None:
    typed = note(type="typed", front="?", answers=[LN_2, "ln 2"])
    assert isinstance(typed.content, TypedContent)
    assert typed.content.answers == ("0.693", "ln 2")
    options = [{"text": LN_2, "correct": "yes", "why": "{{= 1/4 }}"}, {"text": "1"}]
    choice = note(type="choice", front="?", options=options)
    assert isinstance(choice.content, ChoiceContent)
    assert (choice.content.options[0].text, choice.content.options[0].why) == ("0.693", "0.25")
    order = note(type="order", front="?", items=["{{= 1 }}", "{{= 2 }}"], distractors=["{{= 3 }}"])
    assert isinstance(order.content, OrderContent)
    assert order.content.lines == ("1", "2", "3")
    concept = note(
        type="concept", title="t", body=LN_2, deeper=LN_2, example=LN_2, flow=[{"label": LN_2}]
    )
    assert isinstance(concept.content, ConceptContent)
    assert (concept.front, concept.content.deeper, concept.content.example) == ("0.693",) * 3
    assert concept.content.flow[0].label == "0.693"


def test_gaps_of_a_cloze_keep_their_braces() -> None:
    one, two = cards(
        "- {id: n, type: cloze, "
        "front: '{{c1::$e^{{{= 1 | d }}}$::{{= 2 }} signs}} and {{c2::{{= 3 | .1f }}}}'}"
    )
    assert one.note.front == "{{c1::$e^{1}$::2 signs}} and {{c2::3.0}}"
    assert "2 signs" in ask(one, 0).front
    assert "3.0" in ask(one, 0).front
    assert "3.0" not in ask(two, 0).front


def test_in_code_and_in_formulas_too() -> None:
    made = note(front="`{{= 1/2 }}` $x^{{{= 2 }}}$", back="```\n{{= [1, 2.5] | .1f }}\n```")
    assert made.front == "`0.5` $x^{2}$"
    assert made.back == "```\n(1.0, 2.5)\n```"


@pytest.mark.parametrize("text", ["{{ x }}", "{{x}} {", "}} {{", "{ {= 1 }}", "{{", "{{c9::x}}"])
def test_other_braces_are_text(text: str) -> None:
    assert note(front="?", back=text).back == text


@given(st.text(alphabet="{}=|c1: a$", max_size=24))
def test_any_text_is_kept_computed_or_refused_at_its_field(text: str) -> None:
    source = as_yaml({"front": "?", "back": f"x{text}"})
    deck, found = read(source)
    if "{{=" not in text:
        assert found == []
        assert deck.notes[0].back == f"x{text}"
    elif found:
        assert {(p.rule, p.path) for p in found} == {("computed-value", "notes[0].back")}
        assert deck.notes == ()
    else:
        assert "{{=" not in deck.notes[0].back


@pytest.mark.parametrize(
    ("fields", "path", "column", "told"),
    [
        ({"front": "a {{= 1 + }}", "back": "b"}, "front", 9, "breaks off"),
        ({"front": "a", "back": "b {{= x }}"}, "back", 7, "`x`"),
        ({"front": "a", "back": "{{= 1 | q }}"}, "back", 8, "no form"),
        ({"front": "a", "back": "1 {{= 1"}, "back", 3, "no `}}`"),
        ({"front": "a", "back": "b", "hints": ["h", "{{= nope(1) }}"]}, "hints[1]", 5, "`nope`"),
        ({"front": "a", "back": "{{= [1, 2] + [1, 2, 3] }}"}, "back", 12, ""),
        (
            {
                "type": "choice",
                "front": "?",
                "options": [{"text": "a", "correct": "yes", "why": "{{= y }}"}, {"text": "b"}],
            },
            "options[0].why",
            5,
            "`y`",
        ),
    ],
)
def test_a_fault_is_told_at_its_field_with_its_character(
    fields: dict[str, Any], path: str, column: int, told: str
) -> None:
    rule, at, message = only_fault(**fields)
    assert (rule, at) == ("computed-value", f"notes[0].{path}")
    assert message.endswith(f"(character {column} of the text)")
    assert told in message


def test_each_fault_of_a_note_is_told_and_the_other_notes_are_served() -> None:
    deck, found = read(
        "- {id: bad, front: 'a {{= x }} {{= 1 | q }}', back: '{{= y }}'}\n"
        "- {id: good, front: 'a', back: '{{= 1/8 }}'}"
    )
    assert [problem.path for problem in found] == ["notes[0].front", "notes[0].back"]
    assert [(made.id, made.back) for made in deck.notes] == [("good", "0.125")]


def test_a_costly_expression_is_refused_and_not_waited_for() -> None:
    rule, _, _ = only_fault(front="a", back="{{= sum(running_sum(0.1, 1000000000)) }}")
    assert rule == "computed-value"


# The guide

GUIDE = (CONTENT / "README.md").read_text(encoding="utf-8")


TRAPS: Mapping[str, tuple[str, ...]] = {
    "answer: [1, 2] / 3": ('answer: "[1, 2] / 3"', "answer: >-\n    [1, 2] / 3"),
    "answer: 1\n  require: {a} > 0": ("answer: 1\n  require: a > 0",),
    "answer: 1\n  slips: {sum: max(a, b)}": ("answer: 1\n  slips:\n    sum: max(a, 5)",),
    "answer: 1\n  require: [max(a, 5) > 0]": ("answer: 1\n  require:\n    - max(a, 5) > 0",),
    "answer: 1\n  steps:\n    - say: s\n      show: *w": (
        "answer: 1\n  steps:\n    - say: s\n      show: 2*a",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_where_yaml_bites_an_expression_the_safe_form_is_read(trap: str) -> None:
    head = "- id: n\n  type: drill\n  vars: {a: {grid: [1, 20, 1]}}\n  front: Of {{= a }}\n  "
    assert rules(head + trap) != []
    for safe in TRAPS[trap]:
        assert rules(head + safe) == []
    rows = GUIDE.partition("### YAML and expressions")[2].partition("###")[0]
    assert f"| `{trap.splitlines()[-1].strip().replace('5) > 0', 'b) > 0')}`" in rows
