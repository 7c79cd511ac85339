"""A panel of the mirror: one question about the learner, answered in words, charts and tables."""

from __future__ import annotations

from quizlr.rendering.plots import Chart
from quizlr.rendering.plots.figures import Figures
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A chart, and the table behind it."""

    chart: Chart
    table: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Without views there is nothing to show yet, and the words say what to do about it."""

    headline: str
    """The answer in one short sentence, plain text."""
    notes: tuple[str, ...] = ()
    """What else is to be known, one sentence or two each."""
    views: tuple[View, ...] = ()
    figures: object = None
    """The figures as a value, for programs (see `listing`)."""


def empty(headline: str, *notes: str, figures: object = None) -> Panel:
    """A panel without figures."""
    return Panel(headline=headline, notes=notes, figures=figures)
