"""Decks that are broken on purpose: each problem at its place, and all that is good served.

Beside each `NAME.yaml` lies `NAME.expected`: first the notes that are served, then a line for each
problem: `line:column rule path`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from decks_makers import HEAD, read, read_bytes, rules

from quizlr.model import Deck, Problem

BAD = Path(__file__).parent / "decks_bad"
NAMES = sorted(path.stem for path in BAD.glob("*.yaml"))
_GOOD_NOTE = "  - id: good\n    front: Still served?\n    back: Yes.\n"


def found(deck: Deck | None, problems: list[Problem]) -> list[str]:
    """What was served and what is wrong, as `NAME.expected` has it."""
    served = "nothing" if deck is None else " ".join(note.id for note in deck.notes) or "no note"
    lines = (
        f"{problem.place.line}:{problem.place.column} {problem.rule} {problem.path}".rstrip()
        for problem in problems
    )
    return [f"serves {served}", *lines]


@pytest.mark.parametrize("name", NAMES)
def test_each_problem_is_found_at_its_place_and_good_notes_are_served(name: str) -> None:
    deck, problems = read_bytes((BAD / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    expected = (BAD / f"{name}.expected").read_text(encoding="utf-8").splitlines()
    assert found(deck, problems) == expected


@pytest.mark.parametrize("name", NAMES)
def test_each_message_says_what_is_wrong_and_what_to_do(name: str) -> None:
    _, problems = read_bytes((BAD / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    assert problems
    for problem in problems:
        sentences = re.split(r"(?<=[.?!:])\s+", problem.message)
        assert len(sentences) >= 2, problem.message
        assert problem.message[0].isupper() or not problem.message[0].isalpha()
        assert problem.message.endswith((".", "?"))
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", problem.rule)
        assert problem.message.isprintable(), "no control characters on the screen"


def test_there_are_enough_broken_decks_to_mean_something() -> None:
    assert len(NAMES) >= 50


@pytest.mark.parametrize(
    "brackets",
    ["[" * 50_000, "{" * 50_000, "[" * 50_000 + "]" * 50_000, "- " * 50_000 + "x", "? " * 50_000],
    ids=["open lists", "open mappings", "closed lists", "dashes", "question marks"],
)
def test_fifty_thousand_brackets_cost_one_note(brackets: str) -> None:
    deck, problems = read(f"{HEAD}notes:\n{_GOOD_NOTE}  - id: deep\n    front:\n      {brackets}\n")
    assert deck is not None
    assert [note.id for note in deck.notes] == ["good"]
    assert rules(problems) == ["too-deep"]


def test_a_deck_beyond_the_size_limit_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizlr.decks.encoding.MAX_BYTES", 100)
    deck, problems = read_bytes(b"x" * 101, "large.yaml")
    assert deck is None
    assert rules(problems) == ["too-large"]


def test_without_libyaml_the_same_problems_are_found_at_the_same_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import yaml

    monkeypatch.setattr("quizlr.decks.events.Parser", yaml.Loader)
    different = []
    for name in NAMES:
        deck, problems = read_bytes((BAD / f"{name}.yaml").read_bytes(), f"{name}.yaml")
        expected = (BAD / f"{name}.expected").read_text(encoding="utf-8").splitlines()
        if found(deck, problems) != expected:
            different.append(name)
    assert different == []
