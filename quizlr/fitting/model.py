"""What fitting, statistics and plans ask of a model of memory, many histories at a time.

A model holds no numbers of a learner: parameters and states are arguments, of any length. States
have shape (state_size, histories); a column is one card's memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from quizlr.fitting.arrays import Bools, Floats, Ints
from quizlr.fitting.layout import Step


class Sensitivity(NamedTuple):
    """What a model predicts at one step, and how each parameter moves it."""

    step: Step
    recall: Floats
    """(count,): chance of recall, guessing left out."""
    slopes: Floats
    """(parameters, count): derivatives of `recall`. Overwritten when the next is drawn."""


class BatchModel(Protocol):
    """A model of memory on arrays."""

    name: str
    state_size: int

    def first(self, parameters: Floats, rating: Ints) -> Floats:
        """States after the first ratings."""

    def predict(self, parameters: Floats, state: Floats, elapsed_days: Floats) -> Floats:
        """Chances of recall, shape (histories,), `elapsed_days` after the last reviews."""

    def step(
        self,
        parameters: Floats,
        state: Floats,
        rating: Ints,
        elapsed_days: Floats,
        is_same_day: Bools,
    ) -> Floats:
        """States after the next ratings."""


class FittedModel(BatchModel, Protocol):
    """A model whose parameters are fitted to a learner, and that can plan intervals."""

    def __hash__(self) -> int:
        """A model is one for all learners."""

    parameter_names: tuple[str, ...]
    defaults: Floats
    """(parameters,): where a learner without a log stands."""
    is_factor: Bools
    """(parameters,): positive, and twice as much is as far from it as half as much."""
    deviations: Floats
    """(parameters,): how far learners lie from the defaults, as standard deviations; of the
    logarithm, where the parameter is a factor."""
    lower: Floats
    upper: Floats

    def interval(
        self, parameters: Floats, state: Floats, desired_retention: float | Floats
    ) -> Floats:
        """Days until recall falls to the desired retention; shape (histories,), not rounded."""

    def sensitivities(self, parameters: Floats, block: Sequence[Step]) -> Iterator[Sensitivity]:
        """Walk one block of a layout; each step from the second on."""
