"""The interview decks that ship: their size, their words, their formulas and their numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from content_decks import DECKS, NOTES
from interview_figures import FIGURES

from quizlr.cardtypes.interview import InterviewContent, deck_problems
from quizlr.cardtypes.tradeoff import TradeoffContent
from quizlr.model import Deck, Note, Tier
from quizlr.rendering import linear, render

WIDTH = 76
WORDS = {0.5: 90, 1.0: 170, 2.0: 270}
"""What can be said aloud in so many minutes."""
AT_LEAST = {Tier.BEGINNER: 15, Tier.INTERMEDIATE: 20, Tier.ADVANCED: 15, Tier.EXPERT: 10}

INTERVIEWS = {k: n for k, n in NOTES.items() if isinstance(n.content, InterviewContent)}
TRADEOFFS = {k: n for k, n in NOTES.items() if isinstance(n.content, TradeoffContent)}
TOPICS = [deck for deck in DECKS if deck.id.startswith("interview-")]
SEED_QUESTIONS = (
    "why-not-squared-error",
    "what-log-loss-penalises",
    "where-it-comes-from",
    "why-logits-in-production",
    "the-cost-with-tradeoffs",
)


def content_of(note: Note) -> InterviewContent:
    assert isinstance(note.content, InterviewContent)
    return note.content


def spoken_texts(note: Note) -> Iterator[str]:
    """Everything of an interview or tradeoff note that is drawn as Markdown."""
    yield from (note.front, note.back)
    match note.content:
        case InterviewContent() as content:
            yield content.senior_angle
            yield from (text for each in content.follow_ups for text in (each.ask, each.answer))
            yield from (point.text for point in content.points)
        case TradeoffContent() as tradeoff:
            yield from (each.name for each in tradeoff.sides)
            yield from (point.text for point in tradeoff.points)
        case _:
            pass


def test_each_tier_has_enough_questions() -> None:
    tiers = Counter(note.tier for note in INTERVIEWS.values())
    assert {tier: count for tier, count in AT_LEAST.items() if tiers[tier] < count} == {}
    assert len(TRADEOFFS) >= 8


@pytest.mark.parametrize("deck", TOPICS, ids=lambda deck: deck.id)
def test_a_topic_can_be_climbed_from_tier_to_tier(deck: Deck) -> None:
    assert {note.tier for note in deck.notes if note.type == "interview"} == set(Tier)


@pytest.mark.parametrize("name", SEED_QUESTIONS)
def test_the_common_questions_are_there(name: str) -> None:
    assert f"interview-log-loss/{name}" in INTERVIEWS


@pytest.mark.parametrize("deck", TOPICS, ids=lambda deck: deck.id)
def test_no_deck_repeats_itself(deck: Deck) -> None:
    assert [str(problem) for problem in deck_problems(deck)] == []


def test_no_sentence_stands_in_two_answers_of_different_decks() -> None:
    sentences = [
        sentence
        for note in (*INTERVIEWS.values(), *TRADEOFFS.values())
        for sentence in {" ".join(s.split()) for s in re.split(r"(?<=[.?!])\s+", note.back)}
        if len(sentence.split()) > 3
    ]
    assert [text for text, count in Counter(sentences).items() if count > 1] == []


@pytest.mark.parametrize("name", INTERVIEWS)
def test_an_answer_can_be_said_in_its_time(name: str) -> None:
    note = INTERVIEWS[name]
    assert len(note.back.split()) <= WORDS[content_of(note).minutes]


@pytest.mark.parametrize("name", INTERVIEWS)
def test_there_is_a_next_question_after_a_weak_and_a_strong_answer(name: str) -> None:
    content = content_of(INTERVIEWS[name])
    assert {each.when for each in content.follow_ups} == {"weak", "strong"}
    assert 3 <= len([point for point in content.points if point.weight]) <= 6


@pytest.mark.parametrize("name", INTERVIEWS)
def test_a_next_question_has_a_short_answer(name: str) -> None:
    for each in content_of(INTERVIEWS[name]).follow_ups:
        assert not each.ask or 1 <= len(each.answer.split()) <= 60


@pytest.mark.parametrize("name", [*INTERVIEWS, *TRADEOFFS])
def test_points_angles_and_follow_ups_can_be_drawn(name: str) -> None:
    for text in spoken_texts(NOTES[name]):
        spans = [span for line in render(text, WIDTH) for span in line]
        assert [span.text for span in spans if "source-fallback" in span.style] == []
        prose = "".join(span.text for span in spans if "code" not in span.style)
        assert not set(prose) & set("$\\—–")
        for display, inline in re.findall(r"\$\$(.+?)\$\$|\$(.+?)\$", text, re.DOTALL):
            assert "\\" not in linear((display + inline).strip())


NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?: \\cdot 10\^\{?(-?\d+)\}?)?")


@pytest.mark.parametrize(("name", "stated", "computed"), FIGURES)
def test_a_stated_figure_is_the_computed_one_rounded(
    name: str, stated: str, computed: float
) -> None:
    found = NUMBER.fullmatch(stated)
    assert found
    scale = 10.0 ** int(found[2] or 0)
    half_unit = 0.5 * 10.0 ** -len(found[1].partition(".")[2]) * scale
    assert float(found[1]) * scale == pytest.approx(computed, rel=1e-9, abs=half_unit)
    whole = re.compile(rf"(?<![\d.]){re.escape(stated.removeprefix('-'))}(?!\.?\d)")
    said = " ".join(" ".join(spoken_texts(NOTES[f"interview-{name}"])).split())
    assert whole.search(said), "not in the note"
    assert np.isfinite(computed)
