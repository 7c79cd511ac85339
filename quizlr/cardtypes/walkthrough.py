"""`type: walkthrough`: read a program as a reviewer does.

Contract, then which line does what, then a trade-off, then a failure. Code is text, never run.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from quizlr.cardtypes.reasoned import Reasoned
from quizlr.decks.fields import Field
from quizlr.decks.notetype import Draft
from quizlr.model import Card, Content, Problem, Tier
from quizlr.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizlr.drills.template import ChoicePart, Part, Template


@dataclass(frozen=True, slots=True)
class Offer:
    """An option of a question."""

    text: str
    correct: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question about the code: options to pick from, or a number to type."""

    ask: str
    options: tuple[Offer, ...] = ()
    answer: str = ""
    """An expression; empty if there are options."""
    digits: int = 3


@dataclass(frozen=True, slots=True)
class Mapped:
    """A concept, and the line of the code that has it."""

    concept: str
    find: str
    """Text that occurs on this line only."""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class WalkthroughContent(Content):
    """What a walkthrough adds."""

    language: str
    code: str
    contract: Question
    mapping: tuple[Mapped, ...]
    tradeoff: Question
    failure: Question
    version: int = 1

    @property
    def lines(self) -> list[str]:
        """The code, line by line."""
        return self.code.split("\n")


_QUESTIONS = ("contract", "tradeoff", "failure")


class Walkthrough(Reasoned):
    """Contract, mapping, trade-off, failure."""

    name = "walkthrough"
    front_field = "front"
    doc = "Code to read as a reviewer: contract, which line does what, trade-off, failure."
    sketch: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Made when a deck is read: a start from the cache needs none."""
        from quizlr.cardtypes.walkthroughfields import WALKTHROUGH_FIELDS

        return WALKTHROUGH_FIELDS

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """Each question must have one right answer, and each concept one line."""
        from quizlr.cardtypes.templatereading import asked_once

        stages = draft.values["stages"]
        contract, tradeoff, failure = (_question(stages[name]) for name in _QUESTIONS)
        content = WalkthroughContent(
            language=draft.values.get("language", "python"),
            code=draft.values["code"].rstrip("\n"),
            contract=contract,
            mapping=tuple(Mapped(**each) for each in stages["mapping"]),
            tradeoff=tradeoff,
            failure=failure,
            version=draft.values.get("version", 1),
        )
        problems = [*_line_problems(draft, content), *_mapping_problems(draft, content)]
        for name in _QUESTIONS:
            problems += _question_problems(draft, name, getattr(content, name))
        if problems:
            return None, problems
        texts = (draft.values.get(field, "") for field in ("id", "front", "back"))
        place = _Place(len(content.mapping))
        usable, problems = asked_once(draft, _template(content, *texts), place)
        return (content if usable else None), problems

    def template(self, card: Card, seed: int) -> Template:  # noqa: ARG002
        """The same whatever the seed, which only shuffles the options."""
        content = card.note.content
        assert isinstance(content, WalkthroughContent)
        return _template(content, card.note_key, card.note.front, card.note.back)


@lru_cache(maxsize=256)
def _template(content: WalkthroughContent, name: str, front: str, back: str) -> Template:
    """The code stands on the front, which stays in view while the steps change."""
    from quizlr.drills.code import code_span, listing
    from quizlr.drills.template import Template

    numbered = listing([code_span(line) for line in content.lines])
    contract, tradeoff, failure = (_asked(name, getattr(content, name)) for name in _QUESTIONS)
    mapping = (_which_line(content, at) for at in range(len(content.mapping)))
    return Template(
        id=name,
        title=name,
        version=content.version,
        tier=Tier.INTERMEDIATE,
        vars={},
        front=f"{front}\n\n{numbered}",
        parts=(contract, *mapping, tradeoff, failure),
        back=f"{_fenced(content)}\n\n{back}".rstrip(),
    )


def _fenced(content: WalkthroughContent) -> str:
    longest = max((len(run) for run in re.findall("`+", content.code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{content.language}\n{content.code}\n{fence}"


def _asked(name: str, question: Question) -> Part:
    from quizlr.cardtypes.templatereading import DEFAULT_TOLERANCE
    from quizlr.drills.template import ChoicePart, NumberPart, OptionRule

    if question.answer:
        return NumberPart(
            name=name,
            ask=question.ask,
            answer=question.answer,
            digits=question.digits,
            tolerance=DEFAULT_TOLERANCE,
            allow_nonfinite=True,
        )
    options = (
        OptionRule(text=each.text, correct=str(int(each.correct)), why=each.why)
        for each in question.options
    )
    return ChoicePart(name=name, ask=question.ask, options=tuple(options))


def _which_line(content: WalkthroughContent, at: int) -> ChoicePart:
    """The lines themselves are the options, in their order."""
    from quizlr.drills.code import code_span
    from quizlr.drills.template import ChoicePart, OptionRule

    mapped = content.mapping[at]
    options = (
        OptionRule(text=code_span(line.strip()), correct="1", why=mapped.why)
        if mapped.find in line
        else OptionRule(text=code_span(line.strip()))
        for line in content.lines
    )
    ask = f"Which line is this: {mapped.concept}?"
    return ChoicePart(name=f"line{at + 1}", ask=ask, options=tuple(options), shuffle=False)


def _question(values: Mapping[str, Any]) -> Question:
    options = tuple(Offer(**each) for each in values.get("options", ()))
    kept = {name: values[name] for name in ("ask", "answer", "digits") if name in values}
    return Question(options=options, **kept)


def _line_problems(draft: Draft, content: WalkthroughContent) -> list[Problem]:
    lines = [line.strip() for line in content.lines]
    if len(lines) > 1 and all(lines) and len(set(lines)) == len(lines):
        return []
    message = "`code` needs several lines, none blank and no two alike: each can be picked."
    return [draft.problem("walkthrough-lines", message, "code")]


def _mapping_problems(draft: Draft, content: WalkthroughContent) -> list[Problem]:
    problems = []
    for at, mapped in enumerate(content.mapping):
        found = sum(mapped.find in line for line in content.lines)
        if found != 1:
            message = f"`find` must occur on exactly one line of `code`; it occurs on {found}."
            path = f"stages.mapping[{at}].find"
            problems.append(draft.problem("walkthrough-find", message, path))
    return problems


def _question_problems(draft: Draft, name: str, question: Question) -> list[Problem]:
    path = f"stages.{name}"
    if bool(question.options) == bool(question.answer):
        message = "A question has `options` or an `answer`: one of the two."
        return [draft.problem("walkthrough-question", message, path)]
    right = sum(each.correct for each in question.options)
    if question.options and right != 1:
        message = f"Exactly one option must be right; {right} are. Write 'correct: yes' at it."
        return [draft.problem("walkthrough-question", message, f"{path}.options")]
    return []


@dataclass(frozen=True, slots=True)
class _Place:
    """From a field of the template to the author's."""

    mapped: int
    """How many lines are asked for."""

    def __call__(self, path: str) -> str:
        """The path within the note."""
        part, _, rest = path.partition(".")
        if not part.startswith("parts["):
            return part if part in ("front", "back") else ""
        at = int(part[len("parts[") : -1])
        if 0 < at <= self.mapped:
            where = f"stages.mapping[{at - 1}]"
            return f"{where}.why" if rest.endswith(".why") else where
        name = _QUESTIONS[max(0, at - self.mapped)]
        return f"stages.{name}.{rest}" if rest else f"stages.{name}"
