"""What must hold for every variant: each check grades an answer and says what is wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from quizlr.drills.answering import (
    PartAnswer,
    honest_answer,
    honest_part,
    slip_ids,
    slip_part,
    together,
)
from quizlr.drills.compiled import Compiled, CompiledNumber
from quizlr.drills.compiling import compile_template
from quizlr.drills.judging import grade
from quizlr.drills.judging_parts import Place, grade_part
from quizlr.drills.rounding import rounded
from quizlr.drills.scope import RejectedError, Scope
from quizlr.drills.shapes import cells, shape
from quizlr.drills.variant import Asked, AskedNumber, Variant
from quizlr.grading.quantities import words_of_value
from quizlr.model import Answer, Grade, TypedText, Value, Verdict
from quizlr.values import dataclass

WIDEST_LINE = 80
HONEST_DIGITS = 4
"""That an honest learner keeps of an intermediate value, unless a worked step shows more."""

_NOISE = 1e-9
_FENCE = "```"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold for a variant."""

    rule: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class SlipTrial:
    """A slip made in a part, and what the grader said."""

    path: str
    id: str
    text: str
    """What was typed; empty of a choice or an order."""
    verdict: Grade

    @property
    def is_named(self) -> bool:
        """Whether it was judged to be this slip."""
        return self.verdict.verdict is Verdict.SLIP and self.verdict.slip == self.id


def check_variant(variant: Variant, trials: Sequence[SlipTrial]) -> Iterator[Finding]:
    """All that does not hold for a variant.

    Args:
        variant: The variant.
        trials: Its `slip_trials`.
    """
    yield from _honest(variant)
    yield from _honest_rounding(variant)
    yield from _slips(trials)
    yield from _last_step(variant)
    yield from _wide_lines(variant)


def slip_trials(variant: Variant) -> Iterator[SlipTrial]:
    """Each slip of each part, made and graded by itself."""
    for place, part in enumerate(variant.parts):
        for slip_id in slip_ids(part):
            answer = slip_part(part, slip_id)
            judged = grade_part(part, answer, Place(variant.seed, place))
            text = answer.text if isinstance(answer, TypedText) else ""
            yield SlipTrial(f"parts[{place}].slips.{slip_id}", slip_id, text, judged)


def _honest(variant: Variant) -> Iterator[Finding]:
    judged = grade(variant, honest_answer(variant))
    if judged.verdict is not Verdict.CORRECT:
        message = f"the right answer, {judged.truth}, is graded {judged.verdict}."
        yield Finding("drill-answer-fails", "parts", message)


def _honest_rounding(variant: Variant) -> Iterator[Finding]:
    try:
        answer = _rounded_answer(variant)
    except RejectedError as error:
        yield Finding("drill-tolerance-narrow", "let", f"with rounded steps {error}.")
        return
    judged = grade(variant, answer)
    if judged.verdict is not Verdict.CORRECT:
        message = (
            f"who rounds each step to {HONEST_DIGITS} digits gets {judged.given}, graded "
            f"{judged.verdict}; the answer is {judged.truth}. Widen the tolerance."
        )
        yield Finding("drill-tolerance-narrow", "parts", message)


def _slips(trials: Sequence[SlipTrial]) -> Iterator[Finding]:
    for trial in trials:
        if trial.verdict.verdict is Verdict.CORRECT:
            message = f"this slip, {trial.text}, is graded correct. Narrow the tolerance."
            yield Finding("drill-tolerance-wide", trial.path, message)
        elif not trial.is_named:
            told = trial.verdict.slip or trial.verdict.verdict
            message = f"this slip, {trial.text}, is graded {told}."
            yield Finding("drill-slip-misnamed", trial.path, message)


def _last_step(variant: Variant) -> Iterator[Finding]:
    part = variant.parts[-1]
    if not variant.steps or not isinstance(part, AskedNumber):
        return
    last, truth = variant.steps[-1].value, part.quantity.truth
    if not _is_same(last, truth):
        message = f"the last step gives {variant.steps[-1].shown}, not the answer, "
        message += f"{words_of_value(truth, part.quantity)}."
        yield Finding("drill-last-step", f"steps[{len(variant.steps) - 1}].show", message)


def _wide_lines(variant: Variant) -> Iterator[Finding]:
    asks = [(f"parts[{place}].ask", part.ask) for place, part in enumerate(variant.parts)]
    for path, text in [("front", variant.front), *asks]:
        width = max(map(len, _fixed_lines(text)), default=0)
        if width > WIDEST_LINE:
            message = f"a line of code or of a table has {width} columns; {WIDEST_LINE} fit."
            yield Finding("drill-too-wide", path, message)


def _fixed_lines(text: str) -> Iterator[str]:
    """The lines that cannot be wrapped: code in fences, and rows of tables."""
    is_code = False
    for line in text.splitlines():
        if line.lstrip().startswith(_FENCE):
            is_code = not is_code
        elif is_code or line.lstrip().startswith("|"):
            yield line


def _is_same(one: Value, other: Value) -> bool:
    if shape(one) != shape(other):
        return False
    pairs = zip(cells(one), cells(other), strict=True)
    return all(a == b or math.isclose(a, b, rel_tol=_NOISE, abs_tol=_NOISE) for a, b in pairs)


def _rounded_answer(variant: Variant) -> Answer:
    """What a learner answers who writes down every intermediate value with a few digits."""
    compiled = compile_template(variant.template)
    digits = _shown_digits(compiled)
    scope = Scope(variant.drawn)
    for name, expression in compiled.let:
        value = scope.value(expression, f"let.{name}")
        scope.names[name] = rounded(value, digits.get(name, HONEST_DIGITS))
    if compiled.template.derive is not None:
        scope.names.update(compiled.template.derive(scope.names))
    answers: list[PartAnswer] = []
    for part, asked in zip(compiled.parts, variant.parts, strict=True):
        answers.append(_rounded_part(part, asked, scope))
    return together(answers)


def _shown_digits(compiled: Compiled) -> dict[str, int]:
    """The digits of each name that a worked step shows by itself."""
    return {step.show.text.strip(): step.digits for step in compiled.steps}


def _rounded_part(part: object, asked: Asked, scope: Scope) -> PartAnswer:
    if not isinstance(part, CompiledNumber) or not isinstance(asked, AskedNumber):
        return honest_part(asked)
    value = scope.value(part.answer, f"{part.path}.answer")
    scope.names[part.rule.name] = rounded(value, HONEST_DIGITS)
    return TypedText(words_of_value(value, asked.quantity))
