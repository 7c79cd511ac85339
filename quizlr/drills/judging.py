"""Judging the answer to a variant: parts, errors carried forward, where it went off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizlr.drills.building import build_part
from quizlr.drills.compiled import reads
from quizlr.drills.compiling import compile_template
from quizlr.drills.judging_parts import Place, grade_part, looked_part
from quizlr.drills.locating import step_reached, typed_value
from quizlr.drills.scope import RejectedError, Scope
from quizlr.drills.variant import Asked, AskedNumber, Variant
from quizlr.drills.words import truth_in_words
from quizlr.grading.forms import digits_words
from quizlr.grading.propose import propose
from quizlr.grading.verdicts import invalid, looked
from quizlr.model import (
    Answer,
    Grade,
    Mark,
    MarkedLine,
    Revealed,
    Stepped,
    TypedText,
    Value,
    Verdict,
)

_SCORE_OF_ROUNDED = 0.5


def grade(variant: Variant, answer: Answer, *, is_second_try: bool = False) -> Grade:
    """The grade of an answer to a variant.

    Several parts are judged one by one, each against the truth and, if that fails, against what
    it would be with the learner's own answers to the parts before. The score is the mean.

    Args:
        variant: What was asked.
        answer: What came back; of several parts a `Stepped`.
        is_second_try: Whether too few digits are now final.
    """
    if isinstance(answer, Revealed):
        return _looked(variant)
    if len(variant.parts) == 1:
        part = variant.parts[0]
        judged = grade_part(part, answer, Place(variant.seed, 0), is_second_try=is_second_try)
        return _with_step(variant, part, answer, judged)
    if not isinstance(answer, Stepped) or len(answer.answers) != len(variant.parts):
        return invalid(f"Answer all {len(variant.parts)} steps.")
    return _combined(variant, _grade_steps(variant, answer))


def _looked(variant: Variant) -> Grade:
    """All that there was to know: of a choice each option, of several parts a line each."""
    seen = [
        looked_part(part, Place(variant.seed, place)) for place, part in enumerate(variant.parts)
    ]
    if len(seen) == 1:
        return seen[0]
    lines = (
        MarkedLine(Mark.MISSED, f"Step {place}: {each.truth}", _why(each))
        for place, each in enumerate(seen, 1)
    )
    return looked(_truths(variant), tuple(lines), _solutions(seen))


def _why(seen: Grade) -> str:
    """Why the right option of a choice is right; empty of other parts."""
    return next((line.why for line in seen.lines if line.mark is Mark.MISSED), "")


def _truths(variant: Variant) -> str:
    return "; ".join(truth_in_words(part) for part in variant.parts)


def _solutions(grades: Sequence[Grade]) -> str:
    return "\n\n".join(each.solution for each in grades if each.solution)


def _grade_steps(variant: Variant, answer: Stepped) -> list[Grade]:
    own: dict[str, Value] = {}
    grades = []
    for place, (part, given) in enumerate(zip(variant.parts, answer.answers, strict=True)):
        asked = Place(variant.seed, place)
        judged = grade_part(part, given, asked, is_second_try=True)
        if judged.score < 1 and judged.verdict is not Verdict.INVALID:
            carried = _rebuilt(variant, place, own)
            if carried is not None:
                by_own = grade_part(carried, given, asked, is_second_try=True)
                judged = _better(judged, by_own, truth_in_words(part))
            judged = _with_step(variant, part, given, judged)
            judged = _half_right(part, judged)
        if isinstance(part, AskedNumber) and isinstance(given, TypedText):
            value = typed_value(part, given.text)
            if value is not None:
                own[part.name] = value
        grades.append(judged)
    return grades


def _rebuilt(variant: Variant, place: int, own: dict[str, Value]) -> Asked | None:
    """The part as it would be with the learner's own answers; None if it does not hang on them."""
    part = compile_template(variant.template).parts[place]
    if not reads(part) & own.keys():
        return None
    try:
        return build_part(part, Scope({**variant.names, **own}))
    except RejectedError:
        return None


def _better(judged: Grade, by_own: Grade, truth: str) -> Grade:
    """The grade by the truth, or by the learner's own earlier answers if that explains more."""
    if by_own.verdict is Verdict.CORRECT:
        feedback = f"Consistent with your earlier step. From the right one it is {truth}."
        return replace(by_own, feedback=feedback, truth=truth)
    if by_own.verdict is Verdict.SLIP and judged.verdict is Verdict.WRONG:
        return replace(by_own, truth=truth)
    return judged


def _with_step(variant: Variant, part: Asked, answer: Answer, judged: Grade) -> Grade:
    """The grade, told where the answer left the worked solution if that can be seen."""
    if judged.verdict is not Verdict.WRONG or not isinstance(part, AskedNumber):
        return judged
    assert isinstance(answer, TypedText)
    place = step_reached(variant, part, answer.text)
    if place is None:
        return judged
    told = f"Your number is step {place + 1} of the solution ({variant.steps[place].say}): go on."
    return replace(judged, feedback=f"{judged.feedback} {told}")


def _half_right(part: Asked, judged: Grade) -> Grade:
    """Too few digits among several parts: it is not asked for again."""
    if judged.verdict is not Verdict.TOO_FEW_DIGITS or not isinstance(part, AskedNumber):
        return judged
    feedback = f"Half right: give {digits_words(part.quantity)}. The answer is {judged.truth}."
    return replace(judged, score=_SCORE_OF_ROUNDED, feedback=feedback)


def _combined(variant: Variant, grades: Sequence[Grade]) -> Grade:
    for place, judged in enumerate(grades, 1):
        if judged.verdict is Verdict.INVALID:
            return invalid(f"Step {place}: {judged.feedback}")
    score = sum(judged.score for judged in grades) / len(grades)
    slip = next((judged.slip for judged in grades if judged.slip), "")
    verdict = Verdict.PARTIAL
    if score == 1:
        verdict = Verdict.CORRECT
    elif score == 0:
        verdict = Verdict.SLIP if slip else Verdict.WRONG
    told = [
        f"Step {place}: {judged.feedback}"
        for place, judged in enumerate(grades, 1)
        if judged.score < 1 or judged.feedback.startswith("Consistent")
    ]
    return Grade(
        verdict=verdict,
        score=score,
        feedback=" ".join(told) or "Right.",
        lines=tuple(_line(place, judged) for place, judged in enumerate(grades, 1)),
        given="; ".join(judged.given for judged in grades),
        truth=_truths(variant),
        proposed=propose(score, 0),
        slip=slip,
        solution=_solutions(grades),
    )


def _line(place: int, judged: Grade) -> MarkedLine:
    text = f"Step {place}: {judged.given}"
    if judged.score == 1:
        return MarkedLine(Mark.RIGHT, text)
    is_half = judged.verdict is Verdict.TOO_FEW_DIGITS
    return MarkedLine(
        Mark.NEUTRAL if is_half else Mark.WRONG,
        text,
        judged.feedback if is_half else f"Right: {judged.truth}",
    )
