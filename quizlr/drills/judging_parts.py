"""Judging one part of a variant: a number, a choice, an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizlr.drills import orders
from quizlr.drills.asking import shown_keys
from quizlr.drills.variant import Asked, AskedChoice, AskedNumber, AskedOrder
from quizlr.drills.words import option_in_words, order_in_words, right_option, truth_in_words
from quizlr.grading.partial_order import linear_extension, longest_consistent
from quizlr.grading.propose import propose
from quizlr.grading.quantities import judge
from quizlr.grading.verdicts import invalid, looked, scored
from quizlr.grading.wording import right_order
from quizlr.model import (
    Answer,
    Arranged,
    Grade,
    Mark,
    MarkedLine,
    Picked,
    TypedText,
    Verdict,
)
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part was asked: it decides the order in which its lines were shown."""

    seed: int
    """Of the variant."""
    part: int
    """Index of the part."""


def grade_part(part: Asked, answer: Answer, place: Place, *, is_second_try: bool = False) -> Grade:
    """The grade of one part by itself; an answer of another kind is invalid."""
    if isinstance(part, AskedNumber):
        if isinstance(answer, TypedText):
            return _number(part, answer.text, is_second_try)
        return invalid("Type a number.")
    keys = shown_keys(part, place.seed, place.part)
    if isinstance(part, AskedChoice):
        if isinstance(answer, Picked) and len(answer.keys) == 1 and answer.keys[0] in keys:
            return _choice(part, answer.keys[0], keys)
        return invalid("Pick one option.")
    if isinstance(answer, Arranged) and sorted(answer.keys) == sorted(keys):
        return _order(part, answer.keys)
    return invalid("Put all the lines in order.")


def looked_part(part: Asked, place: Place) -> Grade:
    """The grade of whoever looked: all options with their reasons, or the right order in full."""
    truth = truth_in_words(part)
    if isinstance(part, AskedNumber):
        return looked(truth, ())
    if isinstance(part, AskedChoice):
        return looked(truth, _option_lines(part, None, shown_keys(part, place.seed, place.part)))
    return looked(truth, (), _solution(part, orders.right_order(part.ranks)))


def _number(part: AskedNumber, text: str, is_second_try: bool) -> Grade:
    judged = judge(part.quantity, text, is_second_try=is_second_try)
    return Grade(
        verdict=judged.verdict,
        score=judged.score,
        feedback=judged.feedback,
        lines=judged.marks,
        given=judged.given,
        truth=judged.truth,
        proposed=None if judged.verdict is Verdict.INVALID else propose(judged.score, 0),
        slip=judged.slips[0].id if judged.slips else "",
    )


def _choice(part: AskedChoice, picked: int, keys: Sequence[int]) -> Grade:
    option = part.options[picked]
    grade = scored(
        float(option.is_correct),
        feedback=_choice_feedback(part, picked),
        lines=_option_lines(part, picked, keys),
        given=option_in_words(part, picked),
        truth=truth_in_words(part),
    )
    return grade if option.is_correct or not option.slip else _as_slip(grade, option.slip)


def _choice_feedback(part: AskedChoice, picked: int) -> str:
    option, right = part.options[picked], right_option(part)
    if option.is_correct:
        return _sentences("Right.", option.why)
    truth = option_in_words(part, right).rstrip(".")
    told = f"It is {truth}." if part.is_code else f"The answer is: {truth}."
    return _sentences(told, part.options[right].why or option.why)


def _option_lines(
    part: AskedChoice, picked: int | None, keys: Sequence[int]
) -> tuple[MarkedLine, ...]:
    lines = []
    for key in keys:
        option = part.options[key]
        mark = Mark.NEUTRAL
        if key == picked:
            mark = Mark.RIGHT if option.is_correct else Mark.WRONG
        elif option.is_correct:
            mark = Mark.MISSED
        lines.append(MarkedLine(mark, option.text, option.why))
    return tuple(lines)


def _order(part: AskedOrder, keys: tuple[int, ...]) -> Grade:
    before = orders.before(part.ranks)
    kept = longest_consistent(keys, before)
    is_right = len(kept) == len(keys)
    slip = next((slip for slip in part.slips if orders.agrees(keys, slip.ranks)), None)
    # A single line is always in order.
    score = len(kept) / len(keys) if len(kept) > 1 else 0.0
    nearest = linear_extension(before) if len(kept) < 2 else _nearest(part, kept)
    feedback = "Right." if is_right else f"{len(kept)} of {len(keys)} lines stand in order."
    if slip is not None and not is_right:
        feedback, score = slip.say, 0.0
    grade = scored(
        score,
        feedback=feedback,
        lines=tuple(
            MarkedLine(Mark.RIGHT if key in kept else Mark.WRONG, part.items[key]) for key in keys
        ),
        given=order_in_words(part, keys),
        truth=order_in_words(part, nearest),
    )
    if is_right:
        return grade
    told = replace(grade, solution=_solution(part, nearest))
    return told if slip is None else _as_slip(told, slip.id)


def _solution(part: AskedOrder, keys: Sequence[int]) -> str:
    return right_order([part.items[key] for key in keys])


def _nearest(part: AskedOrder, kept: Sequence[int]) -> tuple[int, ...]:
    """The right order that keeps ties as the learner put them."""
    place = {key: at for at, key in enumerate(kept)}
    size = len(part.ranks)
    return tuple(sorted(range(size), key=lambda key: (part.ranks[key], place.get(key, size))))


def _as_slip(grade: Grade, slip_id: str) -> Grade:
    return Grade(
        verdict=Verdict.SLIP,
        feedback=grade.feedback,
        lines=grade.lines,
        given=grade.given,
        truth=grade.truth,
        proposed=propose(0.0, 0),
        slip=slip_id,
        solution=grade.solution,
    )


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
