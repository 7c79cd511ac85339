"""Learning and relearning steps: short waits, in minutes, before a card is scheduled in days.

Learning and relearning follow the same rules; only the list of steps differs.
"""

from __future__ import annotations

from typing import NamedTuple

from quizlr.model import CardState, Rating
from quizlr.scheduling.outlook import SchedulerSettings

_DAY_MIN = 1440.0


class Wait(NamedTuple):
    """A step that a card waits in."""

    state: CardState
    step: int
    minutes: float


def next_wait(
    state: CardState, step: int, rating: Rating, settings: SchedulerSettings
) -> Wait | None:
    """The step that a rating leads to; None where the card is scheduled in days."""
    if state is CardState.REVIEW and rating is not Rating.AGAIN:
        return None
    if state in (CardState.NEW, CardState.LEARNING):
        state_after, steps_min = CardState.LEARNING, settings.learning_steps_min
    else:
        state_after, steps_min = CardState.RELEARNING, settings.relearning_steps_min
    if not steps_min:
        return None
    # The settings may have lost steps since the card began to wait.
    step = min(step, len(steps_min) - 1)
    if rating is Rating.AGAIN:
        return Wait(state_after, 0, steps_min[0])
    if rating is Rating.HARD:
        return Wait(state_after, step, _hard_min(step, steps_min))
    if rating is Rating.GOOD and step + 1 < len(steps_min):
        return Wait(state_after, step + 1, steps_min[step + 1])
    return None


def _hard_min(step: int, steps_min: tuple[float, ...]) -> float:
    """Between AGAIN and GOOD on the first step; the step once more on a later one."""
    if step > 0:
        return steps_min[step]
    if len(steps_min) > 1:
        return (steps_min[0] + steps_min[1]) / 2.0
    return min(steps_min[0] * 1.5, steps_min[0] + _DAY_MIN)
