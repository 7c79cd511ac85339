"""The decks that ship: they parse, they can be answered, and they can be drawn."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from content_decks import (
    CARDS,
    CONCEPTS,
    CONTENT,
    DECKS,
    FILES,
    NOTES,
    cards_with,
    read,
    sources_of,
    texts_of,
)
from makers import at

from quizlr.cardtypes import ask, grade
from quizlr.cardtypes.choice import ChoiceContent
from quizlr.cardtypes.concept import TEXTS, ConceptContent
from quizlr.cardtypes.concept import texts_of as texts_of_page
from quizlr.cardtypes.deletions import Deletion, parse_deletions
from quizlr.cardtypes.fading import can_fade
from quizlr.cardtypes.order import OrderContent
from quizlr.cardtypes.targets import Targets
from quizlr.cardtypes.topicchecks import topic_findings
from quizlr.cardtypes.typed import TypedContent
from quizlr.model import Arranged, Card, Deck, Picked, TypedText, Verdict
from quizlr.rendering import linear, render
from quizlr.stats.coverage import Strand, coverage

AT_LEAST = {"basic": 40, "cloze": 20, "typed": 10, "choice": 12, "order": 8, "concept": 40}
WIDTH = 76
LINES = {"interview": 28}
"""An answer of two minutes is longer than a side, and scrolls."""
SEEDS = range(5)
CODE = CONTENT.parent / "quizlr"
READERS = ("decks", "cardtypes", "library")
WORD = re.compile("[A-Za-z]+")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bundled_deck_has_no_problems(path: Path) -> None:
    _, problems = read(path.read_text(encoding="utf-8"), path.name)
    assert [str(problem) for problem in problems] == []


def test_ids_are_unique() -> None:
    assert len({deck.id for deck in DECKS}) == len(DECKS) >= 4
    assert len(NOTES) == sum(len(deck.notes) for deck in DECKS)


def test_required_decks_exist_and_come_first() -> None:
    known = {deck.id: deck.requires for deck in DECKS}
    learned: set[str] = set()
    while ready := {i for i, needs in known.items() if i not in learned and learned >= set(needs)}:
        learned |= ready
    assert learned == set(known)


def test_every_type_is_well_represented() -> None:
    counts = Counter(note.type for note in NOTES.values())
    assert {kind: count for kind, count in AT_LEAST.items() if counts[kind] < count} == {}
    assert counts.total() >= 150
    assert any(card.part == "reverse" for card in CARDS)


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.id)
def test_sources_resolve_and_none_is_idle(deck: Deck) -> None:
    assert set(deck.sources) == {source for note in deck.notes for source in sources_of(note)}


def test_every_card_is_about_a_concept_and_every_concept_has_cards() -> None:
    assert [card.id for card in CARDS if not CONCEPTS.about(card)] == []
    assert set(CONCEPTS) == {key for card in CARDS for key in CONCEPTS.about(card)}


def test_one_name_means_one_topic_in_all_decks() -> None:
    assert len(CONCEPTS.ids) == len(CONCEPTS) >= 40


def test_nothing_is_wrong_between_the_decks() -> None:
    assert [f"{f.note.id}: {f.at}: {f.message}" for f in topic_findings(DECKS, DECKS)] == []


@pytest.mark.parametrize("key", CONCEPTS)
def test_a_concept_page_has_all_its_levels_and_every_box_opens_something(key: str) -> None:
    content = CONCEPTS[key].content
    assert isinstance(content, ConceptContent)
    assert [name for name, _ in texts_of_page(CONCEPTS[key])] == list(TEXTS)
    assert len(content.claims) >= 2
    assert 3 <= len(content.flow) <= 7
    targets = Targets(DECKS, CONCEPTS)
    opened = [targets.find(key.partition("/")[0], step.opens) for step in content.flow]
    assert all(opened)
    assert len(set(opened)) == len(opened)


def test_all_kinds_of_work_meet_in_the_topic_of_the_cost() -> None:
    rows = coverage(CARDS, {}, CONCEPTS.about, at())
    assert set(rows["logreg-cost/log-loss"]) == set(Strand)
    assert sum(len(row) >= 3 for row in rows.values()) >= 30


@pytest.mark.parametrize("key", CONCEPTS)
def test_the_worked_example_of_a_page_can_fade(key: str) -> None:
    content = CONCEPTS[key].content
    assert isinstance(content, ConceptContent)
    if content.worked:
        named = Targets(DECKS, CONCEPTS).find(key.partition("/")[0], content.worked)
        assert [can_fade(card) for card in CARDS if card.note_key == named] == [True]


def test_every_note_has_a_tier() -> None:
    assert [name for name, note in NOTES.items() if note.tier is None] == []


@pytest.mark.parametrize("card", cards_with(ChoiceContent), ids=lambda card: card.id)
def test_a_choice_scores_its_right_options_and_explains_all(card: Card) -> None:
    content = card.note.content
    assert isinstance(content, ChoiceContent)
    assert [option.text for option in content.options if not option.why] == []
    for seed in SEEDS:
        prompt = ask(card, seed)
        assert grade(prompt, Picked(tuple(sorted(content.correct)))).score == 1
        wrong = set(range(len(content.options))) - content.correct
        assert all(grade(prompt, Picked((key,))).verdict is Verdict.WRONG for key in wrong)


@pytest.mark.parametrize("card", cards_with(ChoiceContent), ids=lambda card: card.id)
def test_a_choice_says_so_when_several_options_are_right(card: Card) -> None:
    content = card.note.content
    assert isinstance(content, ChoiceContent)
    assert ("all that apply" in card.note.front) == (len(content.correct) > 1)


@pytest.mark.parametrize("card", cards_with(TypedContent), ids=lambda card: card.id)
def test_each_accepted_text_is_right_and_a_blank_or_foreign_one_is_not(card: Card) -> None:
    content = card.note.content
    assert isinstance(content, TypedContent)
    prompt = ask(card, 0)
    for text in content.answers:
        assert grade(prompt, TypedText(text)).score == 1
        assert grade(prompt, TypedText(f" {text.replace('-', '−')}. ")).score == 1
    assert grade(prompt, TypedText("  ")).verdict is Verdict.INVALID
    assert grade(prompt, TypedText("12345.678")).verdict is Verdict.WRONG


@pytest.mark.parametrize("card", cards_with(OrderContent), ids=lambda card: card.id)
def test_the_listed_order_is_right_and_its_reverse_or_a_distractor_is_not(card: Card) -> None:
    content = card.note.content
    assert isinstance(content, OrderContent)
    right = tuple(range(len(content.items)))
    everything = tuple(range(len(content.lines)))
    for seed in SEEDS:
        prompt = ask(card, seed)
        assert grade(prompt, Arranged(right)).score == 1
        assert grade(prompt, Arranged(right[::-1])).score < 1
        if content.distractors:
            assert grade(prompt, Arranged(everything)).score < 1


@pytest.mark.parametrize(
    "card", [card for card in CARDS if re.fullmatch(r"c\d+", card.part)], ids=lambda card: card.id
)
def test_a_gap_is_not_given_away_by_the_rest_of_the_front(card: Card) -> None:
    pieces, _ = parse_deletions(card.note.front)
    numbers = [f"c{piece.number}" if isinstance(piece, Deletion) else "" for piece in pieces]
    texts = [piece.text if isinstance(piece, Deletion) else piece for piece in pieces]
    hidden = [text for number, text in zip(numbers, texts, strict=True) if number == card.part]
    rest = [text for number, text in zip(numbers, texts, strict=True) if number != card.part]
    assert hidden
    assert [text for text in hidden if len(text) > 3 and text in "".join(rest)] == []
    assert card.part not in ask(card, 0).front


@pytest.mark.parametrize("name", NOTES)
def test_every_formula_can_be_drawn(name: str) -> None:
    for text in texts_of(NOTES[name]):
        spans = [span for line in render(text, WIDTH) for span in line]
        assert [span.text for span in spans if "source-fallback" in span.style] == []
        prose = "".join(span.text for span in spans if "code" not in span.style)
        assert not set(prose) & set("$\\\ue000")
        for formula in re.findall(r"\$\$(.+?)\$\$|\$(.+?)\$", text, re.DOTALL):
            tex = "".join(formula).strip()
            assert "\\" not in linear(tex)
            unknown = set(re.findall(r"\\([A-Za-z]+)", tex)) & set(WORD.findall(linear(tex)))
            assert unknown <= {"log", "ln", "exp", "max", "tanh"}


@pytest.mark.parametrize("name", NOTES)
def test_a_side_fits_a_small_terminal(name: str) -> None:
    note = NOTES[name]
    assert max(len(render(text, WIDTH)) for text in texts_of(note)) <= LINES.get(note.type, 16)
