"""What a lab is made of: inputs that are moved, figures that are computed, plots that are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from math import isclose
from typing import TYPE_CHECKING, Any

from quizlr.model import Value
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.rendering.plots import Bars, Plot

Params = Mapping[str, Value]
"""Data of a scene that no key moves: rows, labels, scores."""


@dataclass(frozen=True, slots=True)
class Input:
    """A number that the learner moves: low, low + step, …, at most high."""

    name: str
    low: float
    high: float
    step: float
    start: float
    label: str = ""
    """What it is, in a word or two."""

    @property
    def last(self) -> int:
        """The highest place, counted in steps from 0."""
        return int((self.high - self.low) / self.step + 1e-9)

    @property
    def start_place(self) -> int:
        """The place of the start."""
        return self.nearest(self.start)

    def value(self, place: int) -> float:
        """The number at a place; decimal steps give decimal numbers."""
        return round(self.low + place * self.step, 10) + 0.0

    def nearest(self, value: float) -> int:
        """The place whose number is nearest."""
        return self.kept(round((value - self.low) / self.step))

    def holds(self, value: float) -> bool:
        """Whether a number is one of those that can be reached."""
        return isclose(self.value(self.nearest(value)), value, rel_tol=1e-9, abs_tol=1e-9)

    def kept(self, place: int) -> int:
        """The place, or the end that it lies beyond."""
        return max(0, min(place, self.last))

    def shown(self, value: float) -> str:
        """The number with the decimals of the step: `-2.25`."""
        return f"{value:.{_decimals(self.step)}f}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A computed number: the name in expressions, the label for eyes, the value."""

    name: str
    label: str
    value: float
    digits: int = 4

    @property
    def shown(self) -> str:
        """The value: decimals, or powers of ten where those would hide it."""
        size = abs(self.value)
        if not size or 10**-self.digits <= size < 1e6:
            return f"{self.value + 0.0:.{self.digits}f}"
        return f"{self.value:.3g}"


@dataclass(frozen=True, slots=True)
class Outputs:
    """All that comes out for some inputs: figures in the order of the computation, and plots."""

    figures: tuple[Figure, ...]
    plots: tuple[Plot | Bars, ...]

    @property
    def values(self) -> dict[str, float]:
        """The figures by name."""
        return {figure.name: figure.value for figure in self.figures}


Compute = Callable[[Mapping[str, float], Params], Outputs]


@dataclass(frozen=True, slots=True)
class Scene:
    """A kind of lab. `compute` is pure, takes all inputs and all params, and is fast (10 ms)."""

    name: str
    title: str
    inputs: tuple[Input, ...]
    compute: Compute
    params: Params = field(default_factory=dict)
    """What the params are if the author gives none."""


def _decimals(step: float) -> int:
    text = f"{step:.10f}".rstrip("0")
    return len(text.partition(".")[2])


def floats(values: Iterable[Any]) -> tuple[float, ...]:
    """Numbers of any kind as plain floats."""
    return tuple(float(value) for value in values)


def grid(low: float, high: float, count: int) -> tuple[float, ...]:
    """`count` numbers at equal distances, both ends among them."""
    return tuple(low + (high - low) * at / (count - 1) for at in range(count))
