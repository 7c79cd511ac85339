"""A concept's page: its levels, what it claims and on what ground."""

from __future__ import annotations

import pytest
from cardtypes_makers import read, rules

from quizlr.cardtypes.conceptpage import ConceptPage, concept_page
from quizlr.model import Source

SOURCES = {"esl": Source("esl", "The Elements", "https://esl.example"), "boyd": Source("boyd", "B")}
PAGE = r"""
- id: log-loss
  type: concept
  title: Log loss
  source: boyd
  disputed: Some call it cross-entropy.
  body: |
    It has no upper
    limit, and $-\log 1 = 0$ is its least value.
  beginner: Read it as a price.
  deeper: It is linear in the score.
  interview: It is strictly proper.
  claims:
    - {id: unbounded, quote: no upper limit, source: esl}
    - {id: least, quote: "$-\\log 1 = 0$ is its least value", source: boyd}
    - {id: proper, quote: strictly proper, source: esl, disputed: Not for a clipped loss.}
"""


def page(text: str = PAGE) -> ConceptPage:
    deck, problems = read(text)
    assert {problem.rule for problem in problems} <= {"unknown-source"}
    return concept_page(deck.notes[0], SOURCES)


def test_a_level_shows_what_lies_above_it_too() -> None:
    found = page()
    assert found.levels == (0, 1, 2)
    assert [section.title for section in found.up_to(0)] == ["", "First time here"]
    assert [section.title for section in found.up_to(1)] == ["", "First time here", "Deeper"]
    assert found.up_to(2) == found.sections


def test_a_page_without_more_has_one_level() -> None:
    assert page("- {id: a, type: concept, title: A, body: B}").levels == (0,)
    assert page("- {id: a, type: concept, title: A, body: B, interview: C}").levels == (0, 2)


def test_each_claim_is_followed_by_the_number_of_its_source() -> None:
    body, _, _, interview = page().sections
    assert body.text == (
        "It has no upper\nlimit\\[1\\], and $-\\log 1 = 0$ is its least value\\[2\\]."
    )
    assert interview.text == "It is strictly proper\\[1, disputed\\]."


def test_what_is_contested_is_said_under_the_section() -> None:
    body, _, _, interview = page().sections
    assert body.disputed == ("Some call it cross-entropy.",)
    assert interview.disputed == ("Not for a clipped loss.",)


def test_the_sources_are_those_of_what_is_shown_and_of_the_page() -> None:
    found = page()
    assert [(r.number, r.source.title, r.claims) for r in found.references] == [
        (1, "The Elements", ("unbounded", "proper")),
        (2, "B", ("least",)),
    ]
    assert found.cited_in(found.up_to(0)) == found.references
    assert [r.number for r in found.cited_in((found.sections[3],))] == [1]
    without = page("- {id: a, type: concept, title: A, body: B, source: esl}")
    assert [r.source.title for r in without.cited_in(without.sections)] == ["The Elements"]


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        ("{id: a, quote: nowhere said, source: esl}", "quote-not-found"),
        ("{id: a, quote: '$-\\log 1', source: esl}", "quote-cuts-formula"),
        ("{id: least, quote: no upper limit, source: esl}", "claim-id"),
    ],
)
def test_a_claim_that_cannot_be_placed_is_told_and_the_page_is_served(
    claim: str, rule: str
) -> None:
    deck, problems = read(f"{PAGE.rstrip()}\n    - {claim}\n")
    assert [p.rule for p in problems if p.rule != "unknown-source"] == [rule]
    assert len(deck.notes) == 1
    concept_page(deck.notes[0], SOURCES)


def test_a_claim_needs_a_quote_and_a_source() -> None:
    assert rules(f"{PAGE.rstrip()}\n    - {{id: a, quote: no upper limit}}\n") == ["missing-field"]
    assert rules(f"{PAGE.rstrip()}\n    - {{id: a, source: esl}}\n") == ["missing-field"]
