"""`type: typed`: a short answer, typed and compared with the author's answers."""

from __future__ import annotations

from enum import StrEnum

from quizlr.decks.fields import Field, ListOf, OneOf, Text, front
from quizlr.decks.notetype import Draft
from quizlr.grading.folding import exact, fold, unaccented
from quizlr.grading.spelling import difference, distance, is_slip
from quizlr.grading.verdicts import invalid, looked, scored
from quizlr.grading.wording import escaped, literal, one_line, quoted
from quizlr.model import (
    HIDDEN_CLOSE,
    HIDDEN_OPEN,
    SHOWN_CLOSE,
    SHOWN_OPEN,
    Answer,
    Card,
    Content,
    Evidence,
    Grade,
    Mark,
    MarkedLine,
    Note,
    Problem,
    Prompt,
    Revealed,
    TypedText,
    TypeText,
)
from quizlr.rendering import clean_line
from quizlr.values import dataclass

_MARKERS = dict.fromkeys(map(ord, HIDDEN_OPEN + HIDDEN_CLOSE + SHOWN_OPEN + SHOWN_CLOSE))

LONGEST_ANSWER = 1_000
"""Characters that are read of what was typed."""

_UNFIT = f"Nobody can type this answer: it is blank or longer than {LONGEST_ANSWER} characters."


class Match(StrEnum):
    """What counts as the same answer."""

    EXACT = "exact"
    FOLD = "fold"
    FUZZY = "fuzzy"


_FORMS = {Match.EXACT: exact, Match.FOLD: fold, Match.FUZZY: fold}


@dataclass(frozen=True, kw_only=True)
class TypedContent(Content):
    """What a typed note adds."""

    answers: tuple[str, ...]
    """All of them right; the first is the one that is shown."""
    match: Match = Match.FOLD


class Typed:
    """Type a line, have it compared."""

    name = "typed"
    front_field = "front"
    is_generated = False
    doc = "A short answer to type; it is compared with yours."
    sketch = ("match",)
    fields = (
        front(
            "The question, as Markdown with $…$ formulas.",
            "What is the loss of logistic regression called?",
        ),
        Field(
            name="answers",
            kind=ListOf(item=Text(), allow_single=True, minimum=1),
            doc="The right answers; any of them will do, the first is shown.",
            is_required=True,
            example="[log loss, cross entropy]",
        ),
        Field(
            name="match",
            kind=OneOf(tuple(Match)),
            doc="exact: every character counts. fold (the default): case, spaces, kinds of dashes "
            "and quotes, and an end stop do not. fuzzy: accents and a letter or two do not either.",
            example="fuzzy",
        ),
    )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """The answers, each on one line; none may be blank or longer than what is read."""
        answers = tuple(_cleaned(answer).strip() for answer in draft.values["answers"])
        match = Match(draft.values.get("match", Match.FOLD))
        problems = [
            draft.problem("typed-bad-answer", _UNFIT, f"answers[{place}]")
            for place, answer in enumerate(answers)
            if not fold(answer) or len(answer) > LONGEST_ANSWER
        ]
        return None if problems else TypedContent(answers=answers, match=match), problems

    def parts(self, note: Note) -> tuple[str, ...]:  # noqa: ARG002
        """One card."""
        return ("",)

    def ask(self, card: Card, seed: int) -> Prompt:
        """The front, and a field to type in."""
        return Prompt(
            card=card,
            seed=seed,
            front=card.note.front,
            back=card.note.back,
            task=TypeText(),
            evidence=Evidence.TYPED,
        )

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:
        """Right or wrong; a wrong answer is told what it lacks or has too much."""
        content = prompt.card.note.content
        assert isinstance(content, TypedContent)
        truth = content.answers[0]
        if isinstance(answer, Revealed):
            return looked(truth, (MarkedLine(Mark.NEUTRAL, literal(truth)),))
        given = _cleaned(answer.text) if isinstance(answer, TypedText) else ""
        if not fold(given):
            return invalid("Type an answer first.")
        if len(given) > LONGEST_ANSWER:
            return invalid(f"The answer is longer than {LONGEST_ANSWER} characters. Make it short.")
        return _compared(content, given)


def _cleaned(text: str) -> str:
    return clean_line(text[: LONGEST_ANSWER + 1].translate(_MARKERS))


def _compared(content: TypedContent, given: str) -> Grade:
    form = _FORMS[content.match]
    for wanted in content.answers:
        if form(given) == form(wanted):
            return _right(given, wanted, "Right.")
    mine = unaccented(given)
    nearest = min(content.answers, key=lambda wanted: distance(mine, unaccented(wanted)))
    theirs = unaccented(nearest)
    if content.match is Match.FUZZY and (mine == theirs or is_slip(mine, theirs)):
        return _right(given, nearest, f"Right. Spelling: it is written {quoted(nearest)}.")
    slip = difference(form(given), form(nearest))
    if fold(given) == fold(nearest):
        slip = f"here every character counts: {slip or 'too many of them differ'}"
    return _wrong(given, nearest if slip else content.answers[0], slip)


def _right(given: str, wanted: str, feedback: str) -> Grade:
    lines = (MarkedLine(Mark.RIGHT, literal(given)),)
    return scored(1.0, feedback=feedback, lines=lines, given=one_line(given), truth=wanted)


def _wrong(given: str, truth: str, slip: str) -> Grade:
    close = f"Close, but {slip}. " if slip else ""
    lines = (
        MarkedLine(Mark.WRONG, literal(given), escaped(slip)),
        MarkedLine(Mark.MISSED, literal(truth)),
    )
    return scored(
        0.0,
        feedback=f"{close}The answer is {quoted(truth)}.",
        lines=lines,
        given=one_line(given),
        truth=truth,
    )
