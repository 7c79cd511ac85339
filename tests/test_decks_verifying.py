"""`verify:` claims are computed when a deck is read."""

from __future__ import annotations

import pytest

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.decks import parse_deck

HEAD = "quizlr: 1\nid: d\ntitle: D\nnotes:\n"


def problems(claim: str) -> list[tuple[str, int, str]]:
    text = f"{HEAD}  - id: a\n    front: Q\n    back: A\n    verify:\n      - {claim}\n"
    deck, found = parse_deck(text, "d.yaml", NOTE_TYPES, KNOWN_UNSERVED)
    assert deck is not None
    return [(problem.rule, problem.place.line, problem.message) for problem in found]


@pytest.mark.parametrize(
    "claim",
    [
        '{expr: "-ln(0.01)", equals: 4.605, within: 0.001}',
        "{expr: sigmoid(0), equals: 0.5}",
        "{expr: 0.1 + 0.2, equals: 0.3}",
        '{expr: "softmax([0, 0])", equals: "[0.5, 0.5]"}',
        "{expr: 1/3, equals: 2/6}",
        "{expr: exp(1000), equals: inf}",
    ],
)
def test_a_claim_that_holds_is_silent(claim: str) -> None:
    assert problems(claim) == []


def test_a_claim_that_is_off_is_told_with_the_value() -> None:
    ((rule, line, message),) = problems('{expr: "-ln(0.01)", equals: 4.7, within: 0.01}')
    assert (rule, line) == ("verify-failed", 9)
    assert "is 4.605170" in message
    assert "not 4.7" in message


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("{expr: sigmod(0), equals: 0.5}", "sigmoid"),
        ("{expr: x + 1, equals: 2}", "x"),
        ("{expr: 1 +, equals: 2}", "character"),
        ('{expr: "sigmoid([0, 0])", equals: "[0.5]"}', "is (0.5, 0.5)"),
    ],
)
def test_a_claim_that_cannot_be_computed_is_told(claim: str, words: str) -> None:
    ((_, line, message),) = problems(claim)
    assert line == 9
    assert words in message
