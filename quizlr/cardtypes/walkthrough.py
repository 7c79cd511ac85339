"""`type: walkthrough`: read a program as a reviewer does.

Contract, then which line does what, then a trade-off, then a failure. Code is text, never run.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from quizlr.cardtypes.reasoned import Reasoned
from quizlr.decks.fields import Field, Flag, ListOf, Number, Record, Text
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


_OFFER = Record(
    fields=(
        Field(name="text", kind=Text(), doc="The option, as Markdown.", is_required=True),
        Field(name="correct", kind=Flag(), doc="Whether it is right; one is."),
        Field(name="why", kind=Text(), doc="Why it is right or wrong."),
    ),
    short_form="text",
)
_QUESTION = Record(
    (
        Field(name="ask", kind=Text(), doc="The question.", is_required=True),
        Field(name="options", kind=ListOf(item=_OFFER, minimum=2), doc="To pick from."),
        Field(name="answer", kind=Text(), doc="Instead of options: a number or an expression."),
        Field(
            name="digits",
            kind=Number(minimum=0, maximum=12, is_integer=True),
            doc="Decimals asked for of the answer; 3 if absent.",
        ),
    )
)
_MAPPED = Record(
    (
        Field(name="concept", kind=Text(), doc="What the line does.", is_required=True),
        Field(name="find", kind=Text(), doc="Text of that line.", is_required=True),
        Field(name="why", kind=Text(), doc="How one sees it."),
    )
)
_QUESTIONS = ("contract", "tradeoff", "failure")


class Walkthrough(Reasoned):
    """Contract, mapping, trade-off, failure."""

    name = "walkthrough"
    front_field = "front"

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The code, and what is asked about it in turn."""
        ask = "What it takes and returns", "What was chosen, and against what", "When it breaks"
        example = "{ask: Which shape has X?, options: [{text: (m), correct: yes}, {text: (d)}]}"
        contract, tradeoff, failure = (
            Field(name=name, kind=_QUESTION, doc=f"{doc}.", is_required=True, example=example)
            for name, doc in zip(_QUESTIONS, ask, strict=True)
        )
        stages = Record(
            (
                contract,
                Field(
                    name="mapping",
                    kind=ListOf(item=_MAPPED, minimum=1),
                    doc="Concepts; for each the learner picks the line.",
                    is_required=True,
                    example="[{concept: the residual, find: p - y}]",
                ),
                tradeoff,
                failure,
            )
        )
        return (
            Field(name="language", kind=Text(), doc="Of the code; python if absent."),
            Field(
                name="code",
                kind=Text(),
                doc="The program, in block style, without blank lines.",
                is_required=True,
                example="|",
            ),
            Field(
                name="stages",
                kind=stages,
                doc="The questions, asked in this order: contract, mapping, tradeoff, failure.",
                is_required=True,
            ),
            Field(
                name="version",
                kind=Number(minimum=1, is_integer=True),
                doc="Raise it whenever code or questions change. 1 if absent.",
                example="1",
            ),
        )

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
