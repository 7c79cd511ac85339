"""Prompt and Answer: what is shown this time, what came back, and what we make of it.

A task says how an answer is given (the answer kind); each has one widget and one answer class.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from quizlr.model.deck import Card
from quizlr.model.memory import Rating
from quizlr.model.quantity import Form
from quizlr.values import dataclass


class Evidence(StrEnum):
    """What kind of recall a review was evidence of."""

    RECALL = "recall"
    TYPED = "typed"
    GUESSABLE = "guessable"
    SKILL = "skill"
    RUBRIC = "rubric"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Reveal:
    """The learner answers in their head, looks, and rates themselves."""


@dataclass(frozen=True, slots=True)
class TypeText:
    """The learner types a line of text."""


@dataclass(frozen=True, slots=True)
class Pick:
    """The learner picks one option, or several."""

    options: tuple[str, ...]
    """Markdown, in the order shown."""
    keys: tuple[int, ...]
    """The author's index of each option shown; answers are kept as these."""
    is_multiple: bool = False


@dataclass(frozen=True, slots=True)
class Arrange:
    """The learner puts lines in order and may leave some out."""

    lines: tuple[str, ...]
    """Markdown, in the (shuffled) order shown; distractors among them."""
    keys: tuple[int, ...]
    """The author's index of each line shown; distractors come after the items."""
    has_distractors: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeNumber:
    """The learner types a number, a vector or a matrix; the answer is a `TypedText`."""

    form: Form = Form.NUMBER
    accepts: str = ""
    """How to answer, in words: `natural log, 3 decimals, mean over the rows`."""
    rows: int = 1
    columns: int = 1
    """A vector has one row."""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of several."""

    say: str
    """Markdown; may tell what the step before should have been."""
    task: TypeText | TypeNumber | Pick | Arrange


@dataclass(frozen=True, slots=True)
class Steps:
    """The learner answers several questions, one after another."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPoint:
    """One point that a good answer makes."""

    id: str
    text: str
    """Markdown."""
    weight: float = 1.0
    is_core: bool = False
    was_missed: bool = False
    """In the review before."""
    quote: str = ""
    """Markdown: the words of the model answer that make the point; shown after the answer."""
    heading: str = ""
    """Plain text that stands above the point: `Senior angle`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The learner answers freely, aloud or in writing, then ticks the points that were made."""

    points: tuple[CheckPoint, ...]
    minutes: float = 2.0
    """The time that such an answer should take."""
    earlier: str = ""
    """What the learner wrote the last time; empty if nothing."""


Task = Reveal | TypeText | TypeNumber | Pick | Arrange | Steps | Checklist


@dataclass(frozen=True, slots=True)
class Revealed:
    """The learner looked."""


@dataclass(frozen=True, slots=True)
class TypedText:
    """What was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Picked:
    """The author's indices of the options picked, ascending."""

    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The author's indices of the lines, in the learner's order; lines left out are absent."""

    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stepped:
    """The answers to the steps, in their order."""

    answers: tuple[TypedText | Picked | Arranged, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was written, and the ids of the points ticked."""

    text: str
    points: tuple[str, ...]
    seconds: float = 0.0
    """From the question to the end of the free answer."""


Answer = Revealed | TypedText | Picked | Arranged | Stepped | Checked

_ANSWERS: dict[str, Callable[..., Answer]] = {
    "revealed": Revealed,
    "text": TypedText,
    "picked": Picked,
    "arranged": Arranged,
    "checked": Checked,
}


def answer_to_text(answer: Answer) -> str:
    """An answer as the log keeps it; `answer_from_text` is the inverse."""
    return json.dumps(_to_plain(answer), ensure_ascii=False, separators=(",", ":"))


def _to_plain(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, Stepped):
        return {"steps": [_to_plain(each) for each in answer.answers]}
    name = next(name for name, kind in _ANSWERS.items() if kind is type(answer))
    return {name: asdict(answer)}


def answer_from_text(text: str) -> Answer:
    """Read what `answer_to_text` wrote; anything else counts as having looked."""
    try:
        return _from_plain(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Revealed()


def _from_plain(plain: Any) -> Answer:
    ((name, fields),) = plain.items()
    if name == "steps":
        made = tuple(_from_plain(each) for each in fields)
        simple = [each for each in made if isinstance(each, TypedText | Picked | Arranged)]
        return Stepped(tuple(simple)) if len(simple) == len(made) else Revealed()
    return _ANSWERS[name](**{k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()})


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """What is shown this time: made from a card and a seed, and the same for the same two."""

    card: Card
    seed: int
    front: str
    """Markdown, without any answer in it."""
    back: str
    """Markdown, shown after the answer."""
    task: Task
    evidence: Evidence = Evidence.RECALL
    guess_rate: float = 0.0
    """Chance of a right answer without knowledge."""
    hints: tuple[str, ...] = ()
    """Markdown: help on the way to the answer, shown one by one."""
    worked: tuple[str, ...] = ()
    """Markdown: the steps to the answer, which can be looked at one by one before answering."""
    template_id: str = ""
    """Of a generated prompt: with version and seed it makes the same prompt for ever."""
    template_version: int | None = None
    drawn: str = ""
    """The values drawn this time, as JSON."""
    is_second_try: bool = False
    """The first answer was right as far as it went, and was asked for again."""


class Verdict(StrEnum):
    """What the grader says."""

    CORRECT = "correct"
    PARTIAL = "partial"
    WRONG = "wrong"
    SLIP = "slip"
    """Wrong by a known mistake, which `Grade.slip` names."""
    UNIT = "unit"
    """The right value in another unit."""
    TOO_FEW_DIGITS = "too_few_digits"
    """Right as far as it goes: ask again, once."""
    INVALID = "invalid"
    """Cannot be read as an answer: ask again, it is no lapse."""
    UNGRADED = "ungraded"
    """Self-rated."""


class Mark(StrEnum):
    """How one line of a graded answer stands; drawn with a sign as well as a colour."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One option or line after grading: how it stands, its text, and why."""

    mark: Mark
    text: str
    """Markdown."""
    why: str = ""
    """Markdown; empty if the author gave no reason."""


@dataclass(frozen=True, kw_only=True)
class Grade:
    """Our judgement of an answer."""

    verdict: Verdict
    score: float = 0.0
    """0 to 1; meaningless when ungraded or invalid."""
    feedback: str = ""
    """Plain text: one or two sentences that teach."""
    lines: tuple[MarkedLine, ...] = ()
    given: str = ""
    """The answer in words, for display."""
    truth: str = ""
    """The right answer in words, for display and the log."""
    proposed: Rating | None = None
    """None when the learner judges alone."""
    slip: str = ""
    """Id of the known mistake that was made."""
    solution: str = ""
    """Markdown: the right answer in full, where marks on the given one do not show it."""
    points: str = ""
    """Of a checklist: the ids of the points made and missed, as JSON."""
