"""From a variant to what the learner sees and does."""

from __future__ import annotations

from math import prod

from quizlr.drills import orders
from quizlr.drills.code import listing
from quizlr.drills.variant import Asked, AskedChoice, AskedNumber, AskedOrder, Variant
from quizlr.drills.words import truth_in_words
from quizlr.grading.quantities import task_of
from quizlr.grading.shuffle import permutation
from quizlr.model import Arrange, Pick, Step, Steps, Task, TypeNumber


def ask(variant: Variant) -> tuple[str, Task]:
    """The front as Markdown, and the task: that of the one part, or steps for several.

    Each step after the first begins by telling what the step before should have given, so that
    one mistake does not cost two answers.
    """
    tasks = [_task(part, variant.seed, place) for place, part in enumerate(variant.parts)]
    if len(tasks) == 1:
        return _joined(variant.front, variant.parts[0].ask), tasks[0]
    steps = (
        Step(_joined(_so_far(variant, place), variant.parts[place].ask), task)
        for place, task in enumerate(tasks)
    )
    return variant.front, Steps(tuple(steps))


def guess_rate(variant: Variant) -> float:
    """Chance of getting all parts right without knowledge; 0 if a number must be typed."""
    return prod(map(_part_guess_rate, variant.parts))


def shown_keys(part: AskedChoice | AskedOrder, seed: int, place: int) -> tuple[int, ...]:
    """The author's indices of the options or items in the order shown.

    Args:
        part: What is asked.
        seed: Of the variant.
        place: Index of the part.
    """
    if isinstance(part, AskedOrder):
        return orders.shuffled(part.ranks, seed, place)
    size = len(part.options)
    is_shuffled = part.shuffle and not part.is_code
    return permutation(size, seed, place) if is_shuffled else tuple(range(size))


def _task(part: Asked, seed: int, place: int) -> TypeNumber | Pick | Arrange:
    if isinstance(part, AskedNumber):
        return task_of(part.quantity)
    keys = shown_keys(part, seed, place)
    if isinstance(part, AskedChoice):
        return Pick(tuple(part.options[key].text for key in keys), keys)
    return Arrange(tuple(part.items[key] for key in keys), keys)


def _so_far(variant: Variant, place: int) -> str:
    if place == 0:
        return ""
    part = variant.parts[place - 1]
    told = f"Step {place}: the right answer is {truth_in_words(part).rstrip('.')}."
    return _joined(_program(variant, place), told)


def _program(variant: Variant, place: int) -> str:
    """The program of an earlier part: its lines are no longer shown to pick from."""
    for part in variant.parts[:place]:
        if isinstance(part, AskedChoice) and part.is_code:
            return listing([option.text for option in part.options])
    return ""


def _joined(*paragraphs: str) -> str:
    return "\n\n".join(text for text in paragraphs if text)


def _part_guess_rate(part: Asked) -> float:
    if isinstance(part, AskedNumber):
        return 0.0
    if isinstance(part, AskedChoice):
        return 1 / len(part.options)
    return orders.guess_rate(part.ranks)
