"""Tradeoff notes: both sides are asked for before they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from cardtypes_makers import as_yaml, card, problems, rules

from quizlr.cardtypes import ask, grade
from quizlr.model import Checked, Checklist, Evidence, Prompt, Rating, Verdict

NOTE: Mapping[str, Any] = {
    "type": "tradeoff",
    "front": "A loss of infinity, or a clipped one?",
    "sides": [
        {"name": "Clipping", "for": "Training goes on."},
        {"name": "Exact", "for": "The fault\nis seen."},
    ],
    "points": [
        {"id": "goes-on", "text": "It goes on.", "core": "yes", "quote": "Training goes on"},
        {"id": "seen", "text": "It is seen.", "quote": "fault is seen"},
        {"id": "logits", "text": "Or from logits."},
    ],
}


def asked(**fields: Any) -> Prompt:
    return ask(card({**NOTE, **fields}), 0)


def faults(**fields: Any) -> list[tuple[str, str]]:
    found = problems(as_yaml({**NOTE, **fields}))
    return [(problem.rule, problem.path) for problem in found]


def test_both_sides_are_asked_for_by_name_and_their_cases_kept_to_the_back() -> None:
    prompt = asked(back="Log loss from logits needs neither.")
    assert prompt.front == (
        "A loss of infinity, or a clipped one?\n\n"
        "What speaks for **Clipping** and **Exact**, and when do you choose which?"
    )
    assert "goes on" not in prompt.front
    assert prompt.back == (
        "**Clipping:** Training goes on.\n\n**Exact:** The fault\nis seen.\n\n"
        "Log loss from logits needs neither."
    )
    assert prompt.evidence is Evidence.RUBRIC
    assert isinstance(prompt.task, Checklist)
    assert [point.id for point in prompt.task.points] == ["goes-on", "seen", "logits"]
    assert prompt.task.minutes == 2


def test_three_sides_are_listed() -> None:
    sides = [{"name": name, "for": "x"} for name in ("A", "B", "C")]
    points = [{"id": "a", "text": "A", "core": "yes"}]
    assert "for **A**, **B** and **C**, and" in asked(sides=sides, points=points).front


def test_it_is_judged_by_its_points() -> None:
    judged = grade(asked(), Checked("", ("goes-on", "seen", "logits")))
    assert (judged.verdict, judged.score) == (Verdict.CORRECT, 1)
    judged = grade(asked(), Checked("", ("seen", "logits")))
    assert (judged.verdict, judged.proposed) == (Verdict.PARTIAL, Rating.AGAIN)
    assert len(judged.lines) == 3


def test_a_quote_may_stand_in_a_side_or_on_the_back() -> None:
    point = {"id": "a", "text": "A", "core": "yes", "quote": "needs neither"}
    assert faults(points=[point], back="It needs neither.") == []
    assert faults(points=[point]) == [("quote-not-found", "notes[0].points[0].quote")]


@pytest.mark.parametrize(
    ("sides", "rule"),
    [
        ([{"name": "A", "for": "x"}, {"name": " a ", "for": "y"}], "side-name"),
        ([{"name": "A", "for": "x"}, {"name": "B"}], "missing-field"),
    ],
)
def test_two_sides_with_a_name_and_a_case_each(sides: list[dict[str, str]], rule: str) -> None:
    assert [found for found, _ in faults(sides=sides, points=[NOTE["points"][2] | {"core": "yes"}])
            ] == [rule]  # fmt: skip


def test_one_side_is_no_tradeoff_and_points_are_needed() -> None:
    assert len(faults(sides=NOTE["sides"][:1])) == 1
    without = {name: value for name, value in NOTE.items() if name != "points"}
    assert rules(as_yaml(without)) == ["missing-field"]
    assert faults(points=[{"id": "a", "text": "A"}]) == [("no-core-point", "notes[0].points")]
