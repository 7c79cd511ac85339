"""A home with decks to be interviewed on, and a clock that tests set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import cast

from quizlr.collection import Clock, Collection, Home
from quizlr.collection.interview_desk import InterviewDesk
from quizlr.model import Checked, Checklist, Revealed
from quizlr.session import Ended, Turn

POINTS = """\
    points:
      - {id: core, text: "The $c$ point.", core: yes, weight: 3, quote: The core}
      - {id: more, text: One more point., quote: and more}
    follow_ups:
      - {when: weak, ask: "Weak, on NAME: what is the core?"}
      - {when: strong, ask: "Strong, on NAME: and beyond?", answer: "Beyond NAME."}
"""


def question(name: str, tier: str, about: str) -> str:
    """An interview note."""
    return f"""\
  - id: {name}
    type: interview
    tier: {tier}
    about: [{about}]
    minutes: 1
    front: "Question {name}?"
    back: The core of {name}, and more.
    senior_angle: Only seniors say this of {name}.
""" + POINTS.replace("NAME", name)


TALK = f"""\
quizlr: 1
id: talk
title: Talking
tags: [ml, losses]
notes:
  - id: loss
    type: concept
    title: The loss
    body: What a row costs.
  - id: slope
    type: concept
    title: The slope
    body: How it changes.
{question("b-one", "beginner", "loss")}
{question("b-two", "beginner", "slope")}
{question("m-one", "intermediate", "loss")}
{question("m-two", "intermediate", "slope")}
{question("a-one", "advanced", "loss")}
{question("x-one", "expert", "slope")}
  - id: sides
    type: tradeoff
    tier: intermediate
    about: [loss]
    front: Exact or clipped?
    sides: [{{name: Exact, for: It is true.}}, {{name: Clipped, for: It is finite.}}]
    points: [{{id: both, text: Both sides., core: yes}}]
"""
WORK = """\
quizlr: 1
id: work
title: Working
tags: [ml, losses]
notes:
  - id: half-a-loss
    type: drill
    tier: beginner
    vars: {a: {grid: [2, 400, 1]}}
    front: Half of {{= a }}?
    answer: a / 2
    slips: {inverse: 2 / a}
  - id: lost-sign
    type: bug
    tier: beginner
    language: python
    front: It prints a loss.
    right: |
      loss = -log(p)
      print(loss / 2)
    breaks:
      - find: "-log(p)"
        replace: log(p)
        why: A loss is never below 0.
        repairs: ["loss = 1 - log(p)"]
      - find: loss / 2
        replace: loss
        why: That is twice the mean.
        repairs: ["print(loss * 2)"]
  - id: fact
    front: What is a loss?
    back: A price.
"""
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """Shows what it was set to."""

    instant: datetime = MORNING
    zone: tzinfo = UTC
    zone_name: str = "UTC"
    starts_at: datetime | None = field(default=None)

    def now(self) -> datetime:
        return self.instant

    def forward(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


def make_home(folder: Path) -> Home:
    """A home with both decks, and nothing done yet."""
    home = Home(folder / "home")
    home.prepare()
    for name, text in (("talk", TALK), ("work", WORK)):
        (home.decks / f"{name}.yaml").write_text(text, encoding="utf-8")
    return home


def opened(home: Home, clock: HandClock) -> Collection:
    """The home, open, on a clock of ours."""
    collection = Collection.open(home)
    assert not collection.problems, collection.problems
    collection.clock = cast(Clock, clock)
    return collection


def answer(desk: InterviewDesk, clock: HandClock, *, good: bool = True, seconds: int = 30) -> str:
    """Answer what is on the table, and accept the rating; what it was: a note's id, or `>` and it.

    A follow-up has a `>` in front; the end gives an empty text.
    """
    turn = desk.turn()
    if isinstance(turn, Ended):
        return ""
    name = turn.card.note.id
    clock.forward(seconds)
    if desk.is_follow_up:
        desk.answer(Checked("so", ("answered",) if good else (), seconds))
        return f">{name}"
    desk.answer(_answer(turn, seconds, good=good))
    shown = desk.turn()
    assert isinstance(shown, Turn)
    assert shown.grade is not None
    assert shown.grade.proposed is not None
    desk.rate(shown.grade.proposed)
    return name


def _answer(turn: Turn, seconds: int, *, good: bool) -> Checked | Revealed:
    """All points but the senior angle, or none; to drills and bugs no answer is known."""
    task = turn.prompt.task
    if not isinstance(task, Checklist):
        return Revealed()
    made = tuple(point.id for point in task.points if point.weight) if good else ()
    return Checked(f"I say {turn.card.note.id}.", made, seconds)
