"""A worked example that fades: each pass leaves one more of a drill's steps to the learner.

In the first pass all steps are shown, in the next the last one is blank, then two, until nothing is
left but the question. How many are blank follows from the last review of the drill, whatever it
was: what was right with some steps shown is asked with one fewer, what was wrong with one more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quizlr.cardtypes import template_of
from quizlr.cardtypes.skills import drawn_text
from quizlr.cardtypes.templatereading import DEFAULT_TOLERANCE
from quizlr.drills.variant import AskedNumber
from quizlr.grading.verdicts import looked
from quizlr.model import (
    Answer,
    Card,
    Evidence,
    Form,
    Grade,
    Prompt,
    Reveal,
    Revealed,
    Review,
    Step,
    Steps,
    Task,
    Value,
    Verdict,
)
from quizlr.rendering import plain_text

if TYPE_CHECKING:
    from quizlr.drills.template import NumberPart, Template
    from quizlr.drills.variant import Variant

FEWEST_STEPS = 2
_HALF_RIGHT = (Verdict.PARTIAL, Verdict.TOO_FEW_DIGITS, Verdict.UNIT)
"""Asked again with as many steps."""


def can_fade(card: Card) -> bool:
    """Whether the card is a drill that asks for one number and shows steps on the way to it."""
    if card.note.type != "drill":
        return False
    template = _template(card)
    return len(template.steps) >= FEWEST_STEPS and _asked(template) is not None


def step_count(card: Card) -> int:
    """How many steps the worked example has."""
    return len(_template(card).steps)


def blanks_of(card: Card, history: Sequence[Review]) -> int:
    """How many of the last steps the learner is to do in the next pass.

    Args:
        card: one that can fade.
        history: the live reviews of the card, practice among them, oldest first.
    """
    if not history:
        return 0
    steps, last = step_count(card), history[-1]
    blank = steps - min(steps, last.steps_shown)
    if blank and last.verdict in _HALF_RIGHT:
        return blank
    is_right = blank == 0 or last.verdict == Verdict.CORRECT
    return max(0, min(steps, blank + (1 if is_right else -1)))


def pass_seed(card: Card, history: Sequence[Review]) -> int:
    """The seed of the next pass: leaving and coming back does not draw other numbers."""
    digest = hashlib.sha256(f"worked|{card.id}|{len(history)}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def ask_faded(card: Card, seed: int, blanks: int) -> Prompt:
    """A pass with so many blank steps: the question, the steps that are shown, what is asked.

    `worked` are all steps; the front ends with those that are shown.
    """
    variant = _variant(card, seed, blanks)
    worked = tuple(step.markdown for step in variant.steps)
    shown = len(worked) - blanks
    lines = [f"{place}. {line}" for place, line in enumerate(worked, 1)]
    asked = [f"**{place}. {step.say}:** ?" for place, step in enumerate(variant.steps, 1)]
    front = [variant.front, "\n".join(lines[:shown])]
    return Prompt(
        card=card,
        seed=seed,
        front="\n\n".join(filter(None, [*front, asked[-1] if blanks == 1 else ""])),
        back=variant.back,
        task=_task(variant, lines[shown:], asked[shown:]),
        evidence=Evidence.SKILL,
        worked=worked,
        template_id=variant.template.id,
        template_version=variant.template.version,
        drawn=drawn_text(_template(card), dict(variant.drawn)),
    )


def grade_faded(prompt: Prompt, blanks: int, answer: Answer) -> Grade:
    """How the steps that were blank were done; of several each is judged by itself."""
    from quizlr.drills.judging import grade

    if not blanks or isinstance(answer, Revealed):
        return looked(plain_text(prompt.worked[-1]), ())
    variant = _variant(prompt.card, prompt.seed, blanks)
    judged = grade(variant, answer, is_second_try=prompt.is_second_try)
    return replace(judged, feedback=plain_text(judged.feedback))


def _task(variant: Variant, lines: Sequence[str], asked: Sequence[str]) -> Task:
    """What is to be typed; a step after the first is asked below what the one before gives."""
    from quizlr.grading.quantities import task_of

    if not asked:
        return Reveal()
    tasks = [task_of(part.quantity) for part in variant.parts if isinstance(part, AskedNumber)]
    if len(tasks) == 1:
        return tasks[0]
    before = ["", *lines]
    said = ("\n\n".join(filter(None, pair)) for pair in zip(before, asked, strict=False))
    return Steps(tuple(map(Step, said, tasks)))


def _template(card: Card) -> Template:
    template = template_of(card, 0)
    assert template is not None, "a drill has a template"
    return template


def _asked(template: Template) -> NumberPart | None:
    from quizlr.drills.template import NumberPart

    parts = template.parts
    return parts[0] if len(parts) == 1 and isinstance(parts[0], NumberPart) else None


def _variant(card: Card, seed: int, blanks: int) -> Variant:
    """The drill of this seed, asked for its last steps one by one."""
    from quizlr.drills.sampling import vary
    from quizlr.drills.template import NumberPart

    template = _template(card)
    if not blanks:
        return vary(template, seed)
    asked = _asked(template)
    assert asked is not None, "only what can fade is asked so"
    forms = [_form(step.value) for step in vary(template, seed).steps]
    first = len(template.steps) - blanks
    blank = [
        NumberPart(
            answer=step.show,
            name=f"step_{place}",
            tolerance=DEFAULT_TOLERANCE,
            form=forms[place],
        )
        for place, step in enumerate(template.steps[first:-1], first)
    ]
    return vary(replace(template, parts=(*blank, asked)), seed)


def _form(value: Value) -> Form:
    if not isinstance(value, tuple):
        return Form.NUMBER
    return Form.MATRIX if value and isinstance(value[0], tuple) else Form.VECTOR
