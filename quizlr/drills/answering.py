"""Answers that are not a learner's: the honest one, and those that a known slip gives."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.drills.orders import right_order
from quizlr.drills.variant import Asked, AskedChoice, AskedNumber, Variant
from quizlr.drills.words import right_option
from quizlr.grading.quantities import words_of_value
from quizlr.model import (
    Answer,
    Arranged,
    Picked,
    Stepped,
    TypedText,
)

PartAnswer = TypedText | Picked | Arranged


def honest_answer(variant: Variant) -> Answer:
    """The right answer, its numbers rounded as asked."""
    return together([honest_part(part) for part in variant.parts])


def slip_answer(variant: Variant, slip_id: str) -> Answer | None:
    """The answer of whoever makes a slip, and nothing else wrong; None if this variant has none."""
    answers = [honest_part(part) for part in variant.parts]
    for place, part in enumerate(variant.parts):
        if slip_id in slip_ids(part):
            answers[place] = slip_part(part, slip_id)
            return together(answers)
    return None


def slip_ids(part: Asked) -> tuple[str, ...]:
    """The slips that can be told in a part of this variant."""
    if isinstance(part, AskedNumber):
        return tuple(slip.id for slip in part.quantity.slips)
    if isinstance(part, AskedChoice):
        slips = dict.fromkeys(option.slip for option in part.options if not option.is_correct)
        return tuple(slip for slip in slips if slip)
    return tuple(slip.id for slip in part.slips)


def honest_part(part: Asked) -> PartAnswer:
    """The right answer to a part."""
    if isinstance(part, AskedNumber):
        return TypedText(words_of_value(part.quantity.truth, part.quantity))
    if isinstance(part, AskedChoice):
        return Picked((right_option(part),))
    return Arranged(right_order(part.ranks))


def slip_part(part: Asked, slip_id: str) -> PartAnswer:
    """The answer to a part that makes one of its `slip_ids`."""
    if isinstance(part, AskedNumber):
        value = next(slip.value for slip in part.quantity.slips if slip.id == slip_id)
        return TypedText(words_of_value(value, part.quantity))
    if isinstance(part, AskedChoice):
        options = enumerate(part.options)
        wrong = (key for key, each in options if each.slip == slip_id and not each.is_correct)
        return Picked((next(wrong),))
    return Arranged(right_order(next(slip.ranks for slip in part.slips if slip.id == slip_id)))


def together(answers: Sequence[PartAnswer]) -> Answer:
    """The answers to all parts as one answer."""
    return answers[0] if len(answers) == 1 else Stepped(tuple(answers))
