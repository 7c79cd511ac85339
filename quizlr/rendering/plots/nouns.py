"""What can be drawn: plots of curves, bars, heatmaps, calendars. Nothing here draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from quizlr.values import dataclass


class Stroke(StrEnum):
    """How a curve's line runs; strokes tell curves apart without colour."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    DASH_DOTTED = "dash-dotted"
    NONE = "none"
    """Points only."""


@dataclass(frozen=True, slots=True)
class Series:
    """A curve through the points (xs[i], ys[i]), in this order; the longer list is cut.

    nan makes a gap; an infinite y makes a gap with an arrow at the edge. `mark` is a sign of one
    cell, put on every point. `stroke` None means: whichever comes next in this plot.
    """

    name: str
    xs: Sequence[float]
    ys: Sequence[float]
    mark: str = ""
    stroke: Stroke | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A named range of x, shown under the axis; an infinite end reaches the frame."""

    low: float
    high: float
    name: str


@dataclass(frozen=True, slots=True)
class Marker:
    """One named place, drawn as a sign on top of the curves."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis; a limit that is None (or not finite) is taken from the values."""

    label: str = ""
    low: float | None = None
    high: float | None = None
    is_log: bool = False
    unit: str = ""

    @property
    def title(self) -> str:
        """The label with its unit."""
        return f"{self.label} ({self.unit})".lstrip() if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Surface:
    """Values over a grid, drawn as contour lines: values[row][column] at ys[row], xs[column].

    Without `levels` some are chosen; they lie closer where the surface is low.
    """

    xs: Sequence[float]
    ys: Sequence[float]
    values: Sequence[Sequence[float]]
    levels: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves on two axes, over contour lines if there is a surface."""

    title: str
    x: Axis = Axis()
    y: Axis = Axis()
    series: tuple[Series, ...] = ()
    bands: tuple[Band, ...] = ()
    markers: tuple[Marker, ...] = ()
    caption: str = ""
    surface: Surface | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, from zero to its value; nan is a missing value."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars with their values: lying, one to a line, or upright from left to right."""

    title: str
    bars: tuple[Bar, ...]
    unit: str = ""
    is_upright: bool = False
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Heatmap:
    """A table of values as shades: values[row][column]; nan is a missing value.

    `has_digits` writes numbers: the values where they fit, else tenths of the highest.
    """

    title: str
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    unit: str = ""
    has_digits: bool = False
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A value for each day from `first_on`: a column for each week, Monday at the top.

    Where the window is narrow the oldest weeks are left out.
    """

    title: str
    first_on: date
    values: tuple[float, ...]
    unit: str = ""
    has_digits: bool = False
    caption: str = ""


Chart = Plot | Bars | Heatmap | Calendar
