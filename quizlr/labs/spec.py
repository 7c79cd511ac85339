"""A lab as its author writes it: a scene or an own plot, inputs, predictions."""

from __future__ import annotations

from quizlr.labs.nouns import Input
from quizlr.model import Value
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """One option of a prediction."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is asked before it is seen."""

    ask: str
    options: tuple[Guess, ...]
    correct: str
    """An expression: the number of the right option, from 1. It knows all inputs and figures, and
    with `_after` those after the change."""
    at: tuple[tuple[str, float], ...] = ()
    """Inputs before the change; those that are not named stand at their start."""
    to: tuple[tuple[str, float], ...] = ()
    """Inputs that change."""


@dataclass(frozen=True, slots=True)
class OwnPlot:
    """Curves of expressions over one input."""

    x: str
    y: tuple[tuple[str, str], ...]
    """Name of the curve and its expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabSpec:
    """All of a lab but its words."""

    inputs: tuple[Input, ...]
    scene: str = ""
    """A name of the catalogue; empty if there is a plot of its own."""
    params: tuple[tuple[str, Value], ...] = ()
    plot: OwnPlot | None = None
    outputs: tuple[tuple[str, str], ...] = ()
    """Further figures: names and expressions; each knows the inputs and the figures before it."""
    predictions: tuple[Prediction, ...] = ()
