"""True retention by week, by day and by age of card."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from quizlr.rendering.plots import Axis, Plot, Series, Stroke
from quizlr.rendering.plots.figures import Figures
from quizlr.stats.panel import Panel, View, empty
from quizlr.stats.panels.parts import (
    DOT,
    SHARE_HEAD,
    bars_view,
    range_series,
    share_cells,
)
from quizlr.stats.retention import RECENT_DAYS, Age, Period, Retention
from quizlr.stats.words import percent


def retention_panel(found: Retention) -> Panel:
    """What was remembered of what fell due."""
    if not found.all.count:
        return empty(
            "No review fell due yet.",
            "Retention is counted once cards have left learning and come back on a later day.",
            figures=found,
        )
    recent = found.recent
    headline = f"You remembered {percent(found.all.value)} of all that fell due."
    if recent.count:
        headline = f"You remembered {percent(recent.value)} in the last {RECENT_DAYS} days."
    return Panel(
        headline=headline,
        notes=tuple(_notes(found)),
        views=(
            _periods_view("Remembered by week", found.weeks, found.recent_goal, "weeks from now"),
            _periods_view("Remembered by day", found.days, found.recent_goal, "days from now"),
            _ages_view(found.ages),
        ),
        figures=found,
    )


def _notes(found: Retention) -> list[str]:
    notes = []
    if found.recent.count:
        low, high = percent(found.recent.low), percent(found.recent.high)
        notes.append(
            f"That is {found.recent.hits:,} of {found.recent.count:,}; the true share lies "
            f"between {low} and {high}."
        )
    if not isnan(found.recent_goal):
        notes.append(f"The goal was {percent(found.recent_goal)}.")
    if not isnan(found.recent_expected):
        notes.append(
            f"The app expected {percent(found.recent_expected)} when it asked: late and early "
            "reviews differ from the goal."
        )
    notes.append("Counted are cards in review on a later day than their last; Again is forgotten.")
    return notes


def _periods_view(title: str, periods: Sequence[Period], goal: float, x_name: str) -> View:
    ago = range(len(periods) - 1, -1, -1)
    shown = [(-at, p.remembered) for at, p in zip(ago, periods, strict=True) if p.remembered.count]
    xs = [float(x) for x, _ in shown]
    lowest = min((share.low for _, share in shown), default=0.5)
    series = [
        Series("remembered", xs, [100 * s.value for _, s in shown], DOT, Stroke.NONE),
        range_series(xs, [100 * s.low for _, s in shown], [100 * s.high for _, s in shown]),
    ]
    if xs and not isnan(goal):
        series.append(Series("goal", [xs[0], xs[-1]], [100 * goal] * 2, stroke=Stroke.DOTTED))
    rows = tuple(
        (f"{p.first_on:%Y-%m-%d}", *share_cells(p.remembered))
        for p in reversed(periods)
        if p.remembered.count
    )
    return View(
        Plot(
            title,
            Axis(x_name),
            Axis("remembered", low=10 * int(10 * lowest), high=100, unit="%"),
            tuple(series),
        ),
        Figures(("from", *SHARE_HEAD), rows),
    )


def _ages_view(ages: Sequence[Age]) -> View:
    rows = tuple((age.name, *share_cells(age.remembered)) for age in ages)
    return bars_view(
        "Remembered by age of card",
        [(age.name, 100 * age.remembered.value) for age in ages if age.remembered.count],
        Figures(("first seen", *SHARE_HEAD), rows),
        unit="%",
        caption="Age: time since the card was first seen.",
    )
